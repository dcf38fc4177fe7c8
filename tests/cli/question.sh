#!/bin/bash
# tests/cli/question.sh - who has a question: assigned, closed, handed back to the bot
. tests/cli/lib.sh
office
wants 0 staff add rina --role clerk --no-password
types 081234567801 'TANYA boleh bawa cucu?' 'umurnya lima tahun'
wants 2 question assign 1
wants 1 question assign 1 --to tono
wants 1 question assign 9 --to rina
wants 0 question assign 1 --to rina --by rina
wants 0 question show 1 --json
holds '.state == "open" and .text == "boleh bawa cucu?\numurnya lima tahun"'
holds '.assigned == "rina" and .person_until >= .asked_at + 86400 and .notes == []'
wants 0 question show 1
printed 'assigned  rina'
printed 'person    until 2026-11-25 10:0'
wants 0 question return 1
wants 0 question show 1 --json
holds '.assigned == "rina" and .person_until == null'
wants 1 question return 1
said 'the bot has the trader'
types 081234567801 'entah apa ini'
printed 'belum terbaca'
wants 0 question close 1 --by rina
wants 1 question close 1
said 'closed already'
wants 0 question reopen 1 --by rina
wants 1 question reopen 1
said 'is open, not closed'
wants 0 question close 1 --by rina

# Whose a question is, a note about who asked, and a text used again.
types 081234567802 'TANYA stan saya di mana?'
second=$(ask "SELECT max(id) FROM question")
wants 0 question list --unassigned --json
holds "map(.id) == [\"$second\"] and .[0].assigned == null"
wants 0 question list --mine rina --json
holds '. == []'
wants 0 question assign "$second" --to rina
wants 0 question list --mine RINA --json
holds "map(.id) == [\"$second\"] and .[0].assigned == \"rina\""
wants 0 question list --unassigned --json
holds '. == []'
wants 1 question list --mine nobody
said 'no account nobody'
wants 2 question list --mine rina --unassigned
wants 2 question note "$second" 'telepon dulu'
wants 1 question note "$second" 'telepon dulu' --by nobody
wants 1 question note 99 'telepon dulu' --by rina
wants 2 question note "$second" '' --by rina
wants 2 question note "$second" "$(printf '%01001d' 0)" --by rina
wants 0 question note "$second" 'telepon dulu' --by rina
wants 0 question note "$second" "$(printf '%01000d' 0)" --by rina
wants 0 question show "$second" --json
holds '.notes | length == 2 and (.[1] | .by == "rina" and .text == "telepon dulu" and .at > 0)'
wants 0 question show "$second"
printed 'by rina: telepon dulu'
wants 2 question canned
wants 2 question canned ad jam 'Buka jam 8.'
said 'did you mean `question canned add`'
wants 2 question canned add jam
wants 2 question canned add "$(printf '%041d' 0)" 'Buka jam 8.'
wants 2 question canned add jam 'Lihat www.contoh.com'
said 'link'
wants 0 question canned list --json
holds '. == []'
wants 0 question canned add jam 'Buka jam 8.' --by rina
wants 1 question canned add JAM 'Lain.'
wants 0 question canned list --json
holds 'length == 1 and .[0].name == "jam" and .[0].text == "Buka jam 8." and .[0].changed_at > 0'
wants 2 question answer "$second"
wants 2 question answer "$second" 'Di Lt 3.' --canned jam
wants 1 question answer "$second" --canned nama
said 'no kept text nama'
wants 0 question answer "$second" --canned Jam --by rina
wants 0 question show "$second" --json
holds '.state == "answered" and .answer == "Buka jam 8." and .answered_by == "rina"'
wants 0 question list --mine rina --json
holds '. == []'
wants 0 message list --json --state queued --limit 1
holds '.[0].text == "LAPAK: Buka jam 8."'
wants 0 question canned drop JAM
wants 1 question canned drop jam
wants 0 audit list --json --subject "question:$second"
holds 'map(.action) == ["question.answer", "question.note", "question.note", "question.assign"] and
	(map(.detail // "") | join(" ") | contains("telepon") | not)'
wants 0 audit list --json --subject canned:1
holds 'map(.action) == ["canned.drop", "canned.add"]'
wants 0 audit list --json --subject question:1
holds 'map(.action) == ["question.close", "question.reopen", "question.close", "question.return", "question.assign"] and .[0].actor == "staff:rina"'
wants 0 audit verify

# A trainer's own wave, and the attendance code by SMS.
wave G4 --code 4821 --open >"$work/id"
wants 0 staff add tono --role trainer --phone 081298765432 --no-password
wants 1 wave trainer G4 rina
said 'no enabled account of a trainer'
wants 1 wave trainer G9 tono
wants 0 wave trainer G4 tono --by rina
types 081298765432 'KODE G4'
printed 4821
wants 0 wave trainer G4 none
types 081298765432 'KODE G4'
grep -q 4821 "$work/out" && die 'the code went to a trainer of no wave'
true
