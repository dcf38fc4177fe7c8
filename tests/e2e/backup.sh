#!/bin/bash
# tests/e2e/backup.sh - a backup under 200 messages a second does not hold up replies; the restored copy is whole
#
# usage: backup.sh   SIZE=MiB of the database (32), SLOWEST=milliseconds a reply may take (1000: other
# tests run beside). `make drill` asks for 1 GiB, 100 ms, and 60 s for backup and restore together.
set -eu
. tests/e2e/lib.sh
size=${SIZE:-32}
configure
lapak migrate >/dev/null
sqlite3 "$folder/lapak.db" >/dev/null <<END
PRAGMA synchronous = OFF;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $size * 5600)
INSERT INTO message (id, previous_id, trader_id, direction, channel, kind, priority, gateway, gateway_id,
	phone, text, state, at, due_at, expires_at, tries, segments, reply_to, error, changed_at)
SELECT i, 0, NULL, 'in', 'sms', 'inbound', 0, 'phone', hex(randomblob(18)),
	'+62812' || (10000000 + i % 100000), 'JUAL 350rb live 0 ' || hex(randomblob(24)), 'received',
	1764000000 + i, 1764000000 + i, 0, 0, 0, 0, NULL, 1764000000 + i FROM n;
UPDATE sequence SET last = $size * 5600 + 1 WHERE name = 'message';
END
start_lapak
node tests/e2e/restart.mjs "$base" 2 >"$folder/calm"

node tests/e2e/restart.mjs "$base" "${SECONDS_OF_LOAD:-4}" >"$folder/load" &
load=$!
sleep 0.5
began=$(date +%s%N)
lapak backup "$folder/copy.db" --json >"$folder/backup"
backup_ms=$((($(date +%s%N) - began) / 1000000))
wait "$load"
jq -e '.kept == .sent' "$folder/load" >/dev/null || fail "lost: $(cat "$folder/load")"
[ "$(jq .slowest "$folder/load")" -le "${SLOWEST:-1000}" ] || fail "a reply took $(jq .slowest "$folder/load") ms"
curl -sf "http://127.0.0.1:$metrics_port/metrics" >"$folder/metrics"
age=$(awk '/^lapak_backup_age_seconds / { print $2 }' "$folder/metrics")
[ -n "$age" ] && [ "$age" -ge 0 ] && [ "$age" -lt 60 ] || fail "lapak_backup_age_seconds: $age"
stop_lapak

rm -f "$folder"/lapak.db*
began=$(date +%s%N)
lapak restore "$folder/copy.db" >"$folder/out"
restore_ms=$((($(date +%s%N) - began) / 1000000))
[ "$(lapak message list --limit 1 --json 2>/dev/null | jq length)" = 1 ] || fail 'nothing to read in the restored database'
total=$((backup_ms + restore_ms))
[ "$total" -le "${TOTAL:-600000}" ] || fail "backup and restore took $total ms"
echo "backup: $(($(jq .bytes "$folder/backup") / 1048576)) MiB in $backup_ms ms under 200 messages/s," \
	"slowest reply $(jq .slowest "$folder/load") ms (calm: $(jq .slowest "$folder/calm") ms)," \
	"restored in $restore_ms ms"
