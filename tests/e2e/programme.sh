#!/bin/bash
# tests/e2e/programme.sh - a whole programme played through the webhook; at its end the rules are looked at from outside
#
# From the environment: TRADERS=60 DAYS=20 WAVES=2 SEED=1 EFFECT=12; `make simulate` plays 2000 traders, 120 days, 40 waves.
# The checks are SQL of their own, apart from the program's.
set -euo pipefail
. tests/e2e/lib.sh
trap 'rm -rf "$folder"' EXIT
configure
echo 'rate_per_second = 1000' >>"$ini"
export LAPAK BASE=$base TRADERS=${TRADERS:-60} DAYS=${DAYS:-20} WAVES=${WAVES:-2} SEED=${SEED:-1} EFFECT=${EFFECT:-12}
began=$(date +%s%N)
node tests/e2e/programme.mjs "$folder" >"$folder/did"
cat "$folder/did"
LAPAK_CLOCK_OFFSET=$(jq .offset "$folder/did")
export LAPAK_CLOCK_OFFSET
bad=0

none() { # WHAT SQL: it gives no row
	local rows
	rows=$(sqlite3 "$folder/lapak.db" "SELECT count(*) FROM ($2)")
	printf '%-64s %s\n' "$1" "$([ "$rows" = 0 ] && echo holds || echo "BROKEN: $rows")"
	[ "$rows" = 0 ] || bad=1
}

some() { # WHAT SQL: it gives rows, so that the rules had something to hold
	local rows
	rows=$(sqlite3 "$folder/lapak.db" "SELECT count(*) FROM ($2)")
	printf '%-64s %s\n' "$1" "$rows"
	[ "$rows" -gt 0 ] || { echo 'BROKEN: there are none'; bad=1; }
}

some 'reports of takings' 'SELECT 1 FROM sale'
some 'who have a seat' "SELECT 1 FROM enrolment WHERE status IN ('enrolled', 'attended', 'absent')"
some 'who wait' "SELECT 1 FROM enrolment WHERE status = 'waiting'"
some 'present at sittings' 'SELECT 1 FROM attendance'
some 'who stopped' 'SELECT 1 FROM trader WHERE stopped_at IS NOT NULL'
some 'messages of broadcasts that went out' "SELECT 1 FROM message WHERE kind = 'broadcast' AND state IN ('sent', 'delivered')"
none 'no wave over its seats' "SELECT w.id FROM wave w JOIN enrolment e ON e.wave_id = w.id
	AND e.status IN ('enrolled', 'offered', 'attended', 'absent') GROUP BY w.id HAVING count(*) > w.seats"
none 'nobody twice in a wave' "SELECT 1 FROM enrolment GROUP BY wave_id, trader_id HAVING count(*) > 1"
none 'nobody waits while a seat is free' "SELECT w.id FROM wave w WHERE w.seats > (SELECT count(*) FROM enrolment e
	WHERE e.wave_id = w.id AND e.status IN ('enrolled', 'offered', 'attended', 'absent')) AND EXISTS (
	SELECT 1 FROM enrolment e WHERE e.wave_id = w.id AND e.status = 'waiting')"
none 'nobody present without a place' "SELECT 1 FROM attendance a JOIN sitting s ON s.id = a.sitting_id WHERE NOT EXISTS (
	SELECT 1 FROM enrolment e WHERE e.wave_id = s.wave_id AND e.trader_id = a.trader_id AND e.status = 'attended')"
none 'nothing but replies went out in quiet hours' "SELECT 1 FROM message WHERE direction = 'out'
	AND kind NOT IN ('reply', 'receipt') AND state IN ('sent', 'delivered', 'unknown')
	AND ((changed_at + 25200) % 86400 < 8 * 3600 OR (changed_at + 25200) % 86400 >= 19 * 3600)"
none 'nothing was pushed after STOP' "SELECT 1 FROM message m JOIN trader t ON t.id = m.trader_id
	WHERE m.direction = 'out' AND m.kind NOT IN ('reply', 'receipt') AND m.state IN ('sent', 'delivered', 'unknown')
	AND m.changed_at > t.stopped_at"
none 'nothing went out past its expiry' "SELECT 1 FROM message WHERE direction = 'out'
	AND state IN ('sent', 'delivered') AND expires_at > 0 AND changed_at > expires_at + 60"
none 'each broadcast at most once a person' "SELECT 1 FROM message m JOIN broadcast_message b ON b.message_id = m.id
	WHERE m.state IN ('sent', 'delivered', 'unknown') GROUP BY b.broadcast_id, m.trader_id HAVING count(*) > 1"
none 'each inbound message once' "SELECT 1 FROM message WHERE direction = 'in' GROUP BY gateway, gateway_id HAVING count(*) > 1"
none 'a reply or none to each, never more than two' "SELECT 1 FROM message WHERE reply_to > 0 GROUP BY reply_to HAVING count(*) > 2"
none 'takings by day and market are their rows' "SELECT 1 FROM (SELECT day, coalesce(t.market_id, 0) AS market_id, count(*) AS n,
	sum(total) AS total FROM sale s JOIN trader t ON t.id = s.trader_id GROUP BY 1, 2) a FULL JOIN (
	SELECT day, market_id, sum(reports) AS n, sum(total) AS total FROM sale_day GROUP BY 1, 2) b
	ON a.day = b.day AND a.market_id = b.market_id WHERE coalesce(a.n, 0) <> coalesce(b.n, 0)
	OR coalesce(a.total, 0) <> coalesce(b.total, 0)"
none 'messages by day and gateway are their rows' "SELECT 1 FROM (SELECT (at + 25200) / 86400 AS day, gateway, count(*) AS n
	FROM message GROUP BY 1, 2) a FULL JOIN (SELECT day, gateway, sum(messages) AS n FROM message_day GROUP BY 1, 2) b
	ON a.day = b.day AND a.gateway = b.gateway WHERE coalesce(a.n, 0) <> coalesce(b.n, 0)"
kept=$(sqlite3 "$folder/lapak.db" "SELECT count(*) FROM message WHERE direction = 'in'")
[ "$kept" = "$(jq .messages "$folder/did")" ] || { echo "BROKEN: $kept messages kept"; bad=1; }
lapak audit verify || bad=1
lapak report --check || bad=1
lapak sale effect --wave W1 | sed -n 1,6p
echo "$((($(date +%s%N) - began) / 1000000)) ms"
exit $bad
