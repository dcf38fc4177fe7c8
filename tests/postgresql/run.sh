#!/bin/bash
# tests/postgresql/run.sh - runs a command with the tests' data on a PostgreSQL server of its own
#
# usage: tests/postgresql/run.sh COMMAND [ARGUMENT...]   (from the root of the source)
# The server lies in a folder that is removed at the end, does not wait for the disk, and holds "lapak_template", which
# each test copies (tests/database.h).
set -euo pipefail
. tests/postgresql/cluster.sh

folder=$(mktemp -d /tmp/lapak-postgresql-XXXXXX)
chmod 755 "$folder"
trap 'cluster_stop; rm -rf "$folder"' EXIT
cluster_start "$folder/server" 'fsync = off' 'synchronous_commit = on' 'full_page_writes = off' 'autovacuum = off'
lapak=${LAPAK:-build/lapak}
if [ -x "$lapak" ]; then # a test of the driver makes databases of its own, and may be built alone
	psql -qd postgres -c 'CREATE DATABASE lapak_template'
	cat >"$folder/lapak.ini" <<END
[server]
listen = "127.0.0.1:0"
[database]
url = "postgresql:///lapak_template"
[office]
name = "Dinkopdag Surabaya"
short_code = "2323"
[templates]
dir = "$PWD/templates"
[migrations]
dir = "$PWD/migrations"
[gateway.phone]
type = "simulator"
END
	"$lapak" --config "$folder/lapak.ini" migrate >/dev/null
fi
export TEST_DATABASE=postgresql
"$@"
