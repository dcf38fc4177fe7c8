#!/bin/sh
# tests/fault/http-attack.sh - good traffic beside slow connections; CONNECTIONS=200 LASTS=3 FRONTS=straight, or nginx, too
#
# STRICT=1: the p99 of good traffic may not double. Only on a machine that has nothing else to do.
set -eu
status=0
for front in ${FRONTS:-straight}; do
	[ "$front" != nginx ] || [ -x /usr/sbin/nginx ] || {
		echo 'http-attack: no /usr/sbin/nginx: apt-get install nginx-light' >&2
		exit 1
	}
	node tests/fault/http-attack.mjs "$front" "${CONNECTIONS:-200}" "${LASTS:-3}" ${STRICT:+strict} || status=1
done
exit $status
