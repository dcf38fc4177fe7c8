#!/bin/bash
# tests/e2e/spreadsheet.sh - hostile names and texts in every export of the API: no cell is a formula
#
# What LibreOffice makes of the files is looked at where it is installed (libreoffice-calc-nogui); without
# it the script says so and looks at the files alone. LIBREOFFICE=wanted: to lack it is a failure.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

configure
api=$base/api/v1
umask 077
printf 'jual-sayur-tiap-pagi\n' >"$folder/pw"
lapak migrate >/dev/null
lapak staff add rina --name Rina --role clerk --password-file "$folder/pw" >/dev/null
lapak market add --name '=1+1' >/dev/null
lapak wave add --name G4 --market '=1+1' --place 'Lt 3' --sitting "$(date -d '+9 days' '+%F 09:00')" --seats 30 --open >/dev/null
start_lapak
curl -sf -c "$folder/jar" -H 'Content-Type: application/json' "$api/session" \
	-d '{"login":"rina","password":"jual-sayur-tiap-pagi"}' >/dev/null
ask() { # METHOD PATH [BODY]
	curl -sf -b "$folder/jar" -X "$1" -H 'Sec-Fetch-Site: same-origin' ${3:+-H 'Content-Type: application/json' -d "$3"} "$api$2"
}

formulas=('=1+1' '+1+1' '-2+3' '@SUM(1)' '=HYPERLINK("http://x","y")' "=cmd|'/C calc'!A0")
n=0
for text in "${formulas[@]}"; do
	n=$((n + 1))
	say "0812000000$n" 'JUAL 350rb live 50rb' >/dev/null
	say "0812000000$n" "$text" >/dev/null
	say "0812000000$n" "TANYA $text" >/dev/null
	say "0812000000$n" SEPI >/dev/null
	id=$(ask GET "/traders?text=0812000000$n" | jq -r '.items[0].id')
	ask PUT "/traders/$id" "$(jq -n --arg t "$text" '{name: $t, stall: $t[:12], market_id: "1", language: "id"}')"
	ask POST /waves/1/seats "{\"trader_id\":\"$id\"}" >/dev/null
done

ask POST /broadcasts '{"texts":[{"text":"Besok libur."}],"audience":{"all":true}}' >/dev/null || true
for table in traders sales waves/1/roster "traders/$id/everything" inbox work broadcasts waves tips staff; do
	for kind in csv xlsx; do
		file=$folder/${table//\//-}.$kind
		curl -sf -D "$folder/head" -b "$folder/jar" "$api/$table.$kind" >"$file"
		grep -qi "^Content-Disposition: attachment; filename=\".*\.$kind\"" "$folder/head" || fail "$table.$kind: its name"
		[ "$kind" = xlsx ] || continue
		grep -qi '^Content-Type: application/vnd.openxmlformats' "$folder/head" || fail "$table: $(cat "$folder/head")"
		unzip -p "$file" 'xl/*' >"$folder/inside"
		grep -q '<f>' "$folder/inside" && fail "$table.xlsx holds a formula"
		case $table in broadcasts | waves | tips | staff) continue ;; esac
		grep -q '=cmd' "$folder/inside" || fail "$table.xlsx lost a text"
	done
done
# A line in a cell is no cell: quoted ones are looked at as one line.
perl -0pe 's/"((?:[^"]|"")*)"/(my $cell = $&) =~ tr,\n, ,; $cell/ge; s/\r$//mg' "$folder"/*.csv >"$folder/cells"
grep -Pq '(^|,)"?[=+@\t\r-](?![0-9]+(,|\r?$))' "$folder/cells" && fail 'a cell of a CSV that a spreadsheet would calculate'

# A file in the making has no name: whatever becomes of the daemon, nothing is left of it.
database_ask "$database" "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
	INSERT INTO trader (id, phone, name, language, created_at)
	SELECT 1000 + i, '+62813' || (10000000 + i), 'Bu ' || i, 'id', 1 FROM n"
left() {
	find /tmp -maxdepth 1 -name 'lapak-export-*' -newer "$ini" -user "$(id -un)"
}
curl -s -o /dev/null -b "$folder/jar" "$api/traders.xlsx" &
for _ in $(seq 100); do
	! ls -l "/proc/$pid/fd" | grep -q 'lapak-export-.* (deleted)' || break
	sleep 0.05
done
ls -l "/proc/$pid/fd" | grep -q 'lapak-export-.* (deleted)' || fail 'no export is under way, or its file has a name'
stop_lapak -KILL 2>/dev/null
[ -z "$(left)" ] || fail "a killed export left $(left)"

if ! command -v soffice >/dev/null; then
	[ "${LIBREOFFICE:-}" != wanted ] || fail 'LibreOffice is not installed: libreoffice-calc-nogui'
	echo 'spreadsheet: skipped LibreOffice, which is not installed (libreoffice-calc-nogui)'
	exit 0
fi
HOME=$folder soffice --headless --convert-to fods:"OpenDocument Spreadsheet Flat XML" --outdir "$folder/x" "$folder"/*.xlsx >/dev/null 2>&1
HOME=$folder soffice --headless --convert-to fods:"OpenDocument Spreadsheet Flat XML" --infilter=CSV:44,34,76,1 --outdir "$folder/c" "$folder"/*.csv >/dev/null 2>&1
[ "$(ls "$folder"/x/*.fods "$folder"/c/*.fods | wc -l)" = 20 ] || fail 'LibreOffice did not open them all'
grep -l 'table:formula=' "$folder"/[xc]/*.fods && fail 'LibreOffice sees a formula'
grep -q 'cmd|' "$folder/x/traders.fods" && grep -q 'cmd|' "$folder/c/traders.fods" || fail 'LibreOffice lost a text'
# The same look sees a formula where there is one.
printf 'a\n=1+1\n' >"$folder/formula.csv"
HOME=$folder soffice --headless --convert-to fods:"OpenDocument Spreadsheet Flat XML" --infilter=CSV:44,34,76,1 --outdir "$folder/c" "$folder/formula.csv" >/dev/null 2>&1
grep -q 'table:formula=' "$folder/c/formula.fods" || fail 'the look at formulas is blind'
echo 'spreadsheet: LibreOffice opened 10 CSV and 10 XLSX; no formula'
