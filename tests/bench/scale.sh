#!/bin/bash
# tests/bench/scale.sh - how Lapak does as it grows: from ten thousand traders to a nation's twelve million
#
# Called by `make bench-scale` from the root of the source. For each size a database is made (build/bench/scale; kept in
# BENCH_DIR when that is given, and used again) and measured: start-up, messages taken in at 64 connections and at 1,000 a
# second with a market's locality, memory; what a message costs in instructions and pages (tests/bench/profile.sh), which no
# noise touches; a broadcast to all written, sent and cancelled while traders text; the console's questions; then without the
# server an export, a backup, what it does by itself (build/bench/chores: a broadcast expanded to the last recipient,
# reminders, a look for what is due, texts forgotten) and texts sent beside bare libcurl. A part that fails is said, and the
# rest goes on. Prints a line for each figure and size; after each size writes build/bench/scale.txt, scale.json, scale.tsv
# and scale.svg: how each figure grows, and whether anything on the path of a message grows faster than log n.
# Rates and waits are the medians of ROUNDS, the file being warm.
# From the environment: SIZES="10000 100000 1000000 12000000" SECONDS_EACH=5 ROUNDS=3 PORT=18800 BENCH_DIR
#   KEEP_FREE=20 (GiB; what would leave less is left out, and said so) BACKUP=0 (none at all)
. tests/bench/lib.sh
sizes=${SIZES:-10000 100000 1000000 12000000} each=${SECONDS_EACH:-5} rounds=${ROUNDS:-3} port=${PORT:-18800} keep_free=${KEEP_FREE:-20}
bytes_a_trader=1150 patience=300 # seconds for one command
began=$SECONDS
server=
: >"$work/values"

note() { # NAME VALUE
	printf '%s\t%s\t%s\n' "$size" "$1" "$2" | tee -a "$work/values"
}
lapak() {
	timeout "$patience" "$root/build/lapak" --config "$work/lapak.ini" "$@"
}
took() { # NAME COMMAND...: milliseconds
	local name=$1 begun
	begun=$(now_ms)
	shift
	"$@" >"$work/out"
	note "$name" $(($(now_ms) - begun))
}
office "$port" $((port + 1)) 'max_connections_per_address = 1000'
gateway phone simulator 'rate_per_second = 1000'

ready() {
	curl -sf -m 5 "http://127.0.0.1:$port/readyz" >/dev/null
}
start() { # NAME-OF-ITS-TIME: until it is ready, twenty seconds at most
	local begun
	begun=$(now_ms)
	"$root/build/lapak" --config "$work/lapak.ini" serve --allow-root >"$work/log" 2>&1 &
	server=$!
	ends_with_us "$server"
	for _ in $(seq 2000); do
		if ready; then
			note "$1" $(($(now_ms) - begun))
			return
		fi
		sleep 0.01
	done
	echo "scale: does not start at $size: $(tail -n1 "$work/log")"
}
stop() {
	[ -z "$server" ] || end_now "$server" 2>/dev/null
	server=
}

# In a shell of its own, which what fails ends; what it still runs ends with it.
part() { # FUNCTION
	local pid
	set -m
	(
		set +m
		"$@"
	) 2>"$work/err" &
	pid=$!
	set +m
	if ! wait "$pid"; then
		echo "scale: FAILED: $1 at $size: $(grep -m1 . "$work/err" || true)"
		kill -- -"$pid" 2>/dev/null || true
	fi
}
served() { # FUNCTION: beside the server, which is started again when it is gone
	ready || { stop && start restart_ms; }
	part "$@"
}

load() { # NAME OPTIONS...
	local name=$1 line
	shift
	line=$("$bench/load" -l -t "$size" -s "$each" "$@" "127.0.0.1:$port" simulator phone)
	note "$name.rate" "$(field rate <<<"$line")"
	note "$name.p50_ms" "$(field p50_ms <<<"$line")"
	note "$name.p99_ms" "$(field p99_ms <<<"$line")"
	sed 's/messages=\([0-9]*\).*/\1/' <<<"$line" >"$work/messages"
}

