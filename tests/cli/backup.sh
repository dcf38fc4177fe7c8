#!/bin/bash
# tests/cli/backup.sh - a backup is whole or not there; a restore overwrites nothing; a sealed one opens with its key alone
. tests/cli/lib.sh
office
types 081234567890 halo 'JUAL 350rb live 0'
head -c 32 /dev/urandom | base64 >"$work/key"
head -c 32 /dev/urandom | base64 >"$work/other"
chmod 600 "$work/key" "$work/other"
data() { # what the database holds, without the record of backups and the marks of time
	sqlite3 "$1" 'SELECT * FROM trader; SELECT * FROM sale; SELECT * FROM message; SELECT * FROM market;'
}
before=$(data "$work/lapak.db")

wants 0 backup "$work/plain.db"
printed '1 traders, 1 sales'
printed verified
silent
same 'mode' "$(stat -c %a "$work/plain.db")" 600
same 'the copy' "$(data "$work/plain.db")" "$before"
same 'left-overs' "$(ls "$work" | grep -c part || true)" 0
wants 1 backup "$work/plain.db"
said 'there already'
wants 0 backup "$work/sealed.db" --key-file "$work/key" --json
holds '.messages == 4 and .traders == 1'
if grep -q 'SQLite format' "$work/sealed.db"; then die 'the sealed copy is readable'; fi
if grep -q 81234567890 "$work/sealed.db"; then die 'the sealed copy holds a number in clear'; fi
same 'the record' "$(sqlite3 "$work/lapak.db" "SELECT count(*) FROM audit WHERE action = 'backup.made'")" 2

# Into a folder, the newest two stay; other files there are left alone.
mkdir "$work/folder"
touch "$work/folder/lapak-notes.db" "$work/folder/lapak-20200101-000000.db" \
	"$work/folder/lapak-20200102-000000.db.sealed"
wants 0 backup "$work/folder" --keep 2
same 'kept' "$(ls "$work/folder" | sed 's/20261124-[0-9]*/NOW/' | tr '\n' ' ')" \
	'lapak-20200102-000000.db.sealed lapak-NOW.db lapak-notes.db '
wants 2 backup "$work/x.db" --keep 2
wants 2 backup "$work/folder" --keep 0
wants 2 backup
chmod 644 "$work/other"
wants 2 backup "$work/x.db" --key-file "$work/other"
said 'chmod 600'
chmod 600 "$work/other"
echo short >"$work/short"
chmod 600 "$work/short"
wants 2 backup "$work/x.db" --key-file "$work/short"
said 'less than 32'
wants 1 backup "$work/no/such/folder/x.db"
[ ! -e "$work/x.db" ] || die 'half a backup is there'

# A restore overwrites nothing.
wants 1 restore "$work/plain.db"
said 'overwrites nothing'
same 'after a refused restore' "$(data "$work/lapak.db")" "$before"
rm "$work"/lapak.db*

# What is damaged, cut, sealed by another key, newer or another program's is refused, and nothing is left.
refused() { # WORDS ARGUMENT...
	local words=$1
	shift
	wants "${status:-1}" restore "$@"
	said "$words"
	[ ! -e "$work/lapak.db" ] && [ ! -e "$work/lapak.db.part" ] || die "something was restored: $*"
}
refused 'another key' "$work/sealed.db" --key-file "$work/other"
head -c -20 "$work/sealed.db" >"$work/cut.db"
refused 'cut short' "$work/cut.db" --key-file "$work/key"
cp "$work/sealed.db" "$work/changed.db"
printf 'x' | dd of="$work/changed.db" bs=1 seek=5000 conv=notrunc status=none
refused 'changed' "$work/changed.db" --key-file "$work/key"
{ cat "$work/sealed.db"; echo more; } >"$work/longer.db"
refused 'changed' "$work/longer.db" --key-file "$work/key"
status=2 refused 'is sealed' "$work/sealed.db"
status=2 refused 'not sealed' "$work/plain.db" --key-file "$work/key"
cp "$work/plain.db" "$work/damaged.db"
dd if=/dev/urandom of="$work/damaged.db" bs=4096 seek=3 count=4 conv=notrunc status=none
refused 'damaged' "$work/damaged.db"
head -c 20000 "$work/plain.db" >"$work/half.db"
refused 'lapak' "$work/half.db"
sqlite3 "$work/foreign.db" 'CREATE TABLE t (a); INSERT INTO t VALUES (1);'
refused 'no backup of Lapak' "$work/foreign.db"
cp "$work/plain.db" "$work/newer.db"
sqlite3 "$work/newer.db" "INSERT INTO migration VALUES ((SELECT max(number) + 1 FROM migration), 'x', 'x', 0)"
refused newer "$work/newer.db"
refused 'cannot be read' "$work/absent.db"

# The drill: both come back as they were, and the service goes on from there.
for way in "plain.db" "sealed.db --key-file $work/key"; do
	# shellcheck disable=SC2086
	wants 0 restore "$work"/$way
	printed 'verified'
	same "restored from $way" "$(data "$work/lapak.db")" "$before"
	same 'mode' "$(stat -c %a "$work/lapak.db")" 600
	types 081234567890 'TAMBAH 50rb'
	grep -qF 'Rp400.000' "$work/out" || die "the conversation does not go on: $(cat "$work/out")"
	rm "$work"/lapak.db*
done
