#!/bin/bash
# tests/bench/run.sh - how fast Lapak is, beside what it stands on and what there is instead
#
# Called by `make bench` from the root of the source. Each round begins with a copy of one database in which
# every trader is known, and measures all in turn, so that whatever else the machine does strikes all
# alike: libmicrohttpd alone; Lapak at 64, 1, 32, 128 and 256 connections and at 1,000 messages a second; raw SQLite in
# the batches that Lapak had at 64; the peers of tests/bench/peers; a slow disk; USSD; sending. Rounds whose raw SQLite is
# more than 15 % off the median are shown and left out, and up to two more are run for them. Prints medians with
# their spread and what of tests/bench/figures.tsv is reached; writes build/bench/result.json, rates.svg and latency.svg.
# From the environment: ROUNDS=5 SECONDS_EACH=2 TRADERS=100000 MESSAGES=20000 (of raw SQLite, of Kannel half)
#   PORT=18700 BENCH_DIR   QUICK=1: one round of a second each, without USSD, sending and API
. tests/bench/lib.sh

quick=${QUICK:-}
rounds=${ROUNDS:-${quick:+1}} each=${SECONDS_EACH:-${quick:+1}} traders=${TRADERS:-100000} messages=${MESSAGES:-20000}
rounds=${rounds:-5} each=${each:-2}
port=${PORT:-18700}
. tests/bench/run-peers.sh

note() { # NAME VALUE: of this round
	echo "$round $1 $2" >>"$work/values"
	last[$1]=$2
}
declare -A last
per() { # NAME OF BY: a ratio within the round, when both were measured
	[ -z "${last[$2]:-}" ] || [ -z "${last[$3]:-}" ] ||
		note "$1" "$(awk -v a="${last[$2]}" -v b="${last[$3]}" 'BEGIN { printf "%.3f", a / b }')"
}

load() { # NAME PORT OPTIONS...: rate and percentiles
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

office $((port + 1)) $((port + 2)) 'max_connections_per_address = 1000'
gateway phone simulator

begin() { # FILE: a copy of the known database
	rm -f "$1"*
	cp "$work/known.db" "$1"
	sync "$1" # or the first fsync of the run would pay for all of it
}

start() { # COMMAND...: serves the copy
	begin "$work/lapak.db"
	"$@" --config "$work/lapak.ini" serve --allow-root >"$work/log" 2>&1 &
	server=$!
	ends_with_us "$server"
	answers $((port + 1))
}

stop() {
	end_now "$server"
}

lapak_round() {
	local before after began=${EPOCHREALTIME/./}
	start "$root/build/lapak"
	curl -sf "http://127.0.0.1:$((port + 1))/readyz" >/dev/null
	note start_ms $(((${EPOCHREALTIME/./} - began) / 1000))
	before=$(batches)
	load lapak_64 $((port + 1)) -c 64 -s "$each"
	after=$(batches)
	batch=$(awk '{ n = $4 - $2; printf "%d", (n > 0 ? ($3 - $1) / n + 0.5 : 1) }' <<<"$before $after")
	note batch "$batch"
	for n in 1 32 128 256; do
		load "lapak_$n" $((port + 1)) -c "$n" -s "$each"
	done
	load lapak_1000_a_second $((port + 1)) -c 64 -s "$each" -r 1000
	note rss_mib "$(awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status")"
	stop
}

raw_round() {
	local line
	line=$("$bench/rawsql" -b "$batch" -n "$messages" -t "$traders" -d "$work" -w "$work/known.db")
	note raw.rate "$(field raw <<<"$line")"
	note raw_with_dialogue.rate "$(field dialogue <<<"$line")"
	note statements "$(field statements <<<"$line")"
	per lapak_to_raw lapak_64.rate raw.rate
	per lapak_to_bare lapak_64.rate bare_64.rate
}

slow_round() {
	for ms in 1 5 10; do
		start "$bench/slow" "$ms"
		load "slow_$ms" $((port + 1)) -c 256 -s "$each"
		stop
	done
}

send_round() {
	local line
	line=$("$bench/send" "$port" "$messages" 1 | grep round=)
	note curl.rate "$(field curl <<<"$line")"
	note lapak_send.rate "$(field lapak <<<"$line")"
	per send_to_curl lapak_send.rate curl.rate
}

one_round() {
	load bare_64 "$port" -c 64 -s "$each"
	lapak_round
	raw_round
	peers_round
	slow_round
	[ -n "$quick" ] || send_round
}

echo "bench: $traders traders are made known"
peers_install
"$bench/rawsql" -n 0 -t "$traders" -w "$work/known.db"
peers_prepare
"$bench/bare" "$port" &
ends_with_us $!
answers "$port"
round=0
kept=0
while [ "$round" -lt "$rounds" ] || { [ "$kept" -lt "$rounds" ] && [ "$round" -lt $((rounds + 2)) ]; }; do
	round=$((round + 1))
	echo "bench: round $round of $rounds"
	one_round
	kept=$(awk -v kept_only=1 -f tests/bench/summary.awk tests/bench/figures.tsv "$work/values")
done
[ -n "$quick" ] || api_once

echo "bench: load of the machine $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
MISSING=$(peers_missing) awk -v json="$bench/result.json" -v plot="$work/plot" -f tests/bench/summary.awk tests/bench/figures.tsv "$work/values" |
	tee "$bench/result.txt"
awk -F '\t' -v title='Messages a second, durable' -v pattern='[.]rate$' -v logarithmic=1 -f tests/bench/plot.awk "$work/plot" >"$bench/rates.svg"
awk -F '\t' -v title='Milliseconds at the 99th percentile' -v pattern='p99_ms$' -v logarithmic=1 -f tests/bench/plot.awk "$work/plot" >"$bench/latency.svg"
peers_missing | tee -a "$bench/result.txt"
echo "bench: build/bench/result.txt result.json rates.svg latency.svg"
