#!/bin/bash
# tests/cli/report.sh - the figures of some days, from sums that are proved against their rows
. tests/cli/lib.sh
office
lapak market add --name Keputran >"$work/out"
wave G4 --open >"$work/out"

wants 0 report --json
holds '.from == "2026-11-18" and .to == "2026-11-24" and .days == [] and .waves == [] and
	.markets[0].market == "all" and .markets[0].median == 0 and .markets[0].rate_percent == null'

sells() { # PHONE NAME MARKET-DIGIT STALL LINE...: a trader with a market, in one go
	types "$1" 'DAFTAR G4' "$2" "$3" "$4" 1 "${@:5}"
}
sells 081234567801 'Siti Aminah' 2 B1 'JUAL 300rb live 100rb'
sells 081234567802 'Budi Santoso' 2 B2 'JUAL 500rb live 0'
sells 081234567803 'Rina Wati' 2 B3 'JUAL 900rb' 'LIBUR kemarin' SEPI
sells 081234567804 'Sri Rahayu' 1 A1 'JUAL 0 kemarin'
wants 0 report --check
printed 'all sums are what their rows add up to'
wants 0 report --json --from 2026-11-23 --to 2026-11-24
holds '[.days[] | select(.day == "2026-11-24" and .reports > 0)] | length == 1 and
	(.[0] | .reports == 3 and .sold == 3 and .total == 1700000 and .median == 500000 and
	.mean == 566666 and .live_percent == 13)'
holds '[.days[] | select(.day == "2026-11-23" and .reports > 0) | [.zero, .closed]] | sort == [[0, 1], [1, 0]]'
holds '.markets[-1] | .market == "all" and .reports == 5 and .zero == 1 and .closed == 1 and .total == 1700000'
holds '.complaints == [{"open": 1, "done": 0, "open_now": 1, "median_days_open": 0,
	"median_low": null, "median_high": null}]'
holds '.messages | length == 1 and (.[0] | .gateway == "phone" and .in > 15 and .out > 15)'
wants 0 report --json --from 2026-12-01 --to 2026-12-31
holds '.waves | length == 1 and (.[0] | .wave == "G4" and .enrolled == 4 and .present_percent == null)'
wants 0 report
printed 'Day by day'
printed 'rate_percent'
wants 0 report --json --market keputran --from 2026-11-24
holds '.markets | map(.market) == ["Keputran", "all"]'

# A person who goes takes their takings along; a market that is corrected moves them.
wants 0 trader erase 081234567803 --yes
wants 0 report --check --json
holds '.equal and .wrong == 0'
wants 0 report --json --from 2026-11-24
holds '.markets[-1].total == 800000'

# Who is still live, asked so many days after a training: shares of who answered, with how many they are.
ask "INSERT INTO stick_check (trader_id, wave_id, day, message_id, asked_at, lives, answered_at)
	SELECT id, 1, d.day, 1, 1796860800, CASE id WHEN 4 THEN NULL ELSE (id - 1) * (d.day - 3) / 7 END, NULL
	FROM trader, (SELECT 3 AS day UNION ALL SELECT 10) d WHERE id IN (1, 2, 4)"
wants 0 report --json --from 2026-12-10 --to 2026-12-10
holds '.stick == [{"day_after": 3, "asked": 3, "answered": 2, "live": 0, "live_percent": 0},
	{"day_after": 10, "asked": 3, "answered": 2, "live": 1, "live_percent": 50}]'
wants 0 report --json --from 2026-12-10 --to 2026-12-10 --market keputran
holds '.stick == []'
wants 0 report --json --from 2026-12-11 --to 2026-12-12
holds '.stick == []'
wants 0 report --from 2026-12-10 --to 2026-12-10
printed 'Still live'

# Broken on purpose: found, and mended.
ask 'UPDATE sale_day SET total = total + 1 WHERE step > 0'
wants 1 report --check
said 'sums are wrong, the first on 2026-11-24'
wants 0 report --rebuild
wants 0 report --check
wants 0 audit list --json
holds '.[0].action == "report.rebuild"'

wants 2 report --from yesterday
said 'write it as 2026-11-24'
wants 2 report --from 2026-11-24 --to 2026-11-23
said 'must not lie behind'
wants 2 report --from 1990-01-01
said 'at most 3660 days'
wants 1 report --market Nowhere
