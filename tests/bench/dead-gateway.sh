#!/bin/sh
# tests/bench/dead-gateway.sh - what a gateway that never answers costs the replies through another; by `make bench-dead-gateway`
#
# From the environment: LAPAK=build/lapak, MESSAGES=2000 (a round and daemon), ROUNDS=5, RATE=150 (a second and daemon)
exec node tests/bench/dead-gateway.mjs
