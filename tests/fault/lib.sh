# tests/fault/lib.sh - a gateway that notes who was written to, and the rules of an office, for the scripts that kill the daemon
#
# Sourced after tests/e2e/lib.sh and configure.

# noting_gateway RATE: in the place of the simulator; it answers after 30 ms and writes each number to $folder/sent
noting_gateway() {
	local sink_port
	sink_port=$(free_port)
	sed -i '/^\[gateway/,$d' "$ini"
	cat >>"$ini" <<-END
		[gateway.kannel]
		type = "kannel"
		send_url = "http://127.0.0.1:$sink_port/send"
		rate_per_second = $1
	END
	node -e '
		const fs = require("fs");
		require("http").createServer((q, a) => {
			fs.appendFileSync(process.argv[1], new URL(q.url, "http://x").searchParams.get("to") + "\n");
			setTimeout(() => { a.statusCode = 202; a.end("0: Accepted for delivery"); }, 30);
		}).listen(+process.argv[2], "127.0.0.1");
	' "$folder/sent" "$sink_port" &
	sink=$!
	at_end='kill $sink 2>/dev/null || true'
}

# The checker's rules (tests/fault/check.c); of a server they are looked at in a copy.
check_office() { # FOLDER ACKED [quiet]
	if on_server; then
		rm -f "$1/copy.db"
		lapak db copy "$(database_url "$1")" "sqlite:$1/copy.db" >/dev/null || return 1
		build/fault/check "$1/copy.db" "${@:2}"
	else
		build/fault/check "$1/lapak.db" "${@:2}"
	fi
}
