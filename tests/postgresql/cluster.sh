# tests/postgresql/cluster.sh - a PostgreSQL server of one's own: need_postgresql, cluster_start, cluster_stop, cluster_kill
#
# Sourced. cluster_start FOLDER sets PGHOST (a socket in the folder), PGPORT and PGUSER for what comes after, and is also
# how a server that was killed is started again. As root the server runs as the user postgres. POSTGRES_BIN: the folder of another
# version's initdb, pg_ctl and postgres.
server_bin=${POSTGRES_BIN:-$(pg_config --bindir 2>/dev/null || true)}
[ -x "$server_bin/postgres" ] || server_bin=$(find /usr/lib/postgresql -name bin -type d 2>/dev/null | sort -V | tail -n 1)

need_postgresql() { # of the program that is tested
	[ "$("${LAPAK:-build/lapak}" version --json | jq '.databases | index("postgresql")')" != null ] || {
		echo 'this lapak was built without PostgreSQL: apt-get install libpq-dev, then make' >&2
		exit 1
	}
}

as_postgres() {
	if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

cluster_start() { # FOLDER [SETTING...]
	cluster=$1
	shift
	if [ ! -d "$cluster/data" ]; then
		[ -x "$server_bin/initdb" ] || { echo 'there is no PostgreSQL: apt-get install postgresql' >&2; return 1; }
		mkdir -p "$cluster"
		[ "$(id -u)" -ne 0 ] || chown postgres "$cluster"
		as_postgres "$server_bin/initdb" -D "$cluster/data" -U postgres -A trust -E UTF8 --locale=C -N >/dev/null
		{
			echo "unix_socket_directories = '$cluster'"
			echo "listen_addresses = ''"
			echo 'max_connections = 60'
			printf '%s\n' "$@"
		} >>"$cluster/data/postgresql.conf"
	fi
	as_postgres "$server_bin/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w -t 60 start >/dev/null 2>&1 ||
		{ tail -n 20 "$cluster/log" >&2; return 1; }
	export PGHOST=$cluster PGPORT=5432 PGUSER=postgres
}

cluster_stop() { # [fast|immediate]
	[ ! -d "${cluster:-/none}/data" ] ||
		as_postgres "$server_bin/pg_ctl" -D "$cluster/data" -m "${1:-immediate}" -w stop >/dev/null 2>&1 || true
}

# The postmaster and all it started, at once.
cluster_kill() {
	local postmaster
	postmaster=$(head -n 1 "$cluster/data/postmaster.pid")
	kill -9 "$postmaster" $(pgrep -P "$postmaster") 2>/dev/null || true
	while kill -0 "$postmaster" 2>/dev/null; do sleep 0.05; done
}
