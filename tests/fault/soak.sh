#!/bin/bash
# tests/fault/soak.sh - DAYS=1 of market life on a fast clock: memory does not creep, descriptors stay, the log is bounded
#
# MESSAGES=100 an hour by day, a tenth by night; make soak runs it longer and wants less than 1 MiB a day.
set -euo pipefail
. tests/e2e/lib.sh
configure
days=${DAYS:-1} messages=${MESSAGES:-100}
export LAPAK_CLOCK_FILE=$folder/clock
echo 0 >"$LAPAK_CLOCK_FILE"
lapak migrate >/dev/null
lapak market add --name 'Pasar Turi Baru' >/dev/null
start_lapak

cat >"$folder/hour.mjs" <<'END'
import http from 'node:http';
const [url, hour, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
const texts = ['MENU', 'JUAL 350rb', '3', 'SAYA', 'TANYA jam berapa?', '0', 'JUAL 1,5jt live 400rb', 'entah apa'];
const say = (i) => new Promise((done, failed) => {
	const body = JSON.stringify({ from: '0812' + String(10000000 + (hour * 37 + i) % 2000), text: texts[(hour + i) % texts.length] });
	const q = http.request(url + '/gateway/phone/inbound', { agent, method: 'POST', headers: { 'Content-Type': 'application/json' } }, (a) => {
		a.resume().on('end', () => (a.statusCode === 200 ? done() : failed(new Error(`status ${a.statusCode}`))));
	});
	q.on('error', failed).end(body);
});
for (let i = 0; i < count; i += 16)
	await Promise.all(Array.from({ length: Math.min(16, count - i) }, (_, k) => say(i + k)));
agent.destroy();
END

for ((hour = 0; hour < days * 24; hour++)); do
	echo $((hour * 3600)) >"$LAPAK_CLOCK_FILE"
	some=$messages
	[ $((hour % 24)) -ge 5 ] && [ $((hour % 24)) -le 20 ] || some=$((messages / 10))
	node "$folder/hour.mjs" "$base" $hour $some || fail 'a message was refused'
	wal=$(stat -c %s "$folder/lapak.db-wal" 2>/dev/null || echo 0)
	echo "$hour $(awk '/^VmRSS:/ { print $2 }' /proc/$pid/status) $(ls /proc/$pid/fd | wc -l) $wal" >>"$folder/samples"
done
# The first quarter fills caches; a line through the rest tells what creeps.
awk -v from=$((days * 6)) -v strict="${STRICT:-0}" '
	{ if ($4 > wal) wal = $4 }
	$1 >= from {
		n++; x += $1; y += $2; xx += $1 * $1; xy += $1 * $2
		if (n == 1 || $3 < least) least = $3
		if ($3 > most) most = $3
	}
	END {
		slope = 24 * (n * xy - x * y) / (n * xx - x * x) / 1024
		printf "resident memory %+.2f MiB a day, descriptors %d to %d, write-ahead log at most %.1f MiB\n", slope, least, most, wal / 1048576
		exit slope >= (strict ? 1 : 8) || most - least > 20 || wal > 64 * 1048576
	}' "$folder/samples" || fail "it creeps: $(tail -n 3 "$folder/samples")"
stop_lapak
