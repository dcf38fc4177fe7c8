#!/bin/bash
# tests/check/fresh.sh - README's two commands on a bare Debian 12, in a folder of its own
#
# usage: fresh.sh [FOLDER]   (as root; the commit that is checked out is what is tried)
# debootstrap lays out the smallest Debian 12 with make, git and ca-certificates; the commit is
# cloned into it; `make run` must answer at /livez, `make test` must pass. Package sources,
# proxy settings and certificates are this machine's, so that it works behind a mirror too.
set -euo pipefail

[ "$(id -u)" -eq 0 ] || {
	echo 'test-fresh: debootstrap and chroot need root' >&2
	exit 1
}
command -v debootstrap >/dev/null || tests/check/packages.sh debootstrap

source=$PWD
root=${1:-$(mktemp -d /var/tmp/lapak-fresh.XXXXXX)}
port=18${RANDOM:0:3}
server=
clean_up() {
	[ -z "$server" ] || kill -- "-$server" 2>/dev/null || true
	for m in dev/pts dev proc sys; do
		umount -l "$root/$m" 2>/dev/null || true
	done
	rm -rf --one-file-system "$root"
}
trap clean_up EXIT

# The first Debian archive this machine itself uses, whichever way it is written down.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
	/etc/apt/sources.list.d/*.sources 2>/dev/null |
	sed -nE 's/^(deb( \[[^]]*\])? |URIs: *)([^ ]+).*/\3/p' | grep -m 1 '/debian/\?$' || true)

inside() { # a shell command, run in the copy as on a machine just installed
	chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
		${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
		bash -c "cd /root/lapak && $1"
}

chmod 755 "$root" # it becomes /, which everybody may enter
started=$SECONDS
step() { printf '%5d s  %s\n' $((SECONDS - started)) "$1"; }

step 'debootstrap'
debootstrap --variant=minbase --include=make,git,ca-certificates bookworm "$root" \
	${mirror:+"$mirror"} >"$root.log" 2>&1 || {
	tail -n 20 "$root.log" >&2
	exit 1
}
rm -f "$root.log"
rm -f "$root"/etc/apt/sources.list
cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources \
	/etc/apt/trusted.gpg.d/* /etc/apt/keyrings/* /usr/share/keyrings/* \
	/usr/local/share/ca-certificates/*; do
	[ ! -f "$f" ] || install -D -m 644 "$f" "$root$f"
done
for f in $(grep -liE 'proxy|https?::' /etc/apt/apt.conf /etc/apt/apt.conf.d/* 2>/dev/null || true); do
	install -D -m 644 "$f" "$root$f"
done
for m in proc sys dev dev/pts; do
	mount --bind "/$m" "$root/$m"
done
chroot "$root" update-ca-certificates >/dev/null 2>&1 || true

step 'git clone'
git clone -q --no-local "$source" "$root/root/lapak"

answer() { # what the server says to GET /livez: its first line
	(exec 3<>"/dev/tcp/127.0.0.1/$port" &&
		printf 'GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3 &&
		head -n 1 <&3)
} 2>/dev/null

step 'make run'
set -m
inside "LAPAK_SERVER__LISTEN=127.0.0.1:$port LAPAK_SERVER__PUBLIC_URL=http://127.0.0.1:$port \
	LAPAK_SERVER__METRICS_LISTEN=127.0.0.1:$((port + 1000)) make run" >"$root/run.log" 2>&1 &
server=$!
set +m
said=
for _ in $(seq 300); do
	kill -0 "$server" 2>/dev/null || break
	said=$(answer || true)
	[[ $said != *' 200'* ]] || break
	sleep 1
done
if [[ $said != *' 200'* ]]; then
	tail -n 40 "$root/run.log"
	step 'make run: FAILED, nothing answers at /livez'
	exit 1
fi
tail -n 12 "$root/run.log" | sed 's/^/         /'
step 'make run: ok, it answers at /livez'
kill -TERM -- "-$server" 2>/dev/null || true
wait "$server" 2>/dev/null || true
server=

step 'make test'
if ! inside 'make test' >"$root/test.log" 2>&1; then
	grep -A 40 -E '^FAIL|rror' "$root/test.log" | head -n 100
	tail -n 3 "$root/test.log"
	step 'make test: FAILED'
	exit 1
fi
tail -n 1 "$root/test.log"
step 'test-fresh: ok'
