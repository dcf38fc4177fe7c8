#!/bin/bash
# tests/cli/chat.sh - the three journeys on a keypad phone: enrol, report, tips and questions
. tests/cli/lib.sh
office
wave G4 --open >"$work/out"
lapak tip import templates/tips/id.tsv >"$work/out"

# Each line of a transcript is a text or its one reply, which fits two SMS and carries the brand.
is_transcript() { # TEXTS
	same 'texts' "$(grep -c '^> ' "$work/out")" "$1"
	same 'replies' "$(grep -c '^< LAPAK: ' "$work/out")" "$1"
	same 'lines' "$(wc -l <"$work/out")" $(($1 * 2))
	sed -n 's/^< //p' "$work/out" | "$LAPAK" parse segments - >"$work/cost"
	awk '$1 != "GSM-7" || $2 > 2' "$work/cost" | grep . && die 'a reply is too long'
	return 0
}

types 081234567801 halo 'DAFTAR G4' 'Siti Aminah' 1 B2-15 1
is_transcript 6
lapak wave roster G4 --json >"$work/out"
holds '. == [{phone: "+6281234567801", name: "Siti Aminah", stall: "B2-15", status: "enrolled", position: 0}]'

types 081234567802 2 '1,5 jt' '400rb' 'TAMBAH 200rb' 'JUAL 350rb kemarin' 0
is_transcript 6
printed 'Rp1.500.000'
printed 'Rp400.000'
lapak sale list --json >"$work/out"
holds 'any(.[]; .day == "2026-11-24" and .total == 1700000 and .live == 400000)'
holds 'any(.[]; .day == "2026-11-23" and .total == 350000 and .live == 0)'

types 081234567803 3 1 1 'TANYA boleh bawa cucu?' SAYA
is_transcript 5
lapak question list --json >"$work/out"
holds 'length == 1'

# A default phone, an end that is asked for, and lines of other systems.
printf 'halo\r\n:q\nMENU\n' | lapak chat >"$work/out"
is_transcript 1
lapak trader list --json >"$work/out"
holds 'any(.[]; .phone == "+6281234567890")'
printf 'last line without an end' | lapak chat >"$work/out"
is_transcript 1

# USSD: a session until END; the next line dials again.
printf '2\n350rb\n0\nMENU\n' | lapak chat 081234567804 --ussd >"$work/out"
head -n 1 "$work/out" | grep -q '^< CON ' || die 'no first screen'
grep -q '^< END .*Rp350.000' "$work/out" || die 'no last screen'
awk '/^< / && length($0) > 6 + 160' "$work/out" | grep . && die 'a screen is too long'
same 'screens' "$(grep -c '^< CON ' "$work/out")" 5
lapak sale list --json >"$work/out"
holds 'any(.[]; .phone == "+6281234567804" and .total == 350000 and .live == 0)'

# Without a simulator the terminal is a gateway of its own.
(umask 077 && echo secret >"$work/secret")
sed '/gateway/,$d' "$work/lapak.ini" >"$work/kannel.ini"
cat >>"$work/kannel.ini" <<EOF
[gateway.kannel]
type = "kannel"
send_url = "http://127.0.0.1:9/cgi-bin/sendsms"
username = "lapak"
password_file = "secret"
webhook_key_file = "secret"
EOF
echo MENU | lapak chat --config "$work/kannel.ini" >"$work/out"
is_transcript 1
lapak message list --json --limit 1 >"$work/out" 2>"$work/err"
holds '.[0].gateway == "terminal"'
wants 2 chat +12025550123
