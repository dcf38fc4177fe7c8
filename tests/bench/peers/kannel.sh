#!/bin/bash
# tests/bench/peers/kannel.sh - what Kannel relays: fakesmsc's messages to an HTTP service, its answers back
#
# usage: kannel.sh MESSAGES SERVICE_PORT FOLDER   (a service that answers 200 with a text: build/bench/bare)
# Its store is the spool, which its manual advises against loss. Prints rate=MESSAGES A SECOND, or exits 1.
set -euo pipefail
messages=$1 service=$2 folder=$3
fakesmsc=/usr/lib/kannel/test/fakesmsc
pids=()
finish() {
	for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
	wait 2>/dev/null || true
}
trap finish EXIT
first=$((20000 + $$ % 10000))
rm -rf "$folder/kannel"
mkdir -p "$folder/kannel/spool"
cat >"$folder/kannel/conf" <<EOF
group = core
admin-port = $first
admin-password = bench
admin-deny-ip = "*.*.*.*"
admin-allow-ip = "127.0.0.1"
smsbox-port = $((first + 1))
store-type = spool
store-location = "$folder/kannel/spool"
log-level = 3

group = smsc
smsc = fake
smsc-id = fake
port = $((first + 2))
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = $((first + 3))
log-level = 3

group = sms-service
keyword = default
get-url = "http://127.0.0.1:$service/gateway/kannel/inbound?id=%I&from=%p&to=%P&text=%b&ts=%T&smsc=%i&coding=%c&charset=%C"
catch-all = true
omit-empty = true
EOF
listens() {
	for _ in $(seq 100); do
		if (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
		sleep 0.05
	done
	echo "kannel: nothing answers on port $1" >&2
	exit 1
}
bearerbox "$folder/kannel/conf" >"$folder/kannel/bearerbox.log" 2>&1 &
pids+=($!)
listens $((first + 1))
smsbox "$folder/kannel/conf" >"$folder/kannel/smsbox.log" 2>&1 &
pids+=($!)
listens $((first + 3))
begun=$(date +%s%N)
"$fakesmsc" -H 127.0.0.1 -r $((first + 2)) -i 0 -m "$messages" '+628120000001 2323 text JUAL 1,5jt live 400rb' >"$folder/kannel/got" 2>&1 &
pids+=($!)
got() {
	grep -c 'Got message' "$folder/kannel/got" || true
}
for _ in $(seq 600); do
	[ "$(got)" -lt "$messages" ] || break
	sleep 0.02
done
took=$(($(date +%s%N) - begun))
[ "$(got)" -ge "$messages" ] || { echo "kannel: $(got) of $messages came back" >&2; exit 1; }
echo "rate=$((messages * 1000000000 / took))"
