#!/bin/bash
# tests/e2e/on-server.sh - a short dose of the scripts with the data on a PostgreSQL server; make test-postgresql runs them all
set -eu
exec env LAPAK="${LAPAK:-build/lapak}" tests/postgresql/run.sh tests/check/run-tests.sh tests/cli/lists.sh tests/cli/migrate.sh tests/e2e/repeats.sh
