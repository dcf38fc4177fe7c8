#!/bin/bash
# tests/bench/clerks.sh - how long traders wait for a reply while the office clicks
#
# usage: clerks.sh [CLERKS [RATE [SECONDS]]]   (from the root; make bench-clerks builds what it needs)
# In an empty office, or with TRADERS=100000 MESSAGES=5000000 in one as a city's after a year. The same load of traders alone,
# then beside the clerks; fails when a reply's p99 beside them is above 50 ms.
set -euo pipefail
clerks=${1:-20} rate=${2:-500} seconds=${3:-10}
. tests/e2e/lib.sh
. tests/bench/filled.sh
configure
umask 077
printf 'jual-sayur-tiap-pagi\n' >"$folder/pw"
lapak migrate >/dev/null
[ -z "${TRADERS:-}" ] || filled "$TRADERS" "${MESSAGES:-$((TRADERS * 50))}"
lapak market add --name 'Pasar Turi' >/dev/null
lapak tip import templates/tips/id.tsv >/dev/null
lapak wave add --name G4 --market 'Pasar Turi' --place 'Lt 3' --sitting "$(date -d '+9 days' +%F) 09:00" --seats 30 --open >/dev/null
for i in $(seq "$clerks"); do
	lapak staff add "clerk$i" --name "Clerk $i" --role clerk --password-file "$folder/pw" >/dev/null
done
start_lapak
load() {
	build/bench/load -c 16 -r "$rate" -s "$seconds" "127.0.0.1:$port" simulator phone
}
load >/dev/null # the traders are there
alone=$(load)
echo "alone:       $alone"
node tests/bench/clerks.mjs "$base" $((seconds + 4)) "$clerks" >"$folder/clerks" &
clicking=$!
until grep -q 'signed in' "$folder/clerks"; do
	kill -0 $clicking || fail 'no clerk could sign in'
	sleep 0.2
done
sleep 1
beside=$(load)
echo "with clerks: $beside"
wait $clicking
grep clerks: "$folder/clerks"
p99=$(grep -oP 'p99_ms=\K[0-9.]+' <<<"$beside")
awk -v p99="$p99" 'BEGIN { exit !(p99 <= 50) }' || fail "p99 $p99 ms beside $clerks clerks, not 50"
