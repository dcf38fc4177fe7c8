#!/bin/bash
# tests/cli/broadcast.sh - a broadcast is written, looked at, approved by another, paused, cancelled; faults are named
. tests/cli/lib.sh
office
wave G4 --code 4821 --open >"$work/out"

wants 2 broadcast new --text 'Besok libur'
said 'who is meant?'
wants 2 broadcast new --all
said '--text: '
wants 2 broadcast new --all --lang jv --text x
said 'exclude each other'
wants 1 broadcast new --all --text 'Besok libur' --by rina
said 'the audience is empty'
wants 0 broadcast list --json
holds '. == []'

types 081234567801 'DAFTAR G4' 'Siti Aminah' 1 B1 1
types 081234567802 MENU 'BAHASA jawa'
types 081234567803 MENU
types 081234567804 MENU STOP
clock_at '2026-11-24 11:00'

for text in 'Halo {nama}' 'Halo {name' 'Kirim PIN sekarang' 'Lihat www.contoh.com' \
	'Anda menang undian, ambil hadiah' 'Besok libur ☺' '  ' "$(printf 'kata %.0s' {1..70})" \
	'LAPAK: '; do
	wants 2 broadcast new --all --text "$text"
	said '--text: '
done
wants 2 broadcast new --all --text 'Halo {nama}'
said 'there is no field {nama}; there is {name}'
wants 2 broadcast new --all --text 'Besok libur ☺'
said 'without such signs: Besok libur'
wants 2 broadcast new --market Atom --wave G9 --status gone --lang xx --silent-days 0 --at kemarin --text x
for fault in 'no market Atom' 'no wave `G9`' '--status: ' '--lang: ' '--silent-days: ' '--at: '; do
	said "$fault"
done
wants 0 broadcast list --json
holds '. == []'

wants 0 broadcast preview --all --text 'Halo {name}, besok libur' --json
holds '.recipients == 3 and .segments == 3 and .cost == 750 and .blockers == [] and (.samples | length == 3)'
holds '.samples[0] == "LAPAK: Halo Siti Aminah, besok libur. Berhenti: STOP"'
holds '.samples[1] == "LAPAK: Halo Bapak/Ibu, besok libur. Mandheg: STOP" or (.samples[1] | startswith("LAPAK: Halo Bapak/Ibu"))'
wants 0 broadcast preview --wave G4 --text 'x' --json
holds '.recipients == 1'
wants 0 broadcast preview --wave g4 --status waiting --text 'x' --json
holds '.recipients == 0 and .blockers == [{code: "empty", detail: "the audience is empty: nobody is meant"}] and .notes == []'
wants 0 broadcast preview --lang id --lang jv --text x --json
holds '.recipients == 3'
wants 0 broadcast preview --lang jv --text x --text 'jv=Sugeng enjing' --json
holds '.samples == ["LAPAK: Sugeng enjing. Mandheg: STOP"]'
wants 0 broadcast preview --all --text 'lapak: sudah STOP' --json
holds '.samples[0] == "LAPAK: sudah STOP"'
wants 0 broadcast preview --silent-days 7 --text x --json
holds '.recipients == 0'

wants 0 broadcast new --all --text 'Besok libur' --by rina
id=$(cat "$work/out")
[[ $id =~ ^[0-9]+$ ]] || die "not an id alone: $id"
wants 0 broadcast show "$id" --json
holds "keys == [\"cost\", \"delivered\", \"failed\", \"id\", \"left\", \"recipients\", \"segments\", \"sent\", \"state\"]"
holds ".id == \"$id\" and .state == \"draft\" and .recipients == 3 and .left == 3 and .segments == 3 and .cost == 750"
wants 0 broadcast preview "$id"
printed 'recipients  3'
printed 'Rp750'
wants 0 broadcast test "$id" --to 081234567899
wants 0 message list --phone 081234567899 --json
holds 'length == 1 and .[0].text == "LAPAK: Besok libur. Berhenti: STOP"'
wants 1 broadcast test "$id" --to 081234567804
said 'wants no messages'
wants 2 broadcast test "$id" --to 12
wants 1 broadcast retry "$id"
said 'is draft and cannot be retried'
wants 1 broadcast pause "$id"
said 'is draft and cannot be paused'
wants 1 broadcast resume "$id"
wants 0 broadcast approve "$id" --by rina
printed sending
wants 1 broadcast approve "$id" --by budi
wants 1 broadcast test "$id" --to 081234567899
said 'is tried before it is approved'
wants 0 broadcast pause "$id"
wants 0 broadcast resume "$id"
wants 0 broadcast cancel "$id" --by rina
printed 'cancelled, 3 left'
wants 1 broadcast cancel "$id"
wants 0 broadcast show "$id" --json
holds '.state == "cancelled" and .left == 3 and .cost == 0'
wants 0 audit list --json --limit 0
holds "[.[] | select(.subject == \"broadcast:$id\") | .action] | sort == [\"broadcast.approve\",
	\"broadcast.cancel\", \"broadcast.new\", \"broadcast.pause\", \"broadcast.resume\", \"broadcast.test\"]"
