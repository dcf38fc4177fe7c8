#!/bin/bash
# tests/fault/reminder-kill.sh - kill -9 at random moments of reminder rounds: nobody gets it twice, nobody is left out
#
# A gateway that answers late notes who was written to. After each round everybody with a seat has one SMS, but for
# those whose attempt was on the wire at a kill: they are listed as unknown, had one or none, and are not written to
# again. Who gave the seat up, waits for one or sent STOP has none. ROUNDS=10 KILLS=40 SEED=2: longer, or another run.
set -eu
. tests/e2e/lib.sh
. tests/fault/lib.sh
configure
people=${PEOPLE:-300} kills=${KILLS:-7} rounds=${ROUNDS:-2} seed=${SEED:-1}
noting_gateway $((people * 2 / 3 / kills + 1))

export LAPAK_CLOCK_FILE=$folder/clock
# strikes DATE MS: the clock says DATE 18:00 that many milliseconds from now
strikes() {
	local at
	at=$(($(date -d "$1 18:00 +07:00" +%s) - ($(date +%s%3N) + $2) / 1000))
	echo "$at" >"$folder/clock.new"
	mv "$folder/clock.new" "$folder/clock"
}
# under_way: something of the day's round is still to be done
under_way() {
	[ "$(ask "SELECT (SELECT count(*) FROM message WHERE state IN ('queued', 'sending')) +
		(SELECT count(*) FROM job WHERE kind LIKE 'reminder%' AND due_at <= $(date -d "$date 20:00 +07:00" +%s))")" != 0 ]
}
# judge: what $folder/all, sorted, says beside who was meant and who is listed as unknown; the first fault, or nothing
judge() {
	comm -23 "$folder/meant" "$folder/all" >"$folder/missed"
	if [ -n "$(uniq -d "$folder/all")" ]; then
		echo "twice: $(uniq -d "$folder/all" | head -3)"
	elif [ -n "$(comm -23 "$folder/missed" "$folder/unknown")" ]; then
		echo "left out and not listed: $(comm -23 "$folder/missed" "$folder/unknown" | head -3)"
	elif [ -n "$(comm -13 "$folder/meant" "$folder/all")" ]; then
		echo "not meant: $(comm -13 "$folder/meant" "$folder/all" | head -3)"
	elif [ -n "$(comm -13 "$folder/meant" "$folder/unknown")" ]; then
		echo "listed and not meant: $(comm -13 "$folder/meant" "$folder/unknown" | head -3)"
	fi
}
# is_found FAULT: judge says so of the files as they are; they are put back then
is_found() {
	case $(judge) in
	"$1"*) ;;
	*) fail "the checker does not find: $1" ;;
	esac
	cp "$folder/all.kept" "$folder/all"
	cp "$folder/unknown.kept" "$folder/unknown"
}

sitting=2026-12-05
strikes 2026-11-01 0
lapak migrate >/dev/null
lapak market add --name 'Pasar Turi Baru' >/dev/null
wave=$(lapak wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' --sitting "$sitting 09:00" --seats "$people" --open)
if [ "$rounds" -ne 2 ]; then
	lapak wave plan G4 --remind "$(seq -s , "$rounds" -1 1)" >/dev/null 2>&1
	days=$(seq "$rounds" -1 1)
else
	days='3 1'
fi
# The last three hold none: given up, waiting, stopped
ask "
	WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $people + 3)
	INSERT INTO trader (id, phone, name, language, created_at, stopped_at)
		SELECT i, '+62813' || (10000000 + i), 'Bu ' || i, 'id', 1,
			CASE WHEN i = $people + 3 THEN 1 END FROM n;
	INSERT INTO enrolment (id, wave_id, trader_id, status, queue, source, created_at, changed_at, changed_by)
		SELECT id, $wave, id, CASE id WHEN $people + 1 THEN 'cancelled' WHEN $people + 2 THEN 'waiting'
			ELSE 'enrolled' END, id, 'staff', 1, 1, 'rina' FROM trader;
	UPDATE sequence SET last = $people + 3 WHERE name IN ('trader', 'enrolment');"
seq "$people" | awk '{ print "+62813" (10000000 + $1) }' | sort >"$folder/meant"

start_lapak # looks ahead: when the first round is due
sleep 0.3
stop_lapak
RANDOM=$seed
held=0 unknown=0 missed=0 amid=0
for day in $days; do
	date=$(date -d "$sitting -$day days" +%F)
	: >"$folder/sent"
	last=$(ask "SELECT coalesce(max(id), 0) FROM message")
	strikes "$date" $((RANDOM % 400))
	for n in $(seq "$kills"); do
		"$LAPAK" --config "$ini" serve >"$folder/out.log" 2>>"$folder/err.log" &
		pid=$!
		# The first ones end while the round makes its messages
		sleep "$(printf '0.%03d' $((n < 4 ? 30 + RANDOM % 300 : 60 + RANDOM % 600)))"
		stop_lapak -KILL 2>/dev/null
		! under_way || amid=$((amid + 1))
		sleep "$(printf '0.%03d' $((RANDOM % 50)))"
	done
	start_lapak
	for _ in $(seq 300); do
		under_way || break
		sleep 0.1
	done
	stop_lapak
	# Listed, as the office sees them
	lapak message list --state unknown --limit 0 --json |
		jq -r --argjson last "$last" '.[] | select((.id | tonumber) > $last) | .to' | sort >"$folder/unknown"
	sort "$folder/sent" >"$folder/all"
	fault=$(judge)
	[ -z "$fault" ] || fail "$day days before: $fault"
	held=$((held + 1))
	unknown=$((unknown + $(wc -l <"$folder/unknown")))
	missed=$((missed + $(wc -l <"$folder/missed")))
done
check_office "$folder" 0 quiet || fail 'a rule is broken'
[ "$held" -eq "$rounds" ] || fail "$held rounds, not $rounds"
[ $((amid * 2)) -ge $((kills * rounds)) ] || fail "only $amid of $((kills * rounds)) kills were amid a round"

# The checker can fail.
cp "$folder/all" "$folder/all.kept"
cp "$folder/unknown" "$folder/unknown.kept"
once=$(comm -23 "$folder/all" "$folder/unknown" | head -1)
echo "$once" | sort -m - "$folder/all.kept" >"$folder/all"
is_found 'twice:'
grep -vxF -e "$once" "$folder/all.kept" >"$folder/all"
is_found 'left out and not listed:'
for n in 1 2 3; do
	(cat "$folder/all.kept" && echo "+62813$((10000000 + people + n))") | sort >"$folder/all"
	is_found 'not meant:'
done
(cat "$folder/unknown.kept" && echo '+6281999') | sort >"$folder/unknown"
is_found 'listed and not meant:'
echo "reminders: $rounds rounds, $((kills * rounds)) kills, $amid of them amid a round, $people people, none twice, none left out; $unknown unknown and listed, of them $missed got none"
