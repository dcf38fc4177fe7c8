#!/bin/bash
# tests/fault/failover_network.sh - failover.mjs in a network of its own, in which a primary can vanish without a word
#
# Called by `make failover-network`, as root. What is sent to an address that is not ours any more goes down a line nobody listens on, as to
# a machine that is switched off; so nobody is told that a connection is dead.
set -eu
exec unshare -n bash -euc '
	ip link set lo up
	ip link add line type veth peer name nobody
	ip addr add 10.77.0.1/24 dev line
	ip link set line up
	ip link set nobody up
	ip neigh add 10.77.0.2 lladdr 02:00:00:00:00:02 dev line
	for host in 10.77.1.1 10.77.1.2; do
		ip route add local $host dev lo src 10.77.0.1
	done
	ip route add 10.77.1.0/24 via 10.77.0.2
	HOSTS=10.77.1.1,10.77.1.2 FROM=10.77.0.1 exec node tests/fault/failover.mjs
'
