// Reads mails with postal-mime and with Demarc.Mail and prints where they differ.
// Usage: node compare.mjs FOLDER...   (every .eml and .txt below that has a header; needs the .NET SDK)
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import PostalMime from "postal-mime";

const here = dirname(fileURLToPath(import.meta.url));

function mailsBelow(path) {
  if (statSync(path).isDirectory()) return readdirSync(path).sort().flatMap((name) => mailsBelow(join(path, name)));
  return [".eml", ".txt"].includes(extname(path)) && !path.includes("/LICENSES/") ? [path] : [];
}

// Groups count by their members; a nested message's own attachments are left out on both sides where they can be.
const members = (list) => (list ?? []).flatMap((entry) => entry.group ?? [entry]);
const lines = (text) => (text ?? "").replaceAll("\r\n", "\n").trim();

async function theirs(path) {
  const mail = await PostalMime.parse(readFileSync(path), { rfc822Attachments: true });
  return {
    subject: mail.subject ?? "",
    from: members([mail.from].filter(Boolean))[0]?.address ?? "",
    fromName: members([mail.from].filter(Boolean))[0]?.name ?? "",
    to: members(mail.to).map((box) => box.address).join(" "),
    text: lines(mail.text),
    html: lines(mail.html),
    names: mail.attachments.map((part) => part.filename).filter(Boolean).join(" "),
  };
}

const files = process.argv.slice(2).flatMap(mailsBelow);
if (files.length === 0) {
  console.error("usage: node compare.mjs FOLDER...");
  process.exit(64);
}

const ours = execFileSync("dotnet", ["run", join(here, "ours.cs"), "--", ...files], { encoding: "utf8", maxBuffer: 1 << 28 }).trim().split("\n").map((line) => JSON.parse(line));
let differences = 0;
let read = 0;
for (const [index, path] of files.entries()) {
  // Text without any header is no mail: postal-mime takes its first paragraph for one and drops it.
  if (ours[index].problems.includes("header-absent")) continue;
  read++;
  let their;
  try {
    their = await theirs(path);
  } catch (error) {
    console.log(`${basename(path)}: postal-mime failed: ${error.message}`);
    differences++;
    continue;
  }

  for (const what of Object.keys(their)) {
    // A text made from HTML is another one by design.
    if (what === "text" && ours[index].html !== null) continue;
    const our = lines(ours[index][what]);
    if (our === lines(their[what])) continue;
    let at = 0;
    while (our[at] !== undefined && our[at] === their[what][at]) at++;
    const near = (text) => JSON.stringify(text.slice(Math.max(0, at - 15), at + 60));
    console.log(`${basename(path)}: ${what}\n  ours   ${near(our)}\n  theirs ${near(their[what])}\n  told   ${ours[index].problems || "nothing"}`);
    differences++;
  }
}

console.log(`${read} mails, ${differences} differences`);
