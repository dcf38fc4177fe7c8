#!/bin/bash
# tests/fault/upgrade-server.sh - an office on a PostgreSQL server comes up to date from every released schema as one in a file does
#
# The rows of tests/data/schema-NNNN.sql are put into a server's database of that schema; after the upgrade every row is what
# the upgrade of the file makes of it.
set -eu
. tests/e2e/lib.sh
. tests/postgresql/cluster.sh
at_end=cluster_stop
chmod 755 "$folder"
unset TEST_DATABASE
configure
mkdir "$folder/m"
sed -i "s|$PWD/migrations|$folder/m|" "$ini"
cluster_start "$folder/server" 'fsync = off'

office_at() { # URL: whom lapak speaks of from here on
	sed -i "s|^url = .*|url = \"$1\"|" "$ini"
}
tables() { # FILE
	sqlite3 "$1" "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'migration' ORDER BY 1"
}
rows() { # FILE
	local table
	for table in $(tables "$1"); do
		echo "$table:"
		sqlite3 "$1" "SELECT * FROM $table" | sort
	done
}
# Rows as SQLite writes them, in PostgreSQL's words.
inserts() { # FILE
	tables "$1" | sed 's/.*/DELETE FROM &;/'
	sqlite3 "$1" .dump | perl -0777 -ne "while (/^(INSERT INTO (?!\"?(?:sqlite_|migration))(?:[^';]|'(?:[^']|'')*')*;)\\n/mg) {
		my \$row = \$1;
		\$row =~ s/\\bX'([0-9a-fA-F]*)'/'\\\\x\$1'/g;
		\$row =~ s/\\bchar\\((\\d+)\\)/chr(\$1)/g;
		print \"\$row\\n\";
	}"
}

for schema in tests/data/schema-*.sql; do
	number=$(basename "$schema" .sql)
	number=${number#schema-}
	rm -f "$folder"/m/* "$folder"/*.db*
	sqlite3 "$folder/old.db" <"$schema"
	for n in $(seq "$((10#$number))"); do cp migrations/"$(printf %04d "$n")"_*.sql "$folder/m/"; done
	createdb --template=template0 --encoding=UTF8 "office$number"
	url="postgresql://postgres@/office$number?host=$PGHOST"
	office_at "$url"
	lapak migrate >/dev/null
	{ echo 'SET session_replication_role = replica;' && inserts "$folder/old.db"; } >"$folder/rows.sql"
	psql -qXd "office$number" -v ON_ERROR_STOP=1 -f "$folder/rows.sql" >/dev/null || fail "$number: its rows were not taken"
	cp migrations/*.sql "$folder/m/"
	lapak migrate >/dev/null
	lapak check >/dev/null || fail "$number: lapak check"
	lapak db copy "$url" "sqlite:$folder/server.db" >/dev/null
	office_at "sqlite:$folder/old.db"
	lapak migrate >/dev/null
	rows "$folder/old.db" >"$folder/expected"
	rows "$folder/server.db" >"$folder/found"
	diff "$folder/expected" "$folder/found" >&2 || fail "$number: another on the server"
	[ "$(wc -l <"$folder/found")" -gt 100 ] || fail "$number: there is next to nothing in it"
done
echo "upgraded on a server as in a file: $(ls tests/data/schema-*.sql | wc -l) schemas"
