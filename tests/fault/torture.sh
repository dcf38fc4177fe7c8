#!/bin/bash
# tests/fault/torture.sh - the long campaigns of make torture; each prints one line with what it found
#
# From the environment: CUTS=10000 power cuts, KILLS=10000 kills of the daemon, MESSAGES=1000000 through the lying
# gateway, STOPS=60 times asleep longer than a send may take, SEED=1. A line with lost, twice or partial above 0, and any exit but 0, is a failure.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
campaign() {
	echo "== $*"
	"$@" || failed=1
}
campaign build/fault/power_cut -n "${CUTS:-10000}" -s "${SEED:-1}" -d "$folder"
campaign build/fault/power_cut -n 300 -s "${SEED:-1}" -d "$folder" -c
campaign build/fault/allocation -d "$folder"
campaign env FAULTS=10000 tests/fault/syscalls.sh
campaign node tests/fault/chaos.mjs --messages "${MESSAGES:-1000000}" --seed "${SEED:-1}"
campaign node tests/fault/chaos.mjs --messages 1 --kills "${KILLS:-10000}" --seed "${SEED:-1}"
campaign node tests/fault/chaos.mjs --messages 1 --stops "${STOPS:-60}" --asleep 13000 --jumps 2000 --seed "${SEED:-1}"
exit $failed
