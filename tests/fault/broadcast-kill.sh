#!/bin/bash
# tests/fault/broadcast-kill.sh - kill -9 while a broadcast expands and sends: nobody gets it twice, nobody is left out
#
# A gateway that answers late notes who was written to. At the end everybody has one SMS, but for those whose attempt
# was on the wire at a kill: they are listed as unknown, had one or none, and are not written to again.
set -eu
. tests/e2e/lib.sh
. tests/fault/lib.sh
configure
people=${PEOPLE:-1200} kills=${KILLS:-8}
sed -i 's/^short_code.*/&\nquiet_hours = "none"/' "$ini"
noting_gateway 250
lapak migrate >/dev/null
ask "
	WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $people)
	INSERT INTO trader (id, phone, name, language, created_at)
		SELECT 7 * i, '+62813' || (10000000 + i), 'Bu ' || i, 'id', 1 FROM n;
	UPDATE sequence SET last = 7 * $people WHERE name = 'trader';"

id=$(lapak broadcast new --all --text 'Besok libur, {name}' --by rina)
lapak broadcast approve "$id" --by budi >/dev/null
for n in $(seq "$kills"); do
	"$LAPAK" --config "$ini" serve >"$folder/out.log" 2>>"$folder/err.log" &
	pid=$!
	sleep "0.$((n * 7 % 9 + 1))" # the first ones end while it expands
	stop_lapak -KILL 2>/dev/null || fail "the daemon had ended by itself: $(tail -n1 "$folder/err.log")"
done
start_lapak
state() {
	lapak broadcast show "$id" --json | jq -r .state
}
for _ in $(seq 300); do
	[ "$(state)" = done ] && break
	sleep 0.1
done
[ "$(state)" = done ] || fail "not done: $(lapak broadcast show "$id")"
lapak broadcast show "$id" --json >"$folder/shown"
lapak broadcast results "$id" --state unknown --json --limit 0 | jq -r '.[].phone' | sort >"$folder/unknown"
sort "$folder/sent" >"$folder/all"
[ -z "$(uniq -d "$folder/all")" ] || fail "some got it twice: $(uniq -d "$folder/all" | head -3)"
seq "$people" | awk '{ print "+62813" (10000000 + $1) }' | sort >"$folder/meant"
comm -23 "$folder/meant" "$folder/all" >"$folder/missed"
[ -z "$(comm -23 "$folder/missed" "$folder/unknown")" ] ||
	fail "left out and not listed: $(comm -23 "$folder/missed" "$folder/unknown" | head -3)"
[ -z "$(comm -13 "$folder/meant" "$folder/all")" ] || fail "somebody else got it"
[ "$(jq '.left == 0 and .failed == 0 and .sent == .recipients' "$folder/shown")" = true ] ||
	fail "counted otherwise: $(cat "$folder/shown")"
[ "$(jq .recipients "$folder/shown")" = "$people" ] || fail "not all were meant"
stop_lapak
check_office "$folder" 0 || fail 'a rule is broken'
echo "broadcast: $kills kills, $people people, none twice, none left out; $(wc -l <"$folder/unknown") unknown and listed, of them $(wc -l <"$folder/missed") got none"
