#!/bin/bash
# tests/bench/against.sh - what the commits since COMMIT cost or gain on the path of a message
#
# Called by `make bench-against COMMIT=...` from the root of the source. That commit is built beside this tree, in
# build/bench/against/ (kept, and used again). In each round both take messages from 64 connections, one after the other and
# in turned order, each into a copy of a database of its own schema in which every trader is known. Prints each round, then the
# median of the ratios: messages a second, and processor time a message, which less of the machine's noise reaches.
# From the environment: COMMIT ROUNDS=9 SECONDS_EACH=3 TRADERS=100000 PORT=18740 BENCH_DIR
: "${COMMIT:?say which commit, as make bench-against COMMIT=HEAD~10}"
. tests/bench/lib.sh
rounds=${ROUNDS:-9} each=${SECONDS_EACH:-3} traders=${TRADERS:-100000} port=${PORT:-18740}
id=$(git rev-parse --verify --short "$COMMIT^{commit}")
before=$bench/against/$id

if [ ! -d "$before" ]; then
	mkdir -p "$before"
	git archive "$id" | tar -x -C "$before"
fi
echo "against: $id is built: $(git log -1 --format=%s "$id")"
make -s -C "$before" all build/bench/rawsql >"$work/made" 2>&1 || {
	tail -n 20 "$work/made" >&2
	echo "against: $id does not build" >&2
	exit 1
}

tree() { # now|before
	[ "$1" = now ] && echo "$root" || echo "$before"
}
for which in before now; do
	mkdir "$work/$which"
	(cd "$(tree $which)" && build/bench/rawsql -n 0 -t "$traders" -w "$work/$which/known.db" >/dev/null)
	office "$port" $((port + 1)) 'max_connections_per_address = 1000'
	gateway phone simulator
	sed "s|$root|$(tree $which)|" "$work/lapak.ini" >"$work/$which/lapak.ini"
done

measure() { # now|before: prints "RATE MICROSECONDS"
	local line began
	rm -f "$work/$1"/lapak.db*
	cp "$work/$1/known.db" "$work/$1/lapak.db"
	sync "$work/$1/lapak.db" # or the first fsync of the run would pay for all of it
	"$(tree "$1")/build/lapak" --config "$work/$1/lapak.ini" serve --allow-root >"$work/log" 2>&1 &
	server=$!
	ends_with_us "$server"
	answers "$port"
	began=$(processor_us "$server")
	line=$("$bench/load" -c 64 -s "$each" -t "$traders" "127.0.0.1:$port" simulator phone)
	awk -v us=$(($(processor_us "$server") - began)) -v n="$(sed 's/messages=\([0-9]*\).*/\1/' <<<"$line")" -v rate="$(field rate <<<"$line")" \
		'BEGIN { print rate, us / n }' >"$work/$1/measured"
	end_now "$server"
}

for round in $(seq "$rounds"); do
	if [ $((round % 2)) -eq 0 ]; then
		measure now
		measure before
	else
		measure before
		measure now
	fi
	paste -d ' ' "$work/before/measured" "$work/now/measured" | tee -a "$work/rounds" |
		awk -v round="$round" '{ printf "round %d: %d and now %d a second; %.1f and now %.1f us of a processor a message\n",
			round, $1, $3, $2, $4 }'
done
median() { # of the ratios of field $1 to field $2
	awk -v a="$1" -v b="$2" '{ print $a / $b }' "$work/rounds" | sort -g |
		awk '{ v[NR] = $1 } END { printf "%.3f (%.3f-%.3f)", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2, v[1], v[NR] }'
}
echo "messages a second, now to $id: $(median 3 1)"
echo "processor time a message, now to $id: $(median 4 2)"
