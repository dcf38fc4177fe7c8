#!/bin/bash
# tests/cli/sale-export.sh - takings in files that a spreadsheet neither calculates nor spoils; the effect of a wave
. tests/cli/lib.sh
office
wave G4 --open >"$work/out"

types 081234567801 'DAFTAR G4' '=1+1 Siti' 'Siti, "Bu"' 1 B1 1 'JUAL 300rb live 100rb' 'JUAL 250rb kemarin'
types 081234567802 'DAFTAR G4' 'Budi Santoso' 1 B2 1 'LIBUR'
ask "UPDATE trader SET name = '=HYPERLINK(\"http://x\",\"y\")' WHERE id = 1"

wants 0 sale export --csv "$work/sales.csv"
said '3 rows'
same 'lines' "$(wc -l <"$work/sales.csv")" 4
same 'returns' "$(grep -c $'\r$' "$work/sales.csv")" 4
head -n 1 "$work/sales.csv" | grep -q '^phone,name,market,stall,day,total,live,status,' || die 'no headings'
grep -qF "\"'+6281234567801\",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",Pasar Turi Baru,B1,2026-11-23,250000,,sold" \
	"$work/sales.csv" || die "$(cat "$work/sales.csv")"
wants 0 sale export --csv - --from 2026-11-24
printed ',300000,100000,sold,'
printed ',0,,closed,'
same 'lines' "$(wc -l <"$work/out")" 3
wants 0 sale export --csv --bom - --market 'pasar turi baru' --to 2026-11-23
same 'mark' "$(head -c 3 "$work/out" | od -An -tx1)" ' ef bb bf'

wants 0 sale export --xlsx "$work/sales.xlsx"
mkdir "$work/x"
(cd "$work/x" && unzip -q ../sales.xlsx)
sheet=$work/x/xl/worksheets/sheet1.xml
grep -q '<f>' "$sheet" && die 'a formula'
same 'rows' "$(grep -o '<row ' "$sheet" | wc -l)" 4
grep -qF '<t>+6281234567801</t>' "$sheet" || die 'a phone that is no text'
grep -qF '=HYPERLINK(&quot;' "$sheet" || grep -qF '=HYPERLINK("' "$sheet" || die 'a name that is no text'
grep -qF '<v>300000</v>' "$sheet" || die 'an amount that is no number'

wants 2 sale export "$work/a"
said 'either --csv or --xlsx'
wants 2 sale export --xlsx -
wants 1 sale export --csv "$work/absent/a.csv"
said 'cannot be written'
wants 1 sale export --xlsx "$work/absent/a.xlsx"
said 'cannot be written'

# Everything that is kept about one person, and that somebody asked for it.
types 081234567809 'DAFTAR G4' 'Sri Rahayu' 1 C1 1 'JUAL 700rb live 0' 'JUAL 800rb live 0' 1 'TANYA boleh bawa cucu?' SEPI TIPS STOP
wants 0 trader export 081234567809 --by rina
silent
holds '.trader[0] | .phone == "+6281234567809" and .name == "Sri Rahayu" and .stopped_at != null'
holds '(.sales | length == 1) and .sales[0].day == "2026-11-24" and (.earlier_sales | length == 1)'
holds '(.questions | map(.text) == ["boleh bawa cucu?"]) and (.complaints | length == 1) and (.consents | length >= 1)'
holds '[.messages[] | select(.direction == "in") | .text] | contains(["STOP", "SEPI", "DAFTAR G4"])'
wants 0 audit list --json
holds '.[0].action == "trader.export"'
wants 1 trader export 081234567899
said 'there is no trader'
for table in $(database_tables_with "$work" trader_id owner_id | grep -vE '^(broadcast.*|trader_word)$'); do
	grep -qE "(FROM|JOIN) $table " "$root/bot/store/person.c" || die "lapak trader export leaves out $table"
done

# The effect: too early, then too few, then of a wave with comparison.
wants 2 sale effect
wants 1 sale effect --wave G4
said 'no sitting that is over'
ask <<'SQL'
UPDATE sitting SET starts_at = 1790000000 WHERE wave_id = 1;
DELETE FROM sale; DELETE FROM enrolment;
WITH RECURSIVE n(i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 103)
INSERT INTO trader (id, phone, market_id, language, created_at)
SELECT i, '+62' || (81200000000 + i), 1, 'id', 1780000000 FROM n;
INSERT INTO enrolment (id, wave_id, trader_id, status, queue, source, created_at, changed_at, changed_by)
SELECT id, 1, id, 'attended', id, 'staff', 1, 1, 'x' FROM trader WHERE id BETWEEN 4 AND 33;
INSERT INTO attendance SELECT s.id, t.id, s.starts_at FROM sitting s, trader t WHERE t.id BETWEEN 4 AND 33;
WITH RECURSIVE d(day) AS (SELECT CAST(20717 - 28 AS BIGINT) UNION ALL SELECT day + 1 FROM d WHERE day < 20717 + 60)
INSERT INTO sale (trader_id, day, total, status, approximate, clarified, review, version, message_id, reported_at)
SELECT t.id, d.day, (CASE WHEN t.id <= 33 AND d.day > 20717 THEN 112 ELSE 100 END) * (2000 + 37 * t.id +
	(t.id * 7919 + d.day * 104729) % 701), 'sold', 0, 0, 0, 1, 1, 1
FROM trader t, d WHERE t.id >= 4 AND (t.id + d.day) % 9 <> 0;
SQL
lapak report --rebuild >"$work/out"
wants 0 sale effect --wave G4 --json
holds '.windows | map(.days) == [30, 60, 90]'
holds '.windows[0] | .trained.n == 30 and .not_yet_trained.n == 70 and .enough and
	.low > 0 and .low <= 0.12 and .high >= 0.12 and .trained.missing_after_percent > 5'
wants 0 sale effect --wave G4
printed 'n 30 against 70: more than the not yet trained'
printed '95 % interval'
ask "UPDATE enrolment SET status = 'absent' WHERE trader_id > 9; DELETE FROM attendance WHERE trader_id > 9"
wants 0 sale effect --wave G4
printed 'n 6 against'
printed 'too few traders to say anything'
