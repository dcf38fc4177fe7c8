#!/bin/bash
# tests/e2e/repeats.sh - the same webhook ten times is one effect; odd texts get a sensible answer or silence
set -eu
. tests/e2e/lib.sh
configure
lapak migrate >/dev/null
start_lapak

post() { # file with the body; prints status and body
	curl -s -w '\n%{http_code}\n' -H 'Content-Type: application/json' --data-binary @"$1" \
		"$base/gateway/phone/inbound"
}

say 081234567890 halo >/dev/null
echo '{"from": "081234567890", "text": "JUAL 350rb live 0", "id": "once"}' >"$folder/body"
post "$folder/body" >"$folder/first"
grep -q 'Rp350.000' "$folder/first" || fail "no receipt: $(cat "$folder/first")"
for _ in $(seq 9); do
	post "$folder/body" | cmp - "$folder/first" || fail "a repeat was answered otherwise"
done
[ "$(lapak sale list --json --limit 0 | jq length)" = 1 ] || fail "not one sale"
[ "$(lapak message list --json --limit 0 | jq '[.[] | select(.direction == "in")] | length')" = 2 ] ||
	fail "a repeat was kept as a message"

# Ten at once.
echo '{"from": "081234567890", "text": "TAMBAH 50rb", "id": "together"}' >"$folder/body"
seq 10 | xargs -P 10 -I{} curl -s -o "$folder/together-{}" -H 'Content-Type: application/json' \
	--data-binary @"$folder/body" "$base/gateway/phone/inbound"
[ "$(cat "$folder"/together-* | sort -u | wc -l)" -le 1 ] || fail "answers differ"
[ "$(lapak sale list --json | jq '.[0].total')" = 400000 ] || fail "added more than once"

status() { # body file -> status only
	post "$1" | tail -1
}
long=$(head -c 10000 /dev/zero | tr '\0' x)
jq -n --arg t "$long" '{from: "081234567890", text: $t}' >"$folder/body"
[ "$(status "$folder/body")" = 200 ] || fail "10 kB text"
head -c 20000 /dev/zero | tr '\0' x >"$folder/body"
[ "$(status "$folder/body")" = 413 ] || fail "20 kB body"
printf '{"from": "081234567890", "text": "\303\050"}' >"$folder/body"
[ "$(status "$folder/body")" = 400 ] || fail "broken UTF-8 in JSON"
printf '{"from": "081234567890", "text": "a\\u0000b"}' >"$folder/body"
case $(status "$folder/body") in 200 | 400) ;; *) fail "NUL" ;; esac
printf '{"from": "081234567890", "text": "\360\237\230\200"}' >"$folder/body"
[ "$(status "$folder/body")" = 200 ] || fail "emoji"
printf '{"from": "081234567890", "text": ""}' >"$folder/body"
[ "$(status "$folder/body")" = 200 ] || fail "empty text"
printf '{"from": "TELKOMSEL", "text": "Pulsa Anda habis"}' >"$folder/body"
post "$folder/body" >"$folder/reply"
[ "$(tail -1 "$folder/reply")" = 200 ] || fail "lettered sender"
[ "$(head -1 "$folder/reply" | jq '.replies | length')" = 0 ] || fail "a lettered sender was answered"
printf '{"from": "+14155550123", "text": "hello"}' >"$folder/body"
[ "$(post "$folder/body" | head -1 | jq '.replies | length')" = 0 ] || fail "a foreign number was answered"
printf '{"from": ' >"$folder/body"
[ "$(status "$folder/body")" = 400 ] || fail "bad JSON"
curl -sf "$base/readyz" >/dev/null || fail "not ready after odd texts"
grep -E '81234567890|Pulsa|JUAL' "$folder/err.log" && fail "a number or a text is in the log"

# A crash keeps what was acknowledged.
say 081234567891 'JUAL 1jt live 0' >/dev/null
stop_lapak -KILL
start_lapak
[ "$(lapak sale list --json --limit 0 | jq length)" = 2 ] || fail "an acknowledged sale is gone"
stop_lapak
echo "repeats: one effect, ten identical answers; odd texts harmless"
