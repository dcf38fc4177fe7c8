#!/bin/bash
# tests/fault/power-cut.sh - 200 power cuts lose nothing; the same disk without waiting for it does, so the test sees
#
# And so does a disk that lies about a sync: the smallest case of it is found, and the command that is printed repeats it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cut=build/fault/power_cut
$cut -n 200 -s 1 -d "$folder"
$cut -n 100 -s 1 -d "$folder" -t
$cut -n 40 -s 1 -d "$folder" -c
! $cut -n 40 -s 1 -d "$folder" -l 5 >"$folder/lie" || { echo 'a disk that lies is not found out'; exit 1; }
tail -n 2 "$folder/lie"
smallest=$(sed -n 's/^smallest: //p' "$folder/lie")
case $smallest in
*,*,*) echo 'more than two cuts are not the smallest' && exit 1 ;;
"$cut -l 5 -b 1 -p "*) ;;
*) echo "no command to repeat it: $smallest" && exit 1 ;;
esac
! $smallest -d "$folder" >/dev/null || { echo "does not repeat: $smallest"; exit 1; }
${smallest/ -l 5/} -d "$folder"
