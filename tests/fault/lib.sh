# tests/fault/lib.sh - a gateway that notes who was written to, for the scripts that kill the daemon meanwhile
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
