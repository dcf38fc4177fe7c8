#!/bin/bash
# tests/fault/disk-full.sh - on a full disk: 503, not ready, nothing acknowledged lost; with room again all goes on
set -eu
[ "$(id -u)" = 0 ] || { echo "needs root to mount a small disk" >&2; exit 1; }
. tests/e2e/lib.sh
disk=$folder/disk
mkdir "$disk"
mount -t tmpfs -o size=3m tmpfs "$disk"
gateway=
at_end='[ -z "$gateway" ] || kill "$gateway"; umount -l "$disk"'
configure "$disk"
sms=$(free_port)
(umask 077 && echo secret-key >"$folder/key" && echo secret-password >"$folder/password")
cat >>"$ini" <<END
[gateway.kannel]
type = "kannel"
send_url = "http://127.0.0.1:$sms/sendsms"
username = "lapak"
password_file = "$folder/password"
webhook_key_file = "$folder/key"
rate_per_second = 100
END
# Takes a message and says so on SIGUSR2.
node -e 'let waits = []; process.on("SIGUSR2", () => { for (const a of waits) a.writeHead(202).end("0: Accepted for delivery"); waits = []; });
	require("http").createServer((q, a) => { waits.push(a); require("fs").appendFileSync(process.argv[2], "taken\n"); })
		.listen(+process.argv[1], "127.0.0.1", () => console.log("listens"))' "$sms" "$folder/taken" >"$folder/gateway.log" &
gateway=$!
for _ in $(seq 100); do [ ! -s "$folder/gateway.log" ] || break; sleep 0.1; done
lapak migrate >/dev/null
start_lapak

post() { # number -> status
	printf '{"from": "+62812%08d", "text": "JUAL %drb live 0", "id": "m%d"}' "$1" $((1000 + $1)) "$1" |
		curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' \
			--data-binary @- "$base/gateway/phone/inbound"
}

touch "$folder/taken"
for n in $(seq 10 39); do
	curl -sf "$base/gateway/kannel/inbound?key=secret-key&id=k$n&from=%2B62812000111$n&to=2323&text=MENU&ts=1" ||
		fail "kannel is not heard"
done
for _ in $(seq 50); do [ "$(wc -l <"$folder/taken")" -lt 30 ] || break; sleep 0.1; done
[ "$(wc -l <"$folder/taken")" = 30 ] || fail "not all was sent"
acknowledged=0 refused=0
: >"$folder/acknowledged"
dd if=/dev/zero of="$disk/ballast" bs=4k count=1024 2>/dev/null || true # takes what is left
rm -f "$disk/ballast"
left=$(df --output=avail -k "$disk" | tail -1)
dd if=/dev/zero of="$disk/ballast" bs=1k count=$((left - 30)) 2>/dev/null
for n in $(seq 2000); do
	case $(post "$n") in
	200) acknowledged=$((acknowledged + 1)) && echo "m$n" >>"$folder/acknowledged" ;;
	503) refused=$((refused + 1)) ;;
	*) fail "neither 200 nor 503" ;;
	esac
	[ "$refused" -lt 3 ] || break
done
[ "$refused" -ge 3 ] || fail "the disk never filled"
[ "$acknowledged" -ge 1 ] || fail "nothing was ever taken"
[ "$(curl -s -o /dev/null -w '%{http_code}' "$base/readyz")" = 503 ] || fail "ready on a full disk"

# What came of a message that is out cannot be written: it is tried again in peace, not in a circle.
failed_turns() { curl -sf "http://127.0.0.1:$metrics_port/metrics" | sed -n 's/^lapak_turns_failed_total //p'; }
before=$(failed_turns)
dd if=/dev/zero of="$disk/rest" bs=512 2>/dev/null || true
kill -USR2 "$gateway"
sleep 3
more=$(($(failed_turns) - before))
{ [ "$more" -ge 1 ] && [ "$more" -le 12 ]; } || fail "$more turns failed in three seconds"
curl -sf "$base/livez" >/dev/null || fail "not alive"
rm "$disk/ballast" "$disk/rest"
kill -0 "$pid" 2>/dev/null || start_lapak
[ "$(post 3000)" = 200 ] || fail "does not go on with room again"
echo m3000 >>"$folder/acknowledged"
# From here on sqlite3 alone: what was acknowledged is there once, with its sale and its reply, and what was out is sent.
rows() { sqlite3 "$disk/lapak.db" "$1"; }
for _ in $(seq 50); do
	waits=$(rows "SELECT count(*) FROM message WHERE gateway = 'kannel' AND direction = 'out' AND state <> 'sent'")
	[ "$waits" != 0 ] || break
	sleep 0.1
done
[ "$waits" = 0 ] || fail "$waits messages that were out are not sent"
[ "$(wc -l <"$folder/taken")" = 30 ] || fail "one was sent again"
stop_lapak
rows "SELECT gateway_id FROM message WHERE direction = 'in' AND gateway = 'phone'" | sort >"$folder/kept"
sort "$folder/acknowledged" | comm -23 - "$folder/kept" >"$folder/lost"
[ ! -s "$folder/lost" ] || fail "lost: $(head -3 "$folder/lost")"
[ -z "$(uniq -d "$folder/kept")" ] || fail "twice: $(uniq -d "$folder/kept" | head -3)"
[ "$(rows "SELECT count(*) FROM message WHERE direction = 'in' AND gateway = 'phone' AND (id NOT IN (SELECT message_id FROM sale)
	OR id NOT IN (SELECT reply_to FROM message))")" = 0 ] || fail 'one is half applied'
build/fault/check "$disk/lapak.db" 0 || fail 'a rule is broken'
echo "disk full: $acknowledged acknowledged, $refused refused with 503, none lost"
