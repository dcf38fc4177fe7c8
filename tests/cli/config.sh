#!/bin/bash
# tests/cli/config.sh - which configuration is read, and what is said about a bad one
. tests/cli/lib.sh

wants 2 wave list --config "$work/absent.ini"
said 'absent.ini'
[ ! -e /etc/lapak/lapak.ini ] && {
	cd "$work"
	status=0
	"$LAPAK" wave list 2>"$work/err" || status=$?
	same 'no configuration' $status 2
	said 'config/lapak.ini'
	cd "$root"
}

sed 's/^name/nam/; s/type = "simulator"/type = "pigeon"/' "$work/lapak.ini" >"$work/bad.ini"
for command in check migrate serve 'wave list' 'migrate --dry-run' chat; do
	# shellcheck disable=SC2086
	wants 2 $command --config "$work/bad.ini"
	said "$work/bad.ini:6"
	said pigeon
done
! database_is_there "$work" || die 'a database was made by a bad configuration'

LAPAK_OFFICE__NAM=x wants 2 wave list
said LAPAK_OFFICE__NAM

# Found from where one stands: relative paths start at the file's folder.
mkdir "$work/config"
cp "$work/lapak.ini" "$work/config/"
cd "$work"
"$LAPAK" migrate >"$work/out"
on_server || [ -e "$work/config/lapak.db" ] || die 'config/lapak.ini was not found'
cd "$root"

# check names every fault of wording at once and then exits 3.
cp -r "$root/templates" "$work/templates"
sed -i 's/^\[menu.ask\]$/[menu.asked]/; s/Sama-sama/Sama{oops}sama/' "$work/templates/messages/id.txt"
sed "s|$root/templates|$work/templates|" "$work/lapak.ini" >"$work/faulty.ini"
wants 3 check --config "$work/faulty.ini"
said menu.ask
said oops
printed 'dialogue: ok'
lapak migrate >"$work/out"
wants 1 chat --config "$work/faulty.ini"
said 'lapak check'
rm -r "$work/templates/messages"
wants 3 check --config "$work/faulty.ini"

wants 0 check
silent
printed 'configuration: ok'
printed 'wording: ok'
printed 'dialogue: ok'
printed 'database: ok'
LAPAK_OFFICE__LANGUAGE=zz wants 3 check
said zz.txt
