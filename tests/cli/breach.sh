#!/bin/bash
# tests/cli/breach.sh - whom a breach concerns, why it was asked for, and that the record says so
. tests/cli/lib.sh
office
wants 0 staff add rina --role clerk --no-password
wants 0 staff add tono --role trainer --no-password
types 081234567801 'JUAL 350rb'
types 081234567802 'MENU'
why='the key of the gateway was stolen'

wants 2 breach --from 2026-11-24
said 'what happened'
wants 2 breach --from 2026-11-24 --reason short
wants 2 breach --from 2026-11-24 --reason 'told by 0812-3456 7801 himself'
said 'no telephone numbers'
wants 2 breach --reason "$why"
said '--from'
wants 2 breach --from 2026-11-24 --gateway phone --staff rina --reason "$why"
wants 2 breach --from 2026-11-25 --to 2026-11-24 --reason "$why"
wants 1 breach --from 2026-11-24 --staff nobody --reason "$why"
wants 0 audit list --json
holds 'map(select(.action == "breach.report")) == []'

wants 0 breach --from 2026-11-24 --gateway phone --reason "$why" --by rina --json
holds 'map(.phone) == ["+6281234567801", "+6281234567802"]'
holds '.[0].messages_in == 1 and .[0].messages_out >= 1 and .[0].first_at != null'
said '2 persons'
said 'within 3 days'
wants 0 breach --from 2026-11-20 --to 2026-11-23 --gateway phone --reason "$why" --json
holds '. == []'
wants 0 breach --from 2026-11-24 --gateway gone --reason "$why" --json
said 'not in the configuration'
wants 0 breach --from 2026-11-24 --reason 'a backup was lost on the bus' --json
holds 'map(.sales) == [1, 0]'
wants 0 breach --from 2026-11-24 --staff rina --reason 'her password was seen' --json
holds 'length == 2'
said 'signed in 0 times'
wants 0 breach --from 2026-11-24 --staff tono --reason 'his password was seen' --json
holds '. == []'
wants 0 breach "$work/who.csv" --from 2026-11-24 --csv --reason "$why"
[ "$(wc -l <"$work/who.csv")" -eq 3 ] || die "$(cat "$work/who.csv")"
head -n 1 "$work/who.csv" | grep -q '^phone,name,market,language' || die 'no header'

wants 0 audit list --json
holds 'map(select(.action == "breach.report")) | length == 7'
holds 'map(select(.action == "breach.report"))[-1].actor == "staff:rina"'
holds 'map(select(.action == "breach.report"))[-1].detail == "2026-11-24..2026-11-24 gateway phone: the key of the gateway was stolen"'
holds 'any(.[]; .subject == "staff:2" and .action == "breach.report")'
wants 0 audit verify
