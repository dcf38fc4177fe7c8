#!/bin/bash
# tests/e2e/api.sh - two clerks and a chief work over the API with curl, beside the running daemon
set -euo pipefail
. "$(dirname "$0")/lib.sh"

configure
api=$base/api/v1
umask 077
printf 'jual-sayur-tiap-pagi\n' >"$folder/pw"
lapak migrate >/dev/null
for who in rina:clerk tono:clerk kepala:chief; do
	lapak staff add "${who%:*}" --name "${who%:*}" --role "${who#*:}" --password-file "$folder/pw" >/dev/null
done
lapak market add --name "Pasar Turi" >/dev/null
start_lapak

sign_in() { # LOGIN
	curl -sf -c "$folder/$1" -H 'Content-Type: application/json' "$api/session" \
		-d "{\"login\":\"$1\",\"password\":\"jual-sayur-tiap-pagi\"}"
}
as() { # LOGIN METHOD PATH [BODY]: prints the answer, then the status on a line of its own
	curl -s -b "$folder/$1" -X "$2" -H 'Sec-Fetch-Site: same-origin' -w '\n%{http_code}\n' \
		${4:+-H 'Content-Type: application/json' -d "$4"} "$api$3"
}
expect() { # STATUS LOGIN METHOD PATH [BODY]: prints the answer
	local wanted=$1 got
	shift
	got=$(as "$@")
	[ "$(tail -n 1 <<<"$got")" = "$wanted" ] || fail "$*: not $wanted: $got"
	sed '$d' <<<"$got"
}

sign_in rina >/dev/null || fail 'no sign-in'
sign_in tono >/dev/null
sign_in kepala | jq -e '.second_factor == "needed"' >/dev/null || fail 'a chief needs no second factor'
expect 403 kepala GET /today >/dev/null

# 120 traders by a list, a dry run first
{ echo phone,name,market,stall,consent; for i in $(seq 120); do printf '0812000%05d,Bu %d,Pasar Turi,B-%d,ya\n' "$i" "$i" "$i"; done; } >"$folder/list.csv"
jq -n --rawfile csv "$folder/list.csv" '{csv: $csv, name: "list.csv", dry_run: true}' >"$folder/dry.json"
expect 200 rina POST /traders/import "@$folder/dry.json" | jq -e '.added == 120 and .kept == false' >/dev/null || fail 'dry run'
[ "$(expect 200 rina GET /traders | jq '.items | length')" = 0 ] || fail 'a dry run kept something'
jq '.dry_run = false' "$folder/dry.json" >"$folder/list.json"
expect 200 rina POST /traders/import "@$folder/list.json" | jq -e '.kept' >/dev/null || fail 'import'
expect 200 rina GET "/traders?text=bu+77" | jq -e '.items[0].stall == "B-77"' >/dev/null || fail 'search'
curl -s -b "$folder/rina" "$api/traders.csv" >"$folder/traders.csv"
[ "$(wc -l <"$folder/traders.csv")" = 121 ] || fail 'export'
grep -q "\"'+6281200000001\"" "$folder/traders.csv" || fail 'a number a spreadsheet would add up'

# the dialogue and its phone: a world of its own, in which nobody is
expect 200 rina GET /flow | jq -e '([.states[].name] | length) > 30 and (.states[] | select(.name == "sale.amount") | .next | index("sale.live"))
	and (.states[0].texts | length) == 3' >/dev/null || fail 'flow'
tried=$(expect 200 rina POST /flow/try '{"language":"id","steps":[{"text":"2","channel":"sms"},{"text":"350rb","channel":"sms"},{"text":"","channel":"ussd"},{"text":"0","channel":"ussd"}]}')
jq -e '[.steps[].state] == ["sale.amount", "sale.live", "sale.live", "idle"] and (.steps[1].replies[0] | test("Rp350.000")) and (.steps[2].ends | not) and .steps[3].ends' <<<"$tried" >/dev/null || fail "try: $tried"
[ "$(lapak sale list --json --limit 0 | jq length)" = 0 ] || fail 'a trial left a sale'
[ "$(lapak trader list --json --limit 0 | jq length)" = 120 ] || fail 'a trial left a trader'
expect 422 rina POST /flow/try '{"language":"xx","steps":[{"text":"2","channel":"sms"}]}' >/dev/null

