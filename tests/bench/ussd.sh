#!/bin/bash
# tests/bench/ussd.sh - 1,000 USSD sessions at once: Lapak, which keeps every hop, beside ussd-menu-builder, which keeps nothing
#
# Called by `make bench-ussd`. Each round measures both, one after the other, with the same thumbs. Prints a line for each,
# then the medians. From the environment: ROUNDS=3 SECONDS_EACH=8 SESSIONS=1000 THINK_MS=1000 BENCH_DIR
. tests/bench/lib.sh

rounds=${ROUNDS:-3} each=${SECONDS_EACH:-8} sessions=${SESSIONS:-1000} think=${THINK_MS:-1000}
ulimit -n "$(ulimit -Hn)"
[ "$(ulimit -n)" -ge $((2 * sessions + 200)) ] || { echo "ussd: raise the limit of open files" >&2; exit 1; }
here=tests/bench/ussd-menu-builder
[ -d "$here/node_modules/ussd-menu-builder" ] ||
	npm ci --prefix "$here" --ignore-scripts --no-audit --no-fund --loglevel=error >&2

port=$(free_port) other=$(free_port)
office "$port" "$(free_port)" "max_connections = $((sessions + 100))" "max_connections_per_address = $((sessions + 100))"
gateway at africastalking
lapak migrate >/dev/null
"$root/build/lapak" --config "$work/lapak.ini" serve >/dev/null 2>"$work/err.log" &
ends_with_us $!
node "$here/server.mjs" "$other" &
ends_with_us $!
answers "$port"
answers "$other"

status=0
for round in $(seq "$rounds"); do
	first=$((round * 1000000 + 10000000))
	for to in "lapak $port /gateway/at/ussd" "ussd-menu-builder $other /"; do
		read -r name at path <<<"$to"
		build/bench/ussd -c "$sessions" -s "$each" -w "$think" -f "$first" "127.0.0.1:$at" "$path" >"$work/line" || status=1
		echo "$name $(cat "$work/line")" | tee -a "$work/lines"
	done
done
median() { # NAME FIELD
	sed -n "s/^$1 .*\\b$2=\\([0-9.]*\\).*/\\1/p" "$work/lines" | sort -n | sed -n "$(((rounds + 1) / 2))p"
}
for name in lapak ussd-menu-builder; do
	printf '%-18s p50 %s ms, p99 %s ms, %s hops/s, mixed up: %s\n' "$name" "$(median $name p50_ms)" "$(median $name p99_ms)" \
		"$(median $name rate)" "$(sed -n "s/^$name .*mixed=\\([0-9]*\\).*/\\1/p" "$work/lines" | awk "{ n += \$1 } END { print n }")"
done
exit $status
