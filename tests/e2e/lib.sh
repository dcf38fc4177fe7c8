# tests/e2e/lib.sh - a daemon of its own for a script: start_lapak, stop_lapak, say
# Sourced. Sets: folder (removed at exit), ini, base (http://...).
LAPAK=$(realpath "${LAPAK:-build/lapak}")
folder=$(mktemp -d /tmp/lapak-e2e-XXXXXX)
ini=$folder/lapak.ini
pid=
. tests/database.sh

free_port() {
	node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'
}

# configure [DATABASE-FOLDER]: a simulator gateway "phone"
configure() {
	database=${1:-$folder}
	port=$(free_port)
	metrics_port=$(free_port)
	base=http://127.0.0.1:$port
	cat >"$ini" <<END
[server]
listen = "127.0.0.1:$port"
metrics_listen = "127.0.0.1:$metrics_port"
[database]
url = "$(database_url "$database")"
[office]
name = "Dinkopdag Surabaya"
short_code = "2323"
[templates]
dir = "$PWD/templates"
[migrations]
dir = "$PWD/migrations"
[gateway.phone]
type = "simulator"
END
}

# As database_ask and database_dump, in the office's database.
ask() {
	database_ask "$database" "$@"
}

dump() {
	database_dump "$database"
}

lapak() {
	"$LAPAK" --config "$ini" "$@"
}

start_lapak() {
	"$LAPAK" --config "$ini" serve >"$folder/out.log" 2>>"$folder/err.log" &
	pid=$!
	for _ in $(seq 100); do
		curl -sf "$base/livez" >/dev/null && return 0
		sleep 0.1
	done
	echo "the daemon did not start:" >&2
	cat "$folder/err.log" >&2
	exit 1
}

stop_lapak() {
	kill "${1:--TERM}" "$pid"
	wait "$pid" || true
	pid=
}

# say PHONE TEXT [ID]: prints the replies, one a line
say() {
	jq -n --arg from "$1" --arg text "$2" --arg id "${3:-}" \
		'{from: $from, text: $text} + (if $id == "" then {} else {id: $id} end)' |
		curl -sf -H 'Content-Type: application/json' --data-binary @- \
			"$base/gateway/phone/inbound" | jq -r '.replies[]'
}

fail() {
	echo "FAILED: $*" >&2
	exit 1
}

# What a script ends besides, whatever became of it. (A trap of its own would end with the status of what it ends.)
at_end=

clean_up() {
	status=$?
	eval "$at_end" || true
	[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true
	# Whatever a script plays: no telephone number may get into the daemon's log.
	if [ "$status" -eq 0 ] && grep -nE '(^|[^0-9])(\+?62|0)8[0-9]{8,11}([^0-9]|$)' "$folder/err.log" >&2 2>/dev/null; then
		echo 'FAILED: telephone numbers are in the log' >&2
		status=1
	fi
	[ "$status" -eq 0 ] || tail -20 "$folder/err.log" >&2 2>/dev/null || true
	[ -z "${database:-}" ] || database_forget "$database"
	rm -rf "$folder"
	exit "$status"
}
trap clean_up EXIT
