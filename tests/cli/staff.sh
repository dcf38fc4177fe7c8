#!/bin/bash
# tests/cli/staff.sh - accounts of the office, and the record of what everybody changed
. tests/cli/lib.sh
office

# The market of office() is the first row.
wants 0 audit list --json
holds 'length == 1 and .[0].action == "market.add" and .[0].subject == "market:1" and
	(.[0].actor | startswith("cli:"))'

add() { # STATUS PASSWORD ARGUMENT...
	local status=0 wanted=$1 password=$2
	shift 2
	printf '%s\n' "$password" | lapak staff add "$@" >"$work/out" 2>"$work/err" || status=$?
	[ $status -eq "$wanted" ] || die "staff add $*: exit $status, not $wanted
$(cat "$work/err")"
}

add 0 'pasar turi pagi' rina --name 'Rina Wati' --role clerk
same id "$(cat "$work/out")" 1
add 2 'pasar turi pagi' rina --role admin
said 'already'
add 2 short tono --role clerk
said 'fewer than 10'
add 2 tonotonotono tono --role clerk
said 'login name'
add 2 '' tono --role clerk
said password
add 2 'pasar turi pagi' Tono --role clerk
said 'lower case'
add 2 'pasar turi pagi' tono --role boss
said '--role: chief, clerk, trainer, viewer or admin'
add 2 'pasar turi pagi' tono --role trainer --phone 12
said '--phone: '
wants 0 staff add tono --role trainer --phone '0812 3456-7801' --no-password --by rina
wants 2 staff add joko --role trainer --phone +6281234567801 --no-password
said 'already'
wants 2 staff add joko --role clerk
said 'standard input'

wants 0 staff list --json
holds '. == [
	{"id": "1", "login": "rina", "name": "Rina Wati", "role": "clerk", "phone": null, "password": true, "enabled": true},
	{"id": "2", "login": "tono", "name": "tono", "role": "trainer", "phone": "+6281234567801", "password": false, "enabled": true}]'
wants 0 staff list
grep -qi argon "$work/out" && die 'a password is printed'
ask 'SELECT password FROM staff WHERE id = 1' >"$work/kept"
grep -q '^\$argon2id\$v=19\$m=19456,t=2,p=1\$' "$work/kept" || die "kept as: $(cat "$work/kept")"

# A password from a file; a file of one's own is not asked for twice.
printf 'kopi tubruk panas\r\nsecond line\n' >"$work/secret"
wants 0 staff passwd tono --password-file "$work/secret" --by rina
wants 0 staff passwd tono --password-file "$work/secret"
wants 1 staff passwd nobody --password-file "$work/secret"
said 'no account nobody'
wants 1 staff passwd tono --password-file "$work/absent"
said 'No such file'
wants 0 staff disable tono --by rina
wants 2 staff enable tono --by tono
said 'the account tono is disabled'
wants 2 market add --name Keputran --by TONO
said 'disabled'
wants 0 market list --json
holds 'length == 1'
wants 0 staff list --json
holds '.[1].enabled == false'
wants 0 staff enable tono
wants 0 staff phone tono 081234567802
wants 0 staff phone tono none
wants 0 staff list --json
holds '.[1].phone == null and .[1].enabled'

# Every change is recorded, with who did it: an account, or a name as it was given.
wants 0 wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' --sitting '2026-12-05 09:00' \
	--seats 30 --by 'Bu Siti'
wants 0 wave open G4 --by RINA
wants 0 wave close G4
wants 0 tip import templates/tips/id.tsv
types 081234567890 'JUAL 350rb'
wants 0 sale approve 081234567890 2026-11-24 --by rina
wants 0 sale correct 081234567890 2026-11-24 300rb
wants 0 helper allow --helper 081234567891 --stall B2-15 --market 'Pasar Turi Baru'
wants 0 trader phone 081234567890 081234567892
wants 0 trader erase 081234567892 --yes --by rina
wants 0 audit list --json --limit 0
holds '[.[] | select(.action == "wave.add")] | .[0].actor == "cli:Bu Siti" and .[0].subject == "wave:1" and
	.[0].detail == "G4"'
holds '[.[] | select(.action == "wave.open")] | .[0].actor == "staff:rina"'
holds '[.[].action] | contains(["wave.close", "tip.import", "sale.approve", "sale.correct", "helper.allow",
	"trader.phone", "trader.erase", "staff.add", "staff.passwd", "staff.disable", "staff.enable", "staff.phone"])'
grep -qE '8123456|Siti Am' "$work/out" && die 'a number stands in the record'
wants 0 audit list --json --actor staff:rina --subject wave:1
holds 'length == 1'

# What fails is not recorded.
before=$(lapak audit list --limit 0 | wc -l)
wants 1 wave open G9
wants 2 market add --name 'Pasar Turi Baru'
same rows "$(lapak audit list --limit 0 | wc -l)" "$before"

wants 0 audit verify
head=$(sed -n 's/^head //p' "$work/out")
[[ $head =~ ^[0-9]+:[0-9a-f]{64}$ ]] || die "head: $head"
wants 0 market add --name Keputran
wants 0 audit verify --head "$head"
wants 2 audit verify --head 12
wants 0 audit verify --json
holds '.whole and .broken == null and .rows == (.head | tonumber)'
ask "UPDATE audit SET actor = 'cli:nobody' WHERE id = 5"
wants 1 audit verify
said 'row 5 of the record'
wants 1 audit verify --json
holds '.whole == false and .broken == "5" and .rows == 4'
