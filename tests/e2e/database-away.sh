#!/bin/bash
# tests/e2e/database-away.sh - while the database is away the server lives, says so, and sends everybody away to come again
#
# The database is, in turn: behind a line that swallows everything, stopped in the middle of what it does, and refusing.
# Every time /livez answers at once, /readyz says why not, a webhook gets 503 with Retry-After, the API a problem; and
# a message that is sent again after it is back is taken, seconds later.
set -eu
. tests/e2e/lib.sh
. tests/postgresql/cluster.sh
chmod 755 "$folder"
helpers=()
end() {
	for p in "${helpers[@]}"; do kill -9 "$p" 2>/dev/null || true; done
	all_of_it CONT
	cluster_stop
}
at_end=end
all_of_it() { # SIGNAL: to the postmaster and all it started
	local postmaster
	postmaster=$(head -n 1 "$folder/server/data/postmaster.pid" 2>/dev/null) || return 0
	kill "-$1" "$postmaster" $(pgrep -P "$postmaster") 2>/dev/null || true
}

need_postgresql
cluster_start "$folder/server" 'fsync = off'
createdb lapak
proxy_port=$(free_port)
node tests/postgresql/proxy.mjs "$proxy_port" "$PGHOST/.s.PGSQL.5432" 0 &
proxy=$!
helpers+=("$proxy")
unset TEST_DATABASE
configure
sed -i "s|^url = .*|url = \"postgresql://postgres@127.0.0.1:$proxy_port/lapak\"|" "$ini"
lapak migrate >/dev/null
start_lapak

# Prints the status.
probe() { # PATH MOST-SECONDS [CURL-OPTION...]
	curl -s -m "$2" "${@:3}" -o /dev/null -w '%{http_code}' "$base$1" || true
}
text() { # ID
	echo "{\"from\": \"+6281211100001\", \"text\": \"HALO\", \"id\": \"$1\"}"
}
message() { # ID MOST-SECONDS
	probe /gateway/phone/inbound "$2" -H 'Content-Type: application/json' \
		--data "$(text "$1")"
}
now_ms() { date +%s%3N; }
ready() { [ "$(probe /readyz 1)" = 200 ]; }
back_within() { # SECONDS WHAT
	local since
	since=$(now_ms)
	until ready; do
		[ $(($(now_ms) - since)) -lt "$1"000 ] || fail "$2: not ready $1 s after the database is back"
		sleep 0.05
	done
	echo "$2: ready again after $(($(now_ms) - since)) ms"
	[ "$(message "$2-1" 3)" = 200 ] || fail "$2: a message is not taken afterwards"
}

# hears NAME PATTERN PATH [CURL-OPTION...]: 503 within 4 s, with the pattern in its head or body
hears() {
	local name=$1 pattern=$2 status
	status=$(curl -s -m 4 -D "$folder/$name.head" -o "$folder/$name.out" -w '%{http_code}' "${@:4}" "$base$3" || true)
	[ "$status" = 503 ] && grep -qi '^retry-after: \|^the database' "$folder/$name.head" "$folder/$name.out" &&
		grep -qi "$pattern" "$folder/$name.head" "$folder/$name.out" || fail "$name: $status $(cat "$folder/$name.out")"
}

# away WHAT SECONDS: what everybody hears meanwhile
away() {
	local what=$1 until alive=0 slowest=0 began took asked=()
	until=$(($(now_ms) + $2 * 1000))
	# This one may be in the transaction that waits; who comes later is not, and hears in time.
	message "$what-first" 20 >/dev/null &
	helpers+=("$!")
	sleep 0.3
	hears message 'send it again' /gateway/phone/inbound -H 'Content-Type: application/json' --data "$(text "$what-1")" &
	asked+=("$!")
	hears readyz 'the database cannot be written' /readyz &
	asked+=("$!")
	hears api 'content-type: application/problem+json' /api/v1/traders &
	asked+=("$!")
	hears sign-in 'nothing was changed' /api/v1/session -H 'Content-Type: application/json' --data '{"login": "ana", "password": "x"}' &
	asked+=("$!")
	curl -s -m 4 "http://127.0.0.1:$metrics_port/metrics" >"$folder/metrics" &
	asked+=("$!")
	while [ "$(now_ms)" -lt "$until" ]; do
		began=$(now_ms)
		[ "$(curl -s -m 1 "$base/livez")" = alive ] || fail "$what: /livez does not answer within a second"
		took=$(($(now_ms) - began))
		[ "$took" -le "$slowest" ] || slowest=$took
		alive=$((alive + 1))
		sleep 0.05
	done
	for p in "${asked[@]}"; do wait "$p" || fail "$what"; done
	grep -q '^lapak_database_up 0' "$folder/metrics" && grep -q '^lapak_ready 0' "$folder/metrics" || fail "$what: /metrics"
	echo "$what: /livez $alive times, within $slowest ms"
}

until ready; do sleep 0.05; done
[ "$(message before 3)" = 200 ] || fail 'a message is not taken'
[ "$(curl -s "http://127.0.0.1:$metrics_port/metrics" | sed -n 's/^lapak_database_up //p')" = 1 ] || fail '/metrics'

kill -USR1 "$proxy"
away swallowed 3
kill -USR2 "$proxy"
back_within 5 swallowed

all_of_it STOP
away stopped 3
all_of_it CONT
back_within 5 stopped

cluster_kill
away refused 1
cluster_start "$folder/server" >/dev/null
back_within 5 refused

# One that is stopped meanwhile stops, soon.
kill -USR1 "$proxy"
message last 5 >/dev/null &
sleep 0.5
began=$(now_ms)
kill "$pid"
wait "$pid" || true
pid=
took=$(($(now_ms) - began))
[ "$took" -lt 9000 ] || fail "it took $took ms to stop"
echo "stopped while away: after $took ms"
[ "$(psql -Atd lapak -c "SELECT count(*) FROM message WHERE direction = 'in' AND gateway_id LIKE '%-1'")" = 3 ] || fail 'a message is lost or there twice'
