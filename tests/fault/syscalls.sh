#!/bin/bash
# tests/fault/syscalls.sh - the k-th write, sync or open fails, k = 1, 2, 3 ... until a whole run meets no fault
#
# While Lapak starts and while it serves, apart; with EIO and with ENOSPC; that call alone (once) and it and all after it
# (on). After each fault: it answers 503 or ends by itself, starts again without a fault, and holds every message it
# acknowledged, once, with its whole effect (looked at by sqlite3 and build/fault/check).
#   FAULTS=1         how many k of each at most (a short dose); FAULTS=10000 sweeps to the end, which it says of each
#   ONLY=serves:pwrite64:EIO:once  one of them; FROM=17 begins with that k
set -eu
. tests/e2e/lib.sh
faults=${FAULTS:-1} from=${FROM:-1} ended=0
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
	kept=$(ask "SELECT count(DISTINCT gateway_id) FROM message WHERE direction = 'in'")
	doubled=$(ask "SELECT (SELECT count(*) - count(DISTINCT gateway_id) FROM message
		WHERE direction = 'in') + (SELECT count(*) FROM sale WHERE version <> 1) +
		(SELECT abs(count(*) - $kept) FROM sale)")
	[ "$kept" -ge "$acknowledged" ] || fail "$1: $acknowledged acknowledged, $kept kept"
	[ "$doubled" = 0 ] || fail "$1: $doubled doubled or half applied"
	build/fault/check "$folder/lapak.db" 0 >"$folder/found" || fail "$1: $(cat "$folder/found")"
}

declare -A plus=([once]='' [on]=+)
repeat() { # K CALL ERROR once|on: the command that does the same again
	echo "ONLY=${FUNCNAME[1]}:$2:$3:$4 FROM=$1 FAULTS=$1 tests/fault/syscalls.sh"
}
over() { # K CALL ERROR once|on: a whole run met no fault
	ended=$((ended + 1))
	[ "$faults" -le 100 ] || echo "${FUNCNAME[1]} $2 $3 $4: each of $(($1 - from)) calls failed once, then none"
}

gone() { # waits up to 5 s for the daemon to end by itself
	for _ in $(seq 50); do
		kill -0 "$pid" 2>/dev/null || return 0
		sleep 0.1
	done
	return 1
}

serves() { # CALL ERROR once|on: the k-th such call from the first message on
	local k trace=$folder/trace
	for k in $(seq "$from" "$faults"); do
		start_lapak
		strace -f -qq -p "$pid" -o "$trace" -e "trace=$1" -e "inject=$1:error=$2:when=$k${plus[$3]}" &
		tracer=$!
		until grep -q "TracerPid:.[1-9]" "/proc/$pid/status"; do sleep 0.02; done
		few_messages "$(repeat "$k" "$@")"
		if kill -0 "$pid" 2>/dev/null; then
			curl -s -m 5 -o /dev/null "$base/livez" || true
			kill "$pid" 2>/dev/null || true
			gone || fail "$(repeat "$k" "$@"): it neither ends nor stops"
		fi
		wait "$pid" || true
		wait "$tracer" || true
		pid=
		runs=$((runs + 1))
		look "$(repeat "$k" "$@")"
		grep -q INJECTED "$trace" || { over "$k" "$@" && return 0; }
		fired=$((fired + 1))
	done
}

starts() { # CALL ERROR once|on
	local k trace=$folder/trace
	for k in $(seq "$from" "$faults"); do
		strace -f -qq -o "$trace" -e "trace=$1" -e "inject=$1:error=$2:when=$k${plus[$3]}" \
			"$LAPAK" --config "$ini" serve >/dev/null 2>"$folder/start.log" &
		pid=$!
		for _ in $(seq 60); do
			kill -0 "$pid" 2>/dev/null || break
			[ "$(curl -s -m 1 -o /dev/null -w '%{http_code}' "$base/livez" || true)" != 200 ] || break
			sleep 0.05
		done
		pkill -TERM -P "$pid" 2>/dev/null || true
		gone || fail "$(repeat "$k" "$@"): it neither ends nor stops"
		# Whoever cannot write any more says nothing.
		wait "$pid" || [ -s "$folder/start.log" ] || [ "$1 $3" = 'write on' ] ||
			fail "$(repeat "$k" "$@"): ended without a word"
		pid=
		runs=$((runs + 1))
		look "$(repeat "$k" "$@")"
		grep -q INJECTED "$trace" || { over "$k" "$@" && return 0; }
		fired=$((fired + 1))
	done
}

sweeps=0
sweep() { # serves|starts:CALL:ERROR:once|on
	local way
	[ "${ONLY:-$1}" = "$1" ] || return 0
	sweeps=$((sweeps + 1))
	IFS=: read -ra way <<<"$1"
	"${way[@]}"
}
for error in EIO ENOSPC; do
	for call in write pwrite64 fdatasync fsync ftruncate openat; do
		sweep "serves:$call:$error:once"
		sweep "starts:$call:$error:once"
	done
	for call in pwrite64 fdatasync; do
		sweep "serves:$call:$error:on"
		sweep "starts:$call:$error:on"
	done
done
sweep starts:openat:EMFILE:once
sweep starts:openat:EACCES:once
sweep starts:socket:EMFILE:once
sweep starts:write:EIO:on
[ "$sweeps" -gt 0 ] || fail "there is no sweep $ONLY"
[ "$fired" -gt 0 ] || fail "no fault ever fired: the test is blind"
[ "$faults" -lt 10000 ] || [ "$ended" = "$sweeps" ] || fail "$((sweeps - ended)) of $sweeps sweeps did not come to their end"
echo "syscalls sweeps=$sweeps to_the_end=$ended runs=$runs fired=$fired acknowledged=$acknowledged lost=0"
