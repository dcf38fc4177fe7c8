#!/bin/bash
# tests/bench/api.sh - how fast the API answers over 100,000 traders and 5 million messages
#
# usage: api.sh [TRADERS [MESSAGES [ROUNDS]]]   (from the root; some 2 GB of disk, minutes)
# Prints each endpoint's p50, p95 and most in milliseconds, measured by a client on this machine, one
# request after another, ROUNDS=100 each; fails when a p95 is 100 ms or more.
set -euo pipefail
traders=${1:-100000} messages=${2:-5000000} rounds=${3:-100}
. tests/e2e/lib.sh
. tests/bench/filled.sh
configure
lapak migrate >/dev/null
now=$(date +%s)
filled "$traders" "$messages"
umask 077
printf 'jual-sayur-tiap-pagi\n' >"$folder/pw"
lapak staff add rina --name Rina --role clerk --password-file "$folder/pw" >/dev/null
lapak wave add --name G4 --market "Pasar 1" --place "Lt 3" --sitting "$(date -d '+9 days' +%F) 09:00" --seats 30 --open >/dev/null
sqlite3 "$folder/lapak.db" "INSERT INTO enrolment (id, wave_id, trader_id, status, queue,
	source, created_at, changed_at, changed_by) SELECT value, 1, value, iif(value > 30, 'waiting', 'enrolled'), value, 'staff',
	$now, $now, 'rina' FROM generate_series(1, 60)"
# A wave that is over, whose people are followed to the last step.
sqlite3 "$folder/lapak.db" "INSERT INTO wave (id, name, market_id, place, state, seats, created_at, changed_at) VALUES (2, 'G1', 1, 'Lt 3', 'done', 30, 0, 0);
	INSERT INTO sitting (id, wave_id, starts_at, code) VALUES (1001, 2, $now - 95 * 86400, '4821'), (1002, 2, $now - 93 * 86400, '4822');
	INSERT INTO enrolment (id, wave_id, trader_id, status, queue, source, created_at, changed_at, changed_by) SELECT 1000 + value, 2, 500 + value,
		'attended', value, 'staff', 0, 0, 'rina' FROM generate_series(1, 30)"
start_lapak
printf '%s traders, %s messages, %s in the database; %s rounds; load %s\n' "$traders" "$messages" \
	"$(du -h "$folder/lapak.db" | cut -f1)" "$rounds" "$(cut -d' ' -f1 /proc/loadavg)"
node tests/bench/api.mjs "$base" "$rounds" "$traders"
