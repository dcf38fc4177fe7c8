#!/bin/bash
# tests/bench/scale.sh - how Lapak does as it grows: from ten thousand traders to a nation's twelve million
#
# Called by `make bench-scale` from the root of the source. For each size a database is made (build/bench/scale; kept in
# BENCH_DIR when that is given, and used again) and measured: start-up, messages taken in at 64 connections and at 1,000 a
# second with a market's locality, memory, texts sent, a broadcast to all accepted and cancelled, the console's questions, an
# export, a backup; then without the server what it does by itself (build/bench/chores: a broadcast expanded to the last
# recipient, reminders, a look for what is due, texts forgotten), and texts sent beside bare libcurl. Prints a line for each
# figure and size; writes build/bench/scale.tsv and scale.svg.
# From the environment: SIZES="10000 100000 1000000 12000000" SECONDS_EACH=5 PORT=18800 BENCH_DIR
#   KEEP_FREE=30 (GiB; a backup that would leave less is left out, and said so) BACKUP=0 (none at all)
. tests/bench/lib.sh
sizes=${SIZES:-10000 100000 1000000 12000000} each=${SECONDS_EACH:-5} port=${PORT:-18800} keep_free=${KEEP_FREE:-30}
note() { # NAME VALUE
	printf '%s\t%s\t%s\n' "$size" "$1" "$2" | tee -a "$work/values"
}
took() { # NAME COMMAND...: milliseconds
	local name=$1 begun
	begun=$(now_ms)
	shift
	if "$@" >"$work/out" 2>"$work/err"; then
		note "$name" $(($(now_ms) - begun))
	else
		echo "scale: $name at $size: $(tail -n1 "$work/err")"
	fi
}
office "$port" $((port + 1)) 'max_connections_per_address = 1000'
gateway phone simulator 'rate_per_second = 1000'

start() { # until it is ready, ten seconds at most
	local begun
	begun=$(now_ms)
	"$root/build/lapak" --config "$work/lapak.ini" serve --allow-root >"$work/log" 2>&1 &
	server=$!
	ends_with_us "$server"
	for _ in $(seq 1000); do
		if curl -sf "http://127.0.0.1:$port/readyz" >/dev/null; then
			note start_ms $(($(now_ms) - begun))
			return
		fi
		sleep 0.01
	done
	cat "$work/log" >&2
	exit 1
}
stop() {
	end_now "$server"
}
load() { # NAME OPTIONS...
	local name=$1 line
	shift
	line=$("$bench/load" -l -t "$size" -s "$each" "$@" "127.0.0.1:$port" simulator phone)
	note "$name.rate" "$(field rate <<<"$line")"
	note "$name.p99_ms" "$(field p99_ms <<<"$line")"
}

# First as after a boot, with nothing of the file in memory; then with what a server that has run for days would have there.
inbound() {
	dd if="$work/lapak.db" iflag=nocache count=0 status=none
	start
	load inbound_cold -c 64
	cat "$work/lapak.db" >/dev/null
	load warming -c 64 >/dev/null
	load inbound -c 64
	load inbound_1000_a_second -c 64 -r 1000
	note rss_mib "$(awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status")"
}

# Beside the running server, as an office does it. Nothing of the broadcast is sent: it is cancelled at once.
broadcast() {
	local begun cpu id
	TIMEFORMAT='%U %S'
	begun=$(now_ms)
	{ time lapak broadcast new --all --text 'Besok pasar libur, {name}.' --by rina >"$work/id" 2>"$work/err"; } 2>"$work/cpu"
	id=$(tail -n1 "$work/id")
	note broadcast_written_ms $(($(now_ms) - begun))
	note broadcast_cpu_s "$(awk '{ print $1 + $2 }' "$work/cpu")"
	took broadcast_approved_ms lapak broadcast approve "$id" --by budi
	sleep 2
	note broadcast_sent_in_2_s "$(lapak broadcast show "$id" --json | jq .sent)"
	load beside_broadcast -c 64 -r 1000
	took broadcast_cancelled_ms lapak broadcast cancel "$id"
}

# What the office asks, one request after another: the slowest endpoint's 95th percentile.
console() {
	umask 077
	printf 'jual-sayur-tiap-pagi\n' >"$work/pw"
	lapak staff add rina --name Rina --role clerk --password-file "$work/pw" >/dev/null
	lapak wave add --name G4 --market 'Pasar 1' --place 'Lt 3' --sitting "$(date -d '+9 days' +%F) 09:00" --seats 30 --open >/dev/null
	sqlite3 "$work/lapak.db" "INSERT OR IGNORE INTO question (id, trader_id, kind, text, dialog_state, state, asked_at)
		SELECT value, value, 'asked', 'boleh bawa cucu?', 'idle', 'open', $(date +%s) FROM generate_series(1, 20000)"
	node tests/bench/api.mjs "http://127.0.0.1:$port" 5 "$size" >"$work/api" 2>&1 || true
	cat "$work/api"
	note api_p95_ms "$(sed -n 's/.* p95 *\([0-9.]*\) ms.*/\1/p' "$work/api" | sort -n | tail -n1)"
}

files() {
	local free bytes
	took report_ms lapak report
	took export_day_ms lapak sale export --csv "$work/day.csv" --from "$(date -d yesterday +%F)" --to "$(date -d yesterday +%F)"
	bytes=$(stat -c %s "$work/lapak.db")
	note database_mib $((bytes / 1048576))
	free=$(df --output=avail -B1 "$work" | tail -n1)
	if [ "${BACKUP:-1}" = 0 ]; then
		echo "scale: no backup, as asked"
	elif [ $((free - bytes)) -gt $((keep_free * 1073741824)) ]; then
		took backup_ms lapak backup "$work/backup"
		rm -f "$work"/backup*
	else
		echo "scale: no backup at $size: less than $keep_free GiB would be left"
	fi
}

# On the database of its own, as serve would do it between two answers.
chores() {
	local id sink
	id=$(lapak broadcast new --all --text 'Besok pasar libur, {name}.' --by rina | tail -n1)
	lapak broadcast approve "$id" --by budi >/dev/null
	while read -r name value; do note "$name" "$value"; done < <("$bench/chores" "$work/lapak.ini" "$work/lapak.db" "$id")
	"$bench/bare" $((port + 2)) &
	sink=$!
	ends_with_us "$sink"
	answers $((port + 2))
	"$bench/send" $((port + 2)) 20000 3 "$work/lapak.db" >"$work/send"
	end_now "$sink"
	note send_to_curl "$(field median_ratio <"$work/send")"
}

one_size() {
	local kept=${BENCH_DIR:+$BENCH_DIR/scale-$size.db}
	if [ -n "$kept" ]; then
		[ -e "$kept" ] || "$bench/scale" "$size" "$kept"
		cp --reflink=auto "$kept" "$work/lapak.db"
	else
		"$bench/scale" "$size" "$work/lapak.db"
	fi
	lapak migrate >/dev/null # one that was kept may be older than the program
	rm -f "$work"/lapak.db.before-*
	sync "$work/lapak.db"
	inbound
	broadcast
	console
	stop
	start # with a cold cache of its own
	stop
	files
	chores
	rm -f "$work"/lapak.db*
}

for size in $sizes; do one_size; done
cp "$work/values" "$bench/scale.tsv"
awk -F '\t' -f tests/bench/curve.awk "$bench/scale.tsv" >"$bench/scale.svg"
echo "scale: build/bench/scale.tsv scale.svg"