spent() { # what the server has had: microseconds of a processor, bytes read by it, bytes read from the disk
	printf '%s ' "$(processor_us "$server")"
	awk '/^rchar/ { r = $2 } /^read_bytes/ { d = $2 } END { print r, d }' "/proc/$server/io"
}
spending() { # NAME OPTIONS...: load, and what of it a message takes
	local before after messages
	before=$(spent)
	load "$@"
	after=$(spent)
	messages=$(cat "$work/messages")
	awk -v n="$messages" -v name="$1" '{ printf "%s.cpu_us %.1f\n%s.pages_read %.2f\n%s.disk_kib %.2f\n", name, ($4 - $1) / n,
		name, ($5 - $2) / 4096 / n, name, ($6 - $3) / 1024 / n }' <<<"$before $after" |
		while read -r name value; do note "$name" "$value"; done
}

# First as after a boot, with nothing of the file in memory; then with what a server that has run for days would have there.
inbound() {
	spending inbound_cold -c 64
	cat "$work/lapak.db" >/dev/null
	"$bench/load" -l -t "$size" -s "$each" -c 64 "127.0.0.1:$port" simulator phone >/dev/null
	for _ in $(seq "$rounds"); do
		spending inbound -c 64
		load inbound_1000_a_second -c 64 -r 1000
	done
	note rss_mib "$(awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status")"
}

# Beside the running server, as an office does it, while traders text: written, expanded and sent for some seconds, cancelled.
broadcast() {
	local begun id texting
	load beside_writing -c 64 -r 1000 &
	texting=$!
	begun=$(now_ms)
	id=$(lapak broadcast new --all --text 'Besok pasar libur, {name}.' --by rina | tail -n1)
	note broadcast_written_ms $(($(now_ms) - begun))
	wait "$texting"
	took broadcast_approved_ms lapak broadcast approve "$id" --by budi
	load beside_broadcast -c 64 -r 1000 &
	texting=$!
	sleep $((each - 1))
	note broadcast_sent "$(lapak broadcast show "$id" --json | jq .sent)"
	took broadcast_cancelled_ms lapak broadcast cancel "$id"
	wait "$texting"
}

# What the office asks, one request after another: the slowest endpoint's 95th percentile.
console() {
	umask 077
	printf 'jual-sayur-tiap-pagi\n' >"$work/pw"
	lapak staff add rina --name Rina --role clerk --password-file "$work/pw" >/dev/null
	lapak wave add --name G4 --market 'Pasar 1' --place 'Lt 3' --sitting "$(date -d '+9 days' +%F) 09:00" --seats 30 --open >/dev/null
	sqlite3 "$work/lapak.db" "INSERT OR IGNORE INTO question (id, trader_id, kind, text, dialog_state, state, asked_at)
		SELECT value, 1 + value % $size, 'asked', 'boleh bawa cucu?', 'idle', 'open', $(date +%s) FROM generate_series(1, 20000)"
	timeout "$patience" node tests/bench/api.mjs "http://127.0.0.1:$port" 5 "$size" >"$work/api" 2>"$work/api.err" || true
	sed -n 's/^\(.*[^ ]\)  *p50 .* p95 *\([0-9.]*\) ms.*/\2 \1/p' "$work/api" | sort -rn >"$work/slow"
	grep -v 'need 100 ms' "$work/api.err" | grep -m1 Error || true # an endpoint that failed, and those after it
	head -n3 "$work/slow" | sed 's/^/scale: slow: ms /'
	note api_p95_ms "$(sed -n '1s/ .*//p' "$work/slow")"
}

room() { # GIB-WANTED: whether keep_free would be left
	local free
	free=$(df --output=avail -B1 "$work" | tail -n1)
	[ $((free / 1073741824 - $1)) -ge "$keep_free" ]
}

report() {
	took report_ms lapak report
}
export_day() {
	local day
	day=$(date -d yesterday +%F)
	took export_day_ms lapak sale export --csv "$work/day.csv" --from "$day" --to "$day"
	note export_day_rows $(($(wc -l <"$work/day.csv") - 1))
	rm "$work/day.csv"
}
backup() {
	local bytes
	bytes=$(stat -c %s "$work/lapak.db")
	note database_mib $((bytes / 1048576))
	if [ "${BACKUP:-1}" = 0 ]; then
		echo "scale: no backup, as asked"
	elif room $((bytes / 1073741824 + 1)); then
		took backup_ms lapak backup "$work/backup"
		rm -f "$work"/backup*
	else
		echo "scale: no backup at $size: less than $keep_free GiB would be left"
	fi
}

