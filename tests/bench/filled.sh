# tests/bench/filled.sh - a migrated database with many traders, their messages of a year and their takings of a month
#
# Sourced after tests/e2e/lib.sh and configure. filled TRADERS MESSAGES: 100,000 and 5 million are 0.9 GB, a minute.
filled() {
	local traders=$1 messages=$2 now
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
UPDATE sequence SET last = 40 WHERE name = 'market';
COMMIT;
SQL
	lapak report --rebuild >/dev/null
}
