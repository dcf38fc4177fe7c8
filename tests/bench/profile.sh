#!/bin/bash
# tests/bench/profile.sh - instructions a message costs, by stage: the same on any machine, whatever else runs there
#
# Called by `make profile` from the root of the source. The server takes MESSAGES=3000 from 64 connections under callgrind, in a
# database in which every trader is known; what start and stop cost is left out. Prints a table; the profile is kept as
# build/bench/callgrind.out for callgrind_annotate or kcachegrind. From the environment: MESSAGES PORT=18720 BENCH_DIR
#   DATABASE=FILE TRADERS=N (one of build/bench/scale, which it adds to, and how many are in it, with a market's locality)
. tests/bench/lib.sh
messages=${MESSAGES:-3000} port=${PORT:-18720} traders=${TRADERS:-20000}
local=
tests/check/packages.sh valgrind nodejs=node
office "$port" $((port + 1)) 'max_connections_per_address = 1000'
gateway phone simulator
if [ -n "${DATABASE:-}" ]; then
	ln -s "$(realpath "$DATABASE")" "$work/lapak.db"
	local=-l
else
	build/bench/rawsql -n 0 -t "$traders" -w "$work/lapak.db" >/dev/null
fi
valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file="$work/out" build/lapak --config "$work/lapak.ini" serve \
	--allow-root --no-sandbox >"$work/log" 2>&1 &
server=$!
ends_with_us "$server"
answers "$port"
build/bench/load -d 1 -c 64 -s 60 -n 500 -t "$traders" $local "127.0.0.1:$port" simulator phone >/dev/null # caches of SQLite, connections
callgrind_control -i on "$server" >/dev/null
build/bench/load -d 2 -c 64 -s 300 -n "$messages" -t "$traders" $local "127.0.0.1:$port" simulator phone >"$work/line"
callgrind_control -i off "$server" >/dev/null
end_now "$server"
cp "$work/out" build/bench/callgrind.out
node tests/bench/profile.mjs "$work/out" "$(sed 's/messages=\([0-9]*\).*/\1/' "$work/line")"
