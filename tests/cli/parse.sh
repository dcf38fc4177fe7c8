#!/bin/bash
# tests/cli/parse.sh - lapak parse reads what people really type
. tests/cli/lib.sh

# Compares answers with what is wanted and prints the rate; fails below the least percentage.
rate() { # WHAT LEAST ANSWERS WANTED TEXTS
	same "$1: answers" "$(wc -l <"$3")" "$(wc -l <"$4")"
	paste -d '\t' "$3" "$4" "$5" | awk -F '\t' -v what="$1" -v least="$2" '
		$1 == $2 { good++; next }
		{ print "  " $3 ": " $1 ", not " $2 }
		END {
			printf "%s %d/%d\n", what, good, NR
			exit NR == 0 || good * 100 < least * NR
		}'
}

cut -f 1 tests/data/amounts.tsv >"$work/text"
cut -f 2 tests/data/amounts.tsv >"$work/wanted"
"$LAPAK" parse amount - <"$work/text" >"$work/answer"
rate amounts 97 "$work/answer" "$work/wanted" "$work/text"

: >"$work/answer"
: >"$work/wanted"
: >"$work/text"
for day in $(cut -f 1 tests/data/dates.tsv | sort -u); do
	clock_at "$day 12:00"
	awk -F '\t' -v day="$day" '$1 == day { print $2 }' tests/data/dates.tsv >"$work/part"
	awk -F '\t' -v day="$day" '$1 == day { print $3 }' tests/data/dates.tsv >>"$work/wanted"
	"$LAPAK" parse date - <"$work/part" >>"$work/answer"
	cat "$work/part" >>"$work/text"
done
rate dates 97 "$work/answer" "$work/wanted" "$work/text"

cut -f 1 tests/data/phones.tsv >"$work/text"
awk -F '\t' '{
	wanted = $5 == "=" ? $2 : substr($5, 7)
	print wanted == "REJECT" ? "INVALID" : wanted
}' tests/data/phones.tsv >"$work/wanted"
"$LAPAK" parse phone - <"$work/text" >"$work/answer"
rate phones 100 "$work/answer" "$work/wanted" "$work/text"

cut -f 1 tests/data/keywords.tsv >"$work/text"
cut -f 2 tests/data/keywords.tsv >"$work/wanted"
"$LAPAK" parse command - <"$work/text" >"$work/answer"
rate commands 95 "$work/answer" "$work/wanted" "$work/text"

# The first column is a JSON string; those with a line break cannot stand on a line.
cut -f 1 tests/data/segments.tsv | jq -r 'select(test("[\n\u0000]") | not)' >"$work/text"
paste -d '\t' <(cut -f 1 tests/data/segments.tsv |
	jq 'if test("[\n\u0000]") then 0 else 1 end') <(cut -f 2- tests/data/segments.tsv) |
	awk -F '\t' '$1 == 1 { print $2, $3, $4, $5 }' >"$work/wanted"
"$LAPAK" parse segments - <"$work/text" >"$work/answer"
rate segments 100 "$work/answer" "$work/wanted" "$work/text"

# Lines are taken as they are: empty, with spaces, long, without an end.
same 'spaces' "$(printf '\n a \nlast' | "$LAPAK" parse segments -)" 'GSM-7 1 0 0
GSM-7 1 3 3
GSM-7 1 4 4'
head -c 65536 /dev/zero | tr '\0' a >"$work/long"
same 'a line of 64 KiB' "$("$LAPAK" parse segments - <"$work/long" | cut -d ' ' -f 1-3)" 'GSM-7 255 65536'
same 'long lines' "$(for kind in amount date phone command; do
	"$LAPAK" parse $kind - <"$work/long"
done | wc -l)" 4
same 'no line' "$("$LAPAK" parse amount - </dev/null)" ''

# One text as an argument, without configuration.
cd "$work"
same 'two segments' "$("$LAPAK" parse segments "$(printf '%0165d' 0)")" 'GSM-7 2 165 153+12'
same 'an argument' "$("$LAPAK" parse amount '1,5 jt')" 1500000
same 'a doubt' "$("$LAPAK" parse amount 500)" AMBIGUOUS:500,500000
same 'below zero' "$("$LAPAK" parse amount -50rb)" INVALID
same 'after --' "$("$LAPAK" parse amount -- --)" INVALID
clock_at '2026-11-24 10:00'
same 'yesterday' "$("$LAPAK" parse date kemarin)" 2026-11-23
same 'no date' "$("$LAPAK" parse date '')" 2026-11-24
clock_at '2026-11-24 03:59'
same 'before the day turns' "$("$LAPAK" parse date 'hari ini')" 2026-11-23
wants 2 parse amont 5
said 'did you mean amount'
wants 2 parse amount
wants 2 parse amount 250 rb
said 'quotes'
