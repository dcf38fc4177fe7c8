#!/bin/bash
# tests/cli/simulate.sh - a small programme is played and its rules hold; a rule broken on purpose is found
. tests/cli/lib.sh

wants 2 simulate --traders 5
said '--traders takes a whole number from 20 to 20000'
wants 2 simulate --check
mkdir "$work/full"
touch "$work/full/file"
wants 2 simulate --keep "$work/full"
said 'name a folder that is new or empty'

wants 2 simulate --rate 0
said '--rate takes messages a second from 1 to 20000, or peak'
wants 0 simulate --rate 200 --seconds 2 --traders 100 --json
holds '.driven.sent == 400 and .driven.answered == 400 and .driven.called_again == 0 and .driven.bytes_a_message > 50 and .driven.cpu_ms > 0 and .driven.p99_us >= .driven.p50_us and
	.day.mean == 139 and .day.peak > 1000 and .nation.servers >= 1 and .nation.broadcast_minutes > 60 and .nation.rupiah_a_day > 0 and .nation.gib_a_year > 500'

kept=$work/kept
wants 0 simulate --traders 60 --days 20 --waves 2 --seed 3 --keep "$kept" --json
holds '.holds and (.rules | length > 20 and all(.holds)) and .did.kills > 3 and .did.outages == 2 and
	.did.broadcasts == 2 and .did.present > 5 and .did.erased > 0 and .did.messages > 800 and .did.tips_tried > 3 and .did.tips_not_yet > 3 and .did.checks > 5 and
	.effect_percent == 12 and (.effects | length > 0)'
wants 0 simulate --check --keep "$kept"
printed 'nothing after its expiry'
if pgrep -f "$kept/lapak.ini" >/dev/null; then die 'a server is left'; fi

# Whoever ends the simulation by force leaves no server behind.
lapak simulate --keep "$work/cut" >"$work/out" 2>&1 &
cut=$!
for _ in $(seq 200); do
	if pgrep -f "$work/cut/lapak.ini serve" >/dev/null; then break; fi
	sleep 0.1
done
pgrep -f "$work/cut/lapak.ini serve" >/dev/null || die 'no server was started'
pkill -9 -P "$cut" 2>/dev/null || kill -9 "$cut"
wait "$cut" || true
sleep 0.3
if pgrep -f "$work/cut/lapak.ini serve" >/dev/null; then die 'a server outlives its simulation'; fi

breaks() { # RULE SQL...: the change to a copy of the database breaks that rule
	local rule=$1
	shift
	rm -rf "$work/copy"
	cp -r "$kept" "$work/copy"
	sqlite3 "$work/copy/lapak.db" "$@" >/dev/null
	wants 1 simulate --check --keep "$work/copy"
	grep -q "^$rule .*BROKEN" "$work/out" || die "not found: $rule
$(cat "$work/out")"
}
sent="state = 'delivered' AND trader_id IS NOT NULL"
breaks 'people who sent STOP' 'UPDATE trader SET stopped_at = NULL'
breaks 'no wave over its seats' 'UPDATE wave SET seats = 1'
breaks 'no seat taken twice: nobody is twice in a wave' 'ALTER TABLE enrolment RENAME TO e' \
	'CREATE TABLE enrolment AS SELECT * FROM e UNION ALL SELECT * FROM e'
breaks 'nobody holds live seats in two waves' "UPDATE wave SET state = 'open'" \
	"UPDATE enrolment SET status = 'enrolled'" 'CREATE TABLE e AS SELECT * FROM enrolment' \
	'UPDATE e SET id = id + 1000, wave_id = 3 - wave_id' 'INSERT OR IGNORE INTO enrolment SELECT * FROM e'
breaks 'nobody waits while a seat is free' "UPDATE wave SET state = 'open', seats = 1000" \
	"UPDATE enrolment SET status = 'waiting'"
breaks 'nobody present without a place' 'DELETE FROM enrolment'
breaks 'nothing but replies in quiet hours' \
	"UPDATE message SET changed_at = changed_at - changed_at % 86400 + 54000 WHERE kind = 'reminder' AND $sent"
breaks 'nothing but replies after STOP' 'UPDATE trader SET stopped_at = 1'
breaks 'nothing after its expiry' "UPDATE message SET expires_at = changed_at - 1 WHERE kind = 'reminder' AND $sent"
breaks 'each broadcast at most once a person' "UPDATE message SET trader_id = 1 WHERE kind = 'broadcast' AND $sent"
breaks 'tips and checks that went out' "DELETE FROM message WHERE kind = 'tip'"
breaks 'tips that were tried' 'UPDATE tip_seen SET tried_at = 0'
breaks 'checks that were answered' 'UPDATE stick_check SET lives = NULL'
breaks 'nobody followed up who was not there' 'DELETE FROM attendance WHERE trader_id IN (SELECT trader_id FROM stick_check)'
breaks 'checks on their days, or two later' 'UPDATE stick_check SET asked_at = asked_at + 3 * 86400'
breaks 'checks on their days, or two later' 'UPDATE stick_check SET day = 4 WHERE day = 3'
breaks "who was not live is on the trainer's list" "DELETE FROM work_item WHERE kind = 'not-live'"
breaks 'no tip again that was tried' 'UPDATE tip_seen SET at = tried_at + 1 WHERE tried_at <> 0'
breaks 'one tip or check a day a person' "UPDATE message SET at = at - at % 86400 WHERE kind = 'tip'" \
	"UPDATE message SET trader_id = (SELECT min(trader_id) FROM message WHERE kind = 'tip'), state = 'sent' WHERE kind = 'tip'"
breaks 'each inbound message once' \
	"UPDATE message SET gateway_id = 's-1' WHERE direction = 'in' AND id < 1000"
breaks 'each reply once, at most two to a message' 'UPDATE message SET reply_to = 1 WHERE reply_to > 0'
breaks 'takings by day are their rows' "UPDATE sale SET total = total + 5000 WHERE status = 'sold'"
breaks 'messages by day and gateway are their rows' 'DELETE FROM message WHERE id % 100 = 7'
breaks 'the record of changes is whole' "UPDATE audit SET detail = 'nothing' WHERE id = 2"

# A clock in a file, and its faults
unset LAPAK_CLOCK_OFFSET
export LAPAK_CLOCK_FILE=$work/clock
echo $(($(date -d '2030-02-03 10:00 +07:00' +%s) - $(date +%s))) >"$work/clock"
wants 0 parse date kemarin
same 'yesterday of the file' "$(cat "$work/out")" 2030-02-02
echo soon >"$work/clock"
wants 2 parse date kemarin
said 'LAPAK_CLOCK_FILE names a file that holds a whole number of seconds'
LAPAK_CLOCK_OFFSET=5 wants 2 parse date kemarin
said 'both move the clock'
