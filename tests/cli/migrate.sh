#!/bin/bash
# tests/cli/migrate.sh - making the database, once, and never going back
. tests/cli/lib.sh

mkdir "$work/migrations"
cp migrations/*.sql "$work/migrations/"
sed -i "s|$root/migrations|$work/migrations|" "$work/lapak.ini"
newest=$(basename "$(ls "$work"/migrations/*.sql | tail -n 1)")
number=${newest%%_*}
next=$(printf %04d $((10#$number + 1)))

wants 0 migrate --dry-run
on_server || printed 'would make'
printed "would apply $newest"
! database_is_there "$work" || die 'a dry run made the database'
wants 1 wave list
said 'run `lapak migrate`'
! database_is_there "$work" || die 'a list made the database'
wants 0 check
on_server || printed 'not there yet'

wants 0 migrate
printed "applied $newest"
silent
wants 0 migrate
printed 'nothing to do'
wants 0 migrate --dry-run
printed "nothing to do: the database is at migration $number"

echo 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;' >"$work/migrations/${next}_later.sql"
wants 1 wave list
said 'run `lapak migrate`'
wants 1 market add --name Keputran
wants 0 check
printed 'lapak migrate'
wants 0 migrate --dry-run
same 'dry run' "$(cat "$work/out")" "would apply ${next}_later.sql"
wants 0 migrate
printed "applied ${next}_later.sql"
on_server || ls "$work"/lapak.db.before-* >"$work/out" || die 'no backup was made'
wants 0 wave list

# A database made by a newer program is left alone.
rm "$work/migrations/${next}_later.sql"
before=$(dump | sha256sum)
for command in migrate 'migrate --dry-run' 'wave list' 'market add --name Keputran' check; do
	# shellcheck disable=SC2086
	wants 1 $command
	said newer
done
same 'the newer database' "$(dump | sha256sum)" "$before"

# A migration that fails changes nothing.
database_forget "$work"
database_url "$work" >/dev/null
printf 'CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT;\nCREATE TABL;\n' \
	>"$work/migrations/${next}_broken.sql"
wants 1 migrate
said "${next}_broken.sql"
! database_tables_with "$work" id | grep -qx half || die 'half of the broken one is there'
