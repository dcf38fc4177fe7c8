#!/bin/bash
# tests/check/deb.sh - the package on a bare Debian 12 in a folder: installed, used, upgraded, purged
#
# usage: deb.sh PACKAGE.deb [FOLDER]   (as root; the archive is the one this machine uses)
# systemd is not PID 1 there, so tests/e2e/supervisor.pl starts what the unit says, as the unit's
# user, and holds the socket. Prints how long it took until the first SMS was answered.
set -euo pipefail

[ "$(id -u)" -eq 0 ] || {
	echo 'deb-test: debootstrap and chroot need root' >&2
	exit 1
}
command -v debootstrap >/dev/null || tests/check/packages.sh debootstrap
deb=$(realpath "$1")
root=${2:-$(mktemp -d /var/tmp/lapak-deb.XXXXXX)}
port=18${RANDOM:0:3}
supervisor=
clean_up() {
	[ -z "$supervisor" ] || stop
	for m in dev/pts dev proc sys; do
		umount -l "$root/$m" 2>/dev/null || true
	done
	[ -n "${KEEP:-}" ] || rm -rf --one-file-system "$root"
}
trap clean_up EXIT
fail() {
	echo "deb-test: FAILED: $*" >&2
	tail -n 20 "$root"/tmp/run/err "$root"/tmp/apt.log 2>/dev/null >&2 || true
	exit 1
}
inside() {
	chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		LAPAK_SERVER__LISTEN=127.0.0.1:$port LAPAK_SERVER__METRICS_LISTEN=127.0.0.1:$((port + 1000)) \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} bash -c "$1"
}
started=$SECONDS
step() { printf '%5d s  %s\n' $((SECONDS - started)) "$1"; }

mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
	/etc/apt/sources.list.d/*.sources 2>/dev/null |
	sed -nE 's/^(deb( \[[^]]*\])? |URIs: *)([^ ]+).*/\3/p' | grep -m 1 '/debian/\?$' || true)