# On the database of its own, as serve would do it between two answers.
chores() {
	local id
	id=$(lapak broadcast new --all --text 'Besok pasar libur, {name}.' --by rina | tail -n1)
	lapak broadcast approve "$id" --by budi >/dev/null
	timeout "$patience" "$bench/chores" "$work/lapak.ini" "$work/lapak.db" "$id" >"$work/chores" || true
	while read -r name value; do note "$name" "$value"; done <"$work/chores"
	grep -q '^forget_ms' "$work/chores"
}
sending() {
	timeout "$patience" "$bench/send" "$sink_port" 20000 3 "$work/lapak.db" >"$work/send"
	note send_to_curl "$(field median_ratio <"$work/send")"
}
cost() {
	DATABASE="$work/lapak.db" TRADERS="$size" MESSAGES=2000 PORT=$((port + 10)) BENCH_DIR="$work" \
		timeout "$patience" tests/bench/profile.sh >"$work/profile" 2>"$work/profile.err" || { grep -v callgrind_control "$work/profile.err" | grep -v "^sending command" >&2; return 1; }
	note instructions "$(sed -n 's/^sum .* of \([0-9]*\) .*/\1/p' "$work/profile")"
	note pages_looked_at "$(awk '/^pages looked at/ { print $4 }' "$work/profile")"
}

make_office() {
	local kept=${BENCH_DIR:+$BENCH_DIR/scale-$size.db}
	if [ -z "$kept" ]; then
		"$bench/scale" "$size" "$work/lapak.db"
	else
		[ -e "$kept" ] || { "$bench/scale" "$size" "$kept.new" && mv "$kept.new" "$kept"; }
		cp --reflink=auto "$kept" "$work/lapak.db"
	fi
	lapak migrate >/dev/null # one that was kept may be older than the program
	rm -f "$work"/lapak.db.before-*
	sync "$work/lapak.db"
	dd if="$work/lapak.db" iflag=nocache count=0 status=none
}

one_size() {
	local wanted=$((size * bytes_a_trader / 1073741824 + 1)) run
	if [ -n "${BENCH_DIR:-}" ] && [ ! -e "$BENCH_DIR/scale-$size.db" ]; then wanted=$((2 * wanted)); fi
	if ! room "$wanted"; then
		echo "scale: LEFT OUT: $size traders: of $wanted GiB wanted less than $keep_free would be left"
		return
	fi
	part make_office
	[ -e "$work/lapak.db" ] || return 0
	start start_ms
	served inbound
	stop
	part cost # before anything else falls due
	start restart_ms
	for _ in $(seq "$rounds"); do served broadcast; done
	served console
	stop
	for run in report export_day backup chores sending; do part "$run"; done
	rm -f "$work"/lapak.db*
}

medians() { # of what was noted: a line a size and name, in the order of the first
	awk -F '\t' -v OFS='\t' '$3 != "" {
		key = $1 OFS $2
		if (!(key in n)) name[++names] = key
		for (i = n[key]++; i > 0 && v[key, i] > $3 + 0; i--) v[key, i + 1] = v[key, i]
		v[key, i + 1] = $3 + 0
	}
	END {
		for (k = 1; k <= names; k++) {
			m = n[name[k]]
			print name[k], (v[name[k], int((m + 1) / 2)] + v[name[k], int(m / 2) + 1]) / 2
		}
	}' "$work/values"
}
write_down() {
	medians >"$bench/scale.tsv"
	awk -F '\t' -v json="$bench/scale.json" -f tests/bench/growth.awk "$bench/scale.tsv" >"$bench/scale.txt"
	awk -F '\t' -f tests/bench/curve.awk "$bench/scale.tsv" >"$bench/scale.svg"
}

sink_port=$(free_port)
"$bench/bare" "$sink_port" &
ends_with_us $!
answers "$sink_port"
for size in $sizes; do
	one_size
	write_down
	echo "scale: $size traders done after $((SECONDS - began)) s; load of the machine $(cut -d' ' -f1-3 /proc/loadavg)"
done
cat "$bench/scale.txt"
echo "scale: build/bench/scale.txt scale.json scale.tsv scale.svg"
