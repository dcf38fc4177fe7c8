#!/bin/bash
# tests/cli/follow-up.sh - a wave's plan, and whom somebody is to look after
. tests/cli/lib.sh
office
for bad in '' A: 0 A:0 1,1 7,3,1,2 1,400 A:1,,3 A:x 'A:1 3' AB:1,3 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27; do
	wants 2 wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' \
		--sitting '2026-12-05 09:00' --seats 30 --follow-up "$bad"
	said '--follow-up: '
done
wants 0 wave list --json
holds '. == []'
wants 0 tip import templates/tips/id.tsv
wave G4 --code 4821 --open >"$work/id"
wants 0 wave plan G4 --json
holds '.wave == "G4" and .series == "A" and .remind == [3, 1] and .follow_up == [1, 3, 7, 14, 21, 30, 45, 60, 75, 90]'
wants 0 wave plan G4 --follow-up b:1,5 --remind 7,2 --by rina
printed 'follow-up  B:1,5'
printed 'remind     7,2'
wants 0 wave plan G4 --follow-up Z:1
said 'no tips of series Z'
wants 2 wave plan G4 --remind 31
said '--remind: '
wants 2 wave plan G4 --remind 3,3 --follow-up 0
said '--remind: '
said '--follow-up: '
wants 0 wave plan G4 --json
holds '.series == "Z" and .follow_up == [1] and .remind == [7, 2]'
wants 0 wave plan G4 --follow-up none --remind none
printed 'follow-up  none'
printed 'remind     none'
wants 0 wave plan G4 --budget 2500000
printed 'Rp2500000'
wants 2 wave plan G4 --budget 0
said '--budget: '
wants 0 wave show G4 --json
holds '.budget == 2500000'
wants 0 wave plan G4 --budget none --json
holds '.budget == 0'
wants 1 wave plan G9
wave G5 --follow-up B:2,4 >"$work/id"
wants 0 wave plan G5
printed 'B:2,4'
wants 0 audit list --json --subject "wave:1"
holds 'map(.action) == ["wave.plan", "wave.plan", "wave.plan", "wave.plan", "wave.plan", "wave.add"] and .[4].actor == "cli:rina"'

# SEPI is a complaint with a person and a day; both end together.
wants 0 staff add tono --role trainer --phone 081298765432 --no-password
wants 0 wave trainer G4 tono
wants 0 work list --json
holds '. == []'
types 081234567801 'DAFTAR G4 Siti, Turi Baru, B2-15' 1 SEPI SEPI
wants 0 work list --json
holds 'length == 1 and (.[0] | .kind == "few-buyers" and .phone == "+6281234567801" and .due == "2026-12-01" and
	.wave == null and .person == null and .name == "Siti")'
wants 0 work list --wave G4 --json
holds '. == []'
wants 2 work assign 1
wants 1 work assign 1 --to nobody
wants 1 work assign 9 --to tono
wants 2 work done x
wants 2 work done 1 --note ''
wants 0 work assign 1 --to tono --by rina
wants 0 work list
printed tono
wants 0 work done 1 --by tono --note 'sudah dikunjungi'
wants 1 work done 1
said 'done already'
wants 0 work reopen 1 --by rina
printed open
wants 1 work reopen 1
said 'is open'
wants 0 work done 1 --by tono --note 'sudah dikunjungi'
wants 0 report --json
holds '.complaints[0].open_now == 0'
wants 0 audit list --json --subject work:1
holds 'map(.action) == ["work.done", "work.reopen", "work.done", "work.assign"] and .[0].actor == "staff:tono"'
wants 0 audit verify
