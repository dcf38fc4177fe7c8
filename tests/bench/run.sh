#!/bin/bash
# tests/bench/run.sh - how fast Lapak takes messages in, beside libmicrohttpd alone and SQLite alone
#
# Called by `make bench` from the root of the source. Each round begins with a copy of one database in which
# every trader is known, and measures all in turn, so that whatever else the machine does strikes all
# alike: bare HTTP; Lapak at 64 connections, at 1, 128, 256 and at 1,000 messages a second; raw SQLite in
# the batches that Lapak had at 64. Prints medians with their spread and the ratios within a round,
# and writes build/bench/result.json. From the environment:
#   ROUNDS=3  SECONDS_EACH=2  TRADERS=100000  MESSAGES=20000 (of raw SQLite)  PORT=18700  BENCH_DIR
set -euo pipefail

rounds=${ROUNDS:-3} each=${SECONDS_EACH:-2} traders=${TRADERS:-100000} messages=${MESSAGES:-20000}
port=${PORT:-18700}
root=$PWD
bench=$root/build/bench
mkdir -p "$bench"
work=$(mktemp -d -p "${BENCH_DIR:-$bench}")
bare= lapak=
finish() {
	[ -z "$bare" ] || kill "$bare" 2>/dev/null || true
	[ -z "$lapak" ] || kill "$lapak" 2>/dev/null || true
	wait
	rm -rf "$work"
}
trap finish EXIT

field() { # NAME, of the line on stdin
	sed -n "s/.*\\b$1=\\([0-9.]*\\).*/\\1/p"
}

note() { # NAME VALUE: of this round
	echo "$2" >>"$work/$1.values"
}

answers() { # PORT: waits for it, ten seconds at most
	for _ in $(seq 200); do
		if (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
		sleep 0.05
	done
	echo "bench: nothing answers on port $1" >&2
	exit 1
}

load() { # NAME PORT OPTIONS...: rate and 99th percentile
	local name=$1 to=$2 line
	shift 2
	line=$("$bench/load" -t "$traders" "$@" "127.0.0.1:$to" simulator phone)
	note "$name.rate" "$(field rate <<<"$line")"
	note "$name.p50_ms" "$(field p50_ms <<<"$line")"
	note "$name.p99_ms" "$(field p99_ms <<<"$line")"
}

batches() { # "requests commits" so far
	curl -s "http://127.0.0.1:$((port + 2))/metrics" |
		awk '/^lapak_commit_batch_size_sum/ { s = $2 } /^lapak_commit_batch_size_count/ { n = $2 }
			END { print s, n }'
}

cat >"$work/lapak.ini" <<EOF
[server]
listen = "127.0.0.1:$((port + 1))"
metrics_listen = "127.0.0.1:$((port + 2))"
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

lapak_round() {
	local before after
	rm -f "$work"/lapak.db*
	cp "$work/known.db" "$work/lapak.db"
	sync "$work/lapak.db" # or the first fsync of the run would pay for all of it
	"$root/build/lapak" --config "$work/lapak.ini" serve >"$work/log" 2>&1 &
	lapak=$!
	answers $((port + 1))
	answers $((port + 2))
	before=$(batches)
	load lapak_64 $((port + 1)) -c 64 -s "$each"
	after=$(batches)
	batch=$(awk '{ n = $4 - $2; printf "%d", (n > 0 ? ($3 - $1) / n + 0.5 : 1) }' <<<"$before $after")
	note batch "$batch"
	load lapak_1 $((port + 1)) -c 1 -s "$each"
	load lapak_128 $((port + 1)) -c 128 -s "$each"
	load lapak_256 $((port + 1)) -c 256 -s "$each"
	load lapak_1000_a_second $((port + 1)) -c 64 -s "$each" -r 1000
	kill "$lapak"
	wait "$lapak" || true
	lapak=
}

round() {
	local line
	load bare_64 "$port" -c 64 -s "$each"
	lapak_round
	line=$("$bench/rawsql" -b "$batch" -n "$messages" -t "$traders" -d "$work" -w "$work/known.db")
	note raw.rate "$(field raw <<<"$line")"
	note raw_with_dialogue.rate "$(field dialogue <<<"$line")"
	note statements "$(field statements <<<"$line")"
	note lapak_to_raw "$(paste "$work/lapak_64.rate.values" "$work/raw.rate.values" |
		awk 'END { printf "%.3f", $1 / $2 }')"
	note lapak_to_bare "$(paste "$work/lapak_64.rate.values" "$work/bare_64.rate.values" |
		awk 'END { printf "%.3f", $1 / $2 }')"
}

echo "bench: $traders traders are made known"
"$bench/rawsql" -n 0 -t "$traders" -w "$work/known.db"
"$bench/bare" "$port" &
bare=$!
answers "$port"
for i in $(seq "$rounds"); do
	echo "bench: round $i of $rounds"
	round
done

printf '%-30s %10s %10s %10s\n' '' median least most
for f in "$work"/*.values; do
	name=$(basename "$f" .values)
	sort -n "$f" | awk -v name="$name" -v json="$work/json" '{ v[NR] = $1 }
		END {
			middle = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
			printf "%-30s %10s %10s %10s\n", name, middle, v[1], v[NR]
			printf "  \"%s\": {\"median\": %s, \"least\": %s, \"most\": %s},\n", name, middle, v[1], v[NR] >>json
		}'
done
{
	echo '{'
	cat "$work/json"
	printf '  "rounds": %d, "traders": %d, "cores": %d\n}\n' "$rounds" "$traders" "$(nproc)"
} >"$bench/result.json"
echo "bench: build/bench/result.json"
