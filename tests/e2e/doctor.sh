#!/bin/bash
# tests/e2e/doctor.sh - a killed disk, a dead gateway, a wrong clock and an old backup: doctor and an alert name each
set -eu
[ "$(id -u)" = 0 ] || { echo "needs root to mount a small disk" >&2; exit 1; }
. tests/e2e/lib.sh
disk=$folder/disk
mkdir "$disk"
mount -t tmpfs -o size=1200m tmpfs "$disk"
gateway=
at_end='umount -l "$disk"; [ -z "$gateway" ] || kill "$gateway" 2>/dev/null || true'
configure "$disk"
sim=$(free_port)
echo secret-password >"$folder/password"
echo secret-key >"$folder/key"
chmod 600 "$folder/password" "$folder/key"
cat >>"$ini" <<END
[gateway.kannel]
type = "kannel"
send_url = "http://127.0.0.1:$sim/cgi-bin/sendsms"
username = "geheim"
password_file = "$folder/password"
webhook_key_file = "$folder/key"
END
# Answers like a gateway, with the right date.
node -e 'require("http").createServer((q, a) => a.end("0: Accepted")).listen(+process.argv[1], "127.0.0.1")' "$sim" &
gateway=$!

wants() { # STATUS: doctor ends with it
	local status=0
	lapak doctor --json >"$folder/doctor" 2>"$folder/doctor.err" || status=$?
	[ "$status" = "$1" ] || fail "doctor ended with $status: $(cat "$folder/doctor" "$folder/doctor.err")"
}
fault() { # LOOK WORDS: it names them, and a remedy
	jq -e --arg look "$1" --arg words "$2" \
		'any(.[]; .look == $look and .health == "fault" and (.found | contains($words)))' \
		"$folder/doctor" >/dev/null || fail "doctor does not say $1: $2: $(cat "$folder/doctor")"
	jq -e 'all(.[] | select(.health == "fault"); .remedy != null)' "$folder/doctor" >/dev/null ||
		fail "a fault without a remedy: $(cat "$folder/doctor")"
}
metric() { # NAME: its value
	curl -sf "http://127.0.0.1:$metrics_port/metrics" | awk -v n="$1" '$1 == n { print $2 }'
}

wants 1
fault database 'there is no'
lapak migrate >/dev/null
start_lapak
wants 1
fault backup 'never'
[ "$(metric lapak_backup_age_seconds)" = -1 ] || fail 'no backup, and the metric does not say so'
lapak backup "$folder/b.db" >/dev/null
wants 0
[ "$(metric lapak_ready)" = 1 ] || fail 'lapak_ready'

# Every name in the alerts and the dashboard is one that /metrics has; few series, nobody's number.
say 081234567890 'JUAL 350rb' >/dev/null
curl -sf "http://127.0.0.1:$metrics_port/metrics" >"$folder/metrics"
series=$(grep -vc '^#' "$folder/metrics")
[ "$series" -le 200 ] || fail "$series series"
if grep -q 81234567890 "$folder/metrics"; then fail 'a number in the metrics'; fi
grep -hoE '\b(lapak|process)_[a-z_]+' config/alerts.yml | sort -u >"$folder/wanted"
jq -r '.panels[].targets[].expr' config/grafana-dashboard.json | grep -oE '\b(lapak|process)_[a-z_]+' | sort -u >>"$folder/wanted"
while read -r name; do
	[ "$name" != lapak_ ] || continue # a pattern for several
	grep -qE "^$name[ {]|^# TYPE $name " "$folder/metrics" || fail "$name is no metric"
done <"$folder/wanted"

# The flow on a terminal says the same.
lapak top --once >"$folder/top"
grep -q ' ready$' "$folder/top" || fail "top: $(cat "$folder/top")"
grep -q '^kannel .*works' "$folder/top" || fail "top: $(cat "$folder/top")"

# An old backup.
sqlite3 "$disk/lapak.db" "UPDATE setting SET value = '$(($(date +%s) - 200000))' WHERE name = 'backup_at'"
wants 1
fault backup '55 h old'
[ "$(metric lapak_backup_age_seconds)" -ge 200000 ] || fail 'the age of the backup'
lapak backup "$folder/c.db" >/dev/null

# The clock: a day ahead of what the gateway says; and one that went back behind the newest message.
export LAPAK_CLOCK_OFFSET=86400
wants 1
fault clock 'ahead of what gateway kannel says'
export LAPAK_CLOCK_OFFSET=-86400
wants 1
fault clock 'in the future'
unset LAPAK_CLOCK_OFFSET

# A dead gateway.
kill "$gateway"
wait "$gateway" 2>/dev/null || true
wants 1
fault gateway 'kannel (kannel) does not answer'

# The bundle: all of it, nobody's number, no secret, no account.
lapak doctor --bundle "$folder/bundle" >/dev/null || true
[ "$(stat -c %a "$folder/bundle")" = 600 ] || fail 'the bundle is open to others'
for word in 'does not answer' 'short_code' 'lapak_ready'; do
	grep -q "$word" "$folder/bundle" || fail "the bundle lacks $word"
done
for word in 81234567890 geheim secret- sendsms; do
	if grep -q "$word" "$folder/bundle"; then fail "the bundle holds $word"; fi
done

# A full disk, then one that cannot be written at all.
head -c "$(($(df --output=avail -B1 "$disk" | tail -1) - 30 * 1024 * 1024))" /dev/zero >"$disk/ballast"
wants 1
fault disk 'MiB left'
fault service 'full or nearly so'
[ "$(metric lapak_ready)" = 0 ] || fail 'ready on a full disk'
[ "$(metric lapak_disk_free_bytes)" -lt 1000000000 ] || fail 'lapak_disk_free_bytes'
rm "$disk/ballast"
stop_lapak
mount -o remount,ro "$disk"
wants 1
fault service 'nothing answers'
jq -e 'any(.[]; .look == "database" and .health == "fault")' "$folder/doctor" >/dev/null ||
	fail "a disk that cannot be written is not named: $(cat "$folder/doctor")"
echo "doctor: disk, gateway, clock, backup, service and database named with a remedy; $series series"
