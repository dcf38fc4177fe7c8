#!/bin/bash
# tests/cli/import.sh - lapak trader import: all rows or none, faults with their lines
. "$(dirname "$0")/lib.sh"

lapak migrate >/dev/null
lapak market add --name "Pasar Turi" >/dev/null
printf 'phone,name,market,stall,consent\n0812-3456-7890,"Siti, Bu",pasar turi,B2-15,ya\n' >"$work/good.csv"
printf 'phone;name;market;stall;consent\n12;Joyo;Lain;;tidak\n081234567891;Sri;;;ya\n' >"$work/bad.csv"

out=$(lapak trader import "$work/good.csv" --dry-run)
[ "$out" = "would import 1 rows: 1 new, 0 known" ] || die "dry run: $out"
[ "$(lapak trader list --json)" = "[]" ] || die "a dry run wrote something"
lapak trader import "$work/good.csv" --json | jq -e '.added == 1' >/dev/null || die "not imported"
lapak trader list --json | jq -e '.[0].name == "Siti, Bu" and .[0].stall == "B2-15"' >/dev/null || die "not there"

status=0
lapak trader import "$work/bad.csv" 2>"$work/err" || status=$?
[ $status = 1 ] || die "faults gave status $status"
grep -q 'bad.csv:2: phone: ' "$work/err" || die "no line: $(cat "$work/err")"
[ "$(lapak trader list --json | jq length)" = 1 ] || die "a part was imported"
lapak trader import - <"$work/good.csv" | grep -q '1 known' || die "stdin"
lapak audit list --json | jq -e 'map(.action) | index("trader.import")' >/dev/null || die "not written down"

# Goods are a column more; without it what is known stays.
printf 'phone,name,market,stall,consent,goods\n081234567890,,,,ya,"Batik, kain"\n' >"$work/goods.csv"
wants 0 trader import "$work/goods.csv"
wants 0 trader import "$work/good.csv"
wants 0 trader show 081234567890 --json
holds '.goods == ["batik", "kain"]'
printf 'phone,name,market,stall,consent,goods\n081234567890,,,,ya,100%%\n' >"$work/goods.csv"
wants 1 trader import "$work/goods.csv"
said 'goods.csv:2: goods: '
printf 'phone,name,market,stall,consent,color\n081234567890,,,,ya,blue\n' >"$work/goods.csv"
wants 1 trader import "$work/goods.csv"
said 'goods.csv:1: goods: this column is missing'
wants 0 trader goods 081234567890 'Ikan segar'
printed 'ikan segar'
wants 0 trader goods 081234567890 none
wants 2 trader goods 081234567890 '100%'
said 'parted by commas'
wants 0 trader show 081234567890
printed 'goods'
