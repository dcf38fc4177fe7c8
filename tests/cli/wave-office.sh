#!/bin/bash
# tests/cli/wave-office.sh - who may enrol, who trains, what it may cost, who is asked, whom the clerk calls
. tests/cli/lib.sh
office
lapak market add --name 'Pasar Atom' >"$work/out"
lapak staff add sari --role trainer --no-password >"$work/out"

wants 2 wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' --sitting '2026-12-05 09:00' --seats 1 \
	--allow 'Pasar Aton' --budget 2,5jt --trainer rina
said '--allow: there is no market `Pasar Aton`; did you mean `Pasar Atom`?'
said '--budget: rupiah in digits'
said '--trainer: rina is no enabled account of a trainer'
wants 2 wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' --sitting '2026-12-05 09:00' --seats 1 --budget 0
wants 0 wave list --json
holds '. == []'
wave G4 --allow 'pasar atom' --budget 2500000 --trainer sari --open --seats 1 >"$work/out" 2>&1 && die 'seats twice'
lapak wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' --sitting '2026-12-05 09:00' --seats 1 \
	--allow 'pasar atom' --budget 2500000 --trainer sari --open >"$work/out"
wave G5 --open >"$work/out"
wants 0 wave show G4 --json
holds '.markets == ["Pasar Atom"] and .trainer == "sari" and .budget == 2500000 and .offers == [] and .unreached == []'
wants 0 wave show G4
printed 'markets  Pasar Atom'
printed 'trainer  sari'
printed 'budget   Rp2500000'
wants 0 wave show G5 --json
holds '.markets == [] and .trainer == null and .budget == 0'
wants 0 wave show G5
printed 'markets  all'

# Of another market: told so, by any way in, and shown what is open there.
types 081234567801 'DAFTAR G4' Siti 2
printed 'untuk pasar lain'
types 081234567802 'DAFTAR G4 Budi, Turi Baru, B2'
printed 'untuk pasar lain. Yang buka: 1 G5'
types 081234567803 'DAFTAR G4' Tini 1 B1 1
printed 'Tini dapat kursi G4'
wants 0 wave roster G4 --json
holds 'map(.name) == ["Tini"]'
types 081234567804 'DAFTAR G5 Wati, Turi Baru, B3' 1 >"$work/out"
wants 1 wave enrol G4 --phone 081234567804
said 'traders of other markets'
wants 2 wave allow G4
wants 2 wave allow G4 --all --market 'Pasar Turi Baru'
wants 1 wave allow G4 --market 'Pasar Tori'
wants 0 wave allow G4 --market 'Pasar Turi Baru' --by rina
wants 0 wave enrol G4 --phone 081234567804
printed 'waits for a seat'
wants 0 wave allow G4 --all
wants 0 wave show G4 --json
holds '.markets == []'
wants 0 audit list --json
holds 'map(select(.action == "wave.allow") | .detail) == ["all markets", "Pasar Turi Baru"]'

# The clerk's list for tomorrow: stopped, and whose reminder never came.
wants 0 wave roster G5 --telephone --json
holds '. == []'
types 081234567804 STOP >"$work/out"
wants 0 wave roster G5 --telephone --json
holds 'map(.name) == ["Wati"]'
types 081234567805 'DAFTAR G5 Rudi, Atom, C1' 1 >"$work/out"
wants 0 wave roster G5 --telephone --json
holds 'map(.name) == ["Wati"]'
clock_at '2026-12-04 18:30' # and no server ran
wants 0 wave roster G5 --telephone --json --long
holds 'map(.name) == ["Wati", "Rudi"] and .[0].telephone == "telepon"'
wants 0 wave roster G5 --telephone --csv
same 'lines' "$(wc -l <"$work/out")" 3

# A reminder that expired and an offer that is open stand with the wave.
ask "
	UPDATE enrolment SET status = 'offered', offered_until = 1780628400
		WHERE status = 'waiting' AND wave_id = (SELECT id FROM wave WHERE name = 'G4');
	INSERT INTO message (id, previous_id, direction, channel, kind, priority, gateway, phone, text, state, at, due_at,
		expires_at, tries, segments, reply_to, changed_at) VALUES (9000001, 0, 'out', 'sms', 'reminder', 2, 'phone',
		'+6281234567805', 'x', 'expired', 1, 1, 2, 0, 1, 0, 2);
	UPDATE enrolment SET reminder_message_id = 9000001 WHERE status = 'enrolled'
		AND trader_id = (SELECT id FROM trader WHERE name = 'Rudi');"
wants 0 wave show G4 --json
holds '.offers == [{"phone": "+6281234567804", "name": "Wati", "until": 1780628400}]'
wants 0 wave show G4
printed 'offered  +6281234567804 Wati, until '
wants 0 wave show G5 --json
holds '.reminders.expired == 1 and .unreached == [{"phone": "+6281234567805", "name": "Rudi", "reminder": "expired"}]'
wants 0 wave show G5
printed 'call     +6281234567805 Rudi: reminder expired'
wants 0 wave roster G5 --telephone --json
holds 'map(.name) == ["Wati", "Rudi"]'

# One person with two numbers.
wants 2 trader merge 081234567803 081234567804
said 'add --yes'
wants 1 trader merge 081234567803 081234567803 --yes
said 'one record already'
types 081234567806 'JUAL 350rb live 0' >"$work/out"
wants 0 trader merge 081234567806 081234567803 --yes --by rina
wants 1 trader show 081234567806
wants 0 sale list --json
holds 'map([.phone, .total]) == [["+6281234567803", 350000]]'
ask 'DELETE FROM message WHERE id = 9000001' # not counted, being none of the program's
wants 0 report --check
wants 0 audit list --json
holds '.[0] | .action == "trader.merge" and .detail != null and (tostring | contains("8123") | not)'
