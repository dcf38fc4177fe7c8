#!/bin/bash
# tests/bench/api.sh - how fast the API answers over 100,000 traders and 5 million messages
#
# usage: api.sh [TRADERS [MESSAGES [ROUNDS]]]   (from the root; some 2 GB of disk, minutes)
# Prints each endpoint's p50, p95 and most in milliseconds, measured by a client on this machine, one
# request after another, ROUNDS=100 each; fails when a p95 is 100 ms or more.
set -euo pipefail
traders=${1:-100000} messages=${2:-5000000} rounds=${3:-100}
. tests/e2e/lib.sh
configure
lapak migrate >/dev/null
now=$(date +%s)

sqlite3 "$folder/lapak.db" <<SQL
PRAGMA synchronous = OFF;
PRAGMA journal_mode = OFF;
PRAGMA cache_size = -400000;
BEGIN;
INSERT INTO market (id, name, created_at) SELECT value, 'Pasar ' || value, $now FROM generate_series(1, 40);
INSERT INTO trader (id, phone, name, market_id, stall, language, created_at)
	SELECT value, '+62812' || printf('%08d', value * 7919 % 100000000), 'Bu ' || char(65 + value % 26) || 'ti ' || value,
	1 + value % 40, 'B' || value % 60 || '-' || value, 'id', $now - 40000000 + value * 300 FROM generate_series(1, $traders);
INSERT INTO trader_word SELECT lower(name), id FROM trader UNION SELECT substr(lower(name), 4), id FROM trader
	UNION SELECT CAST(id AS TEXT), id FROM trader;
INSERT INTO message (id, previous_id, trader_id, direction, channel, kind, priority, gateway, phone, text, state, at, due_at,
	expires_at, tries, segments, reply_to, changed_at)
	SELECT value, max(0, value - $traders), 1 + value % $traders, iif(value / $traders % 2, 'in', 'out'), 'sms',
	iif(value / $traders % 2, 'inbound', 'reply'), iif(value / $traders % 2, 0, 1), 'phone',
	'+62812' || printf('%08d', (1 + value % $traders) * 7919 % 100000000),
	'LAPAK: Tercatat Sel 24 Nov: laku Rp1.500.000. Salah? Balas UBAH. Menu: MENU',
	iif(value / $traders % 2, 'received', 'delivered'), $now - ($messages - value) * 31536000 / $messages,
	0, 0, 1, 1, 0, 0 FROM generate_series(1, $messages);
INSERT INTO conversation SELECT value, 'idle', '', 0, 0, $messages - ($messages % $traders) - $traders + value - 1, $now, NULL, 0,
	0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, NULL FROM generate_series(1, $traders);
INSERT INTO sale (trader_id, day, total, live, status, approximate, clarified, review, version, message_id, reported_at)
	SELECT t.value, $now / 86400 - d.value, 100000 + t.value * 37 % 900000, 0, 'sold', 0, 1, (t.value % 5000 = d.value), 1, 0, $now
	FROM generate_series(1, $traders) t, generate_series(0, 29) d ORDER BY 1, 2;
INSERT INTO question (id, trader_id, kind, text, dialog_state, state, asked_at)
	SELECT value, 1 + value * 31 % $traders, 'asked', 'boleh bawa cucu?', 'idle', iif(value > 19000, 'open', 'closed'),
	$now FROM generate_series(1, 20000);
INSERT INTO trader_goods (trader_id, goods) SELECT value, 'barang ' || (value % 60) FROM generate_series(1, $traders)
	UNION SELECT value, 'lain ' || (value % 7) FROM generate_series(1, $traders, 2);
UPDATE trader SET sells = 1;
UPDATE sequence SET last = $messages WHERE name = 'message';
UPDATE sequence SET last = $traders WHERE name = 'trader';
COMMIT;
SQL
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
lapak report --rebuild >/dev/null
start_lapak
printf '%s traders, %s messages, %s in the database; %s rounds; load %s\n' "$traders" "$messages" \
	"$(du -h "$folder/lapak.db" | cut -f1)" "$rounds" "$(cut -d' ' -f1 /proc/loadavg)"
node tests/bench/api.mjs "$base" "$rounds" "$traders"