chmod 755 "$root"
if [ ! -e "$root/bin/bash" ]; then
	step 'debootstrap'
	debootstrap --variant=minbase --include=ca-certificates bookworm "$root" ${mirror:+"$mirror"} \
		>"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
	rm -f "$root.log" "$root"/etc/apt/sources.list
	cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
	for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources \
		/etc/apt/trusted.gpg.d/* /etc/apt/keyrings/* /usr/share/keyrings/* \
		/usr/local/share/ca-certificates/*; do
		[ ! -f "$f" ] || install -D -m 644 "$f" "$root$f"
	done
	for f in $(grep -liE 'proxy|https?::' /etc/apt/apt.conf /etc/apt/apt.conf.d/* 2>/dev/null || true); do
		install -D -m 644 "$f" "$root$f"
	done
	for m in proc sys dev dev/pts; do mount --bind "/$m" "$root/$m"; done
	chroot "$root" update-ca-certificates >/dev/null 2>&1 || true
	inside 'apt-get update' >"$root/tmp/apt.log" 2>&1 || fail 'apt-get update'
else
	for m in proc sys dev dev/pts; do mount --bind "/$m" "$root/$m"; done
fi
cp "$deb" "$root/tmp/lapak.deb"
install -m 755 tests/e2e/supervisor.pl "$root/tmp/supervisor.pl"

step 'the administrator begins: apt install ./lapak.deb'
minutes=$SECONDS
inside 'cd /tmp && apt-get install -y --no-install-recommends ./lapak.deb' >"$root/tmp/apt.log" 2>&1 ||
	fail 'the package does not install'
[ "$(stat -c '%U %a' "$root/var/lib/lapak")" = "$(inside 'id -u lapak' | xargs -I{} stat -c '%U' "$root/var/lib/lapak") 700" ] ||
	fail "/var/lib/lapak: $(stat -c '%U %a' "$root/var/lib/lapak")"
inside '[ "$(stat -c "%U:%G %a" /etc/lapak/lapak.ini)" = "root:lapak 640" ]' || fail 'the configuration is open to others'
inside 'lapak check' >/dev/null || fail 'lapak check'

unit=$root/lib/systemd/system/lapak.service
before=$(sed -n 's/^ExecStartPre=//p' "$unit")
command=$(sed -n 's/^ExecStart=//p' "$unit")
user=$(sed -n 's/^User=//p' "$unit")
serve() { # starts what the unit says and waits until it says READY=1
	mkdir -p "$root/tmp/run"
	rm -f "$root"/tmp/run/*
	inside "chown $user /tmp/run && setpriv --reuid $user --regid $user --init-groups $before" >>"$root/tmp/run/err" 2>&1 ||
		fail "$before"
	set -m
	inside "exec perl /tmp/supervisor.pl 127.0.0.1:$port /tmp/run \
		setpriv --reuid $user --regid $user --init-groups $command" >"$root/tmp/run/out" 2>>"$root/tmp/run/err" &
	supervisor=$!
	set +m
	for _ in $(seq 100); do
		grep -q READY=1 "$root/tmp/run/notified" 2>/dev/null && return
		sleep 0.1
	done
	fail 'it did not say that it is ready'
}
stop() {
	kill "$(cat "$root/tmp/run/pid")" 2>/dev/null || true
	kill -- "-$supervisor" 2>/dev/null || true
	wait "$supervisor" 2>/dev/null || true
	supervisor=
}
text() { # PHONE TEXT: the answer to an SMS
	local body="{\"from\": \"$1\", \"text\": \"$2\"}"
	exec 3<>"/dev/tcp/127.0.0.1/$port"
	printf 'POST /gateway/phone/inbound HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' \
		${#body} "$body" >&3
	cat <&3
	exec 3>&-
}
serve
text 081234567890 'JUAL 350rb live 0' | grep -q 'Rp350.000' || fail 'the first SMS was not answered'
first=$((SECONDS - minutes))
step "the first SMS is answered, $first s after the administrator began"
[ "$first" -lt 300 ] || fail 'more than 5 minutes'
inside "setpriv --reuid $user --regid $user --init-groups lapak backup /var/backups/lapak" >/dev/null ||
	fail 'the nightly backup'
inside 'lapak doctor' >"$root/tmp/doctor" 2>&1 || { cat "$root/tmp/doctor"; fail 'doctor finds something'; }

step 'upgrade, with a configuration that was changed'
sed -i 's/^name = .*/name = "Dinas Contoh"/' "$root/etc/lapak/lapak.ini"
stop
rm -rf "$root/tmp/newer"
dpkg-deb -R "$deb" "$root/tmp/newer"
sed -i 's/^Version: .*/Version: 99.0/' "$root/tmp/newer/DEBIAN/control"
dpkg-deb --root-owner-group -b "$root/tmp/newer" "$root/tmp/newer.deb" >/dev/null
inside 'dpkg -i /tmp/newer.deb' >"$root/tmp/apt.log" 2>&1 || fail 'the upgrade'
grep -q 'Dinas Contoh' "$root/etc/lapak/lapak.ini" || fail 'the upgrade took the configuration away'
serve
text 081234567890 'TAMBAH 50rb' | grep -q 'Rp400.000' || fail 'the conversation is lost after the upgrade'
stop

step 'purge'
inside 'apt-get purge -y lapak' >"$root/tmp/apt.log" 2>&1 || fail 'the purge'
left=$(cd "$root" && find . -xdev \( -path ./tmp -o -path ./proc -o -path ./sys -o -path ./dev \) -prune -o \
	-path '*lapak*' -print | grep -vE '^./var/(lib|backups)/lapak(/|$)' | sort || true)
[ -z "$left" ] || fail "left behind: $left"
[ -s "$root/var/lib/lapak/lapak.db" ] || fail 'the purge took the data away'
ls "$root"/var/backups/lapak/lapak-*.db >/dev/null || fail 'the purge took the backups away'
step "ok: installed, first SMS answered after $first s, upgraded, purged; only data is left"
