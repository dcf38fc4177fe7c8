# tests/bench/lib.sh - what the benches share: a folder and an office of their own, and reading what programs print
#
# Sourced from the root of the source. $work, on the disk of build/bench or of BENCH_DIR, is removed at the end, and every program
# named with ends_with_us is stopped.
set -euo pipefail

root=$PWD
bench=$root/build/bench
mkdir -p "$bench"
work=$(mktemp -d -p "${BENCH_DIR:-$bench}")
stopped_at_end=()
finish() {
	for pid in "${stopped_at_end[@]}"; do kill "$pid" 2>/dev/null || true; done
	wait
	rm -rf "$work"
}
trap finish EXIT

ends_with_us() { # PID
	stopped_at_end+=("$1")
}

end_now() { # PID: that was to end with us
	kill "$1"
	wait "$1" || true
	for i in "${!stopped_at_end[@]}"; do
		[ "${stopped_at_end[$i]}" != "$1" ] || unset "stopped_at_end[$i]"
	done
}

office() { # LISTEN-PORT METRICS-PORT [EXTRA-LINE-OF-THE-SERVER...]: $work/lapak.ini up to its gateway, which the caller adds
	{
		printf '[server]\nlisten = "127.0.0.1:%s"\nmetrics_listen = "127.0.0.1:%s"\n' "$1" "$2"
		shift 2
		[ $# -eq 0 ] || printf '%s\n' "$@"
		cat <<-EOF
			[database]
			url = "sqlite:lapak.db"
			[office]
			name = "Dinkopdag Surabaya"
			short_code = "2323"
			quiet_hours = "none"
			[templates]
			dir = "$root/templates"
			[migrations]
			dir = "$root/migrations"
		EOF
	} >"$work/lapak.ini"
}

gateway() { # NAME TYPE [LINE...]
	printf '[gateway.%s]\ntype = "%s"\n' "$1" "$2" >>"$work/lapak.ini"
	shift 2
	[ $# -eq 0 ] || printf '%s\n' "$@" >>"$work/lapak.ini"
}

lapak() {
	"$root/build/lapak" --config "$work/lapak.ini" "$@"
}

field() { # NAME, of the line on stdin
	sed -n "s/.*\\b$1=\\([0-9.]*\\).*/\\1/p"
}

processor_us() { # PID: microseconds of a processor it has had
	awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%d", ($12 + $13) * 1000000 / tick }' "/proc/$1/stat"
}

now_ms() {
	date +%s%3N
}

free_port() {
	node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'
}

answers() { # PORT: waits for it, a minute at most
	for _ in $(seq 6000); do
		if (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
		sleep 0.01
	done
	echo "bench: nothing answers on port $1" >&2
	exit 1
}
