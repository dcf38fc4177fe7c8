#!/bin/bash
# tests/check/cover.sh - lines and branches of bot/ that the tests named run through
#
# usage: cover.sh FOLDER PROGRAM|SCRIPT.sh...
# FOLDER is where the objects with --coverage lie. Ends with failure when a test failed, or (unless TEST_ONLY left tests out) when fewer
# than 90 % of all lines or 95 % of the core's branches are covered.
set -uo pipefail

folder=$1
shift
branches=(--rc lcov_branch_coverage=1)
quiet=("${branches[@]}" --quiet --directory "$folder/bot" --base-directory . --no-external)
find "$folder" -name '*.gcda' -delete
# What no test ever calls counts too: lines known from compiling come first.
lcov "${quiet[@]}" --capture --initial --output-file "$folder/none.info" 2>/dev/null || exit 1
EVERY_STEP=1 tests/check/run-tests.sh "$@"
verdict=$?

lcov "${quiet[@]}" --capture --output-file "$folder/run.info" 2>/dev/null || exit 1
lcov "${branches[@]}" --quiet --add-tracefile "$folder/none.info" --add-tracefile "$folder/run.info" \
	--output-file "$folder/all.info"
lcov "${branches[@]}" --quiet --extract "$folder/all.info" "$PWD/bot/*" --output-file "$folder/bot.info"
genhtml "${branches[@]}" --quiet --output-directory "$folder/html" --prefix "$PWD" "$folder/bot.info"

echo 'covered, the least first:'
awk -F: -v root="$PWD/" -v all="${TEST_ONLY:+no}" '
	function add(name) {
		lines[name] += f["LF"]; seen[name] += f["LH"]; ways[name] += f["BRF"]; taken[name] += f["BRH"]
	}
	function part(of, all) { return all ? 100 * of / all : 100 }
	function show(name, how) {
		if (lines[name])
			printf "%6.1f %% of lines, %6.1f %% of branches  %s (%d of %d, %d of %d)\n", part(seen[name], lines[name]),
				part(taken[name], ways[name]), name, seen[name], lines[name], taken[name], ways[name] | how
	}
	/^SF:/ { file = substr($0, 4 + length(root)); f["LF"] = f["LH"] = f["BRF"] = f["BRH"] = 0 }
	/^(LF|LH|BRF|BRH):/ { f[$1] = $2 }
	/^end_of_record/ {
		files[file]; add(file)
		folder_of = file; sub(/\/[^\/]*$/, "/", folder_of)
		folders[folder_of]; add(folder_of)
		add("all of bot/")
		# What a message goes through, and who is let in.
		if (file ~ /^bot\/(dialog|relay)\// || file ~ /^bot\/store\/(outbox|message|seen|once)/ ||
			file ~ /^bot\/web\/(api_auth|api_session|api_factor|api_once|guard|limit|webhook)/)
			add("the core: dialog/, relay/, the outbox, who is let in")
	}
	END {
		for (file in files)
			show(file, "sort -n")
		close("sort -n")
		print ""
		for (name in folders)
			show(name, "sort -k 8")
		close("sort -k 8")
		show("the core: dialog/, relay/, the outbox, who is let in", "cat")
		show("all of bot/", "cat")
		close("cat")
		core = "the core: dialog/, relay/, the outbox, who is let in"
		if (all != "no" && part(seen["all of bot/"], lines["all of bot/"]) < 90) {
			print "cover: fewer than 90 % of the lines"
			exit 1
		}
		if (all != "no" && part(taken[core], ways[core]) < 95) {
			print "cover: fewer than 95 % of the branches of the core"
			exit 1
		}
	}' "$folder/bot.info" || verdict=1
echo "line by line: $folder/html/index.html"
exit $verdict
