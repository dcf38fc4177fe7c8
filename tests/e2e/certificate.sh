#!/bin/bash
# tests/e2e/certificate.sh - a gateway whose certificate nobody vouches for gets no message, and no password
set -eu
. tests/e2e/lib.sh
command -v openssl >/dev/null || fail "missing openssl: apt-get install openssl"
configure
sms=$(free_port)
(umask 077 && echo secret-key >"$folder/key" && echo secret-password >"$folder/password")
cat >>"$ini" <<END
[gateway.kannel]
type = "kannel"
send_url = "https://localhost:$sms/sendsms"
username = "lapak"
password_file = "$folder/password"
webhook_key_file = "$folder/key"
END
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext 'subjectAltName=DNS:localhost' \
	-keyout "$folder/tls.key" -out "$folder/tls.pem" 2>/dev/null
node -e 'const fs = require("fs"), [key, cert, log] = process.argv.slice(2)
	require("https").createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, (q, a) => {
		fs.appendFileSync(log, q.url + "\n"); a.writeHead(202).end("0: Accepted for delivery")
	}).listen(+process.argv[1], "localhost", () => fs.writeFileSync(log, ""))' \
	"$sms" "$folder/tls.key" "$folder/tls.pem" "$folder/asked" &
gateway=$!
at_end='kill "$gateway" 2>/dev/null || true'
for _ in $(seq 100); do [ ! -e "$folder/asked" ] || break; sleep 0.1; done
# It would take a message from whoever does not look.
[ "$(curl -sk -o /dev/null -w '%{http_code}' "https://localhost:$sms/control")" = 202 ] || fail "the false gateway does not answer"

lapak migrate >/dev/null
start_lapak
curl -sf "$base/gateway/kannel/inbound?key=secret-key&id=k1&from=%2B6281211111111&to=2323&text=MENU&ts=1" ||
	fail "kannel is not heard"
state=
for _ in $(seq 100); do # counted first, then written down
	curl -sf "http://127.0.0.1:$metrics_port/metrics" | grep -q 'result="retried"} [1-9]' &&
		state=$(lapak message list --json --limit 0 | jq -r '.[] | select(.direction == "out").state')
	[ "$state" != queued ] || break
	sleep 0.1
done
[ "$state" = queued ] || fail "the message is $state"
[ "$(cat "$folder/asked")" = /control ] || fail "it was told: $(cat "$folder/asked")"
stop_lapak
echo "certificate: nothing was sent to who nobody vouches for"
