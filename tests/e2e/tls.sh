#!/bin/bash
# tests/e2e/tls.sh - the sample config/nginx.conf before Lapak, with TLS: versions, HSTS, cookies, addresses, nothing personal in a log
set -euo pipefail
. "$(dirname "$0")/lib.sh"
PATH=$PATH:/usr/sbin
for program in nginx openssl; do
	command -v $program >/dev/null || fail "$program is not installed (nginx-light, openssl)"
done

configure
printf 'jual-sayur-tiap-pagi\n' >"$folder/pw"
chmod 600 "$folder/pw"
lapak migrate >/dev/null
lapak staff add rina --name Rina --role clerk --password-file "$folder/pw" >/dev/null
start_lapak
plain=$(free_port) tls=$(free_port) host=lapak.example
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
	-keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
{
	echo "pid $folder/nginx.pid; error_log $folder/nginx.log; events { worker_connections 512; }"
	echo "http { client_body_temp_path $folder/b; proxy_temp_path $folder/p; fastcgi_temp_path $folder/f;"
	echo "uwsgi_temp_path $folder/u; scgi_temp_path $folder/s;"
	sed -e "s|127.0.0.1:8080|127.0.0.1:$port|; s|/etc/letsencrypt/live/lapak.example|$folder|" \
		-e "s|listen 80;|listen 127.0.0.1:$plain;|; s|listen 443|listen 127.0.0.1:$tls|; /listen \[::\]/d" config/nginx.conf
	echo '}'
} >"$folder/nginx.conf"
chmod 755 "$folder" # its workers are of another user
nginx -c "$folder/nginx.conf" -g 'daemon off;' 2>"$folder/nginx.said" &
nginx=$!
trap 'kill $nginx 2>/dev/null || true; clean_up' EXIT
site=https://$host:$tls
ask() { # CURL-OPTION...
	curl -s --resolve "$host:$tls:127.0.0.1" --resolve "$host:$plain:127.0.0.1" --cacert "$folder/fullchain.pem" "$@"
}
for _ in $(seq 100); do ! ask -o /dev/null "$site/console/" || break; sleep 0.05; done

# TLS 1.2 and 1.3, and nothing older whatever the client would take.
for version in 1.2 1.3; do
	ask -o /dev/null --tlsv$version --tls-max $version "$site/console/" || fail "TLS $version is refused"
done
! ask -o /dev/null --ciphers 'DEFAULT@SECLEVEL=0' --tlsv1.0 --tls-max 1.1 "$site/console/" || fail 'TLS 1.1 is taken'
[ "$(ask -o /dev/null -w '%{http_code} %{redirect_url}' "http://$host:$plain/console/?a=b")" = "301 https://$host/console/?a=b" ] ||
	fail 'plain HTTP is not sent to TLS'

# HSTS once on every answer, whoever makes it.
for path in /console/ /api/v1/session /api/v1/openapi.json /nowhere; do
	ask -D "$folder/head" -o /dev/null "$site$path"
	[ "$(grep -ci '^strict-transport-security: max-age=31536000; includesubdomains' "$folder/head")" = 1 ] ||
		fail "$path: $(grep -i strict "$folder/head")"
done
ask -D "$folder/head" -o "$folder/said" -c "$folder/jar" -H 'Content-Type: application/json' -H 'X-Forwarded-For: 203.0.113.9' \
	"$site/api/v1/session" -d '{"login":"rina","password":"jual-sayur-tiap-pagi"}'
grep -qi '^set-cookie: __Host-lapak=[^;]*; Path=/; HttpOnly; SameSite=Strict; Secure' "$folder/head" || fail "the cookie: $(cat "$folder/head")"
[ "$(ask -b "$folder/jar" "$site/api/v1/sessions" | jq -r '.items[0].address')" = 127.0.0.1 ] || fail 'a stranger says who he is'
[ "$(ask -o /dev/null -w '%{http_code}' "$site/metrics")" = 404 ] || fail 'the figures are public'

# A webhook's key, number and text are in no log of nginx.
ask -o /dev/null "$site/gateway/phone/inbound?key=geheim&from=%2B6281299998888&text=halo"
kill $nginx
wait $nginx || true
! grep -rqE 'geheim|81299998888' "$folder/nginx.log" "$folder/nginx.said" || fail "nginx's log holds a webhook's query"
stop_lapak
echo 'tls: 1.2 and 1.3, HSTS once on every answer, __Host- cookie, no query in a log'
