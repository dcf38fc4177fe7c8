#!/bin/bash
# tests/fault/chaos.sh - a short dose of tests/fault/chaos.mjs: a lying gateway, and kills; make torture gives a long one
#
# And a daemon that forgets what only the write-ahead log held when it was killed is found out: the smallest case has fewer messages, and a kill.
set -eu
node tests/fault/chaos.mjs --messages 3000 --seed 7
node tests/fault/chaos.mjs --messages 1500 --kills 25 --seed 8
node tests/fault/chaos.mjs --messages 1000 --stops 4 --jumps 40 --seed 9

. tests/database.sh
! on_server || exit 0 # it is the log of the file that is forgotten
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/forgetful" <<END
#!/bin/sh
[ "\$3" != serve ] || rm -f "\${2%/*}/lapak.db-wal"
exec $(realpath "${LAPAK:-build/lapak}") "\$@"
END
chmod +x "$folder/forgetful"
export LAPAK=$folder/forgetful
! node tests/fault/chaos.mjs --messages 40 --kills 3 --seed 4 --connections 8 --patience 30 >"$folder/said" ||
	{ echo 'a daemon that forgets is not found out'; exit 1; }
grep -E '^FAILED|^smallest' "$folder/said"
smallest=$(sed -n 's/^smallest: //p' "$folder/said")
case $smallest in
*' --messages 40 '* | *' --kills 0 '*) echo "not smaller: $smallest" && exit 1 ;;
*' --kills '[1-3]' --stops 0 '*) ;;
*) echo "not the smallest: $smallest" && exit 1 ;;
esac
! $smallest --patience 0 >/dev/null || ! $smallest --patience 0 >/dev/null || { echo "does not repeat: $smallest"; exit 1; }
