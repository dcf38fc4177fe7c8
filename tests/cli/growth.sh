#!/bin/bash
# tests/cli/growth.sh - the verdict of `make bench-scale`: what grows as log n passes, what grows as a power of n does not
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Every figure of the path grows by the formula (awk, of n); a rate's cost does.
verdicts() { # FORMULA [SIZE...]
	local formula=$1
	shift
	[ $# -gt 0 ] || set -- 10000 100000 1000000 12000000
	printf '%s\n' "$@" | awk "{ n = \$1; v = $formula; split(\"instructions pages_looked_at inbound.cpu_us inbound.p99_ms \" \\
		\"inbound_1000_a_second.p50_ms inbound_1000_a_second.p99_ms beside_broadcast.p99_ms\", cost, \" \")
		for (i in cost) printf \"%d\t%s\t%.6f\n\", n, cost[i], v
		split(\"inbound.rate look_rows_a_second send_to_curl\", rate, \" \")
		for (i in rate) printf \"%d\t%s\t%.9f\n\", n, rate[i], (v > 0 ? 1000 / v : 0) }" >"$folder/values"
	awk -F '\t' -v json="$folder/json" -f tests/bench/growth.awk "$folder/values" >"$folder/table"
	jq -e '.path_of_a_message | length == 10' "$folder/json" >/dev/null
	jq -r '[.path_of_a_message[]] | unique | join(",")' "$folder/json"
}
expect() { # VERDICT FORMULA [SIZE...]
	local wanted=$1
	shift
	[ "$(verdicts "$@")" = "$wanted" ] || { echo "not '$wanted': $*" && cat "$folder/table" && exit 1; }
}
expect 'no faster' 5
expect 'no faster' 'log(n)'
expect 'no faster' '1 + 40 * log(n)'
expect 'no faster' 'n < 50000 ? 17.7 : int(3 * log(n) + 0.5)' # trees that begin, then grow by whole levels
expect 'no faster' '100 / log(n)'
expect FASTER 'n ^ 0.5'
expect FASTER 'n ^ 0.3'
expect FASTER 'n ^ 0.15'
expect FASTER 'n ^ 0.1'
expect FASTER 'log(n) ^ 3'
expect FASTER 'n > 2000000 ? 2 * log(n) : log(n)' # a bad tail at the end
expect FASTER '100 + n ^ 0.3' 10000 100000 1000000 10000000
expect 'no faster' 'log(n)' 10000 12000000
expect FASTER 'n ^ 0.3' 10000 12000000
grep -q '^Faster than log n: instructions' "$folder/table"
expect 'not measured' 'n > 2000000 ? 0 : log(n)'
grep -q '^Not measured: instructions' "$folder/table"
