#!/bin/bash
# tests/fault/checker.sh - the checker of the campaigns can fail: an office's database that keeps all rules, then one row wrong for
# each rule
#
# usage: tests/fault/checker.sh   (make test builds what it needs)
set -eu
: "${LAPAK:=build/lapak}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
good=$folder/office/lapak.db bad=$folder/bad.db
fail() {
	echo "checker.sh: $*" >&2
	exit 1
}

"$LAPAK" --config config/lapak.ini simulate --traders 20 --days 20 --seed 7 --keep "$folder/office" >/dev/null
sqlite3 "$good" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
build/fault/check "$good" 0 quiet >"$folder/said" || fail "the simulated office breaks a rule: $(cat "$folder/said")"

spoil() { # RULE SQL: what breaks it, in a copy
	cp "$good" "$bad"
	[ "$(sqlite3 "$bad" "$2; SELECT changes()")" -gt 0 ] || fail "$1: there is no row to spoil"
	if build/fault/check "$bad" 0 quiet >"$folder/said"; then
		fail "$1: not noticed"
	fi
	grep -q 'sound=1' "$folder/said" || fail "$1: $(cat "$folder/said")"
}
largest='(SELECT broadcast_id FROM broadcast_message GROUP BY broadcast_id ORDER BY count(*) DESC LIMIT 1)'
pushed="direction = 'out' AND state = 'delivered' AND reply_to = 0 AND kind = 'reminder' ORDER BY id LIMIT 1"
spoil 'takings of a day' 'UPDATE sale SET total = total + 1000 WHERE total = (SELECT max(total) FROM sale)'
spoil 'a day without its sums' 'UPDATE sale_day SET reports = 0 WHERE day = (SELECT min(day) FROM sale)'
spoil 'messages of a day' 'UPDATE message_day SET messages = messages + 1 WHERE day = (SELECT min(day) FROM message_day)'
spoil 'something after STOP' "UPDATE trader SET stopped_at = (SELECT at - 1 FROM message WHERE $pushed)
	WHERE phone = (SELECT phone FROM message WHERE $pushed)"
spoil 'one message for two recipients' "UPDATE broadcast_recipient SET message_id = (SELECT min(message_id) FROM broadcast_recipient)
	WHERE message_id = (SELECT max(message_id) FROM broadcast_recipient)"
spoil 'a broadcast twice to one number' "UPDATE message SET phone = (SELECT phone FROM message m, broadcast_message b
	WHERE b.message_id = m.id AND b.broadcast_id = $largest ORDER BY m.id LIMIT 1)
	WHERE id = (SELECT max(message_id) FROM broadcast_message WHERE broadcast_id = $largest)"
spoil 'a broadcast to somebody else' 'DELETE FROM broadcast_recipient WHERE message_id = (SELECT max(message_id) FROM broadcast_recipient)'
spoil 'an old message that went out' "UPDATE message SET state = 'sent', expires_at = changed_at - 31
	WHERE id = (SELECT id FROM message WHERE $pushed)"
spoil 'a reminder in the night' "UPDATE message SET changed_at = changed_at - (changed_at + 25200) % 86400 + 22 * 3600
	WHERE id = (SELECT id FROM message WHERE $pushed)"
echo 'checker.sh: ok (9 rules broken one by one)'
