#!/bin/bash
# tests/bench/far.sh - messages a second with the database's server here, and DELAY=1 ms away, and how often a message waits for it
#
# Called by `make bench-far` from the root of the source. From the environment: SECONDS_EACH=4 CONNECTIONS=64 DELAY=1 LAPAK, which
# may be another build to compare with.
. tests/e2e/lib.sh
. tests/postgresql/cluster.sh
chmod 755 "$folder"
proxies=()
end() {
	for p in "${proxies[@]}"; do kill "$p" 2>/dev/null || true; done
	cluster_stop
}
at_end=end
cluster_start "$folder/server" 'fsync = off'
TEST_DATABASE=postgresql configure
createdb -T template0 -E UTF8 far
far() { # DELAY
	local proxy
	proxy=$(free_port)
	node tests/postgresql/proxy.mjs "$proxy" "$PGHOST/.s.PGSQL.5432" 0 "$1" &
	proxies+=($!)
	sleep 0.5
	sed -i "s|^url = .*|url = \"postgresql://postgres@/far?host=127.0.0.1\&port=$proxy\"|" "$ini"
	grep -q max_connections "$ini" || sed -i 's/^metrics_listen.*/&\nmax_connections_per_address = 1000/' "$ini"
	lapak migrate >/dev/null
	start_lapak
	waits() { curl -s "http://127.0.0.1:$metrics_port/metrics" | awk '/^lapak_database_waits_total/ { print $2 }'; }
	for connections in 1 "${CONNECTIONS:-64}"; do
		build/bench/load -c "$connections" -s 1 -t 2000 "127.0.0.1:$port" simulator phone >/dev/null # known traders
		before=$(waits)
		build/bench/load -c "$connections" -s "${SECONDS_EACH:-4}" -t 2000 "127.0.0.1:$port" simulator phone >"$folder/line"
		awk -v delay="$1" -v c="$connections" -v waits="$(($(waits) - before))" '
			{ for (i = 1; i <= NF; i++) { split($i, f, "="); v[f[1]] = f[2] } }
			END { printf "delay_ms=%s connections=%d rate=%.0f p99_ms=%.1f waits_a_message=%.2f\n", delay, c, v["rate"], v["p99_ms"],
				waits / v["messages"] }' "$folder/line"
	done
	stop_lapak
}
far 0
far "${DELAY:-1}"
