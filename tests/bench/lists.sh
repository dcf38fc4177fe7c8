#!/bin/bash
# tests/bench/lists.sh - a list of a million takings: how long it takes, and how much memory, of the CLI and of the service
#
# usage: [SALES=1000000] tests/bench/lists.sh              with the data in a file
#        tests/postgresql/run.sh tests/bench/lists.sh      on a PostgreSQL server
# MOST_MIB: fail when a process ever needs more memory than this.
set -eu
. "$(dirname "$0")/../e2e/lib.sh"
sales=${SALES:-1000000} most=${MOST_MIB:-0}
configure
lapak migrate >/dev/null
today=$(($(date +%s) / 86400))
traders=$(((sales + 29) / 30))
database_ask "$database" "
	WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $traders)
	INSERT INTO trader (id, phone, name, language, created_at) SELECT i, '+62813' || (10000000 + i), 'Bu ' || i, 'id', 1 FROM n;
	WITH RECURSIVE d (day) AS (SELECT $today - 30 UNION ALL SELECT day + 1 FROM d WHERE day < $today - 1)
	INSERT INTO sale (trader_id, day, total, live, status, approximate, clarified, review, version, message_id, reported_at)
		SELECT t.id, d.day, 100000 + t.id % 900000, 0, 'sold', 0, 1, 0, 1, 0, 1 FROM trader t, d;
	ANALYZE;"
head=$(on_server && echo 'on a server' || echo 'in a file')

peak() { # PID: the most memory it had, in MiB
	awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$1/status" 2>/dev/null || true
}
# told NAME SECONDS ROWS MIB
told() {
	printf '%-12s %-32s %8d rows %6.1f s %5d MiB\n' "$head" "$1" "$3" "$2" "$4"
	[ "$most" -eq 0 ] || [ "$4" -le "$most" ] || fail "$1 needed $4 MiB, more than $most"
}
# measured NAME LINES-THAT-ARE-NO-ROWS WORDS...: of a command that ends
measured() {
	local name=$1 others=$2 mib=0 now began
	shift 2
	began=$(date +%s.%N)
	"$LAPAK" --config "$ini" "$@" >"$folder/out" &
	local command=$!
	while now=$(peak "$command") && [ -n "$now" ]; do
		mib=$now
		sleep 0.02
	done
	wait "$command" || fail "$name"
	told "$name" "$(echo "$(date +%s.%N) - $began" | bc)" $(($(wc -l <"$folder/out") - others)) "$mib"
}

measured 'lapak sale list --json' 2 sale list --json --limit 0
measured 'lapak sale export --csv -' 1 sale export --csv - --from "$(date -d '-40 days' +%F)"
measured 'lapak trader list --json' 2 trader list --json --limit 0

umask 077
printf 'jual-sayur-tiap-pagi\n' >"$folder/pw"
lapak staff add rina --name Rina --role clerk --password-file "$folder/pw" >/dev/null
start_lapak
curl -sf -c "$folder/jar" -H 'Content-Type: application/json' "$base/api/v1/session" \
	-d '{"login":"rina","password":"jual-sayur-tiap-pagi"}' >/dev/null
told 'lapak serve, before' 0 0 "$(peak "$pid")"
for kind in csv xlsx; do
	began=$(date +%s.%N)
	curl -sf -b "$folder/jar" "$base/api/v1/sales.$kind?from=$(date -d '-40 days' +%F)" >"$folder/out.$kind"
	took=$(echo "$(date +%s.%N) - $began" | bc)
	if [ "$kind" = csv ]; then rows=$(($(wc -l <"$folder/out.csv") - 1)); else rows=$(($(unzip -p "$folder/out.xlsx" xl/worksheets/sheet1.xml | grep -o "<row" | wc -l) - 1)); fi
	told "GET /api/v1/sales.$kind" "$took" "$rows" "$(peak "$pid")"
done
stop_lapak
