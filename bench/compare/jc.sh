#!/bin/sh
# jc's own network fixtures through jc and through the readers: every value jc expects that the kinds have a place for.
# Usage: bench/compare/jc.sh [fixtures]   (needs jc, python3; the fixtures are shared/corpus/jc/tests/fixtures beside the checkout)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
fixtures=${1:-$root/../shared/corpus/jc/tests/fixtures}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/bench/Demarc.Readers" -c Release -v quiet -tl:off
find "$fixtures" -name '*.out' | sort | xargs dotnet "$root/artifacts/bin/Demarc.Readers/release/Demarc.Readers.dll" json > "$work/read"
python3 "$root/bench/compare/jc_values.py" "$fixtures" "$work/read" "$root/bench/compare/jc-reasons.tsv"
