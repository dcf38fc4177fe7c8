#!/bin/bash
# tests/check/cover.sh - line coverage of bot/ after running the tests named
#
# usage: cover.sh FOLDER PROGRAM|SCRIPT.sh...
# FOLDER is where the objects with --coverage lie. Ends with failure when a test failed.
set -uo pipefail

folder=$1
shift
quiet=(--quiet --directory "$folder/bot" --base-directory . --no-external)
find "$folder" -name '*.gcda' -delete
# What no test ever calls counts too: lines known from compiling come first.
lcov "${quiet[@]}" --capture --initial --output-file "$folder/none.info" 2>/dev/null || exit 1
tests/check/run-tests.sh "$@"
verdict=$?

lcov "${quiet[@]}" --capture --output-file "$folder/run.info" 2>/dev/null || exit 1
lcov --quiet --add-tracefile "$folder/none.info" --add-tracefile "$folder/run.info" \
	--output-file "$folder/all.info"
lcov --quiet --extract "$folder/all.info" "$PWD/bot/*" --output-file "$folder/bot.info"
genhtml --quiet --output-directory "$folder/html" --prefix "$PWD" "$folder/bot.info"

echo 'lines covered, the least first:'
awk -F: -v root="$PWD/" '
	/^SF:/ { file = substr($0, 4 + length(root)) }
	/^LF:/ { lines = $2 }
	/^LH:/ { hit = $2 }
	/^end_of_record/ {
		all += lines
		seen += hit
		if (lines)
			printf "%6.1f %%  %s (%d of %d)\n", 100 * hit / lines, file, hit, lines | "sort -n"
	}
	END {
		close("sort -n")
		if (all)
			printf "%6.1f %%  all of bot/ (%d of %d lines), see %s/html/index.html\n",
				100 * seen / all, seen, all, folder
	}' folder="$folder" "$folder/bot.info"
exit $verdict
