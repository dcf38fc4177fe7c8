#!/bin/bash
# tests/check/fuzz.sh - replays the corpus of each fuzzer, then fuzzes it for a while
#
# usage: fuzz.sh SECONDS FUZZER...   (from the environment: AT_ONCE, else as many as there are cores)
# Seeds: tests/fuzz/corpus/NAME/ and tests/fuzz/NAME.dict, as far as there are any; what is
# found goes to build/fuzz/corpus/NAME/, an input that breaks it to build/fuzz/faults/.
set -uo pipefail

fuzz_one() { # seconds fuzzer
	local seconds=$1 fuzzer=$2 name=${2##*/} seeds=() options=() log runs
	name=${name#fuzz_}
	local found=build/fuzz/corpus/$name faults=build/fuzz/faults
	log=build/fuzz/$name.log
	mkdir -p "$found" "$faults"
	[ ! -d "tests/fuzz/corpus/$name" ] || seeds+=("tests/fuzz/corpus/$name")
	[ ! -f "tests/fuzz/$name.dict" ] || options+=("-dict=tests/fuzz/$name.dict")
	# A text of one SMS is what these read; longer ones only make each run slower.
	case $name in
	amount | command | date | phone | sale_text | gsm7 | utf8) options+=(-max_len=400) ;;
	form) options+=(-max_len=2000) ;;
	esac
	options+=(-timeout=10 -rss_limit_mb=2048 "-artifact_prefix=$faults/$name-")
	if ! "$fuzzer" -runs=0 "${options[@]}" "$found" "${seeds[@]}" >"$log" 2>&1 ||
		! "$fuzzer" "-max_total_time=$seconds" -print_final_stats=1 "${options[@]}" \
			"$found" "${seeds[@]}" >>"$log" 2>&1; then
		printf 'FAIL  %s; the whole log is %s\n' "$fuzzer" "$log"
		grep -vE '^#|NEW_FUNC|^INFO' "$log" | tail -n 40 | sed 's/^/      /'
		return 1
	fi
	runs=$(awk '/^stat::number_of_executed_units:/ { n = $2 } END { print n + 0 }' "$log")
	printf 'ok    %-40s %12d runs %9d/s\n' "$fuzzer" "$runs" $((runs / seconds))
}

if [ "${1:-}" = --one ]; then
	fuzz_one "$2" "$3"
	exit
fi
seconds=$1
shift
[ $# -gt 0 ] || {
	echo 'There is no fuzzer in tests/fuzz.'
	exit 1
}
total() {
	awk '/^stat::number_of_executed_units:/ { n += $2 } END { print n + 0 }' build/fuzz/*.log
}
rm -f build/fuzz/*.log
printf '%s\0' "$@" | xargs -0 -n 1 -P "${AT_ONCE:-$(nproc)}" "$0" --one "$seconds" || {
	echo 'fuzz: faults above'
	exit 1
}
echo "fuzz: ok ($# fuzzers, $seconds s each, $(total) runs)"
