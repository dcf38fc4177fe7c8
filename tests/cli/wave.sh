#!/bin/bash
# tests/cli/wave.sh - waves are added, listed, opened, closed; every fault is named by its field
. tests/cli/lib.sh
office

wants 2 wave add
for field in name market place sitting seats; do
	said "--$field: "
done

wants 2 wave add --name 12345 --market 'Pasar Turi Bar' --place '' --sitting '2026-11-23 09:00' \
	--sitting '5 Desember' --sitting '2026-02-30 09:00' --sitting '2026-12-05 24:00' --seats 0 --code 48
said '--name: 1 to 8 letters and digits, at least one letter'
said 'did you mean `Pasar Turi Baru`'
said '--place: '
said '2026-11-23 09:00 is in the past'
said '`5 Desember`'
said '`2026-02-30 09:00`'
said '`2026-12-05 24:00`'
said '--seats: '
said '--code: '
wants 0 wave list --json
holds '. == []'

for name in G-4 'G 4' ABCDEFGHI stop MENU ''; do
	wants 2 wave add --name "$name" --market 'Pasar Turi Baru' --place 'Lt 3' \
		--sitting '2026-12-05 09:00' --seats 30
	said '--name: '
done
for seats in -1 1001 3x ''; do
	wants 2 wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' \
		--sitting '2026-12-05 09:00' --seats "$seats"
done
wants 2 wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' \
	--sitting '2026-12-05 09:00' --sitting '2026-12-05T09:00' --seats 30
said twice

id=$(wave G4 --code 4821 --open)
[[ $id =~ ^[0-9]+$ ]] || die "not an id alone: $id"
wants 2 wave add --name g4 --market 'pasar turi baru' --place 'Lt 3' \
	--sitting '2026-12-05 09:00' --seats 30
said 'there is a wave G4 already'
lapak wave add --name G5 --market 'pasar turi baru' --place 'Lt 2' --sitting '2026-12-12 09:00' \
	--sitting '2026-12-19 13:30' --seats 2 >"$work/out"

wants 0 wave list --json
silent
holds "length == 2 and all(.[]; .id | type == \"string\")"
holds ".[] | select(.name == \"G4\") | .id == \"$id\" and .market == \"Pasar Turi Baru\" and
	.place == \"Lt 3\" and .state == \"open\" and .seats == 30 and .taken == 0 and .waiting == 0 and
	.sittings == [{\"at\": \"2026-12-05T09:00:00+07:00\", \"code\": \"4821\"}]"
holds '.[] | select(.name == "G5") | .state == "draft" and
	(.sittings | length == 2 and all(.[]; .code | test("^[0-9]{4}$"))) and
	.sittings[1].at == "2026-12-19T13:30:00+07:00"'
wants 0 wave list --json --limit 1
holds 'length == 1'
said '--limit 0'
wants 0 wave list --json --limit 0
holds 'length == 2'
wants 0 wave list
same 'header' "$(head -n 1 "$work/out" | tr -s ' ')" 'id name market place state seats taken waiting sittings'
printed '2026-12-05 09:00 (4821)'
grep -q ' $' "$work/out" && die 'a line ends in spaces'

for which in G4 g4 "$id"; do
	wants 0 wave show "$which" --json
	holds '.name == "G4" and .sittings[0].code == "4821"'
	wants 0 wave show "$which"
	printed 4821
done
wants 1 wave show G44
said 'did you mean G4'

wants 0 wave close g4
wants 0 wave show G4 --json
holds '.state == "closed"'
wants 0 wave open "$id"
wants 0 wave open G5
wants 0 wave list --json
holds 'all(.[]; .state == "open")'
clock_at '2026-12-06 10:00'
wants 1 wave open G4
said 'is over'
clock_at '2026-11-24 10:00'

# A seat each, then the waiting list.
types 081234567801 'DAFTAR G5' 'Siti Aminah' 1 B1 1
types 081234567802 'DAFTAR G5' 'Budi Santoso' 1 B2 1
types 081234567803 'DAFTAR G5' 1 'Rina Wati' 1 B3 1
wants 0 wave show G5 --json
holds '.taken == 2 and .waiting == 1 and .state == "full"'
wants 0 wave roster G5 --json
silent
holds 'all(.[]; keys == ["name", "phone", "position", "stall", "status"])'
holds 'map([.status, .position]) == [["enrolled", 0], ["enrolled", 0], ["waiting", 1]]'
wants 0 wave roster G5
printed +62812345678
wants 1 wave roster G9

# What the office does about places; each by its name and with a record.
wants 2 wave free G5
said '--phone'
wants 0 wave free G5 --phone 081234567801 --by rina
printed 'Siti Aminah has given up the place'
wants 1 wave free G5 --phone 081234567801
said 'given up already'
wants 0 wave roster G5 --json --long
holds '.[] | select(.name == "Siti Aminah") | .status == "cancelled" and .changed_by == "rina"'
wants 0 wave restore G5 --phone 081234567801 --by rina
wants 1 wave restore G5 --phone 081234567801
said 'not given up'
wants 1 wave enrol G5 --phone 081234567801
said 'has a place already'
wants 1 wave attend G5 --phone 081234567801
said 'has not begun'
wants 2 wave move G5 --to '2026-12-20 09:00'
said 'which of the 2 sittings'
wants 2 wave move G5 --sitting '2026-12-19 13:30' --to '2026-11-01 09:00'
said 'in the past'
wants 1 wave move G5 --sitting '2026-12-18 13:30' --to '2026-12-21 09:00'
said 'no sitting then'
wants 1 wave move G5 --sitting '2026-12-19 13:30' --to '2026-12-12 09:00'
said 'a sitting at that time already'
wants 0 wave move G5 --sitting '2026-12-19 13:30' --to '2026-12-20 09:00'
printed 'G5: 2026-12-19 13:30 to 2026-12-20 09:00'
wants 0 wave roster G5 --csv
printed 'phone,name,stall,status'
wants 0 wave roster G5 --csv "$work/roster.csv"
wants 0 wave roster G5 --xlsx "$work/roster.xlsx"
unzip -p "$work/roster.xlsx" xl/worksheets/sheet1.xml >"$work/sheet"
same 'rows as CSV and XLSX' "$(grep -o '<row ' "$work/sheet" | wc -l)" "$(wc -l <"$work/roster.csv")"
grep -q '<is><t>+62' "$work/sheet" || die 'a phone in the sheet is no text'
wants 2 wave roster G5 --xlsx
said 'XLSX needs a file'
wants 2 wave roster G5 --csv --xlsx "$work/roster.xlsx"
wants 2 wave roster G5 "$work/roster.xlsx"
wants 1 wave roster G5 --xlsx "$work/absent/roster.xlsx"
said 'cannot be written'
wants 0 audit list --json
holds 'map(.action) | contains(["wave.free", "wave.restore", "wave.move"])'

# Another process writes.
database_lock "$work" 4 "$work/locked" >"$work/lock" &
until [ -e "$work/locked" ]; do sleep 0.05; done
wants 1 wave close G4
said 'another lapak process is writing, try again'
wants 0 wave list
wait

# Another name, by the rule of the first; the funnel says of what is to come only since when.
wants 2 wave rename G5 stop
said "a wave's name is"
wants 1 wave rename G5 g4
said 'there is a wave g4 already'
wants 0 wave rename G5 L5
wants 1 wave show G5
wants 0 wave funnel L5 --json
holds 'length == 8 and .[1].step == "enrolled" and .[1].people == 3 and
	.[7] == {"step": "live-90", "people": null, "of": null, "known": null, "from": "2027-03-21"}'
wants 0 wave rename L5 G5
