# tests/bench/run-peers.sh - what Lapak is compared with; read by run.sh, whose functions it uses
#
# Each peer is installed once. One that cannot be is said to be missing, at the end, beside the figures.
peers=tests/bench/peers
missing=()

peers_install() {
	if [ ! -e "$peers/node_modules/better-sqlite3/build/Release/better_sqlite3.node" ]; then
		# The scripts of botbuilder's packages need tools of its makers; better-sqlite3 is built, or fetched, by its own.
		{ command -v npm && npm ci --prefix "$peers" --ignore-scripts --no-audit --no-fund --loglevel=error &&
			npm rebuild --prefix "$peers" better-sqlite3; } >"$work/npm.log" 2>&1 || true
	fi
	have_node=
	if (cd "$peers" && node -e 'new (require("better-sqlite3"))(":memory:"); require("botbuilder-dialogs")') 2>>"$work/npm.log"; then
		have_node=1
	else
		missing+=("node+better-sqlite3, botbuilder: $(grep -im1 'err' "$work/npm.log" || echo 'there is no node')")
	fi
	have_kannel=
	if tests/check/packages.sh kannel kannel-extras >"$work/apt.log" 2>&1; then
		have_kannel=1
	else
		missing+=("Kannel: $(tail -n1 "$work/apt.log")")
	fi
}

peers_prepare() {
	[ -z "$have_node" ] ||
		"$bench/rawsql" -b 32 -n $((each * 20000)) -t "$traders" -d "$work" -w "$work/known.db" -o "$work/record"
}

node_peer() { # NAME PROGRAM ARGUMENTS...: of the known database
	local name=$1
	shift
	node "$peers/$1" $((port + 3)) "${@:2}" >"$work/peer.log" 2>&1 &
	server=$!
	ends_with_us "$server"
	answers $((port + 3))
	load "$name" $((port + 3)) -c 64 -s "$each" -n $((each * 19000))
	stop
	per "lapak_to_$name" lapak_64.rate "$name.rate"
}

ussd_round() {
	ROUNDS=1 SECONDS_EACH=3 BENCH_DIR="$work" tests/bench/ussd.sh >"$work/ussd" 2>"$work/ussd.log" ||
		{ missing+=("ussd-menu-builder: $(tail -n1 "$work/ussd.log")") && return; }
	note lapak_ussd.p99_ms "$(grep '^lapak .*p99_ms=' "$work/ussd" | field p99_ms)"
	note ussd_menu_builder.p99_ms "$(grep '^ussd-menu-builder .*p99_ms=' "$work/ussd" | field p99_ms)"
}

peers_round() {
	local line
	if [ -n "$have_node" ]; then
		for how in each group; do
			begin "$work/node.db"
			node_peer "node_$how" webhook.cjs "$work/node.db" "$work/record" "$how"
		done
		rm -f "$work"/botbuilder.db*
		node_peer botbuilder botbuilder.cjs "$work/botbuilder.db"
	fi
	if [ -n "$have_kannel" ]; then
		if line=$("$peers/kannel.sh" $((messages / 2)) "$port" "$work" 2>"$work/kannel.log"); then
			note kannel.rate "$(field rate <<<"$line")"
			per lapak_to_kannel lapak_64.rate kannel.rate
		else
			missing+=("Kannel, round $round: $(tail -n1 "$work/kannel.log")")
		fi
	fi
	[ -n "$quick" ] || ussd_round
}

# Its own database: 20,000 traders, 500,000 messages.
api_once() {
	local slowest
	tests/bench/api.sh 20000 500000 20 >"$work/api" 2>&1 || true # it fails when one is slow, too
	slowest=$(sed -n 's/.* p95 *\([0-9.]*\) ms.*/\1/p' "$work/api" | sort -n | tail -n1)
	if [ -n "$slowest" ]; then
		note api_p95_ms "$slowest"
	else
		missing+=("API: $(tail -n1 "$work/api")")
	fi
}

peers_missing() {
	local m
	for m in "${missing[@]}"; do echo "bench: MISSING: $m"; done
}
