#!/bin/sh
# tests/bench/send.sh - the sender beside bare libcurl multi, to one sink; from the root, by `make bench-send`
#
# From the environment: MESSAGES=20000 (a round), ROUNDS=5, PORT=18720
set -eu
port=${PORT:-18720}
build/bench/bare "$port" &
sink=$!
trap 'kill "$sink"' EXIT
sleep 0.5
build/bench/send "$port" "${MESSAGES:-20000}" "${ROUNDS:-5}"
