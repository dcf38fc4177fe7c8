#!/bin/bash
# tests/cli/sqlite-alone.sh - make POSTGRESQL=no: it builds, its tests of the store pass, and a server's url gets a remedy
#
# Only what asks for the engines is compiled again; the rest is the same object.
. tests/cli/lib.sh
make -s -n POSTGRESQL=no O="$work/build" "$work/build/lapak" >"$work/plan"
! grep -qE 'db_postgres|-lpq' "$work/plan" || die 'the plan without PostgreSQL speaks of it'
objects=build/san
[ -f $objects/lapak.a ] || make -s $objects/lapak.a >/dev/null
mkdir -p "$work/base"
echo '/* SQLite alone */' >"$work/base/engines.h"
cp $objects/lapak.a "$work/lapak.a"
ar d "$work/lapak.a" $(ar t "$work/lapak.a" | grep '^db_postgres')
again=()
for source in $(grep -l '"base/engines.h"' bot/*/*.c); do
	again+=("$work/$(basename "$source" .c).o")
	"${CC:-gcc}" -std=c11 -D_GNU_SOURCE -DLAPAK_VERSION='"0"' -fsanitize=address,undefined -g -O0 -I"$work" -Ibot -Itests \
		-Ibuild/generated -c -o "${again[-1]}" "$source"
done
ar r "$work/lapak.a" "${again[@]}"
link() { # OUT SOURCE LIBRARY...
	local out=$1 source=$2
	shift 2
	"${CC:-gcc}" -std=c11 -D_GNU_SOURCE -DLAPAK_VERSION='"0"' -fsanitize=address,undefined -g -O0 -I"$work" -Ibot -Itests \
		-Ibuild/generated -o "$out" "$source" "$work/lapak.a" "$@" -Wl,--as-needed -lmicrohttpd -lcurl -lsqlite3 -liniparser \
		-ljansson -lsodium -lnettle -lhpdf -lxlsxwriter -lz -lm
}
link "$work/lapak" bot/main.c
! ldd "$work/lapak" | grep -q libpq || die 'it is linked with libpq'
LAPAK=$work/lapak
wants 0 version --json
holds '.databases == ["sqlite"]'
office
wants 0 market list --json
holds 'length == 1'
LAPAK_DATABASE__URL=postgresql:///none wants 2 wave list
said 'this build has no PostgreSQL driver; install libpq-dev'
for test in test_store test_transaction test_copy; do
	link "$work/$test" "tests/store/$test.c" -lcmocka
	TEST_DATABASE='' "$work/$test" >"$work/out" 2>&1 || die "$test: $(tail -n 20 "$work/out")"
done
