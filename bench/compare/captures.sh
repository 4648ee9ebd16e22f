#!/bin/sh
# Whole processes on two made captures: demarc capture, tshark -q -z expert, tcptrace -n -l, in turn. usage: captures.sh DEMARC [FOLDER] [RUNS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
demarc=$1 folder=${2:-/tmp/demarc-captures} runs=${3:-3}
[ -e "$folder/bulk.pcap" ] || python3 "$here/make_captures.py" "$folder"
measure() {
    name=$1; shift
    /usr/bin/time -f "%e %M" -o "$folder/time" "$@" >/dev/null 2>&1 || true
    printf '%-10s %-18s %s\n' "$file" "$name" "$(tail -1 "$folder/time" | awk -v p="$packets" -v b="$bytes" '{ printf "%6.2f s  %10.0f packets/s  %7.0f MB/s  %6.0f MB", $1, p / $1, b / $1 / 1e6, $2 / 1e3 }')"
}
for file in flows bulk; do
    path=$folder/$file.pcap bytes=$(wc -c < "$folder/$file.pcap")
    packets=$("$demarc" capture --json --quiet "$path" | sed -n 's/^  "packets": \([0-9]*\),$/\1/p')
    for _ in $(seq "$runs"); do
        measure 'demarc capture' "$demarc" capture --json --quiet "$path"
        measure 'tshark expert' tshark -q -z expert -r "$path"
        measure 'tcptrace -n -l' tcptrace -n -l "$path"
    done
done
