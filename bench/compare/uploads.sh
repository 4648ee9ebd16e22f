#!/bin/sh
# A large file through the upload server: broken off by the client, then by killing the server, then to the end; then again in one go.
# Says whether the hashes are equal, how fast it went beside a plain copy with flush, and the most memory each server took.
# Usage: bench/compare/uploads.sh [megabytes]   (2048 where none is given; needs curl, openssl, Linux; room for three such files)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
size=${1:-2048}
server=$root/artifacts/bin/Demarc.Uploads.Tests/release/Demarc.Uploads.Tests
[ -x "$server" ] || dotnet build "$root/tests/Demarc.Uploads.Tests" -c Release -v quiet -tl:off
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP PIPE
file=$work/file
# Octets that repeat nowhere, quickly made.
openssl enc -aes-128-ctr -K 00112233445566778899aabbccddeeff -iv 00000000000000000000000000000000 -in /dev/zero 2>/dev/null | head -c "${size}M" > "$file" || true
length=$(wc -c < "$file")
hash=$(sha256sum "$file" | cut -d' ' -f1)
clock() { date +%s.%N; }
rate() { awk -v b="$1" -v a="$2" -v e="$3" 'BEGIN { printf "%.1f s, %.0f MB/s", e - a, b / (e - a) / 1e6 }'; }

start() {
    "$server" serve "$work" > "$work/out" 2>&1 &
    pid=$!
    until grep -q '^listening' "$work/out"; do sleep 0.05; done
    url=$(sed -n 's/^listening //p' "$work/out")/u/bench/files
}
memory() { awk '/VmHWM/ { printf "most memory of the server: %.0f MB\n", $2 / 1000 }' "/proc/$pid/status"; }
stop() { memory; kill -9 "$pid"; wait "$pid" 2>/dev/null || true; pid=; }
create() { curl -s -D - -o /dev/null -X POST -H 'Tus-Resumable: 1.0.0' -H "Upload-Length: $length" -H 'Upload-Metadata: filename YmVuY2guYmlu' "$url" | tr -d '\r' | sed -n 's#^Location: .*/##p'; }
offset() { curl -s -I -H 'Tus-Resumable: 1.0.0' "$url/$id" | tr -d '\r' | sed -n 's/^Upload-Offset: //p'; }
# From an offset to the end.
send() {
    tail -c "+$(($1 + 1))" "$file" | curl -s -o /dev/null -w '%{http_code}' -X PATCH -T - -H 'Tus-Resumable: 1.0.0' -H 'Expect:' \
        -H "Upload-Offset: $1" -H 'Content-Type: application/offset+octet-stream' -H "Content-Length: $((length - $1))" -H 'Transfer-Encoding:' "$url/$id"
}
# Waits until the data file has this share, in tenths.
until_tenths() { while [ "$(wc -c < "$work/uploads/$id/data")" -lt $((length / 10 * $1)) ]; do sleep 0.02; done; }
finished() { grep -q "^completed $id $length $hash" "$work/out" && [ "$(sha256sum "$work/taken/$id" | cut -d' ' -f1)" = "$hash" ] && echo "hashes equal: $hash" || { echo 'HASHES DIFFER'; exit 1; }; }

echo "$size MB; load average $(cut -d' ' -f1 /proc/loadavg)"
a=$(clock); dd if="$file" of="$work/copy" bs=128k conv=fsync 2>/dev/null; e=$(clock); rm "$work/copy"
echo "plain copy with flush: $(rate "$length" "$a" "$e")"

echo '== broken off by the client at 0.3, server killed at 0.7'
start; id=$(create)
send 0 > /dev/null & client=$!
until_tenths 3
for part in $(ps -o pid= --ppid "$client") "$client"; do kill -9 "$part" 2>/dev/null || true; done
wait "$client" 2>/dev/null || true
sleep 0.5; at=$(offset); echo "client gone, offset $at"
send "$at" > /dev/null & client=$!
until_tenths 7
stop; wait "$client" 2>/dev/null || true
start; at=$(offset); echo "server started anew, offset $at"
a=$(clock); status=$(send "$at"); e=$(clock)
echo "rest answered $status: $(rate $((length - at)) "$a" "$e"), the $at octets before it hashed anew meanwhile"
finished; stop; rm -rf "$work/taken" "$work/uploads"

echo '== in one go'
start; id=$(create)
a=$(clock); status=$(send 0); e=$(clock)
echo "answered $status: $(rate "$length" "$a" "$e")"
finished; stop
