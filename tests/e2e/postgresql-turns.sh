#!/bin/bash
# tests/e2e/postgresql-turns.sh - turns of two servers on one PostgreSQL that meet: one trader's come one after the other, the same
# message takes effect once; and a turn that fails for a reason which passes is done again, before anybody is answered
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
cluster_start "$folder/server" 'fsync = off'
createuser lapak
createdb -O lapak -T template0 lapak
sql() { psql -qAtd lapak -c "$1"; }

server=()
metrics=()
unset TEST_DATABASE
for n in 0 1; do
	ini=$folder/$n.ini
	configure
	sed -i "s|^url = .*|url = \"postgresql://lapak@/lapak?host=$PGHOST\&port=$PGPORT\"|" "$ini"
	server[$n]=$base
	metrics[$n]=http://127.0.0.1:$metrics_port
done
ini=$folder/0.ini
lapak migrate >/dev/null
lapak market add --name Kapasan >/dev/null
for n in 0 1; do
	"$LAPAK" --config "$folder/$n.ini" serve >>"$folder/out.log" 2>>"$folder/err.log" &
	pids+=($!)
done
for n in 0 1; do
	for _ in $(seq 200); do
		[ "$(curl -s "${server[$n]}/readyz")" != ready ] || break
		sleep 0.05
	done
done

hand() { # SERVER PHONE TEXT [ID]: its status and answer
	jq -n --arg from "$2" --arg text "$3" --arg id "${4:-}" \
		'{from: $from, text: $text} + (if $id == "" then {} else {id: $id} end)' |
		curl -s -w '\n%{http_code}\n' -H 'Content-Type: application/json' --data-binary @- "${server[$1]}/gateway/phone/inbound"
}
at_both() { # PHONE-0 TEXT-0 PHONE-1 TEXT-1 [ID]: at the same time
	hand 0 "$1" "$2" "${5:-}" >"$folder/0" &
	local first=$!
	hand 1 "$3" "$4" "${5:-}" >"$folder/1"
	wait "$first"
	[ "$(tail -n 1 "$folder/0")$(tail -n 1 "$folder/1")" = 200200 ] || fail "$2: $(cat "$folder/0" "$folder/1")"
}
of_metric() { # SERVER NAME
	curl -s "${metrics[$1]}/metrics" | awk -v name="$2" '$1 == name { print $2 }'
}
total() { sql "SELECT coalesce(sum(total), 0) FROM sale JOIN trader t ON t.id = sale.trader_id WHERE t.phone = '$1'"; }

# A turn takes a third of a second, so that two that are handed in together do meet.
sql "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END';
	CREATE TRIGGER slow BEFORE INSERT ON seen FOR EACH ROW EXECUTE FUNCTION dawdle()"
one=+6281234560001 two=+6281234560002

# A first message, the same at both: one trader, one message, one answer.
at_both $one halo $one halo first
cmp "$folder/0" "$folder/1" || fail 'the first message was answered in two ways'
[ "$(sql 'SELECT count(*) FROM trader')/$(sql "SELECT count(*) FROM message WHERE kind = 'inbound'")" = 1/1 ] || fail 'a first message took effect twice'
for k in 1 2 3; do
	at_both $one 'TAMBAH 50rb live 0' $one 'TAMBAH 50rb live 0' "same-$k"
	cmp "$folder/0" "$folder/1" || fail "the same message was answered in two ways: $(cat "$folder/0" "$folder/1")"
	[ "$(total $one)" = $((k * 50000)) ] || fail "the same message counted twice: $(total $one)"
done
# Two messages of one trader: two turns, in some order; the second knows of the first.
at_both $one 'TAMBAH 20rb live 0' $one 'TAMBAH 30rb live 0'
[ "$(total $one)" = 200000 ] || fail "a turn was lost under another: $(total $one)"
grep -q 'Rp200.000' "$folder/0" "$folder/1" || fail "neither turn saw the other: $(cat "$folder/0" "$folder/1")"
# Two helpers for one stall.
for helper in 081299990001 081299990002; do
	hand 0 $helper halo >/dev/null
	lapak helper allow --helper $helper --stall B2-15 --market Kapasan >/dev/null
done
at_both 081299990001 'UNTUK B2-15 350rb live 0 di kapasan' 081299990002 'UNTUK B2-15 400rb live 0 di kapasan'
for n in 0 1; do
	grep -q Kapasan "$folder/$n" || continue # it asked for the market
	hand $n "08129999000$((n + 1))" kapasan >/dev/null
done
[ "$(sql "SELECT count(*) FROM sale JOIN trader t ON t.id = sale.trader_id WHERE t.stall = 'B2-15'")" = 1 ] || fail 'two sums of one stall and day'
# STOP at one server and a text at the other: whatever the order, the trader stays stopped.
at_both $one STOP $one MENU
[ "$(sql "SELECT count(*) FROM trader WHERE phone = '$one' AND stopped_at > 0")" = 1 ] || fail 'a STOP was written over'
sql 'DROP TRIGGER slow ON seen'

# What passes: the turn is done again, and the gateway hears nothing of it.
sql "CREATE SEQUENCE stumbles; GRANT USAGE ON SEQUENCE stumbles TO lapak;
	CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN
		IF nextval(''stumbles'') > 1 THEN RETURN NEW; END IF;
		IF TG_ARGV[0] = ''lost'' THEN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END IF;
		RAISE EXCEPTION ''in vain'' USING ERRCODE = TG_ARGV[0];
	END'"
hand 0 $two halo >/dev/null
sum=0
for what in 40001 40P01 55P03 lost; do
	sql "CREATE TRIGGER stumble BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION stumble('$what'); SELECT setval('stumbles', 1, false)" >/dev/null
	before=$(of_metric 0 lapak_turns_again_total)
	hand 0 $two 'TAMBAH 10rb live 0' "again-$what" >"$folder/0"
	sum=$((sum + 10000))
	[ "$(tail -n 1 "$folder/0")" = 200 ] || fail "$what was not tried again: $(cat "$folder/0")"
	[ "$(of_metric 0 lapak_turns_again_total)" -gt "$before" ] || fail "$what did not happen"
	[ "$(total $two)" = $sum ] || fail "$what: counted $(total $two), not $sum"
	sql 'DROP TRIGGER stumble ON message'
done
[ "$(sql "SELECT count(*) FROM message WHERE kind = 'inbound' AND gateway_id LIKE 'again-%'")" = 4 ] || fail 'a turn that was done again left two messages'
lapak report --check >/dev/null || fail 'the figures do not add up'
echo "turns that meet: done again $(of_metric 0 lapak_turns_again_total) and $(of_metric 1 lapak_turns_again_total)"
