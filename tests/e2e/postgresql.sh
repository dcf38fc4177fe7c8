#!/bin/bash
# tests/e2e/postgresql.sh - two servers on one PostgreSQL take traffic at once; database and servers are killed under it, and
# nothing that was acknowledged is lost or counted twice
#
# usage: SECONDS_OF_TRAFFIC=8 RATE=60 tests/e2e/postgresql.sh
set -eu
. tests/e2e/lib.sh
. tests/postgresql/cluster.sh
chmod 755 "$folder"
pids=()
end() {
	for p in "${pids[@]}"; do kill -9 "$p" 2>/dev/null || true; done
	cluster_stop
}
at_end=end

need_postgresql
cluster_start "$folder/server" 'fsync = off' # what dies here are processes, not the disk
createuser lapak
createdb -O lapak lapak
sink=$(free_port)
proxy=$(free_port)
node tests/postgresql/proxy.mjs "$proxy" "$PGHOST/.s.PGSQL.5432" 20 &
pids+=($!)
mkdir "$folder/secrets"
printf geheim >"$folder/secrets/key"
chmod 600 "$folder/secrets/key"

office() { # NAME HOST PORT-OF-DATABASE: its ini and port
	port=$(free_port)
	cat >"$folder/$1.ini" <<END
[server]
listen = "127.0.0.1:$port"
[database]
url = "postgresql://lapak@/lapak?host=$2&port=$3"
[office]
name = "Dinkopdag Surabaya"
short_code = "2323"
[templates]
dir = "$PWD/templates"
[migrations]
dir = "$PWD/migrations"
[gateway.kannel]
type = "kannel"
send_url = "http://127.0.0.1:$sink/cgi-bin/sendsms"
webhook_key_file = "$folder/secrets/key"
rate_per_second = 500
END
}
serve() { # NAME INDEX
	"$LAPAK" --config "$folder/$1.ini" serve >>"$folder/$1.log" 2>>"$folder/err.log" &
	pids[$2]=$!
}
wait_for() { # SECONDS COMMAND...
	local tries=$(($1 * 20))
	shift
	for _ in $(seq "$tries"); do
		"$@" && return 0
		sleep 0.05
	done
	fail "in vain: $*"
}
ready() { [ "$(curl -s "$1/readyz")" = ready ]; }
leaders() { sql 'SELECT count(*) FROM lead JOIN server ON server.id = lead.server_id'; }
one_leads() { [ "$(leaders)" = 1 ]; }
sql() { psql -Atd lapak -c "$1"; }
none_is_sending() { [ "$(sql "SELECT count(*) FROM message WHERE state = 'sending' OR state = 'queued'")" = 0 ]; }

office cut 127.0.0.1 "$proxy" # which cuts the line at every 20th commit
cut=http://127.0.0.1:$port
office one "$PGHOST" 5432
one=http://127.0.0.1:$port
office two "$PGHOST" 5432
two=http://127.0.0.1:$port
ini=$folder/two.ini
lapak check >/dev/null
! lapak wave list 2>"$folder/out" || fail 'an empty database was served'
grep -q 'lapak migrate' "$folder/out" || fail "no remedy: $(cat "$folder/out")"
# Two at once: one does it, the other finds it done or says who is at it.
lapak migrate >"$folder/first" 2>&1 &
lapak migrate >"$folder/second" 2>&1 || true
wait $! || true
[ "$(psql -Atd lapak -c 'SELECT count(*) FROM migration')" = "$(ls migrations/*.sql | wc -l)" ] ||
	fail "migrations: $(cat "$folder/first" "$folder/second")"
lapak migrate | grep -q 'nothing to do' || fail 'a second migration did something'
! lapak backup "$folder/copy" 2>"$folder/out" || fail 'a backup of a server was made'
grep -q pg_dump "$folder/out" || fail "no remedy: $(cat "$folder/out")"

# Commits whose answer never comes: kept or not, nothing is lost and nothing counts twice.
serve cut 1
wait_for 10 ready "$cut"
FIRST=500000 node tests/postgresql/traffic.mjs geheim "$sink" 3 60 "$cut" >"$folder/traffic.cut"
kill "${pids[1]}"
wait "${pids[1]}" || fail 'the server did not end well'
grep -q 'turn-failed rc=busy committing=1' "$folder/err.log" || fail 'no commit went without an answer'

serve one 1
wait_for 10 ready "$one"
serve two 2
wait_for 10 ready "$two"

