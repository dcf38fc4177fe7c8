#!/bin/bash
# tests/cli/db.sh - lapak db copy: whole, compared, into an empty database, while nobody serves either
. tests/cli/lib.sh
here=$(database_url "$work")

wants 0 migrate
wants 0 market add --name Turi
wants 0 wave add --name G4 --market Turi --place "Lt 3" --sitting "2026-12-05 09:00" --seats 30 --open
printf 'JUAL 350rb live 0\nDAFTAR G4 Siti, turi, B2-15\n1\n' | lapak chat 081234567890 >/dev/null

wants 1 db copy "sqlite:$work/none.db" "sqlite:$work/new.db"
said 'there is no database'
[ ! -e "$work/new.db" ] || die 'a database was made for nothing'
wants 0 db copy "$here" "sqlite:$work/new.db"
printed 'rows copied and compared'
printed "url = \"sqlite:$work/new.db\""
for what in 'sale list' 'trader list' 'message list' 'wave roster G4'; do
	# shellcheck disable=SC2086
	[ "$(lapak $what --json)" = "$(LAPAK_DATABASE__URL="sqlite:$work/new.db" lapak $what --json)" ] || die "$what is another"
done
wants 1 db copy "$here" "sqlite:$work/new.db"
said 'holds data already'
wants 2 db copy "$here" "$here"
said 'the same database'
wants 2 db copy "$here"
wants 2 db move a b

sed -i 's/127.0.0.1:8080/127.0.0.1:0/' "$work/lapak.ini"
"$LAPAK" --config "$work/lapak.ini" serve >"$work/serve" 2>&1 &
pid=$!
trap 'kill -9 "$pid" 2>/dev/null || true; clean_up' EXIT
for _ in $(seq 100); do
	grep -q running "$work/serve" && break
	sleep 0.1
done
wants 1 db copy "$here" "sqlite:$work/third.db"
said 'serves'
kill "$pid"
wait "$pid"
wants 0 db copy "$here" "sqlite:$work/third.db"
