#!/bin/bash
# tests/fault/upgrade.sh - every released schema comes up to date with its data; a migration that fails or is killed leaves no half
#
# tests/data/schema-NNNN.sql are databases as the releases left them. A migration is cut after each of its
# statements in turn, over the newest of them that is older, and killed at every n-th write and fsync of the whole upgrade.
. tests/cli/lib.sh
unset LAPAK_CLOCK_OFFSET
mkdir "$work/m"
cp migrations/*.sql "$work/m/"
sed -i "s|$root/migrations|$work/m|" "$work/lapak.ini"
db=$work/lapak.db

load() { # NUMBER: the database as that release left it
	rm -f "$db"*
	sqlite3 "$db" <"tests/data/schema-$1.sql"
}
data() { # what people told, whatever the schema
	sqlite3 "$db" 'SELECT id, phone, name, market_id, stall, language, stopped_at FROM trader;
		SELECT trader_id, day, total, live, status FROM sale;
		SELECT id, trader_id, direction, kind, phone, text, state FROM message;
		SELECT id, name, seats FROM wave; SELECT wave_id, trader_id, status FROM enrolment;
		SELECT id, text, state FROM question; SELECT name, last FROM sequence WHERE name <> "migration" ORDER BY name LIMIT 9;
		PRAGMA integrity_check; PRAGMA foreign_key_check;'
}
at() { # the migration the database is at
	sqlite3 "$db" 'SELECT max(number) FROM migration'
}
newest=$(ls migrations | tail -n 1 | cut -c1-4)
kept=$(ls tests/data/schema-*.sql | sed 's/.*-\([0-9]*\).sql/\1/')
before_it() { # NUMBER: the newest kept schema that is older; the first two are of migrations alone
	local n found=0002
	for n in $kept; do [ "$((10#$n))" -ge "$1" ] || [ "$((10#$n))" -le 2 ] || found=$n; done
	echo "$found"
}

for number in $kept; do
	load "$number"
	before=$(data | grep -v '^[a-z]*|[0-9]*$')
	messages=$(sqlite3 "$db" 'SELECT count(*) FROM message')
	if [ "$number" = "$newest" ]; then
		wants 0 check
		continue
	fi
	wants 1 serve
	said 'run `lapak migrate`'
	wants 0 migrate --dry-run
	printed "would apply $newest"
	same 'after a dry run' "$(at)" "$((10#$number))"
	wants 0 migrate
	next=$(printf %04d $((10#$number + 1)))
	same "data of $number" "$(data | grep -v '^[a-z]*|[0-9]*$')" "$before"
	same 'at' "$(at)" "$((10#$newest))"
	same 'the copy made first' "$(sqlite3 "$db.before-$next" 'SELECT max(number) FROM migration')" "$((10#$number))"
	wants 0 check
	wants 0 message list --json --limit 0
	holds "length == $messages"
	# To go back: the copy is a backup like any other.
	mv "$db" "$db.newer" && rm -f "$db-wal" "$db-shm"
	wants 0 restore "$db.before-$next"
	same 'restored' "$(at)" "$((10#$number))"
	wants 0 migrate
done

# Cut after each statement: nothing of that migration is there.
cuts=0
for file in $(ls migrations | tail -n +3); do
	number=$((10#${file%%_*}))
	rm "$work"/m/*
	for n in $(seq $((number - 1))); do cp migrations/"$(printf %04d "$n")"_*.sql "$work/m/"; done
	load "$(before_it "$number")"
	lapak migrate >/dev/null
	# Over an empty table nothing could be lost.
	for table in $([ "$number" -le 17 ] || grep -hoE '^(ALTER TABLE|UPDATE) [a-z_]+' "migrations/$file" | awk '{ print $NF }'); do
		[ "$(sqlite3 "$db" "SELECT count(*) FROM $table")" -gt 0 ] || die "$file changes $table, which is empty in schema-$(before_it "$number").sql"
	done
	before=$(sqlite3 "$db" .dump | sha256sum)
	for cut in $(seq "$(grep -c ';' "migrations/$file")"); do
		awk -v cut="$cut" '{ print } /;/ && ++n == cut { exit } END { print "CREATE TABL;" }' \
			"migrations/$file" >"$work/m/$file"
		status=0
		lapak migrate >/dev/null 2>&1 || status=$?
		[ "$status" = 1 ] || die "$file cut after statement $cut: exit $status"
		same "$file cut after statement $cut" "$(sqlite3 "$db" .dump | sha256sum)" "$before"
		cuts=$((cuts + 1))
	done
done

# Killed at every n-th write or fsync: whole migrations only, and the next start goes on from there.
cp migrations/*.sql "$work/m/"
kills=0
for start in 0002 "$(before_it "$((10#$newest))")"; do
	load "$start"
	before=$(data | grep -v '^[a-z]*|[0-9]*$')
	cp "$db" "$work/start.db"
	for call in pwrite64 fdatasync; do
		rm -f "$db"*
		cp "$work/start.db" "$db"
		strace -f -o "$work/trace" -e trace=$call "$LAPAK" --config "$work/lapak.ini" migrate >/dev/null 2>&1
		total=$(grep -c "$call" "$work/trace")
		for k in $(seq 1 $((total / ${KILLS:-6} + 1)) "$total"); do
			rm -f "$db"*
			cp "$work/start.db" "$db"
			# In a shell of its own, which keeps the word "Killed" to itself.
			(strace -f -o /dev/null -e trace=$call -e "inject=$call:signal=KILL:when=$k" \
				"$LAPAK" --config "$work/lapak.ini" migrate || true) >/dev/null 2>&1
			[ "$(at)" -ge "$((10#$start))" ] || die "killed at $call $k: at $(at)"
			wants 0 migrate
			same "killed at $call $k" "$(at)" "$((10#$newest))"
			same "data, killed at $call $k" "$(data | grep -v '^[a-z]*|[0-9]*$')" "$before"
			kills=$((kills + 1))
		done
	done
done
echo "upgrade: every released schema to $newest; $cuts cuts and $kills kills leave no half"
