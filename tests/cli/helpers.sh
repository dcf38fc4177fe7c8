#!/bin/bash
# tests/cli/helpers.sh - helpers, owners without a phone, and the reports the office looks at
. tests/cli/lib.sh
office
lapak market add --name PGS >"$work/out"

# The office vouches for a stall nobody is registered at.
wants 2 helper allow --stall B2-15 --market PGS
said --helper
wants 2 helper allow --helper 081299990001 --stall B2-15
said --market
wants 2 helper allow --helper 12 --stall B2-15 --market PGS
wants 1 helper allow --helper 081299990001 --stall B2-15 --market Nowhere
said 'lapak market add'
wants 1 helper refuse --helper 081299990001 --stall B2-15 --market PGS
said 'nobody is registered'
wants 0 helper allow --helper 081299990001 --stall B2-15 --market pgs --by Rina
printed allowed
types 081299990001 'UNTUK B2-15 350rb' 'UNTUK b2 15 200jt kemarin'
grep -q 'Tercatat untuk stan B2-15' "$work/out" || die 'a report of an allowed helper was not booked'
wants 0 helper list --json
holds '. == [.[0]] and .[0].owner == "stall:1" and .[0].state == "allowed" and .[0].answered_by == "Rina"
	and .[0].market == "PGS" and .[0].waiting == 0'
wants 0 sale list --json
holds 'any(.[]; .phone == "stall:1" and .day == "2026-11-24" and .total == 350000
	and .flags == ["typed:+6281299990001"])'
wants 0 helper list

# The record goes to the owner's own number.
types 081277770002 MENU
wants 1 trader phone stall:1 081277770002
said 'belongs to a trader already'
said 'lapak trader erase'
wants 2 trader phone stall:1 12
wants 1 trader phone stall:9 081277770001
wants 0 trader phone stall:1 0812-7777-0001
printed +6281277770001
types 081277770001 UBAH
wants 0 trader show 081277770001 --json
holds '.stall == "B2-15" and .market == "PGS" and (.sales | length == 2) and .paid_messages == 1'
wants 0 trader show 081277770001
printed 'paid SMS  1'

# The office refuses from now on.
wants 0 helper refuse --helper 081299990001 --stall B2-15 --market PGS
types 081299990001 'UNTUK B2-15 400rb'
grep -q 'tidak mengizinkan' "$work/out" || die 'a refused helper was not told'

# A stall that stands under the helper's own number.
types 081299990003 5 1 2 PGS 5 1 3 C7
wants 1 helper allow --helper 081299990003 --stall C7 --market PGS
said 'lapak trader phone'

# Reports to be looked at.
wants 0 sale list --review --json
holds 'map(.total) == [200000000] and .[0].flags == ["review", "typed:+6281299990001"]'
wants 1 sale approve 081277770001 2026-11-01
wants 2 sale approve 081277770001 kemarin
wants 0 sale approve 081277770001 2026-11-23 --by Rina
wants 0 sale list --review --json
holds '. == []'
wants 2 sale correct 081277770001 2026-11-23 banyak
wants 2 sale correct 081277770001 2026-11-23 500
wants 2 sale correct 081277770001 2026-11-23 350rb --live 400rb
said --live
wants 0 sale correct 081277770001 2026-11-23 2jt --live 400rb
wants 0 sale history 081277770001 2026-11-23 --json
holds 'map(.total) == [200000000, 200000000, 2000000] and map(.version) == [1, 2, 3]
	and (map(.flags[-1]) == ["typed:+6281299990001", "typed:office:Rina", "typed:office"])
	and .[2].replaced_at == null and .[2].live == 400000 and .[0].replaced_at > 0'
wants 0 sale history 081277770001 2026-11-23
wants 0 sale correct 081277770001 2026-11-20 libur
wants 0 sale correct 081277770001 2026-11-19 0
wants 0 sale list --json
holds 'any(.[]; .day == "2026-11-20" and .status == "closed") and any(.[]; .day == "2026-11-19" and .status == "zero")'
wants 0 sale history 081277770001 2026-11-01 --json
holds '. == []'
