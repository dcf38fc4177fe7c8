#!/bin/bash
# tests/fault/disk-full.sh - on a full disk: 503, not ready, nothing acknowledged lost; with room again all goes on
set -eu
[ "$(id -u)" = 0 ] || { echo "needs root to mount a small disk" >&2; exit 1; }
. tests/e2e/lib.sh
disk=$folder/disk
mkdir "$disk"
mount -t tmpfs -o size=3m tmpfs "$disk"
trap 'umount -l "$disk"; clean_up' EXIT
configure "$disk"
lapak migrate >/dev/null
start_lapak

post() { # number -> status
	printf '{"from": "+62812%08d", "text": "JUAL %drb live 0", "id": "m%d"}' "$1" $((1000 + $1)) "$1" |
		curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' \
			--data-binary @- "$base/gateway/phone/inbound"
}

acknowledged=0 refused=0
dd if=/dev/zero of="$disk/ballast" bs=4k count=1024 2>/dev/null || true # takes what is left
rm -f "$disk/ballast"
left=$(df --output=avail -k "$disk" | tail -1)
dd if=/dev/zero of="$disk/ballast" bs=1k count=$((left - 400)) 2>/dev/null
for n in $(seq 2000); do
	case $(post "$n") in
	200) acknowledged=$((acknowledged + 1)) ;;
	503) refused=$((refused + 1)) ;;
	*) fail "neither 200 nor 503" ;;
	esac
	[ "$refused" -lt 3 ] || break
done
[ "$refused" -ge 3 ] || fail "the disk never filled"
[ "$acknowledged" -ge 1 ] || fail "nothing was ever taken"
[ "$(curl -s -o /dev/null -w '%{http_code}' "$base/readyz")" = 503 ] || fail "ready on a full disk"
curl -sf "$base/livez" >/dev/null || fail "not alive"
rm "$disk/ballast"
kill -0 "$pid" 2>/dev/null || start_lapak
[ "$(post 3000)" = 200 ] || fail "does not go on with room again"
[ "$(lapak sale list --json --limit 0 | jq length)" -ge $((acknowledged + 1)) ] || fail "lost one: $acknowledged acknowledged, $(lapak sale list --json --limit 0 | jq length) kept"
stop_lapak
echo "disk full: $acknowledged acknowledged, $refused refused with 503, none lost"
