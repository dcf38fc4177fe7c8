#!/bin/bash
# tests/cli/lists.sh - markets, tips, sales, traders, messages and questions
. tests/cli/lib.sh
office

wants 2 market add
wants 2 market add --name ''
wants 2 market add --name "$(printf 'Pasar\tTuri')"
wants 2 market add --name 'Pasar dengan nama panjang'
wants 2 market add --name 'pasar turi BARU'
said already
wants 0 market add --name Keputran
wants 0 market list --json
holds 'map(.name) == ["Keputran", "Pasar Turi Baru"] and all(.[]; .id | type == "string")'
wants 0 market list

# Tips: all rows or none.
for tips in templates/tips/*.tsv; do
	wants 0 tip import "$tips"
	silent
	n=$(grep -vc '^#' "$tips")
	printed "$n tips"
done
wants 0 tip list --json --limit 0
holds 'length > 40 and all(.[]; .code[0:1] == .series and .title != "" and .text != "")'
wants 0 tip list --limit 3
same 'three tips and a header' "$(wc -l <"$work/out")" 4
before=$(lapak tip list --json --limit 0 | sha256sum)
printf '# tips\nA1\tpersiapan\tSatu\r\nA2\tpersiapan\t%s\nA3\tpersiapan\na4\tpersiapan\tEmpat\n' \
	"$(printf '%0200d' 0)" >"$work/id.tsv"
printf 'A5\tpersiapan\tLima \xe2\x80\x9ckutip\xe2\x80\x9d\nA6\tpersiapan\tKlik www.contoh.com\n' >>"$work/id.tsv"
printf 'A1\tlain\tUlang\nB1\t\tKosong\nB2\tb\tx\t5\n' >>"$work/id.tsv"
wants 2 tip import "$work/id.tsv"
for line in 3 4 5 6 7 8 9 10; do
	said "$work/id.tsv:$line: "
done
same 'tips after a faulty file' "$(lapak tip list --json --limit 0 | sha256sum)" "$before"
printf 'A1\tpersiapan\tBaru\t4' >"$work/mine.tsv"
wants 2 tip import "$work/mine.tsv"
said --lang
wants 2 tip import "$work/mine.tsv" --lang xx
wants 0 tip import "$work/mine.tsv" --lang id
wants 0 tip list --json --limit 0
holds '.[] | select(.code == "A1" and .language == "id") | .text == "Baru"'
printf 'A1\tpersiapan\tBaru\t4\tIkan segar, udang\nA2\tpersiapan\tDua\tkain\n' >"$work/mine.tsv"
wants 0 tip import "$work/mine.tsv" --lang id
wants 0 tip list --json --limit 0
holds 'map(select(.language == "id" and (.code == "A1" or .code == "A2")) | .goods) == [["ikan segar", "udang"], ["kain"]]'
printf 'A1\tpersiapan\tBaru\t100%%\n' >"$work/mine.tsv"
wants 2 tip import "$work/mine.tsv" --lang id
said 'mine.tsv:1: the goods are'
wants 1 tip import "$work/absent.tsv" --lang id
: >"$work/id.tsv"
wants 2 tip import "$work/id.tsv"

# Sales: zero, closed and unknown are three things.
types 081234567801 'JUAL 1,5jt live 400rb' 'JUAL sekitar 200rb kemarin'
types 081234567802 LIBUR
types 081234567803 NIHIL
wants 0 sale list --json
silent
holds 'all(.[]; keys == ["day", "flags", "live", "phone", "status", "total"])'
holds 'any(.[]; . == {phone: "+6281234567801", day: "2026-11-24", total: 1500000, live: 400000,
	status: "sold", flags: []})'
holds 'any(.[]; .day == "2026-11-23" and .total == 200000 and .live == null and .flags == ["approximate"])'
holds 'any(.[]; .phone == "+6281234567802" and .status == "closed")'
holds 'any(.[]; .phone == "+6281234567803" and .status == "zero" and .total == 0)'
wants 0 sale list --csv
same 'rows of CSV' "$(wc -l <"$work/out")" 5
printed "$(printf 'phone,day,total,live,status,flags\r')"
printed "$(printf "\"'+6281234567801\",2026-11-24,1500000,400000,sold,\r")"
printed "$(printf "\"'+6281234567801\",2026-11-23,200000,,sold,approximate\r")"
wants 0 sale list --xlsx "$work/sale.xlsx" --limit 1
unzip -tq "$work/sale.xlsx" >"$work/out" || die 'the sheet is no zip'
wants 2 sale list --json --csv
wants 0 sale list --limit 1
same 'newest first' "$(tail -n 1 "$work/out" | awk '{ print $2 }')" 2026-11-24

# Traders and their messages.
types 0812-3456-7801 'SAYA' STOP
wants 0 trader list --json
holds 'length == 3 and all(.[]; keys == ["language", "market", "name", "phone", "stall", "stopped"])'
holds 'map(select(.stopped)) | length == 1'
wants 0 trader list --limit 2 --json
holds 'length == 2'
wants 0 trader show '+62 812-3456-7801' --json
holds '.phone == "+6281234567801" and .stopped and (.sales | length == 2) and (.messages | length <= 20)'
wants 0 trader show 081234567801
printed 1500000
printed 'JUAL 1,5jt live 400rb'
wants 2 trader show 12
wants 1 trader show 081999999999
said +6281999999999
wants 0 message list --json --limit 0
holds 'all(.[]; keys == ["at", "direction", "from", "gateway", "gateway_id", "id", "state", "text", "to"])'
holds 'all(.[]; if .direction == "in" then .to == "2323" and (.from | startswith("+628"))
	else .from == "2323" and (.to | startswith("+628")) end)'
holds '(map(.id | tonumber) | sort | reverse) == map(.id | tonumber)'
total=$(jq length "$work/out")
wants 0 message list --json --limit 0 --phone 081234567802
holds 'length == 2'
wants 0 message list --json --limit 0 --state received
holds "length * 2 == $total"
wants 2 message list --state gone
wants 0 message list
[ "$total" -gt 4 ] || die "only $total messages"

# Questions and their answers.
types 081234567804 'TANYA boleh bawa cucu?'
wants 0 question list --json
holds 'length == 1 and (.[0] | .id == "1" and .phone == "+6281234567804" and .kind == "asked" and
	.state == "open" and .text == "boleh bawa cucu?" and .answer == null)'
for text in 'Buka www.contoh.com' 'Lihat https://contoh.id/a' 'Kirim PIN Bapak' 'Transfer ke rekening ini' '   ' \
	"$(printf '%0400d' 0)"; do
	wants 2 question answer 1 "$text"
done
wants 2 question answer one Boleh
wants 1 question answer 99 Boleh
wants 0 question list --open --json
holds 'length == 1'
types 081234567804 STOP
wants 0 question answer 1 'Boleh, ajak saja. Jangan beri PIN kepada siapa pun.' --by Rina
silent
wants 1 question answer 1 'Lagi'
said already
wants 0 question list --open --json
holds '. == []'
wants 0 question show 1 --json
holds '.state == "answered" and .answered_by == "Rina" and (.answer | startswith("Boleh, ajak"))'
wants 0 question show 1
printed Rina
wants 0 message list --json --state queued
holds 'length == 1 and (.[0] | .to == "+6281234567804" and .gateway == "phone" and
	(.text | startswith("LAPAK: Boleh, ajak")))'
same 'the end of the chain' "$(ask "SELECT count(*) FROM message m
	JOIN conversation c ON c.last_message_id = m.id WHERE m.kind = 'notice' AND m.previous_id > 0")" 1

# What was lost goes out again; a tip goes to who did not ask. Not to who has stopped, nor right after their own SMS.
lost=$(ask "UPDATE message SET state = 'failed' WHERE state = 'queued' RETURNING id")
wants 2 message resend one
wants 1 message resend 999999
wants 1 message resend "$lost"
said stopped
types 081234567804 MULAI
wants 1 message resend "$lost"
said 'not before'
wants 1 tip send 081234567804
said just-wrote
ask "UPDATE conversation SET last_in_at = 0"
wants 0 message resend "$lost"
again=$(cat "$work/out")
[ "$again" -gt "$lost" ] || die "resent as $again"
wants 1 message resend "$again"
said 'none that was lost'
wants 0 trader goods 081234567804 Udang # A1 is for who sells it
wants 0 tip send 081234567804 --series A
printed A1
wants 1 tip send 081234567804
said day-cap
wants 1 tip send 081234567804 --series Z
said 'every tip'
wants 2 tip send 081234567804 --series AB
wants 1 tip send 081200000000
wants 0 audit list --json
holds 'map(.action) | (index("message.resend") != null and index("tip.send") != null)'

# A person goes for ever.
wants 2 trader erase 081234567801
said --yes
wants 0 trader erase 081234567801 --yes
wants 1 trader erase 081234567801 --yes
wants 0 sale list --json
holds 'all(.[]; .phone != "+6281234567801")'
wants 0 message list --json --limit 0
holds 'all(.[]; .from != "+6281234567801" and .to != "+6281234567801")'
dump >"$work/dump"
grep -q 81234567801 "$work/dump" && die 'the number is still in the database'
exit 0
