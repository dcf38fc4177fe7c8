#!/bin/bash
# tests/fault/syscalls.sh - the k-th write, sync or open fails, k = 1, 2, 3 ... until a whole run meets no fault
#
# Once while Lapak starts and once while it serves. After each fault: it answers 503 or ends by itself, says so in its log,
# starts again without a fault, and holds every message it acknowledged, once.
#   FAULTS=3   how many k of each at most (a short dose); FAULTS=10000 sweeps to the end
set -eu
. tests/e2e/lib.sh
faults=${FAULTS:-3}
configure
lapak migrate >/dev/null
number=0 acknowledged=0 runs=0 fired=0

post() { # -> status of message number; each is a trader's of its own
	printf '{"from": "+62812%08d", "text": "JUAL 350rb live 0", "id": "m%d"}' "$number" "$number" |
		curl -s -m 10 -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' \
			--data-binary @- "$base/gateway/phone/inbound" || true
}

few_messages() {
	local status
	for _ in 1 2 3 4 5 6; do
		number=$((number + 1))
		status=$(post)
		case $status in
		200) acknowledged=$((acknowledged + 1)) ;;
		503 | 000) ;;
		*) fail "$1: answered $status" ;;
		esac
	done
}

look() { # WHAT: starts without a fault, everything acknowledged is there once
	local kept doubled
	start_lapak
	stop_lapak
	kept=$(sqlite3 "$folder/lapak.db" "SELECT count(DISTINCT gateway_id) FROM message WHERE direction = 'in'")
	doubled=$(sqlite3 "$folder/lapak.db" "SELECT (SELECT count(*) - count(DISTINCT gateway_id) FROM message
		WHERE direction = 'in') + (SELECT count(*) FROM sale WHERE version <> 1) +
		(SELECT abs(count(*) - $kept) FROM sale)")
	[ "$kept" -ge "$acknowledged" ] || fail "$1: $acknowledged acknowledged, $kept kept"
	[ "$doubled" = 0 ] || fail "$1: $doubled doubled or half applied"
	[ "$(sqlite3 "$folder/lapak.db" 'PRAGMA integrity_check')" = ok ] || fail "$1: the database is damaged"
}

gone() { # waits up to 5 s for the daemon to end by itself
	for _ in $(seq 50); do
		kill -0 "$pid" 2>/dev/null || return 0
		sleep 0.1
	done
	return 1
}

while_serving() { # CALL ERROR: the k-th such call from the first message on
	local k trace=$folder/trace
	for k in $(seq "$faults"); do
		start_lapak
		strace -f -qq -p "$pid" -o "$trace" -e "trace=$1" -e "inject=$1:error=$2:when=$k" &
		tracer=$!
		until grep -q "TracerPid:.[1-9]" "/proc/$pid/status"; do sleep 0.02; done
		few_messages "$1 $2 $k"
		if kill -0 "$pid" 2>/dev/null; then
			curl -s -m 5 -o /dev/null "$base/livez" || true
			kill "$pid" 2>/dev/null || true
			gone || fail "$1 $2 $k: it neither ends nor stops"
		fi
		wait "$pid" || true
		wait "$tracer" || true
		pid=
		runs=$((runs + 1))
		look "$1 $2 at $k"
		grep -q INJECTED "$trace" || return 0
		fired=$((fired + 1))
	done
}

while_starting() { # CALL ERROR
	local k trace=$folder/trace
	for k in $(seq "$faults"); do
		strace -f -qq -o "$trace" -e "trace=$1" -e "inject=$1:error=$2:when=$k" \
			"$LAPAK" --config "$ini" serve >/dev/null 2>"$folder/start.log" &
		pid=$!
		for _ in $(seq 60); do
			kill -0 "$pid" 2>/dev/null || break
			[ "$(curl -s -m 1 -o /dev/null -w '%{http_code}' "$base/livez" || true)" != 200 ] || break
			sleep 0.05
		done
		pkill -TERM -P "$pid" 2>/dev/null || true
		gone || fail "$1 $2 $k at the start: it neither ends nor stops"
		wait "$pid" || [ -s "$folder/start.log" ] || fail "$1 $2 $k at the start: ended without a word"
		pid=
		runs=$((runs + 1))
		look "$1 $2 at $k of the start"
		grep -q INJECTED "$trace" || return 0
		fired=$((fired + 1))
	done
}

for call in fdatasync:EIO pwrite64:EIO pwrite64:ENOSPC ftruncate:EIO; do
	while_serving "${call%:*}" "${call#*:}"
done
for call in openat:EMFILE openat:EACCES fdatasync:EIO pwrite64:ENOSPC socket:EMFILE; do
	while_starting "${call%:*}" "${call#*:}"
done
[ "$fired" -gt 0 ] || fail "no fault ever fired: the test is blind"
echo "syscalls runs=$runs fired=$fired acknowledged=$acknowledged lost=0"
