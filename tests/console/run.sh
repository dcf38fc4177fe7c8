#!/bin/bash
# tests/console/run.sh - starts the daemon and drives its pages in Chromium
#
# usage: LAPAK=build/lapak tests/console/run.sh   (from the root of the source)
# Pictures go to build/screenshots/. BASE_URL=http://... tests a server that already runs.
set -euo pipefail

here=tests/console
lapak=${LAPAK:-build/lapak}
shots=build/screenshots
work=$(mktemp -d)
daemon=

cleanup() {
	[ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
	[ -z "$daemon" ] || wait "$daemon" 2>/dev/null || true
	rm -rf "$work"
}
trap cleanup EXIT

for tool in node npm chromium curl; do
	command -v $tool >/dev/null || {
		echo "$here/run.sh needs $tool: make test-deps" >&2
		exit 1
	}
done

# A registry that cannot be reached is said at once, not after five minutes.
if [ ! -d $here/node_modules ] || [ $here/package-lock.json -nt $here/node_modules ]; then
	(cd $here && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline \
		--fetch-retries=0 --fetch-timeout=60000 >/dev/null)
	touch $here/node_modules
fi
for file in build/console/index.html build/console/*/vendor/preact.js; do
	[ -e "$file" ] || {
		echo "$here/run.sh needs $file: make console-libs all" >&2
		exit 1
	}
done
mkdir -p $shots

start() {
	local port
	port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
		console.log(s.address().port); s.close(); })')
	cat >"$work/lapak.ini" <<-INI
		[server]
		listen = "127.0.0.1:$port"
		[database]
		url = "sqlite:$work/lapak.db"
		[office]
		name = "Dinkopdag Surabaya"
		short_code = "2323"
		[templates]
		dir = "$PWD/templates"
		[migrations]
		dir = "$PWD/migrations"
		[gateway.phone]
		type = "simulator"
	INI
	"$lapak" migrate --config "$work/lapak.ini"
	"$lapak" tip import templates/tips/id.tsv --config "$work/lapak.ini"
	"$lapak" market add --name 'Pasar Turi Baru' --config "$work/lapak.ini"
	"$lapak" wave add --name G4 --market 'Pasar Turi Baru' --place 'Lt 3' --seats 30 --code 4821 --open \
		--sitting "$(date -d '+10 days' +%F) 09:00" --config "$work/lapak.ini"
	for person in rina:clerk budi:clerk sari:viewer tono:trainer kepala:chief ketua:chief wati:chief adi:admin ida:admin; do
		echo 'kata sandi rahasia' |
			"$lapak" staff add "${person%:*}" --role "${person#*:}" --config "$work/lapak.ini"
	done
	"$lapak" wave trainer G4 tono --config "$work/lapak.ini"
	"$lapak" serve --config "$work/lapak.ini" 2>"$work/log" &
	daemon=$!
	BASE_URL=http://127.0.0.1:$port
	for _ in $(seq 100); do
		curl -sf "$BASE_URL/readyz" >/dev/null && return 0
		kill -0 $daemon 2>/dev/null || break
		sleep 0.1
	done
	echo 'the daemon does not answer:' >&2
	cat "$work/log" >&2
	return 1
}

[ -n "${BASE_URL:-}" ] || start
node $here/words.mjs
node $here/phone.mjs "$BASE_URL" $shots
node $here/office.mjs "$BASE_URL" $shots
node $here/roles.mjs "$BASE_URL" $shots
node $here/foreign.mjs "$BASE_URL" $shots
node $here/wording.mjs "$BASE_URL" $shots
node $here/live.mjs "$BASE_URL" $shots
node $here/hostile.mjs "$BASE_URL" $shots
