#!/bin/sh
# tests/e2e/kannel.sh - the three journeys through Debian's Kannel and a message centre on loopback
set -eu
for program in /usr/sbin/bearerbox /usr/sbin/smsbox; do
	[ -x "$program" ] || { echo "missing $program: apt-get install kannel" >&2; exit 1; }
done
exec node tests/e2e/kannel.mjs
