#!/bin/sh
# Blocks of tool output "found" where there is none: prose, source code and mail of this machine, at least 20 MB.
# Usage: bench/compare/false-blocks.sh [more files or folders]   (needs man-db, gzip; takes a few minutes)
# Prints a line for each block found: each is either real output quoted in a document, or invented.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/man" "$work/doc" "$work/source" "$work/reference" "$work/own"

# Manual pages as people see them.
find /usr/share/man/man[1-8] -name '*.gz' 2> /dev/null | sort | awk 'NR % 4 == 0' | while read -r page; do
    MANWIDTH=90 man -P cat -l "$page" 2> /dev/null | col -b > "$work/man/$(basename "$page" .gz).txt" || true
done
# Documents and changelogs: prose.
find /usr/share/doc -type f \( -name '*.txt' -o -name '*.md' -o -name '*.rst' -o -name '*.html' -o -name 'README*' -o -name 'NEWS*' -o -name 'changelog*' -o -name 'copyright' \) -size -600k 2> /dev/null \
    | sort | awk 'NR % 2 == 0' | while read -r file; do
    name=$(echo "$file" | tr / _)
    case $file in *.gz) gzip -cd "$file" > "$work/doc/$name" ;; *) cp "$file" "$work/doc/$name" ;; esac
done
# Sources of other languages, and of this repository.
find /usr/lib/python3* /usr/share/perl* -type f \( -name '*.py' -o -name '*.pm' -o -name '*.pl' -o -name '*.pod' \) 2> /dev/null | sort | awk 'NR % 2 == 0' \
    | while read -r file; do cp "$file" "$work/source/$(echo "$file" | tr / _)"; done
(cd "$root" && git ls-files 'src/*.cs' 'apps/*.cs' 'tests/*.cs' 'docs/*' '*.md' 'lab/*') | while read -r file; do
    [ -f "$root/$file" ] && cp "$root/$file" "$work/own/$(echo "$file" | tr / _)"
done
# Reference documentation of .NET.
find /usr/share/dotnet/packs /usr/lib/dotnet/packs -name '*.xml' -size +200k 2> /dev/null | sort | head -n 60 | while read -r file; do
    cp "$file" "$work/reference/$(echo "$file" | tr / _)"
done
# Mail, and whatever else was named.
[ -d "$root/../shared/corpus/mail" ] && cp -r "$root/../shared/corpus/mail" "$work/mail"
for more in "$@"; do cp -r "$more" "$work/"; done

du -sm "$work"/*
cd "$work"
dotnet run --project "$root/bench/Demarc.Readers" -c Release -- blocks .
