#!/bin/sh
# Start-up, the samples, and 100 MB of mixed log text through the command, beside plain tools on the same file in the same run.
# Usage: bench/compare/diagnose.sh [megabytes]   (needs python3, GNU time; hyperfine if present)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
size=${1:-100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 - "$root" "$work/mixed.log" "$size" <<'PY'
import glob, os, random, sys
root, out, megabytes = sys.argv[1], sys.argv[2], int(sys.argv[3])
random.seed(7)
samples = [open(f, encoding="utf-8", errors="replace").read() for f in sorted(glob.glob(os.path.join(root, "samples", "*", "*"))) if f.endswith((".md", ".txt"))]
paths = ["/", "/api/0/items/", "/static/app.js", "/login", "/healthz"]
def line(n):
    kind = n % 4
    if kind == 0:
        return '203.0.113.%d - - [12/Apr/2026:08:%02d:%02d +0000] "GET %s HTTP/1.1" %d %d "-" "Mozilla/5.0"' % (n % 250, n // 60 % 60, n % 60, random.choice(paths), random.choice([200, 200, 200, 302, 404, 500]), random.randrange(9000))
    if kind == 1:
        return "Apr 12 08:%02d:%02d app-%d service[%d]: request %08x finished in %d ms, cache=%s" % (n // 60 % 60, n % 60, n % 9, n % 30000, random.getrandbits(32), random.randrange(900), random.choice(["hit", "miss"]))
    if kind == 2:
        return "2026-04-12T08:%02d:%02d.%03dZ INFO  worker %d: 已处理消息 %d，队列剩余 %d" % (n // 60 % 60, n % 60, n % 1000, n % 17, n, random.randrange(500))
    return "DEBUG %d retry=%d peer=198.51.100.%d:443 state=idle" % (n, random.randrange(3), n % 250)
written, n = 0, 0
with open(out, "w", encoding="utf-8") as f:
    while written < megabytes * 1_000_000:
        block = "\n".join(line(n + i) for i in range(2000)) + "\n"
        if samples and n % 200000 == 0:
            block += random.choice(samples) + "\n"
        f.write(block)
        written += len(block.encode())
        n += 2000
PY
"$root/demarc" causes > /dev/null          # builds once
show() { /usr/bin/time -f "%e s wall  %U s user  %M KB peak   $1" sh -c "$2 | cat" 2>&1 >/dev/null | tail -n 1; }
echo "start-up"
for i in 1 2 3 4 5; do show "demarc causes" "'$root/demarc' causes > /dev/null"; done
echo "samples"
for folder in "$root"/samples/*/; do show "demarc diagnose $(basename "$folder")" "'$root/demarc' diagnose '$folder' --json --quiet > /dev/null"; done
echo "$size MB of mixed log text"
for i in 1 2 3; do
    show "demarc diagnose" "'$root/demarc' diagnose '$work/mixed.log' --json --quiet > /dev/null"
    show "grep -c" "grep -cE 'TTL=|icmp_seq' '$work/mixed.log'"
    show "sha256sum" "sha256sum '$work/mixed.log'"
done
