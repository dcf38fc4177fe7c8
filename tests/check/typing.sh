#!/bin/sh
# tests/check/typing.sh - README's list of what a trader can type, made from the tables the bot reads with
#
# usage: typing.sh          rewrites the part of README.md between its two marks
#        typing.sh --check  fails when that part is not what the tables say
set -eu
made=$(mktemp)
trap 'rm -f "$made"' EXIT

# Each command once, in the order of the table, with its first words.
list() {
	awk '
	/^W\(/ { row = "" }
	{ row = row $0 }
	/\)[ \t]*$/ && row != "" {
		split(row, head, /[(,]/); command = head[2]
		n = split(row, part, "\"")
		if (!(command in words)) order[++commands] = command
		for (i = 2; i <= n; i += 2)
			if (count[command]++ < 9)
				words[command] = words[command] (words[command] == "" ? "" : ", ") part[i]
		row = ""
	}
	END {
		print "| meaning | words, among others |"
		print "|---|---|"
		for (i = 1; i <= commands; i++)
			printf "| %s | %s |\n", order[i], words[order[i]]
	}' bot/text/command_words.def
}

list >"$made.list"
awk -v list="$made.list" '
	/^<!-- words: / { print; while ((getline line < list) > 0) print line; skip = 1; next }
	/^<!-- end of words -->/ { skip = 0 }
	!skip { print }' README.md >"$made"
rm -f "$made.list"
if [ "${1:-}" = --check ]; then
	cmp -s "$made" README.md || {
		echo "README.md: the list of words is not what bot/text/command_words.def says; make typing" >&2
		exit 1
	}
	exit 0
fi
cat "$made" >README.md
