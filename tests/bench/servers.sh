#!/bin/bash
# tests/bench/servers.sh - messages a second of one, two and three servers on one PostgreSQL, beside SQLite, in one run
#
# Called by `make bench-servers` from the root of the source. Each round measures all in turn, so that whatever else the machine
# does strikes all alike; the traders of a server are its own, and 64 connections are shared among them. PostgreSQL waits for the
# disk as it does by itself. Prints medians, what they are of SQLite's within the round, and how often a message makes a server
# wait for the database (lapak_database_waits_total); turn-of-one: when each message has a turn of its own.
# From the environment: ROUNDS=3 SECONDS_EACH=4 TRADERS=30000 CONNECTIONS=64 SERVERS="1 2 3" BENCH_DIR
. tests/bench/lib.sh
. tests/postgresql/cluster.sh

rounds=${ROUNDS:-3} each=${SECONDS_EACH:-4} traders=${TRADERS:-30000} connections=${CONNECTIONS:-64} servers=${SERVERS:-1 2 3}
most=${servers##* }
chmod 755 "$work"
pg=$(mktemp -d /tmp/lapak-bench-XXXXXX) # a socket's path may not be long
trap 'cluster_stop; rm -rf "$pg"; finish' EXIT
chmod 755 "$pg"
cluster_start "$pg/server" 'max_wal_size = 4GB'
createuser lapak
createdb -O lapak -T template0 lapak

configure() { # NAME URL: its ini, in a folder of its own
	declare -g "port_$1=$(free_port)" "metrics_$1=$(free_port)"
	local listen=port_$1 metrics=metrics_$1
	office "${!listen}" "${!metrics}" 'max_connections_per_address = 1000'
	gateway phone simulator
	mkdir -p "$work/$1"
	sed "s|^url = .*|url = \"$2\"|" "$work/lapak.ini" >"$work/$1/lapak.ini"
}
start() { # NAME
	local metrics=metrics_$1
	"$root/build/lapak" --config "$work/$1/lapak.ini" serve --allow-root >"$work/$1/log" 2>&1 &
	declare -g "pid_$1=$!"
	ends_with_us $!
	for _ in $(seq 600); do
		[ "$(curl -s "http://127.0.0.1:${!metrics}/readyz")" != ready ] || return 0
		sleep 0.02
	done
	echo "bench: $1 is not ready; only one serves at a time?" >&2
	tail -n 3 "$work/$1/log" >&2
	exit 1
}
waits() { # NAME: so far
	local metrics=metrics_$1
	curl -s "http://127.0.0.1:${!metrics}/metrics" | awk '/^lapak_database_waits_total/ { s += $2 } END { print s + 0 }'
}
measure() { # AS NAME...: rate of all together, the slowest p99, waits a message
	local as=$1 i=0 n before=0 after=0 name loads=()
	shift
	n=$#
	for name; do start "$name"; done
	for name; do
		port=port_$name
		"$bench/load" -c $((connections / n)) -s 1 -t $((traders / n)) -f $((i * traders / n)) "127.0.0.1:${!port}" simulator phone >/dev/null # warm
		before=$((before + $(waits "$name")))
		i=$((i + 1))
	done
	i=0
	for name; do
		port=port_$name
		"$bench/load" -c $((connections / n)) -s "$each" -t $((traders / n)) -f $((i * traders / n)) "127.0.0.1:${!port}" simulator phone \
			>"$work/load.$name" &
		loads+=($!)
		i=$((i + 1))
	done
	for i in "${loads[@]}"; do wait "$i"; done
	for name; do after=$((after + $(waits "$name"))); done
	for name; do
		pid=pid_$name
		end_now "${!pid}"
	done
	for name; do cat "$work/load.$name"; done | awk -v as="$as" -v round="$round" -v waits=$((after - before)) '
		{ for (i = 1; i <= NF; i++) { split($i, f, "="); v[f[1]] = f[2] } }
		{ rate += v["rate"]; answered += v["messages"]; if (v["p99_ms"] > p99) p99 = v["p99_ms"] }
		END { printf "%d %s %.0f %.2f %.2f\n", round, as, rate, p99, waits / answered }' >>"$work/values"
}

configure sqlite "sqlite:$work/sqlite/lapak.db"
"$root/build/lapak" --config "$work/sqlite/lapak.ini" migrate >/dev/null
for n in $(seq "$most"); do configure "pg$n" "postgresql://lapak@/lapak?host=$PGHOST"; done
"$root/build/lapak" --config "$work/pg1/lapak.ini" migrate >/dev/null

for name in sqlite pg1; do # every trader is known before anything is measured
	start "$name"
	port=port_$name
	"$bench/load" -c "$connections" -n "$traders" -s 600 -t "$traders" "127.0.0.1:${!port}" simulator phone >/dev/null
	pid=pid_$name
	end_now "${!pid}"
done
for round in $(seq "$rounds"); do
	measure sqlite sqlite
	for n in $servers; do measure "postgresql-$n" $(seq -f 'pg%g' "$n"); done
	connections=1 measure turn-of-one pg1
done
awk -v order="sqlite $(printf 'postgresql-%s ' $servers)turn-of-one" '
	function median(list,    v, n, i, j, t) {
		n = split(list, v, " ")
		for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] + 0 < v[j - 1] + 0; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
		return v[int((n + 1) / 2)]
	}
	$2 == "sqlite" { sqlite[$1] = $3 }
	$2 == "postgresql-1" { one[$1] = $3 }
	{ rate[$2] = rate[$2] " " $3; p99[$2] = p99[$2] " " $4; waits[$2] = waits[$2] " " $5; share[$2] = share[$2] " " $3 / sqlite[$1] }
	$2 != "sqlite" && one[$1] { times[$2] = times[$2] " " $3 / one[$1] }
	END {
		n = split(order, name, " ")
		for (i = 1; i <= n; i++) {
			printf "%-13s rate=%.0f of_sqlite=%.3f p99_ms=%.2f waits_per_message=%.2f", name[i], median(rate[name[i]]),
				median(share[name[i]]), median(p99[name[i]]), median(waits[name[i]])
			if (name[i] ~ /^postgresql-/ && times[name[i]]) printf " of_one_server=%.2f", median(times[name[i]])
			print ""
		}
	}' "$work/values"
