#!/bin/sh
# tests/e2e/gateways.sh - several gateways at once: routes, failover, an inbox that is asked for, hostile calls
set -eu
. tests/e2e/lib.sh
sink_port=$(free_port)
dead_port=$(free_port)
node tests/e2e/sink.mjs "$sink_port" &
sink=$!
at_end='kill "$sink" 2>/dev/null'
configure
umask 077
echo s3cret >"$folder/key"
echo passkey >"$folder/passkey"
for name in dead:$dead_port alive:$sink_port telkomsel:$sink_port; do
	cat >>"$ini" <<END
[gateway.${name%%:*}]
type = "kannel"
send_url = "http://127.0.0.1:${name#*:}/send"
webhook_key_file = "key"
END
done
echo 'carries = "+62811,+62812"' >>"$ini"
cat >>"$ini" <<END
[gateway.zenziva]
type = "external"
username = "u"
password_file = "passkey"
webhook_key_file = "key"
send_url = "http://127.0.0.1:$sink_port/zenziva/send"
send_body = "to={{to_national}}&message={{text}}"
ok_match = "json:status=1"
id_path = "messageId"
poll_url = "http://127.0.0.1:$sink_port/zenziva/inbox?until={{today}}"
poll_seconds = 1
in_list = "msg"
in_from = "dari"
in_text = "isiPesan"
in_id = "messageId"
in_time = "date"
balance_url = "http://127.0.0.1:$sink_port/zenziva/balance"
balance_path = "credit"
failover = "no"
END
lapak migrate >/dev/null
start_lapak

sent() {
	curl -sf "http://127.0.0.1:$sink_port/sent" | jq -c "$1"
}
wait_for() { # EXPECTED JQ: until what was sent is that
	for _ in $(seq 100); do
		[ "$(sent "$2")" != "$1" ] || return 0
		sleep 0.2
	done
	sent . >&2
	fail "waited for $1 of $2"
}
post() { # GATEWAY PHONE TEXT ID
	curl -sf -G "$base/gateway/$1/inbound" --data-urlencode key=s3cret --data-urlencode "from=$2" \
		--data-urlencode "b=$3" --data-urlencode "id=$4"
}
state_of() {
	lapak gateway list --json | jq -r ".[] | select(.name == \"$1\") | .$2"
}

# The inbox: both texts, the older first, once each though it is asked again and again.
wait_for '["TANYA pertama","TANYA kedua"]' '[.[] | select(.path == "/zenziva/send")] | if length == 2 then ["TANYA pertama","TANYA kedua"] else . end'
[ "$(lapak question list --json | jq -c '[.[].text] | sort')" = '["kedua","pertama"]' ] || fail "the inbox was not read once"
sleep 2
[ "$(sent '[.[] | select(.path == "/zenziva/send")] | length')" -eq 2 ] || fail "an inbox that is told again is answered again"

# A reply goes back the way its question came.
post alive +6281234567890 MENU a1
wait_for 1 '[.[] | select(.to == "+6281234567890")] | length'
# Through the dead one five fail, then it rests and the others take its replies.
for i in 1 2 3 4 5 6; do
	post dead "+628570000000$i" MENU "d$i"
done
wait_for 6 '[.[] | select(.to != null and (.to | startswith("+628570")))] | length'
sleep 3.5
[ "$(state_of dead state)" = rests ] || fail "the dead gateway is $(state_of dead state)"
[ "$(state_of alive state)" = works ] || fail "the other is $(state_of alive state)"
for what in last_success last_inbound; do # as it is now, not as it was a minute ago
	[ "$(state_of alive $what)" != null ] || fail "$what of a gateway that has just worked is not told"
done
[ "$(state_of zenziva balance)" = 1500 ] || fail "the balance is $(state_of zenziva balance)"
lapak gateway test alive >/dev/null || fail "a gateway that works fails its test"
if lapak gateway test dead >/dev/null; then fail "a gateway that rests passes its test"; fi
[ "$(lapak gateway test alive --phone 081234567899 --json | jq -r .state)" = sent ] || fail "the trial did not go out"
lapak message list --json |
	jq -e '[.[] | select(.direction == "out" and .gateway == "telkomsel") | .to] | all(startswith("+62811") or startswith("+62812"))' >/dev/null ||
	fail "a number went by a gateway that does not carry it"

# Hostile calls: the status, no effect, and no number or text in the log.
before=$(lapak message list --limit 0 --json | jq length)
status() {
	curl -s -o /dev/null -w '%{http_code}' "$@"
}
expect() { # STATUS NAME CURL-ARGUMENTS...
	wanted=$1 what=$2
	shift 2
	got=$(status "$@")
	[ "$got" = "$wanted" ] || fail "$what: $got instead of $wanted"
}
head -c 10000000 /dev/zero | tr '\0' 'x' >"$folder/large"
deep=$(printf '[%.0s' $(seq 1000))
in="$base/gateway/alive/inbound"
expect 403 'wrong key' "$in?key=wrong&from=%2B6285711111111&text=RAHASIA"
expect 403 'no key' "$in?from=%2B6285711111111&text=RAHASIA"
expect 403 'key twice' "$in?key=s3cret&key=s3cret&from=%2B6285711111111&text=RAHASIA"
expect 200 'missing field' "$in?key=s3cret&text=RAHASIA"
expect 200 'wrong content type' -H 'Content-Type: image/png' -d RAHASIA "$in?key=s3cret&from=%2B6285711111111"
expect 413 'ten megabytes' --data-binary "@$folder/large" "$in?key=s3cret"
expect 400 'deep JSON' -H 'Content-Type: application/json' -d "$deep" "$base/gateway/phone/inbound"
expect 400 'duplicate headers' -H 'X-Signature: a' -H 'X-Signature: b' "$in?key=s3cret&from=%2B6285711111111&text=RAHASIA"
expect 404 'unknown gateway' "$base/gateway/nobody/inbound?key=s3cret"
expect 200 'unknown report' "$base/gateway/alive/report?key=s3cret&ref=999999&type=1"
[ "$(lapak message list --limit 0 --json | jq length)" -eq "$before" ] || fail "a hostile call had an effect"
[ "$(grep -c webhook-refused "$folder/err.log")" = 9 ] || fail "not one line in the log for each that was refused"
if grep -q 'RAHASIA\|85711111111\|s3cret' "$folder/err.log"; then fail "personal data in the log"; fi
curl -sf "http://127.0.0.1:$metrics_port/metrics" | grep -q 'lapak_inbound_total{gateway="alive",result="unknown"} 1' ||
	fail "an unknown report is not counted"
echo "gateways: routed, taken over, asked, and hostile calls refused without effect"