# Both take what comes, any message of any trader, and each reply is sent once.
FIRST=700000 SPREAD=1 node tests/postgresql/traffic.mjs geheim "$sink" 3 80 "$one" "$two" >"$folder/traffic.both"
[ "$(jq .sent "$folder/traffic.both")" -eq "$(jq .kept "$folder/traffic.both")" ] ||
	fail "replies were lost or sent twice: $(cat "$folder/traffic.both")"
[ "$(sql "SELECT count(DISTINCT owner) FROM message WHERE kind = 'reply'")" -ge 2 ] || fail 'one server sent all'
wait_for 10 one_leads
lapak doctor --json | jq -e '[.[] | select(.look == "servers")] | length == 2' >/dev/null || fail 'doctor misses a server'

AFTER=16000 SPREAD=1 node tests/postgresql/traffic.mjs geheim "$sink" "${SECONDS_OF_TRAFFIC:-8}" "${RATE:-60}" "$one" "$two" >"$folder/traffic" &
traffic=$!
sleep 1.5
# The connections are cut, whatever they were doing.
psql -qAtd postgres -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'lapak'" >/dev/null
sleep 1
# All processes of the database die at once.
cluster_kill
sleep 0.5
curl -s -o "$folder/out" -w '%{http_code}' "$one/readyz" | grep -q 503 || fail 'ready without a database'
grep -q 'the database cannot be written' "$folder/out" || fail "readyz: $(cat "$folder/out")"
curl -sf "$one/livez" >/dev/null || fail 'not alive without a database'
cluster_start "$folder/server" 'fsync = off' # what dies here are processes, not the disk
wait_for 10 ready "$one"
wait_for 10 ready "$two"
# Each server is killed in turn; the other goes on, and in the end does what that one had begun.
kill -9 "${pids[1]}"
sleep 1
ready "$two" || fail 'a server went with the other'
serve one 1
wait_for 10 ready "$one"
kill -9 "${pids[2]}"
ready "$one" || fail 'a server went with the other'
wait "$traffic" || fail 'traffic'
wait_for 5 none_is_sending
wait_for 5 one_leads

both() { jq -s "map(.$1) | add" "$folder/traffic" "$folder/traffic.cut" "$folder/traffic.both"; }
kept=$(both kept)
traders=$(both traders)
lapak message list --json --limit 0 >"$folder/messages"
lapak sale list --json --limit 0 >"$folder/sales"
count() { jq "$@" "$folder/messages"; }
[ "$(count '[.[] | select(.direction == "in")] | length')" -eq "$kept" ] || fail 'a message is lost or there twice'
[ "$(count '[.[] | select(.direction == "in") | .gateway_id] | unique | length')" -eq "$kept" ] || fail 'an id is there twice'
[ "$(count '[.[] | select(.direction == "out")] | length')" -eq "$kept" ] || fail 'not one reply a message'
[ "$(count '[.[] | select(.state == "queued" or .state == "sending")] | length')" -eq 0 ] || fail 'replies were left behind'
[ "$(jq '[.[] | select(.total == 2400000)] | length' "$folder/sales")" -eq "$traders" ] || fail 'takings are lost or counted twice'
lapak report --check >/dev/null || fail 'the figures do not add up'
[ "$(both sent)" -ge "$kept" ] || fail 'a reply was not sent'
# The office goes back into a file, whole; only when nobody serves it.
back="sqlite:$folder/back.db"
! lapak db copy "postgresql://lapak@/lapak?host=$PGHOST" "$back" 2>"$folder/out" || fail 'copied while it was served'
grep -q 'a lapak serves' "$folder/out" || fail "no reason: $(cat "$folder/out")"
for p in "${pids[@]:1}"; do kill "$p" 2>/dev/null && wait "$p" 2>/dev/null || true; done
lapak db copy "postgresql://lapak@/lapak?host=$PGHOST" "$back" >"$folder/out"
for what in sale message trader; do
	[ "$(lapak $what list --json --limit 0 | md5sum)" = "$(LAPAK_DATABASE__URL=$back lapak $what list --json --limit 0 | md5sum)" ] ||
		fail "$what: the copy is another"
done
echo "$(sed 's/ in .*//' "$folder/out")"
echo "commits without an answer: $(cat "$folder/traffic.cut")"
echo "two servers at once: $(cat "$folder/traffic.both")"
echo "two servers, one PostgreSQL, each killed: $(cat "$folder/traffic")"
