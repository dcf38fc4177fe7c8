#!/bin/bash
# tests/e2e/import.sh - a long list of traders is kept whole: over kill -9, and without a reply having to wait
#
# usage: import.sh [ROWS]   (4000; 100000 to measure: P99_MS=50 makes a slower reply a failure)
set -euo pipefail
. "$(dirname "$0")/lib.sh"
rows=${1:-4000}
configure
umask 077
printf 'jual-sayur-tiap-pagi\n' >"$folder/pw"
lapak migrate >/dev/null
lapak staff add rina --name Rina --role clerk --password-file "$folder/pw" >/dev/null
lapak market add --name 'Pasar Turi' >/dev/null
start_lapak
cookie=$(curl -sf -D - -o "$folder/me" -H 'Content-Type: application/json' "$base/api/v1/session" \
	-d '{"login":"rina","password":"jual-sayur-tiap-pagi"}' | sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\).*/\1/p')
count() { ask "SELECT count(*) FROM trader WHERE phone LIKE '+62813%'"; }
state() { curl -sf -b "$cookie" "$base/api/v1/imports/$id" | jq -r .state; }

id=$(node tests/e2e/import.mjs take "$base" "$cookie" "$rows")
# Killed in the middle, twice: what was kept stays, the rest is still to come, and nobody comes twice.
for _ in 1 2; do
	stop_lapak -KILL
	half=$(count)
	[ "$half" -lt "$rows" ] || echo "import: all rows were in before the kill"
	waiting=$(ask "SELECT count(*) FROM intake_row WHERE intake_id = $id")
	[ $((half + waiting)) = "$rows" ] || fail "$half kept and $waiting waiting are not $rows"
	start_lapak
done
node tests/e2e/import.mjs ask "$base" "$cookie" "$id"
[ "$(state)" = done ] || fail "the list is $(state)"
[ "$(count)" = "$rows" ] || fail "$(count) of $rows traders"
[ "$(ask "SELECT added || ' ' || kept FROM intake WHERE id = $id")" = "$rows $rows" ] || fail 'its counts'
[ "$(ask "SELECT count(*) FROM consent WHERE source = 'list.csv'")" = "$rows" ] || fail 'a consent a trader'
[ "$(ask 'SELECT count(*) FROM intake_row')" = 0 ] || fail 'rows are left'
echo "import: $rows rows, killed twice, each kept once"
