#!/bin/bash
# tests/fault/failover.sh - a short dose of tests/fault/failover.mjs: servers and databases die by turns, nothing acknowledged is
# lost; and without a synchronous standby the same check finds what is. make failover gives half an hour
set -eu
. tests/postgresql/cluster.sh
need_postgresql
LASTS=${LASTS:-13} RATE=${RATE:-100} KILL_EVERY=${KILL_EVERY:-2.5} SEATS=${SEATS:-10} node tests/fault/failover.mjs
CONTROL=1 LASTS=2 RATE=100 KILL_EVERY=60 node tests/fault/failover.mjs | tail -n 1
