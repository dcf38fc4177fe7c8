#!/bin/bash
# tests/e2e/hanging.sh - sixteen gateways that never answer: bounded metrics, and an end within ten seconds that loses nothing
set -eu
. tests/e2e/lib.sh
configure
sim=$(free_port)
echo secret-password >"$folder/password"
echo secret-key >"$folder/key"
chmod 600 "$folder/password" "$folder/key"
for n in $(seq 15); do
	cat >>"$ini" <<END
[gateway.kannel$n]
type = "kannel"
send_url = "http://127.0.0.1:$sim/cgi-bin/sendsms"
username = "lapak"
password_file = "$folder/password"
webhook_key_file = "$folder/key"
END
done
# Takes a request and says nothing; on SIGUSR2 it answers from then on.
node -e 'let works = false; process.on("SIGUSR2", () => { works = true; });
	require("http").createServer((q, a) => { if (works) a.end("0: Accepted"); }).listen(+process.argv[1], "127.0.0.1")' "$sim" &
gateway=$!
at_end='kill "$gateway" 2>/dev/null || true'

metrics() {
	curl -sf "http://127.0.0.1:$metrics_port/metrics" >"$folder/metrics"
}
has() { # LINE: a metric with its value
	grep -qxF -- "$1" "$folder/metrics" || fail "no metric $1: $(grep "^${1%%[ \{]*}" "$folder/metrics" || true)"
}
is_written() { # STATE N: so many replies are
	[ "$(lapak message list --json --limit 0 | jq --arg s "$1" '[.[] | select(.direction == "out" and .state == $s)] | length')" = "$2" ]
}
wait_for() { # COMMAND...
	for _ in $(seq 100); do
		"$@" && return 0
		sleep 0.1
	done
	fail "in vain: $*"
}

lapak migrate >/dev/null
start_lapak
for n in 1 7 15; do
	curl -sf "$base/gateway/kannel$n/inbound?key=secret-key&from=%2B62812345678$((n + 10))&to=2323&text=CEK&id=a$n" >/dev/null ||
		fail "kannel$n was refused"
done
wait_for is_written sending 3

# Few series, each named once, every gateway counted: by its name, or with the others.
metrics
series=$(grep -vc '^#' "$folder/metrics")
[ "$series" -le 200 ] || fail "$series series"
[ -z "$(grep -v '^#' "$folder/metrics" | sed 's/ [^ ]*$//' | sort | uniq -d)" ] || fail 'a series twice'
if grep -qE '8123456|CEK' "$folder/metrics"; then fail 'a number or a text in the metrics'; fi
has 'lapak_inbound_total{gateway="kannel1",result="kept"} 1'
has 'lapak_inbound_total{gateway="other",result="kept"} 2'
has 'lapak_gateway_resting{gateway="kannel15"} 0'
has 'lapak_outbox_messages{state="sending",prio="1"} 3'
has 'lapak_segments_total 0'
for name in inbound_total inbound_ack_seconds commit_batch_size commit_seconds outbox_messages outbox_oldest_age_seconds \
	send_total send_seconds segments_total spend_rupiah_total dedup_hits_total rate_limited_total sessions_active \
	wave_capacity wave_enrolled disk_free_bytes backup_age_seconds build_info database_up \
	$(on_server || echo db_bytes wal_bytes); do
	grep -q "^# TYPE lapak_$name " "$folder/metrics" || fail "no lapak_$name"
done

# The end waits for the gateways, but not longer than ten seconds.
began=$(date +%s)
kill -TERM "$pid"
status=0
wait "$pid" || status=$?
pid=
took=$(($(date +%s) - began))
[ "$status" = 0 ] || fail "ended with $status"
[ "$took" -le 12 ] || fail "the end took $took s"
[ ! -s "$folder/lapak.db-wal" ] || fail 'the write-ahead log was not moved into the database'

# Whether those replies left nobody can know: the next start tries them again, once the gateways answer.
kill -USR2 "$gateway"
start_lapak
wait_for is_written sent 3
metrics
segments=$(ask "SELECT sum(segments) FROM message WHERE direction = 'out'")
has "lapak_segments_total $segments"
grep -qE '^lapak_send_seconds_count 3$' "$folder/metrics" || fail "$(grep '^lapak_send_seconds' "$folder/metrics")"
[ "$(awk '$1 == "lapak_spend_rupiah_total" { print $2 }' "$folder/metrics")" -gt 0 ] || fail 'it cost nothing'
stop_lapak
echo "hanging: $series series of 16 gateways; ended in $took s, 3 replies sent after the next start"
