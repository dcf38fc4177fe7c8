#!/bin/sh
# tests/e2e/gammu.sh - Debian's gammu-smsd with its dummy modem: texts in are answered through its outbox
set -eu
. tests/e2e/lib.sh
for program in gammu gammu-smsd sqlite3 flock; do
	command -v "$program" >/dev/null || fail "missing $program: apt-get install gammu-smsd libdbd-sqlite3"
done
phone=+6281234567890
other=+6285712345678
smsd=

# arrive PHONE TEXT: the modem gets an SMS, in parts when it is long. gammu makes it on a second modem, as one that
# is sent; moved into the inbox of the first as one that was delivered.
arrive() {
	gammu -c "$folder/other-rc" savesms TEXT -folder 1 -unread -sender "$1" -autolen 400 -text "$2" \
		>/dev/null 2>>"$folder/gammu.log"
	for part in $(ls "$folder/other/sms/1" | sort -n); do
		sed -i 's/^PDU = Submit/PDU = Deliver/' "$folder/other/sms/1/$part"
		slot=1
		while [ -e "$folder/modem/sms/1/$slot" ]; do slot=$((slot + 1)); done
		mv "$folder/other/sms/1/$part" "$folder/modem/sms/1/$slot"
	done
}

in_smsd() {
	sqlite3 -cmd '.timeout 5000' "$folder/smsd.db" "$1"
}

# wait_for COUNT SQL: until the database of smsd answers with that number
wait_for() {
	for _ in $(seq 120); do
		[ "$(in_smsd "$2")" != "$1" ] || return 0
		sleep 0.25
	done
	in_smsd 'SELECT ID, DestinationNumber, Status, TextDecoded FROM sentitems' >&2
	fail "waited for $1 of: $2; there are $(in_smsd "$2")"
}

start_smsd() {
	gammu-smsd -c "$folder/smsdrc" >>"$folder/gammu.log" 2>&1 &
	smsd=$!
}

stop_smsd() {
	[ -z "$smsd" ] || { kill "$smsd" 2>/dev/null; wait "$smsd" || true; }
	smsd=
}
at_end='stop_smsd'

mkdir -p "$folder/modem" "$folder/other" "$folder/spool"
sqlite3 "$folder/smsd.db" </usr/share/doc/gammu-smsd/examples/sqlite.sql
configure
cat >"$folder/smsdrc" <<END
[gammu]
model = dummy
connection = none
device = $folder/modem
[smsd]
service = sql
driver = sqlite3
dbdir = $folder/
database = smsd.db
driverspath = $(dirname "$(find /usr/lib -name 'libdbdsqlite3.so' | head -n 1)")/
logfile = $folder/smsd.log
commtimeout = 1
loopsleep = 1
receivefrequency = 1
phoneid = modem1
END
cat >>"$ini" <<END
[gateway.modem]
type = "gammu"
smsd_database = "smsd.db"
END
echo "$base/gateway/modem/inbound" >"$folder/url"
export GAMMU_RECEIVE_URL="$folder/url" GAMMU_RECEIVE_SPOOL="$folder/spool"

sed "s|^device = .*|device = $folder/other|" "$folder/smsdrc" >"$folder/other-rc"
for rc in smsdrc other-rc; do
	gammu -c "$folder/$rc" identify >/dev/null 2>&1
done
lapak migrate >/dev/null
start_lapak
start_smsd

arrive "$phone" "JUAL 350rb"
wait_for 1 "SELECT count(*) FROM sentitems WHERE DestinationNumber = '$phone' AND SequencePosition = 1"
in_smsd "SELECT TextDecoded FROM sentitems ORDER BY ID, SequencePosition" | tr -d '\n' |
	grep -q 'LAPAK:.*Rp350.000' || fail "the reply does not read the takings back"
parts=$(in_smsd "SELECT count(*) FROM sentitems")
[ "$parts" -eq 2 ] || fail "the first reply has the consent line and so two parts, not $parts"
in_smsd "SELECT UDH FROM sentitems ORDER BY SequencePosition" | tr '\n' ' ' |
	grep -q '^050003..0201 050003..0202 $' || fail "the parts are not chained"

# A long question comes in parts and goes to the office whole.
long="TANYA $(printf 'apa siaran langsung itu sulit bagi pedagang tua %.0s' 1 2 3 4 5) selesai"
arrive "$phone" "$long"
wait_for 2 "SELECT count(*) FROM sentitems WHERE SequencePosition = 1"
lapak question list --json | jq -e '.[0].text | endswith("selesai")' >/dev/null ||
	fail "the long question did not come whole"
[ "$(lapak message list --phone "$phone" --json | jq '[.[] | select(.direction == "in")] | length')" -eq 2 ] ||
	fail "two texts were sent"

# Killed in between: what arrived meanwhile is answered after the start, once each.
stop_lapak -KILL
for i in 1 2 3 4 5; do
	arrive "$other" "TANYA nomor $i"
done
wait_for 5 "SELECT count(*) FROM inbox WHERE Processed = 'false'"
start_lapak
sleep 1
stop_lapak -KILL
start_lapak
wait_for 0 "SELECT count(*) FROM inbox WHERE Processed = 'false'"
wait_for 5 "SELECT count(*) FROM sentitems WHERE DestinationNumber = '$other' AND SequencePosition = 1"
wait_for 0 "SELECT count(*) FROM outbox"
sleep 3
[ "$(in_smsd "SELECT count(*) FROM sentitems WHERE DestinationNumber = '$other' AND SequencePosition = 1")" -eq 5 ] ||
	fail "a reply went twice"
[ "$(lapak question list --json | jq '[.[] | select(.text | startswith("nomor"))] | length')" -eq 5 ] ||
	fail "five questions were asked"
lapak message list --phone "$other" --json |
	jq -e 'all(.[] | select(.direction == "out"); .state == "sent")' >/dev/null || fail "what the modem sent is not sent"
[ "$(lapak message list --json | jq '[.[] | select(.direction == "in")] | length')" -eq 7 ] ||
	fail "seven texts came in all"

# The helper keeps what it cannot hand over, and hands it over once.
stop_lapak
hand_over() {
	DECODED_PARTS=2 DECODED_1_TEXT="TANYA lewat " DECODED_2_TEXT="pembantu & 'kutip'" SMS_MESSAGES=2 \
		SMS_1_NUMBER="$other" SMS_1_TEXT=no PHONE_ID=modem1 config/gammu-receive 9001 9002
}
if hand_over; then fail "the helper says that nobody took the text"; fi
start_lapak
config/gammu-receive --flush
hand_over
[ "$(lapak question list --json | jq -r '[.[] | select(.text == "lewat pembantu & '"'kutip'"'")] | length')" -eq 1 ] ||
	fail "the helper's text is not there once"
[ -z "$(ls "$folder/spool")" ] || fail "the spool is not empty"
echo "gammu: 7 texts in, each answered once, long ones whole, over two kill -9"
