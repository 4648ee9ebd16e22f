#!/bin/sh
# Gates T1 to T12 of path measurement, each in a network of bench/compare/scenarios, demarc beside mtr, traceroute, scamper and
# tracepath in turn in the same run: one table of goal, figure, ratio to the best peer, met or not. T10 is bench/compare/rtt.sh.
# Usage: bench/compare/trace.sh [GATE …]        such as T1 T5; all of them where none is named (20 minutes)
#   RUNS=10 of each quick command (median), CAP=60 seconds until a peer is ended, SEEDS=10 runs each way of T7, OUT=FILE for raw figures
# Needs root, Linux with network namespaces, python3, iproute2, nftables. Peers (Debian): mtr-tiny traceroute scamper iputils-tracepath;
# one that is absent is said and left out. The single file of ./publish linux-x64 is timed too where it was made.
set -eu
cd "$(dirname "$0")/../.."
for tool in python3 ip nft; do command -v $tool >/dev/null || { echo "trace.sh: $tool is missing" >&2; exit 69; }; done
[ "$(id -u)" = 0 ] || { echo "trace.sh: needs root" >&2; exit 77; }
for peer in mtr traceroute scamper tracepath; do command -v $peer >/dev/null || echo "trace.sh: $peer is absent and left out" >&2; done
./demarc --version >&2
export PYTHONDONTWRITEBYTECODE=1
exec python3 bench/compare/trace_gates.py "$@"
