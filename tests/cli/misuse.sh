#!/bin/bash
# tests/cli/misuse.sh - help, exit status and what is said about a wrong command line
. tests/cli/lib.sh

wants 0
printed 'parse'
cp "$work/out" "$work/list"
wants 0 help
cmp "$work/out" "$work/list"
silent

# -h explains every command, an example first, whatever else is there.
commands=$(awk '/^  [a-z]/ { print $1 }' "$work/list")
[ "$(echo "$commands" | wc -l)" -ge 15 ] || die "too few commands: $commands"
for command in $commands; do
	wants 0 "$command" -h
	head -n 1 "$work/out" | grep -q "^\(printf\|lapak\) " || die "$command -h: no example first"
	printed "usage: lapak $command"
	silent
	cp "$work/out" "$work/help"
	wants 0 help "$command"
	cmp "$work/out" "$work/help"
	wants 0 --nonsense "$command" nonsense --help
done

wants 0 version
grep -q '^lapak [0-9]*\.[0-9]*\.[0-9]*$' "$work/out" || die 'no version'
version=$(cut -d ' ' -f 2 "$work/out")
wants 0 version --json
holds ".version == \"$version\" and (.databases | . == [\"sqlite\"] or . == [\"sqlite\", \"postgresql\"])"
wants 0 --json version
holds '.databases | length >= 1'
wants 0 --version

wants 2 wav
said 'did you mean `wave`'
wants 2 help wav
wants 2 qqqqqqqq
said 'lapak help'
wants 2 wave
wants 2 wave lst
said 'did you mean `wave list`'
wants 2 wave list --limt 5
said 'did you mean --limit'
wants 2 wave list --limit
said 'needs a value'
wants 2 wave list --limit x
wants 2 wave list --limit -1
wants 2 wave list --limit 5 --limit 6
said 'twice'
wants 2 wave list --json=yes
said 'takes no value'
wants 2 wave list more
wants 2 wave list --dot
said 'has no --dot'
wants 2 check --json
wants 2 serve now
wants 2 serve --json
wants 2 wave show
wants 2 chat 0311234567
said 'no Indonesian mobile'
wants 2 -- --version
said 'no command'

# Options stand anywhere before --.
lapak migrate >"$work/out"
for line in '--limit 3 --json wave list' 'wave --limit=3 list --json' 'wave list --json --limit 3' \
	'--json wave --limit 3 -- list'; do
	# shellcheck disable=SC2086
	wants 0 $line
	holds '. == []'
	silent
done

for offset in abc 1e5 '1 ' 5x -- 99999999999999999999 -9000000000; do
	LAPAK_CLOCK_OFFSET=$offset
	wants 2 version
	said LAPAK_CLOCK_OFFSET
done
LAPAK_CLOCK_OFFSET=-86400
wants 0 version

# Data that could not be written is a failure.
if [ -e /dev/full ]; then
	status=0
	lapak help >/dev/full 2>"$work/err" || status=$?
	same 'a full disk' $status 1
	said 'standard output'
fi
