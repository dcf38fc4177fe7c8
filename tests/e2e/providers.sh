#!/bin/sh
# tests/e2e/providers.sh - a provider per REST gateway that lies within its contract; MESSAGES=120 through each, all at once
set -eu
types='smsgate twilio vonage infobip 8x8 africastalking kannel tcast zenziva'
pids=
for type in ${TYPES:-$types}; do
	node tests/e2e/providers.mjs "$type" "${MESSAGES:-120}" "${SEED:-7}" &
	pids="$pids $!"
done
status=0
for p in $pids; do
	wait "$p" || status=1
done
exit $status
