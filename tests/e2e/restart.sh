#!/bin/bash
# tests/e2e/restart.sh - restarts and reloads under 200 messages a second lose none and refuse none
set -eu
. tests/e2e/lib.sh
configure
metrics=http://127.0.0.1:$metrics_port
lapak migrate >/dev/null

perl tests/e2e/supervisor.pl "127.0.0.1:$port" "$folder" \
	"$LAPAK" --config "$ini" serve >"$folder/out.log" 2>>"$folder/err.log" &
supervisor=$!
at_end='kill "$supervisor" 2>/dev/null || true'

touch "$folder/notified"
heard() { # TEXT: how often the daemon has said it
	grep -c -- "$1" "$folder/notified" || true
}
logged() {
	grep -c "event=$1" "$folder/err.log" || true
}
wait_for() { # SECONDS COMMAND...
	local tries=$(($1 * 20))
	shift
	for _ in $(seq "$tries"); do
		"$@" && return 0
		sleep 0.05
	done
	fail "in vain: $*"
}
has_heard() { [ "$(heard "$1")" -ge "$2" ]; }
has_logged() { [ "$(logged "$1")" -ge "$2" ]; }

wait_for 10 has_heard READY=1 1

# A bad reload changes nothing and says why; a good one is taken.
cp "$ini" "$folder/good.ini"
sed -i 's/^short_code.*/short_cod = "9999"/' "$ini"
kill -HUP "$(cat "$folder/pid")"
wait_for 5 has_logged reload-refused 1
grep -q 'reload-refused what=configuration.*lapak.ini:.*short_cod' "$folder/err.log" ||
	fail 'it does not say why the configuration was refused'
sed 's/^listen.*/listen = "127.0.0.1:1"/' "$folder/good.ini" >"$ini"
kill -HUP "$(cat "$folder/pid")"
wait_for 5 has_logged reload-refused 2
grep -q 'reload-refused.*server.listen changed' "$folder/err.log" || fail 'listen cannot change at run time'
sed 's/^name.*/name = "Kantor Baru"/; s/^short_code.*/short_code = "4545"/' "$folder/good.ini" >"$ini"
say 081234500000 CEK | grep -q 'Dinkopdag' || fail 'a refused reload changed the office'
kill -HUP "$(cat "$folder/pid")"
wait_for 5 has_logged 'reloaded' 1
say 081234500000 CEK | grep -q 'Kantor Baru' || fail 'the reload was not taken'
curl -s "$base/phone/config.json" | jq -e '.office == "Kantor Baru" and .shortCode == "4545"' >/dev/null ||
	fail 'the phone page has the old office'
has_heard RELOADING=1 3 || fail 'no RELOADING'

# Under load: three restarts, and reloads between.
node tests/e2e/restart.mjs "$base" 5 >"$folder/result" &
load=$!
for _ in 1 2 3; do
	sleep 1
	kill -HUP "$(cat "$folder/pid")"
	sleep 0.2
	old=$(cat "$folder/pid")
	kill -TERM "$old"
	wait_for 10 bash -c "[ \"\$(cat '$folder/pid')\" != $old ]"
done
wait "$load" || fail 'the load generator failed'
jq -e '.kept == .sent and .other == {}' "$folder/result" >/dev/null ||
	fail "lost or refused: $(cat "$folder/result")"
kept=$(lapak message list --json --limit 0 | jq '[.[] | select(.gateway_id | tostring | startswith("restart-"))] | length')
[ "$kept" = "$(jq .sent "$folder/result")" ] || fail "$kept messages are in the database"
[ "$(sort "$folder/ended" | uniq -c | awk '{ print $1 ":" $2 ":" $3 }')" = 3:0:0 ] ||
	fail "not three clean ends: $(cat "$folder/ended")"
has_heard STOPPING=1 3 || fail 'no STOPPING'
has_heard WATCHDOG=1 3 || fail 'no sign of life for the watchdog'

# While it drains: /readyz is red on the metrics listener, and a request that has begun is finished.
exec 5<>"/dev/tcp/127.0.0.1/$port"
body='{"from": "+6281234511111", "text": "JUAL 1jt live 0", "id": "half"}'
printf 'POST /gateway/phone/inbound HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n' ${#body} >&5
sleep 0.3
kill -TERM "$(cat "$folder/pid")"
sleep 0.3
curl -s "$metrics/readyz" >"$folder/ready"
grep -q draining "$folder/ready" || fail "not draining: $(cat "$folder/ready")"
printf '%s' "$body" >&5
timeout 5 cat <&5 >"$folder/half"
exec 5>&-
grep -q '^HTTP/1.1 200' "$folder/half" || fail "the open request got: $(head -1 "$folder/half")"
wait_for 10 bash -c "[ \$(wc -l <'$folder/ended') = 4 ]"

# What systemd holds and what the configuration says must be the same.
sed "s/^listen.*/listen = \"127.0.0.1:$(free_port)\"/" "$folder/good.ini" >"$folder/other.ini"
wait_for 10 has_heard READY=1 5
touch "$folder/err.other"
kill "$supervisor"
wait "$supervisor" || true
[ ! -s "$folder/lapak.db-wal" ] || fail 'the write-ahead log was not moved into the database'
mkdir "$folder/second"
perl tests/e2e/supervisor.pl "127.0.0.1:$port" "$folder/second" \
	"$LAPAK" --config "$folder/other.ini" serve >/dev/null 2>>"$folder/err.other" &
supervisor=$!
wait_for 5 grep -q 'lapak.socket does not listen' "$folder/err.other"
kill "$supervisor"
wait "$supervisor" || true
echo "restart: $(jq -r .sent "$folder/result") messages through 3 restarts and 3 reloads, none lost, none refused," \
	"slowest $(jq -r .slowest "$folder/result") ms"
