#!/bin/sh
# Whether two builds tell the same of captures, octet by octet: JSON with every connection, pictures, notes and exit status, folder by
# folder, so that captures are paired too. usage: captures_same.sh BEFORE AFTER FOLDER…
set -u
before=$1 after=$2; shift 2
work=$(mktemp -d) different=0 files=0
trap 'rm -rf "$work"' EXIT
tell() {
    "$1" capture --all --json --html "$work/$2.html" "$3" >"$work/$2.json" 2>"$work/$2.notes"
    echo $? >"$work/$2.status"
}
for folder in "$@"; do
    for part in "$folder"/*; do
        tell "$before" before "$part"
        tell "$after" after "$part"
        files=$((files + $(find -L "$part" -type f | wc -l)))
        for kind in json html notes status; do
            if [ -e "$work/before.$kind" ] && cmp -s "$work/before.$kind" "$work/after.$kind"; then continue; fi
            [ ! -e "$work/before.$kind" ] && [ ! -e "$work/after.$kind" ] && continue
            echo "$part: $kind differs"
            different=$((different + 1))
        done
        rm -f "$work"/*
    done
done
echo "$files files, $different differences"
[ "$different" -eq 0 ]
