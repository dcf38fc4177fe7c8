#!/bin/bash
# tests/bench/profile.sh - instructions a message costs, by stage: the same on any machine, whatever else runs there
#
# Called by `make profile` from the root of the source. The server takes MESSAGES=3000 from 64 connections under callgrind, in a
# database in which every trader is known; what start and stop cost is left out. Prints a table; the profile is kept as
# build/bench/callgrind.out for callgrind_annotate or kcachegrind. From the environment: MESSAGES PORT=18720 BENCH_DIR
set -euo pipefail
messages=${MESSAGES:-3000} port=${PORT:-18720}
root=$PWD
mkdir -p build/bench
work=$(mktemp -d -p "${BENCH_DIR:-$root/build/bench}")
server=
finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	wait
	rm -rf "$work"
}
trap finish EXIT
tests/check/packages.sh valgrind nodejs=node
cat >"$work/lapak.ini" <<EOF
[server]
listen = "127.0.0.1:$port"
max_connections_per_address = 1000
[database]
url = "sqlite:lapak.db"
[office]
name = "Dinkopdag Surabaya"
short_code = "2323"
[templates]
dir = "$root/templates"
[migrations]
dir = "$root/migrations"
[gateway.phone]
type = "simulator"
EOF
build/bench/rawsql -n 0 -t 20000 -w "$work/lapak.db" >/dev/null
valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file="$work/out" build/lapak --config "$work/lapak.ini" serve \
	--allow-root --no-sandbox >"$work/log" 2>&1 &
server=$!
for _ in $(seq 600); do
	if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
	sleep 0.1
done
build/bench/load -c 64 -s 60 -n 500 -t 20000 "127.0.0.1:$port" simulator phone >/dev/null # caches of SQLite, connections
callgrind_control -i on "$server" >/dev/null
build/bench/load -c 64 -s 300 -n "$messages" -t 20000 "127.0.0.1:$port" simulator phone >"$work/line"
callgrind_control -i off "$server" >/dev/null
kill "$server"
wait "$server" || true
server=
cp "$work/out" build/bench/callgrind.out
node tests/bench/profile.mjs "$work/out" "$(sed 's/messages=\([0-9]*\).*/\1/' "$work/line")"
