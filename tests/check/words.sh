#!/bin/bash
# tests/check/words.sh - what must not be written: unsafe functions, SQL made by printf, notes to self
#
# usage: words.sh   (from the root of the source)
set -uo pipefail

faults=0
forbid() { # reason, then a grep that finds nothing in a clean tree
	local reason=$1 found
	shift
	found=$("$@" 2>/dev/null) || return 0
	printf '%s\n' "$found" | sed "s|\$|   <- $reason|"
	faults=$((faults + 1))
}

folders=()
for f in bot tests templates migrations config Makefile README.md CONTRIBUTING.md .ci; do
	[ -e "$f" ] && folders+=("$f")
done

# The brackets keep this file from finding itself.
forbid 'finish it, or file an issue' \
	grep -rnIwE 'TO[D]O|FIX[M]E|XX[X]|HAC[K]' --exclude-dir=node_modules "${folders[@]}"
forbid 'banned function' \
	grep -rnE '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|strtok_r|atoi|atol|atoll|atof|gmtime|localtime|alloca)\(' \
	--include='*.[ch]' bot
forbid 'text for people lives in templates/; a statement is a constant' \
	grep -rnE '(printf|buf_puts|buf_add|err_set)[a-z_]*\(.*"[^"]*\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\b' \
	--include='*.[ch]' bot
forbid 'only cli/ asks the system for the time' \
	grep -rnE '\b(time\((NULL|0|&)|clock_gettime\(|gettimeofday\(|timespec_get\()' \
	--include='*.[ch]' --exclude-dir=cli bot
forbid 'money and time are whole numbers' \
	grep -rnE '^[^/*]*\bfloat\b' --include='*.h' bot/text bot/store bot/office
forbid 'structs are not typedef-ed' \
	grep -rnE '^typedef (struct|enum|union)[^(]*$' --include='*.[ch]' bot
forbid 'white space at the end of the line' \
	grep -rnE '[[:blank:]]+$' --include='*.[ch]' --include='*.sh' --include='*.awk' --include=Makefile \
	--exclude-dir=node_modules "${folders[@]}"

[ $faults -eq 0 ] && echo 'words: ok'
