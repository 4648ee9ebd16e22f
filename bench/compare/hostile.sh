#!/bin/sh
# Texts made to be slow, each at one size and at twice that: reading must take at most about twice the processor time.
# Usage: bench/compare/hostile.sh [megabytes]   (24 where none is given; needs python3; uses the published single file where there is one)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
size=${1:-24}
demarc="$root/artifacts/publish/linux-x64/demarc"
[ -x "$demarc" ] || demarc="$root/demarc"
"$demarc" causes > /dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 - "$demarc" "$work" "$size" <<'PY'
import os, subprocess, sys
demarc, work, size = sys.argv[1], sys.argv[2], int(sys.argv[3]) * 1_000_000
har = '"request": {\n' + '"url": "https://www.example.com/",\n' * 40
KINDS = {
    "one endless line": lambda n: "x" * n,
    "one endless line of blanks": lambda n: " " * n,
    "one endless line of digits and dots": lambda n: "1." * (n // 2),
    "quote marks, deeper and deeper": lambda n: "".join(">" * (i % 900) + " text\n" for i in range(n // 455)),
    "openings of ping, never closed": lambda n: "PING www.example.com (192.0.2.1) 56(84) bytes of data.\n" * (n // 55),
    "openings of traceroute, never closed": lambda n: "traceroute to www.example.com (192.0.2.1), 30 hops max, 60 byte packets\n" * (n // 73),
    "rows of a trace without a head": lambda n: "".join(" %d  192.0.2.%d  1.%d ms  * *\n" % (i % 30 + 1, i % 250, i % 9) for i in range(n // 30)),
    "heads of HAR requests without an end": lambda n: har * (n // len(har)),
    "heads of interfaces without a body": lambda n: "GigabitEthernet0/1 is up, line protocol is up\n" * (n // 47),
    "heads of access lists": lambda n: "Extended IP access list 101\n" * (n // 28),
    "rows of sessions": lambda n: "Session ID: 10017, Policy name: out/4, Timeout: 1788, Valid\n" * (n // 60),
    "brackets of JSON": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "mail heads": lambda n: "From: a@example.com\nTo: b@example.com\nSubject: Re: Re: Re:\nDate: Mon, 4 May 2026 10:00:00 +0800\n\n" * (n // 101),
    "nested mails": lambda n: "".join("> " * (i % 60) + "On Mon, 4 May 2026 at 10:00, A <a@example.com> wrote:\n" for i in range(n // 115)),
    "words of one sentence": lambda n: "it works from here but not from there because " * (n // 47),
    "sentences, one a line": lambda n: "We cannot open www.example.com from the office, but it works at home.\n" * (n // 71),
    "Chinese sentences": lambda n: "我们办公室打不开这个网站，但是在家里用手机热点可以打开。\n" * (n // 85),
    "packets": lambda n: "10:00:00.000000 IP 192.0.2.1.50000 > 192.0.2.2.443: Flags [S], seq 1, win 64240, options [mss 1460], length 0\n" * (n // 111),
    "log lines": lambda n: '192.0.2.7 - - [04/May/2026:10:00:00 +0000] "GET / HTTP/1.1" 504 12 "-" "-"\n' * (n // 76),
    "tabs and blanks": lambda n: "\t \t " * (n // 4),
    "empty lines": lambda n: "\n" * n,
}
def seconds(text):
    path = os.path.join(work, "t.txt")
    with open(path, "w", encoding="utf-8") as f: f.write(text)
    best = 1e9
    for _ in range(3):
        child = subprocess.Popen([demarc, "diagnose", path, "--json", "--quiet"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        usage = os.wait4(child.pid, 0)[2]
        best = min(best, usage.ru_utime + usage.ru_stime)
    return best
idle = seconds("nothing\n")
print("| text | %d MB | %d MB | ratio, less %.2f s of start-up |\n|---|---|---|---|" % (size // 1_000_000, 2 * size // 1_000_000, idle))
for name, make in KINDS.items():
    one, two = seconds(make(size)), seconds(make(2 * size))
    ratio = (two - idle) / max(one - idle, 0.02)
    print("| %s | %.2f s | %.2f s | %.1f%s |" % (name, one, two, ratio, " **more than linear**" if ratio > 2.4 and two - idle > 0.3 else ""), flush=True)
PY
