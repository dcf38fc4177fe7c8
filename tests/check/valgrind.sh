#!/bin/bash
# tests/check/valgrind.sh - each test named under valgrind: no wrong access, no undefined value, no block lost
#
# usage: valgrind.sh PROGRAM...
set -uo pipefail

one() { # program
	local log
	log=$(mktemp)
	if valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite \
		--errors-for-leak-kinds=definite --trace-children=no "$1" >"$log" 2>&1; then
		printf 'ok    %s\n' "$1"
		rm -f "$log"
		return 0
	fi
	printf 'FAIL  %s\n' "$1"
	grep '^==' "$log" | head -n 30
	rm -f "$log"
	return 1
}

if [ "${1:-}" = --one ]; then
	one "$2"
	exit
fi
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" "$0" --one || {
	echo 'valgrind: reports above'
	exit 1
}
echo "valgrind: ok ($# programs, 0 reports)"
