# tests/database.sh - where a script's office keeps its data, and asking there
#
# Sourced from the root of the source. A SQLite file in a folder of the script's own; or, with TEST_DATABASE=postgresql, one
# database a folder on the server that PGHOST, PGPORT and PGUSER name (tests/postgresql/run.sh starts one). Scripts say the
# same of both; what can only be said of a file stands behind `on_server ||`.
on_server() {
	[ "${TEST_DATABASE:-}" = postgresql ]
}

# The name of a folder's database, which holds nothing that has to be quoted.
database_name() { # FOLDER
	echo "office_$(realpath -m "$1" | cksum | tr ' ' _)"
}

# Prints the url; on a server the database is made with it.
database_url() { # FOLDER
	local name
	on_server || { echo "sqlite:$1/lapak.db"; return; }
	name=$(database_name "$1")
	psql -qAtXd postgres -c "SELECT 1 FROM pg_database WHERE datname = '$name'" | grep -q 1 ||
		createdb --template=template0 --encoding=UTF8 "$name"
	echo "postgresql:///$name"
}

# Whether there is anything of an office.
database_is_there() { # FOLDER
	if on_server; then
		[ "$(database_ask "$1" "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")" != 0 ]
	else
		[ -e "$1/lapak.db" ]
	fi
}

# For so long nobody else writes; the file is there as soon as that is so.
database_lock() { # FOLDER SECONDS FILE
	if on_server; then
		printf 'BEGIN;\nLOCK TABLE wave IN EXCLUSIVE MODE;\n\\! touch %s; sleep %d\n' "$3" "$2" | database_ask "$1"
	else
		printf 'BEGIN IMMEDIATE;\n.shell touch %s; sleep %d\n' "$3" "$2" | database_ask "$1"
	fi
}

# The tables that have one of these columns.
database_tables_with() { # FOLDER COLUMN...
	local folder=$1 columns
	shift
	columns=$(printf ", '%s'" "$@")
	if on_server; then
		database_ask "$folder" "SELECT DISTINCT table_name FROM information_schema.columns
			WHERE table_schema = 'public' AND column_name IN (${columns#, })"
	else
		database_ask "$folder" "SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
			WHERE m.type = 'table' AND c.name IN (${columns#, })"
	fi
}

# Runs statements, from the arguments or from stdin; rows come as a|b|c.
database_ask() { # FOLDER [STATEMENTS]
	local folder=$1
	shift
	if ! on_server; then
		sqlite3 -cmd '.timeout 5000' "$folder/lapak.db" "$@"
	elif [ $# -eq 0 ]; then
		psql -qAtX -v ON_ERROR_STOP=1 -d "$(database_name "$folder")"
	else
		psql -qAtX -v ON_ERROR_STOP=1 -d "$(database_name "$folder")" -c "$1"
	fi
}

# All rows as text.
database_dump() { # FOLDER
	if on_server; then
		pg_dump --data-only --inserts "$(database_name "$1")" | grep '^INSERT'
	else
		sqlite3 "$1/lapak.db" .dump
	fi
}

# The data is no more, as if there had never been an office.
database_forget() { # FOLDER
	if on_server; then
		dropdb --force --if-exists "$(database_name "$1")" 2>/dev/null
	else
		rm -f "$1"/lapak.db "$1"/lapak.db-wal "$1"/lapak.db-shm
	fi
}
