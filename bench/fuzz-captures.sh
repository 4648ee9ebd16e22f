#!/bin/sh
# Reads captures changed at random until the time is over. usage: fuzz-captures.sh FOLDER [SECONDS, an hour if not given] [SEED]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
[ $# -ge 1 ] || { echo "usage: $0 FOLDER [SECONDS] [SEED]" >&2; exit 64; }
dotnet build "$here/bench/Demarc.Packets" -c Release -v quiet -tl:off
exec dotnet "$here/artifacts/bin/Demarc.Packets/release/Demarc.Packets.dll" fuzz "$1" "${2:-3600}" ${3:+"$3"}