wants 1 broadcast show 99
wants 2 broadcast show x

# Above 100 a second person has to.
{
	echo 'BEGIN;'
	for n in $(seq 200); do
		echo "INSERT INTO trader (id, phone, name, language, created_at)
			VALUES ($((n + 100)), '+62813$((10000000 + n))', 'Bu $n', 'id', 1);"
	done
	echo 'COMMIT;'
} | ask
wants 0 broadcast new --all --text 'Besok libur' --by rina
id=$(cat "$work/out")
wants 0 broadcast show "$id" --json
holds '.state == "waiting" and .recipients == 203'
wants 2 broadcast approve "$id" --by 'rina '
said 'blanks at its ends'
wants 1 broadcast approve "$id" --by Rina
said 'a second person'
wants 2 broadcast approve "$id" --by staff:rina
said 'without colons'
wants 2 broadcast approve "$id"
said 'somebody other than rina'
# Nor is the name of an account another person than its login, nor may everybody with an account.
printf 'kopi tubruk panas\n' >"$work/secret"
wants 0 staff add rina --name 'Rina Wati' --role clerk --password-file "$work/secret"
wants 0 staff add yanti --role trainer --password-file "$work/secret"
wants 1 broadcast approve "$id" --by 'rina wati'
said 'a second person'
wants 1 broadcast approve "$id" --by Yanti
said 'yanti is a trainer: a clerk, chief or admin approves'
wants 0 broadcast show "$id" --json
holds '.state == "waiting"'
wants 0 broadcast approve "$id" --by budi
wants 0 broadcast list --json
holds 'length == 2 and .[0].state == "sending"'
wants 0 broadcast watch 1
printed cancelled
wants 0 broadcast results 1
wants 0 broadcast results "$id" --state all --json --limit 0
wants 2 broadcast results 1 --state gone
said '--state: all, left'
wants 2 broadcast results 1 --csv
wants 2 broadcast results 1 "$work/r.csv"
wants 2 broadcast results 1 - --xlsx
wants 0 broadcast results 1 "$work/r.csv" --csv
[ "$(head -1 "$work/r.csv")" = $'phone,name,state,reason,at\r' ] || die "no heading: $(head -1 "$work/r.csv")"
wants 0 broadcast results 1 "$work/r.xlsx" --xlsx
[ -s "$work/r.xlsx" ] || die 'no workbook'

# Whose SMS was lost gets it once more.
ask "INSERT INTO message (id, previous_id, reply_to, trader_id, direction, channel, kind, state, error, gateway, phone, text, segments, at, due_at, expires_at, changed_at, priority, tries)
	SELECT 9000000000000000, 0, 0, id, 'out', 'sms', 'broadcast', 'failed', 'absent', 'phone', phone, 'x', 1, 1, 1, 2, 1, 3, 1 FROM trader WHERE id = 101;
	INSERT INTO broadcast_recipient (broadcast_id, trader_id, message_id) VALUES (1, 101, 9000000000000000);
	UPDATE broadcast SET state = 'done', failed = 1, expand_until = 200 WHERE id = 1"
wants 0 broadcast results 1 --state failed --json
holds 'length == 1 and .[0].reason == "absent" and .[0].name == "Bu 1"'
wants 0 broadcast retry 1 --by budi
printed '1 once more'
wants 0 broadcast list --json
holds '.[1].state == "sending"'
wants 0 audit list --json --limit 1
holds '.[0].action == "broadcast.retry"'
wants 0 broadcast new --all --text 'Besok' --at '2026-11-25 09:00' --by rina
wants 0 broadcast approve 3 --by budi
printed scheduled

# What it may cost.
wants 0 broadcast new --all --text 'Besok libur' --by rina
id=$(cat "$work/out")
sed -i 's/^short_code.*/&\nbroadcast_cap = 50000/' "$work/lapak.ini"
wants 1 broadcast new --all --text 'Besok libur' --by rina
said 'more than broadcast_cap allows'
wants 1 broadcast approve "$id" --by budi
said 'more than broadcast_cap allows'
