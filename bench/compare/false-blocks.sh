#!/bin/sh
# Blocks of tool output "found" where there is none: prose, source code and mail of this machine, at least 20 MB.
# Usage: bench/compare/false-blocks.sh [more files or folders]   (needs python3 and man-db)
# Prints a line for each block found: each is either real output quoted in a document, or invented.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/man" "$work/doc" "$work/source" "$work/reference" "$work/own"

# Manual pages as people see them.
find /usr/share/man/man[1-8] -name '*.gz' 2> /dev/null | sort | awk 'NR % 12 == 0' | while read -r page; do
    MANWIDTH=90 man -P cat -l "$page" 2> /dev/null | col -b > "$work/man/$(basename "$page" .gz).txt" || true
done
# take FOLDER: copies the files named on standard input, unpacked and under one name each.
take() {
    python3 -c '
import gzip, sys
for path in sys.stdin.read().splitlines():
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file, open(sys.argv[1] + "/" + path.strip("/").replace("/", "_"), "wb") as copy: copy.write(file.read())
' "$work/$1"
}
# Documents and changelogs: prose.
find /usr/share/doc -type f \( -name '*.txt' -o -name '*.md' -o -name '*.rst' -o -name '*.html' -o -name 'README*' -o -name 'NEWS*' -o -name 'changelog*' \) -size -600k 2> /dev/null | sort | awk 'NR % 2 == 0' | take doc
# Sources of other languages, and of this repository without its tests, which quote output on purpose.
find /usr/lib/python3* /usr/share/perl* -type f \( -name '*.py' -o -name '*.pm' -o -name '*.pl' -o -name '*.pod' \) 2> /dev/null | sort | awk 'NR % 2 == 0' | take source
(cd "$root" && git ls-files 'src/*.cs' 'apps/*.cs' 'docs/*.md' 'lab/*' README.md CHANGELOG.md | take own)
# Reference documentation of .NET.
find /usr/share/dotnet/packs /usr/lib/dotnet/packs -name '*.xml' -size +200k 2> /dev/null | sort | head -n 60 | take reference
# Mail, and whatever else was named.
[ -d "$root/../shared/corpus/mail" ] && cp -r "$root/../shared/corpus/mail" "$work/mail"
for more in "$@"; do cp -r "$more" "$work/"; done

du -sm "$work"/*
cd "$work"
dotnet run --project "$root/bench/Demarc.Readers" -c Release -- blocks .
