#!/bin/bash
# tests/check/packages.sh - installs the Debian packages named that are not there yet
#
# usage: packages.sh PACKAGE[=COMMAND]...
# With =COMMAND the package counts as there when the command is, whoever brought it.
# Does nothing, and asks nobody, when all are there.
set -euo pipefail

missing=()
for entry in "$@"; do
	package=${entry%%=*}
	if [ "$package" != "$entry" ] && command -v "${entry#*=}" >/dev/null; then
		continue
	fi
	state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
	[ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
	echo "make: this is not Debian; install by hand what these are here: ${missing[*]}" >&2
	exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		printf 'make: packages are missing. As root:\n  apt-get install %s\n' "${missing[*]}" >&2
		exit 1
	fi
	as_root=(sudo)
fi

echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {
	"${as_root[@]}" "$@" </dev/null >"$log" 2>&1 || {
		cat "$log" >&2
		printf 'make: "%s" failed; see above\n' "$*" >&2
		exit 1
	}
}
quietly apt-get update
quietly apt-get install -y --no-install-recommends "${missing[@]}"