# a list goes packed to who asks for it, and is the same
curl -s -b "$folder/rina" "$api/traders?limit=100" >"$folder/plain"
curl -s -b "$folder/rina" -D "$folder/head" -H 'Accept-Encoding: gzip' "$api/traders?limit=100" >"$folder/packed"
grep -qi '^content-encoding: gzip' "$folder/head" || fail 'not packed'
gzip -dc <"$folder/packed" | cmp -s - "$folder/plain" || fail 'packed it is another'
[ "$(wc -c <"$folder/packed")" -lt $(($(wc -c <"$folder/plain") / 3)) ] || fail 'packed it is no smaller'

# a broadcast to more than 100 goes by two people, and not before two minutes have passed
draft='{"audience":{"markets":[{"id":"1"}]},"texts":[{"language":"","text":"Besok latihan jam 9"}]}'
expect 200 rina POST /broadcasts/preview "$draft" | jq -e '.recipients == 120 and .cost > 0 and .needs_second_person' >/dev/null || fail 'preview'
expect 422 rina POST /broadcasts "${draft/Besok/Kirim PIN}" >/dev/null
expect 422 rina POST /broadcasts "$(jq -c '.audience = {}' <<<"$draft")" >/dev/null
id=$(expect 201 rina POST /broadcasts "$draft" | jq -r .id)
expect 403 rina POST "/broadcasts/$id/approve" | jq -e '.code == "second-person"' >/dev/null || fail 'alone'
expect 200 tono POST "/broadcasts/$id/approve" | jq -e '.state == "scheduled"' >/dev/null || fail 'approve'
expect 200 tono GET "/broadcasts/$id" | jq -e '.sent == 0 and .texts[0].language == ""' >/dev/null || fail 'card'
expect 200 rina POST "/broadcasts/$id/pause" | jq -e '.state == "paused"' >/dev/null || fail 'pause'
kill -HUP $pid
expect 200 rina POST "/broadcasts/$id/cancel" | jq -e '.state == "cancelled" and .left == 120' >/dev/null || fail 'cancel'
expect 200 rina GET "/broadcasts/$id/reasons" >/dev/null

# the same key twice is one market; another site's page can do nothing
for _ in 1 2; do
	curl -sf -b "$folder/rina" -H 'Sec-Fetch-Site: same-origin' -H 'Idempotency-Key: k1' \
		-H 'Content-Type: application/json' -d '{"name":"Keputran"}' "$api/markets" >/dev/null || fail 'key'
done
[ "$(expect 200 rina GET /markets | jq '.items | length')" = 2 ] || fail 'twice'
[ "$(curl -s -o /dev/null -w '%{http_code}' -b "$folder/rina" -H 'Origin: https://evil.example' \
	-H 'Content-Type: application/json' -d '{"name":"Jahat"}' "$api/markets")" = 403 ] || fail 'cross-site'

# a script has a token, with its account's rights
token=$(lapak staff token rina --name laporan)
curl -sf -H "Authorization: Bearer $token" "$api/today" | jq -e '.traders == 120' >/dev/null || fail 'token'
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "$api/audit")" = 403 ] || fail 'rights'
curl -sf -H "Authorization: Bearer $token" "$api/flow" | jq -e '.states | length > 30' >/dev/null || fail 'flow'

# disabled by the shell while signed in
lapak staff disable tono >/dev/null
expect 401 tono GET /today >/dev/null
lapak audit verify >/dev/null || fail 'the record is broken'
lapak audit list --json | jq -e 'map(.action) | contains(["broadcast.approve", "trader.import", "session.open"])' >/dev/null || fail 'not written down'
! grep -E '08120|62812|jual-sayur' "$folder/err.log" || fail 'the log holds what it must not'
