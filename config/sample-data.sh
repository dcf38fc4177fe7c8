#!/bin/sh
# config/sample-data.sh - a market, two waves and the tips, for a database that has no wave yet
#
# usage: sample-data.sh LAPAK   (the program; run from the root of the source)
set -eu
lapak=$1

[ "$("$lapak" wave list --json | tr -d '[:space:]')" = '[]' ] || exit 0

for tips in templates/tips/*.tsv; do
	[ ! -e "$tips" ] || "$lapak" tip import "$tips"
done
"$lapak" market add --name 'Pasar Turi Baru'
"$lapak" wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' \
	--sitting "$(date -d '+10 days' +%F) 09:00" --seats 30 --code 4821 --open
"$lapak" wave add --name G5 --market 'Pasar Turi Baru' --place 'Lt 3' \
	--sitting "$(date -d '+24 days' +%F) 09:00" --seats 30 --code 5937 --open
