#!/bin/bash
# tests/bench/broadcast.sh - a broadcast to a million while traders write, beside the same without one
#
# Called from the root of the source after `make bench` built its programs, or by `make bench-broadcast`. Fills a
# database with TRADERS people, sends texts at RATE a second for SECONDS_EACH seconds without a broadcast, again while one
# is accepted, expanded and sent at SEND_RATE a second, and cancels it. Prints one figure a line:
#   acceptance, expansion, the time of a reply at the 99th percentile in both, and whether cancelling counts exactly.
# From the environment: TRADERS=1000000 RATE=1000 SECONDS_EACH=10 SEND_RATE=1000 PORT=18760 BENCH_DIR
. tests/bench/lib.sh

traders=${TRADERS:-1000000} rate=${RATE:-1000} each=${SECONDS_EACH:-10} send=${SEND_RATE:-1000}
port=${PORT:-18760}
office "$port" $((port + 1)) 'max_connections_per_address = 1000'
gateway phone simulator "rate_per_second = $send"

load() {
	"$root/build/bench/load" -t 1000 -c 64 -s "$each" -r "$rate" "127.0.0.1:$port" simulator phone
}

lapak migrate >/dev/null
sqlite3 "$work/lapak.db" "
	WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $traders)
	INSERT INTO trader (id, phone, name, language, created_at)
		SELECT i, '+62813' || (10000000 + i), 'Bu ' || i, 'id', 1 FROM n;
	UPDATE sequence SET last = $traders WHERE name = 'trader';
	PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
sync "$work/lapak.db"

"$root/build/lapak" --config "$work/lapak.ini" serve >"$work/log" 2>&1 &
ends_with_us $!
answers "$port"
load >/dev/null # who writes becomes known
alone=$(load)

begun=$(now_ms)
TIMEFORMAT='%U %S'
{ time lapak broadcast new --all --text 'Besok pasar libur, {name}.' --by rina >"$work/id"; } 2>"$work/cpu"
id=$(cat "$work/id")
written=$(now_ms)
lapak broadcast approve "$id" --by budi >/dev/null
accepted=$(now_ms)
expanded() {
	sqlite3 "$work/lapak.db" "SELECT expanded FROM broadcast WHERE id = $id"
}
(
	until [ "$(expanded)" = 1 ]; do sleep 0.25; done
	now_ms >"$work/expanded"
) &
watcher=$!
meanwhile=$(load)
wait "$watcher"
took=$(($(cat "$work/expanded") - accepted))
recipients=$(lapak broadcast show "$id" --json | jq .recipients)

before=$(now_ms)
said=$(lapak broadcast cancel "$id")
after=$(now_ms)
sleep 1
lapak broadcast show "$id" --json >"$work/shown"
messages=$(sqlite3 "$work/lapak.db" "SELECT count(*) FROM message WHERE kind = 'broadcast' AND state = 'delivered'")

printf 'recipients=%s\n' "$recipients"
printf 'written_ms=%d written_cpu_s=%s approved_ms=%d\n' $((written - begun)) \
	"$(awk '{ print $1 + $2 }' "$work/cpu")" $((accepted - written))
printf 'expanded_ms=%d rows_per_second=%d\n' "$took" $((recipients * 1000 / (took > 0 ? took : 1)))
printf 'reply_p99_ms without=%s with=%s\n' "$(field p99_ms <<<"$alone")" "$(field p99_ms <<<"$meanwhile")"
printf 'reply_max_ms without=%s with=%s\n' "$(field max_ms <<<"$alone")" "$(field max_ms <<<"$meanwhile")"
printf 'cancelled_ms=%d said="%s" sent=%s delivered_messages=%s left=%s\n' $((after - before)) "$said" \
	"$(jq .sent "$work/shown")" "$messages" "$(jq .left "$work/shown")"
[ "$(jq '.sent + .left' "$work/shown")" = "$recipients" ] || { echo 'sent and left are not all' >&2; exit 1; }
[ "$messages" = "$(jq .sent "$work/shown")" ] || { echo 'counted otherwise than sent' >&2; exit 1; }
