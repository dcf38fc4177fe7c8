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
wants 0 question return 1
wants 1 question return 1
said 'the bot has the trader'
types 081234567801 'entah apa ini'
printed 'belum terbaca'
wants 0 question close 1 --by rina
wants 1 question close 1
said 'closed already'
wants 0 audit list --json --subject question:1
holds 'map(.action) == ["question.close", "question.return", "question.assign"] and .[0].actor == "staff:rina"'
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
