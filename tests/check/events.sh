#!/bin/bash
# tests/check/events.sh - every event the program logs has its row in config/events.tsv, and no row is of none
#
# usage: events.sh   (from the root of the source)
set -uo pipefail
export LC_ALL=C
logged=$(find bot -name '*.c' -exec cat {} + | tr -s '\t\n ' ' ' | grep -oE 'log_event\([^;]*' |
	grep -v 'enum log_level' |
	sed -E 's/^log_event\( ?//; s/^(LOG_[A-Z]+|[^"]*), ?("[a-z-]+").*/\2/; s/^[^"]*\? ("[a-z-]+") : ("[a-z-]+").*/\1 \2/' |
	grep -oE '"[a-z-]+"' | tr -d '"' | sort -u)
# A choice between two names has both in its first argument that is text.
logged=$(printf '%s\n%s\n' "$logged" "$(find bot -name '*.c' -exec cat {} + | tr -s '\t\n ' ' ' |
	grep -oE 'log_event\([^"]*\? "[a-z-]+" : "[a-z-]+"' | grep -oE '"[a-z-]+"' | tr -d '"')" | sed '/^$/d' | sort -u)
listed=$(tail -n +2 config/events.tsv | cut -f1 | sort -u)
faults=0
for e in $(comm -23 <(echo "$logged") <(echo "$listed")); do
	echo "config/events.tsv: lacks the event $e: name, level, what it means, what to do"
	faults=1
done
for e in $(comm -13 <(echo "$logged") <(echo "$listed")); do
	echo "config/events.tsv: nothing logs $e"
	faults=1
done
[ "$(tail -n +2 config/events.tsv | awk -F'\t' 'NF != 4 || $2 !~ /^(error|warn|info|debug)$/ || $3 == ""' | wc -l)" = 0 ] || {
	echo 'config/events.tsv: a row is not name, level, meaning, remedy'
	faults=1
}
[ $faults -eq 0 ] && echo "events: ok ($(echo "$listed" | wc -l) events)"
