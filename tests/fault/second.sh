#!/bin/bash
# tests/fault/second.sh - a second daemon on the same database is refused and harms nothing; after kill -9 the next one serves
set -eu
. tests/e2e/lib.sh
configure
lapak migrate >/dev/null
start_lapak
[ -n "$(say 081200000000 'JUAL 350rb live 0' m0)" ] || fail "the first does not answer"
sed "s/^listen = .*/listen = \"127.0.0.1:$(free_port)\"/; s/^metrics_listen = .*//" "$ini" >"$folder/second.ini"

refused() {
	status=0
	timeout 20 "$LAPAK" --config "$folder/second.ini" serve >/dev/null 2>"$folder/second.err" || status=$?
	[ "$status" -eq 1 ] || fail "the second ended with $status"
	grep -q "process $pid serves .*lapak.db already" "$folder/second.err" ||
		fail "the second said: $(cat "$folder/second.err")"
}
refused
kill -STOP "$pid" # asleep is not gone
refused
kill -CONT "$pid"
[ -n "$(say 081200000001 'JUAL 350rb live 0' m1)" ] || fail "the first does not answer any more"
stop_lapak -KILL 2>/dev/null
start_lapak # nothing of the killed one is in the way
[ -n "$(say 081200000002 'JUAL 350rb live 0' m2)" ] || fail "the next does not answer"
stop_lapak
build/fault/check "$folder/lapak.db" 3 >"$folder/found" || fail "$(cat "$folder/found")"
echo "a second daemon: refused twice, beside a living and a sleeping one; taken over from a killed one; $(cat "$folder/found")"
