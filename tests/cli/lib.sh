# tests/cli/lib.sh - what the scripts share: a folder and an office of their own
#
# Sourced from the root of the source. $work is removed at the end; lapak runs the program with
# an office configured there; its clock stands near 2026-11-24 10:00 in Surabaya.
set -euo pipefail

root=$PWD
LAPAK=$(realpath "${LAPAK:-build/lapak}")
work=$(mktemp -d)
. tests/database.sh
clean_up() {
	database_forget "$work"
	rm -rf "$work"
}
trap clean_up EXIT

clock_at() { # DATE-AND-TIME: moves the clock there
	LAPAK_CLOCK_OFFSET=$(($(date -d "$1 +07:00" +%s) - $(date +%s)))
	export LAPAK_CLOCK_OFFSET
}
clock_at '2026-11-24 10:00'

cat >"$work/lapak.ini" <<EOF
[server]
listen = "127.0.0.1:8080"
[database]
url = "$(on_server && database_url "$work" || echo sqlite:lapak.db)"
[office]
name = "Dinkopdag Surabaya"
short_code = "2323"
[templates]
dir = "$root/templates"
[migrations]
dir = "$root/migrations"
[gateway.phone]
type = "simulator"
EOF

# As database_ask and database_dump, in the office's database.
ask() {
	database_ask "$work" "$@"
}

dump() {
	database_dump "$work"
}

lapak() {
	"$LAPAK" --config "$work/lapak.ini" "$@"
}

die() { # TEXT...
	echo "$*" >&2
	exit 1
}

# Runs lapak and wants that exit status; what it said is then in $work/out and $work/err.
wants() { # STATUS ARGUMENT...
	local status=0 wanted=$1
	shift
	lapak "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
	[ $status -eq "$wanted" ] || die "lapak $*: exit $status, not $wanted
$(cat "$work/out" "$work/err")"
}

said() { # TEXT: it stands on stderr
	grep -qF -- "$1" "$work/err" || die "stderr lacks: $1
$(cat "$work/err")"
}

printed() { # TEXT: it stands on stdout
	grep -qF -- "$1" "$work/out" || die "stdout lacks: $1
$(cat "$work/out")"
}

silent() { # nothing on stderr
	[ ! -s "$work/err" ] || die "stderr is not empty:
$(cat "$work/err")"
}

# A jq expression holds for what the last command printed.
holds() { # EXPRESSION
	jq -e "$1" "$work/out" >/dev/null || die "does not hold: $1
$(cat "$work/out")"
}

same() { # WHAT IS WANTED
	[ "$2" = "$3" ] || die "$1: $2, not $3"
}

office() { # makes the database with a market
	lapak migrate >"$work/out"
	lapak market add --name 'Pasar Turi Baru' >"$work/out"
}

wave() { # NAME [OPTION...]: adds one on 2026-12-05
	local name=$1
	shift
	lapak wave add --name "$name" --market 'Pasar Turi Baru' --place 'Lt 3' \
		--sitting '2026-12-05 09:00' --seats 30 "$@"
}

# Types lines on a phone; the transcript is then in $work/out.
types() { # PHONE LINE...
	local phone=$1
	shift
	printf '%s\n' "$@" | lapak chat "$phone" >"$work/out"
}
