#!/bin/bash
# tests/e2e/wording.sh - the office's own texts in the running service: no torn reply, kept over kill -9, left out when they no longer fit
set -euo pipefail
. tests/e2e/lib.sh
configure
umask 077
cp -r templates "$folder/templates"
sed -i "s|$PWD/templates|$folder/templates|" "$ini"
printf 'jual-sayur-tiap-pagi\n' >"$folder/pw"
lapak migrate >/dev/null
lapak staff add kepala --name Kepala --role chief --password-file "$folder/pw" >/dev/null
token=$(lapak staff token kepala --name uji)
start_lapak
thanks() { # what a phone that has not thanked yet is answered
	local phone=0817$(date +%N | cut -c1-8)
	say "$phone" MENU >/dev/null
	say "$phone" 'terima kasih'
}
put() { # LANGUAGE NAME TEXT: prints the status
	local etag
	etag=$(curl -sf -H "Authorization: Bearer $token" "$base/api/v1/wording/$1/$2" | jq -r .etag)
	curl -s -o "$folder/answer" -w '%{http_code}' -X PUT -H "Authorization: Bearer $token" -H "If-Match: $etag" \
		-H 'Content-Type: application/json' -d "$(jq -n --arg t "$3" '{text: $t}')" "$base/api/v1/wording/$1/$2"
}
is() { # WHAT IT SHOULD-BE
	[ "$2" = "$3" ] || fail "$1: $2, not $3"
}

node tests/e2e/wording.mjs "$base" "$token" 40

# Another process: within two seconds, without a signal.
lapak wording set id thanks.text 'Dari CLI. MENU' >/dev/null 2>&1
for _ in $(seq 20); do
	[ "$(thanks)" != 'LAPAK: Dari CLI. MENU' ] || break
	sleep 0.1
done
is 'an edit of another process' "$(thanks)" 'LAPAK: Dari CLI. MENU'

# What was answered 200 is there after kill -9, whatever came between.
for n in 1 2 3 4 5; do
	is 'an edit' "$(put id thanks.text "Ke-$n. MENU")" 200
	stop_lapak -KILL
	start_lapak
	is 'after kill -9' "$(thanks)" "LAPAK: Ke-$n. MENU"
done
# While one is being made it is there whole or not at all.
for n in 1 2 3; do
	put id thanks.text "Lama. MENU" >/dev/null
	put id thanks.text "Baru $n. MENU" >/dev/null 2>&1 &
	writer=$!
	sleep "0.00$n"
	stop_lapak -KILL
	wait "$writer" || true
	start_lapak
	case $(thanks) in
	"LAPAK: Baru $n. MENU" | 'LAPAK: Lama. MENU') ;;
	*) fail 'half an edit' ;;
	esac
done

# An upgrade without that language or with another file: the service goes on, says so once, and has it again when it fits again.
is 'an edit in jv' "$(put jv thanks.text 'Sami-sami. MENU')" 200
mv "$folder/templates/messages/jv.txt" "$folder/jv.txt"
kill -HUP "$pid"
for _ in $(seq 50); do
	! grep -q 'event=wording-left-out language=jv message=thanks.text fault=no-language' "$folder/err.log" || break
	sleep 0.1
done
put id thanks.text 'Terus. MENU' >/dev/null
is 'while one is left out' "$(thanks)" 'LAPAK: Terus. MENU'
is 'said once' "$(grep -c event=wording-left-out "$folder/err.log")" 1
curl -sf -H "Authorization: Bearer $token" "$base/api/v1/wording" |
	jq -e '.items[0] | .gone and .texts[0].own == "Sami-sami. MENU" and .texts[0].faults[0].code == "no-language"' >/dev/null ||
	fail 'the text that has no place is not shown'
stop_lapak
start_lapak
is 'after a restart' "$(thanks)" 'LAPAK: Terus. MENU'
lapak check >/dev/null 2>"$folder/check" || fail 'check'
grep -q "jv: \[thanks.text\]: the office's own text no longer fits" "$folder/check" || fail 'check says nothing'
mv "$folder/jv.txt" "$folder/templates/messages/jv.txt"
kill -HUP "$pid"
for _ in $(seq 50); do
	! curl -sf -H "Authorization: Bearer $token" "$base/api/v1/wording/jv/thanks.text" | jq -e .fits >/dev/null || break
	sleep 0.1
done
curl -sf -H "Authorization: Bearer $token" "$base/api/v1/wording/jv/thanks.text" | jq -e '.fits and .text == "Sami-sami. MENU"' >/dev/null ||
	fail 'it does not come back'
! grep -q 'Sami-sami\|Terus' "$folder/err.log" || fail 'texts in the log'
stop_lapak
echo 'wording: kept over 8 kill -9, edits of another process taken, left out and said once when they do not fit'
