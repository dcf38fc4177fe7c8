#!/bin/bash
# tests/e2e/law.sh - the law on personal data (UU 27/2022), line by line: consent, access, opt-out, retention, erasure
set -euo pipefail
. tests/e2e/lib.sh
configure
lapak migrate >/dev/null
lapak market add --name 'Pasar Turi Baru' >/dev/null
one=081234567801 two=081234567802
query() { ask "$1"; }

start_lapak
say $one MENU >/dev/null
say $one 'JUAL 350rb' >/dev/null
say $two 'TANYA boleh bawa cucu?' >/dev/null
# Consent: what was shown, in which language, when and how is kept for each.
[ "$(query "SELECT count(*) FROM consent c JOIN trader t ON t.id = c.trader_id WHERE c.version <> '' AND c.at > 0")" -ge 2 ] ||
	fail 'somebody without consent'
# Access: all of one person, nothing of another, and the record tells who had it.
lapak trader export $one >"$folder/copy.json"
jq -e '[.. | strings | select(. == "JUAL 350rb")] | length >= 1' "$folder/copy.json" >/dev/null || fail 'the copy lacks a text'
! grep -q "cucu\|${two#0}" "$folder/copy.json" || fail "another's data in the copy"
lapak audit list --json | jq -e 'any(.[]; .action == "trader.export")' >/dev/null || fail 'a copy nobody wrote down'
# Opt-out: no broadcast reaches them from then on.
say $two STOP >/dev/null
[ "$(lapak broadcast preview --all --text 'Besok libur' --json | jq .recipients)" -eq 1 ] || fail 'STOP was not obeyed'

# Retention: after 365 days the texts are gone, who wrote when is not; the day before they are there.
stop_lapak
export LAPAK_CLOCK_OFFSET=$((364 * 86400))
start_lapak
sleep 1
[ "$(query "SELECT count(*) FROM message WHERE text = 'JUAL 350rb'")" -eq 1 ] || fail 'a text went too early'
stop_lapak
rows=$(query 'SELECT count(*) FROM message')
export LAPAK_CLOCK_OFFSET=$((366 * 86400))
start_lapak
for _ in $(seq 50); do
	[ "$(query 'SELECT count(*) FROM message WHERE text IS NOT NULL')" -gt 0 ] || break
	sleep 0.1
done
[ "$(query 'SELECT count(*) FROM message WHERE text IS NOT NULL')" -eq 0 ] || fail 'texts of last year are still there'
[ "$(query 'SELECT count(*) FROM message')" -eq "$rows" ] || fail 'messages are not counted any more'

# Erasure: nothing of the person in any table; whoever had opted out is still known, by a hash alone.
lapak trader erase $one --yes >/dev/null
lapak trader erase $two --yes >/dev/null
stop_lapak
! dump | grep -E "${one#0}|${two#0}|cucu" || fail 'something of an erased person is left'
[ "$(query 'SELECT count(*) FROM trader')" -eq 0 ] || fail 'a trader is left'
echo "phone,name,market,stall,consent
$two,Bu Dua,Pasar Turi Baru,B2,yes" >"$folder/list.csv"
! lapak trader import "$folder/list.csv" >"$folder/import" 2>&1 || fail 'who had opted out was taken in again'
grep -q 'has asked not to be written to' "$folder/import" || fail "refused for another reason: $(cat "$folder/import")"
sed -i "s/$two/081234567803/" "$folder/list.csv"
lapak trader import "$folder/list.csv" >/dev/null || fail 'nobody else is taken in either'
