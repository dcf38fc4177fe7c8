#!/bin/bash
# tests/check/run-tests.sh - runs test programs, says what failed, ends with "N passed, M failed"
#
# usage: run-tests.sh PROGRAM|SCRIPT.sh...
# Unit tests run beside each other, scripts one after another. A unit test counts with each
# of its cases, a script as one. What is not there, is not executable, runs no case or does
# not end in time has failed: nothing is skipped in silence.
set -uo pipefail

unit_seconds=300
script_seconds=900
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:strict_string_checks=1:handle_segv=2:handle_sigbus=2:handle_sigfpe=2}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}

# Prints "passed failed skipped" of a finished unit test.
count_cases() { # log rc
	awk -v rc="$2" '
		/^\[  PASSED  \] [0-9]+ test\(s\)/ { passed += $4 }
		/^\[  FAILED  \] [0-9]+ test\(s\)/ { failed += $4 }
		/^\[  SKIPPED \] [0-9]+ test\(s\)/ { skipped += $4 }
		END {
			if ((rc != 0 || passed + skipped == 0) && failed == 0)
				failed = 1
			print passed + 0, failed + 0, skipped + 0
		}' "$1"
}

# Runs one program and leaves "passed failed skipped" in RESULT and the verdict on stdout.
run_one() { # program result
	local program=$1 result=$2 log seconds=$unit_seconds start=$EPOCHREALTIME rc took counts
	log=$result.log
	[[ $program == *.sh ]] && seconds=$script_seconds
	if [ ! -e "$program" ]; then
		echo 'it was not built' >"$log"
		rc=1
	elif [ ! -x "$program" ]; then
		echo 'it is not executable' >"$log"
		rc=1
	else
		timeout -k 10 "$seconds" "$program" </dev/null >"$log" 2>&1
		rc=$?
		[ $rc -ne 124 ] || echo "it did not end within $seconds s" >>"$log"
	fi
	took=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
	if [[ $program == *.sh ]]; then
		[ $rc -eq 0 ] && counts='1 0 0' || counts='0 1 0'
	else
		counts=$(count_cases "$log" $rc)
	fi
	echo "$counts" >"$result"
	read -r passed failed skipped <<<"$counts"
	[ $rc -ne 0 ] || [ "$failed" -eq 0 ] || echo 'it ran no test' >>"$log"
	if [ "$failed" -eq 0 ]; then
		printf 'ok    %-52s %4d passed %6s s\n' "$program" "$passed" "$took"
		[ "$skipped" -eq 0 ] || printf 'SKIP  %s: %d skipped\n' "$program" "$skipped"
	else
		printf 'FAIL  %s (exit %d, %s s)\n%s\n' "$program" $rc "$took" \
			"$(tail -c 20000 "$log" | tail -n 120 | sed 's/^/      /')"
	fi
}

if [ "${1:-}" = --one ]; then
	run_one "$2" "$3"
	exit 0
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
units=() scripts=()
for program in "$@"; do
	[[ $program == *.sh ]] && scripts+=("$program") || units+=("$program")
done
n=$((${#units[@]} + ${#scripts[@]}))
for i in "${!units[@]}"; do
	printf '%s\0%s\0' "${units[i]}" "$results/unit.$i"
done | xargs -0 -r -n 2 -P "$(nproc)" "$0" --one
for i in "${!scripts[@]}"; do
	run_one "${scripts[i]}" "$results/script.$i"
done

read -r passed failed skipped results_read < <(find "$results" -type f ! -name '*.log' -exec cat {} + |
	awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0, NR }')
if [ "$n" -eq 0 ] || [ "$results_read" -ne "$n" ]; then
	echo "FAIL  $n programs asked for, $results_read results"
	failed=$((failed + 1))
fi
echo
summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary+=", $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
