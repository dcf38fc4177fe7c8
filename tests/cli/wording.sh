#!/bin/bash
# tests/cli/wording.sh - the office's own texts by command: proved, kept, in force in every process, taken back
. tests/cli/lib.sh
office
reply() { # PHONE TEXT: what the bot says in the terminal
	types "$1" "$2"
	cat "$work/out"
}

wants 0 wording list --limit 0 --json
holds 'length > 700 and all(.[]; .state == "shipped" and .longest <= .budget)'
wants 0 wording list --lang jv --limit 0 --json
holds 'all(.[]; .language == "jv")'
wants 2 wording list --lang xx
said 'no language `xx`'

# A text with faults changes nothing, and each fault has its place and remedy.
wants 2 wording set id sale.ask_day 'Laku {dai} “berapa” {day'
said 'id [sale.ask_day]: not plain GSM-7, which every network carries: U+201C (write "), U+201D (write ")'
said 'id [sale.ask_day]: unknown field {dai}; did you mean {day}?'
said 'id [sale.ask_day]: unbalanced brace: { without a } after it on its line'
wants 2 wording set id thanks.text "$(printf 'x%.0s' {1..160})"
said 'id [thanks.text]: 160 septets at its longest, budget 153, shorten by 7'
wants 2 wording set id card.sale '2 XYZW = lapor'
said 'the bot does not take its code for what it is'
wants 2 wording set id thanks.text 'Menang undian, klaim di bit.ly/x'
wants 2 wording set id no.such 'x'
wants 2 wording set id thanks.text
wants 2 wording set id thanks.text "$(printf 'x%.0s' {1..700})"
said 'longer than 600 bytes'
wants 0 wording set id thanks.text 'Sama-sama' --dry-run
said 'left out, though the shipped text has it: MENU'
wants 0 wording list --changed --json
holds 'length == 0'

# Kept, in force in another process, with who did it.
wants 0 wording set id thanks.text 'Sami-sami nggih. MENU' --by rina
silent
printed 'kept, version 1'
wants 0 wording set id thanks.text 'Sami-sami nggih. MENU' --by budi
printed 'it says so already, version 1'
reply 081234567890 'MENU' >"$work/first"
reply 081234567890 'terima kasih' | grep -q 'Sami-sami nggih' || die "$(cat "$work/out")"
printf 'Matur\n nuwun. MENU\n' | lapak wording set id thanks.text - >"$work/out"
wants 0 wording show id thanks.text --json
holds '.text == "Matur nuwun. MENU" and .state == "own" and (.versions | length) == 2 and .versions[1].by == "cli:rina"'
wants 0 wording list --changed --json
holds 'length == 1 and .[0].version == 2'
wants 0 card --svg

# One that is word for word the shipped text is no text of the office's own.
shipped=$(jq -r .shipped "$work/out" 2>/dev/null || lapak wording show id thanks.text --json | jq -r .shipped)
wants 0 wording set id thanks.text "$shipped"
wants 0 wording show id thanks.text --json
holds '.state == "shipped" and .versions[0].text == null and .versions[0].version == 3'
wants 0 wording reset id thanks.text
printed 'it says so already'
wants 0 audit list --json
holds '[.[] | select(.action | startswith("wording."))] | length == 3'

# After an upgrade a text has no place any more: nothing stops, and it is said.
wants 0 wording set id sale.ask_day 'Laku berapa {day}?'
cp -r templates "$work/templates"
sed -i "s|$root/templates|$work/templates|" "$work/lapak.ini"
ask "UPDATE wording_edit SET name = 'sale.gone' WHERE name = 'sale.ask_day'"
wants 0 check
said "id: [sale.gone]: the office's own text no longer fits"
lapak doctor --json >"$work/out" 2>&1 || true
printed "1 of the office's own texts do not fit any more"
wants 0 wording list --changed --json
holds '[.[] | select(.state == "unfit")][0] | .name == "sale.gone" and .text == "Laku berapa {day}?"'
reply 081234567890 'MENU' >/dev/null
wants 0 wording show id sale.gone
wants 0 wording reset id sale.gone
wants 0 check
silent
