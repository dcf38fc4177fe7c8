# Makefile - builds, runs, tests and checks Lapak; `make help` lists the targets
#
# Sources are found by wildcard: a new file in bot/ or tests/ needs no edit here. Everything
# made goes below build/, one folder a variant (release, san, cover, fuzz). Needs GNU make 4.
VERSION = 0.1.0

ifeq ($(origin CC),default)
CC     = gcc
endif
CLANG ?= clang
O      = build
LAPAK  = $(O)/lapak
CHECK  = tests/check

prefix     = /usr/local
sysconfdir = /etc
bindir     = $(prefix)/bin
datadir    = $(prefix)/share/lapak
unitdir    = $(prefix)/lib/systemd/system
mandir     = $(prefix)/share/man
docdir     = $(prefix)/share/doc/lapak
localstatedir = /var
PROGRAM    = $(O)/lapak

TEST_ONLY =
MINUTES   = 1
SMOKE     = 3

# ---- what it stands on -----------------------------------------------------------------
# header=package, then what the compiler itself needs. An entry package=command is had as
# soon as the command is there, whoever brought it.
HEADERS = microhttpd.h=libmicrohttpd-dev curl/curl.h=libcurl4-openssl-dev \
	sqlite3.h=libsqlite3-dev iniparser/iniparser.h=libiniparser-dev \
	jansson.h=libjansson-dev sodium.h=libsodium-dev nettle/hmac.h=nettle-dev \
	hpdf.h=libhpdf-dev xlsxwriter.h=libxlsxwriter-dev zlib.h=zlib1g-dev
LIBS    = -lmicrohttpd -lcurl -lsqlite3 -liniparser -ljansson -lsodium -lnettle -lhpdf -lxlsxwriter -lz -lm

# PostgreSQL beside SQLite, where its library is; POSTGRESQL=no leaves it out.
POSTGRESQL := $(if $(wildcard /usr/include/libpq-fe.h /usr/include/postgresql/libpq-fe.h),yes,no)
LIBS += $(if $(filter yes,$(POSTGRESQL)),-lpq)

BUILD_PACKAGES = make gcc libc6-dev ca-certificates $(foreach h,$(HEADERS),$(lastword $(subst =, ,$(h)))) libpq-dev=pg_config
CHECK_PACKAGES = $(BUILD_PACKAGES) libcmocka-dev clang libclang-rt-dev clang-format clang-tidy \
	cppcheck
TEST_PACKAGES  = $(CHECK_PACKAGES) curl jq sqlite3 nodejs=node npm=npm chromium kannel gammu gammu-smsd libdbd-sqlite3 \
	postgresql strace faketime procps unzip nginx-light=nginx openssl

# ---- what there is ---------------------------------------------------------------------
WITHOUT  := $(if $(filter yes,$(POSTGRESQL)),,bot/store/db_postgres% tests/store/test_postgres% tests/dialog/test_stores% tests/relay/test_trips%)
SRC      := $(filter-out $(WITHOUT),$(sort $(wildcard bot/*.c bot/*/*.c bot/*/*/*.c)))
HDR      := $(filter-out $(WITHOUT),$(sort $(wildcard bot/*.h bot/*/*.h bot/*/*/*.h)))
LIB_SRC  := $(filter-out bot/main.c %_make.c,$(SRC))
TEST_SRC := $(filter-out $(WITHOUT),$(sort $(wildcard tests/*/test_*.c)))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_SRC:= $(sort $(wildcard tests/bench/*.c))
TESTS_C  := $(filter-out $(WITHOUT),$(sort $(wildcard tests/*.c tests/*/*.c tests/*.h tests/*/*.h)))
SCRIPTS  := $(filter-out %/lib.sh %/torture.sh %/failover_network.sh,$(sort $(wildcard tests/cli/*.sh tests/e2e/*.sh \
	tests/fault/*.sh tests/console/run.sh)))

pick = $(if $(TEST_ONLY),$(foreach t,$(1),$(if $(findstring $(TEST_ONLY),$(t)),$(t))),$(1))
UNITS  = $(patsubst %.c,%,$(call pick,$(TEST_SRC)))
RUN    = $(call pick,$(SCRIPTS))

# ---- flags (a user's CFLAGS, CPPFLAGS and LDFLAGS come last and win) ---------------------
MACHINE := $(shell $(CC) -dumpmachine 2>/dev/null)
CORES   := $(shell nproc 2>/dev/null || echo 1)

CPP_OWN = -std=c11 -D_GNU_SOURCE -Ibot -Itests -I$(O)/generated -DLAPAK_VERSION='"$(VERSION)"'
WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wvla -Wformat=2 -Wundef -Wcast-qual \
	-Wwrite-strings -Wpointer-arith -Wswitch-enum -Wredundant-decls -fno-common
WARN_GCC = $(WARN) -Wnull-dereference -Wduplicated-cond -Wduplicated-branches -Wlogical-op
WARN_CC := $(if $(findstring clang,$(notdir $(CC))),$(WARN),$(WARN_GCC))
STRICT   = $(if $(CI),-Werror)

HARDEN   = -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection \
	$(if $(findstring x86_64,$(MACHINE)),-fcf-protection) -fPIE
LINK     = -pie -Wl,-z,relro,-z,now -Wl,--as-needed
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
COVERAGE = -O0 -g --coverage -DLAPAK_COVERAGE
FUZZER   = -O2 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer

compile_release = $(CC) $(CPP_OWN) $(WARN_CC) $(HARDEN) $(STRICT) $(CPPFLAGS) $(CFLAGS)
compile_san     = $(CC) $(CPP_OWN) $(WARN_CC) $(SANITIZE) $(STRICT) $(CPPFLAGS) $(CFLAGS)
compile_cover   = $(CC) $(CPP_OWN) $(WARN_CC) $(COVERAGE) $(STRICT) $(CPPFLAGS) $(CFLAGS)
compile_fuzz    = $(CLANG) $(CPP_OWN) $(WARN) $(FUZZER) $(STRICT) $(CPPFLAGS) $(CFLAGS)

# Parallel by default; `make -j1` says otherwise.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(CORES)
endif
MAKEFLAGS += --no-print-directory
SUBMAKE    = +$(MAKE)
Q          = $(if $(V),,@)
say        = $(if $(V),,@printf '%-7s %s\n' '$(1)' '$(2)';)

.SUFFIXES:
.SECONDEXPANSION:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

# ---- building --------------------------------------------------------------------------
.PHONY: all
all: $(O)/lapak $(O)/console/index.html ## build build/lapak (the default; needs no network)

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' Makefile
	@echo 'Variables: TEST_ONLY=part-of-a-name  MINUTES=n (fuzz)  V=1 (show commands)  CI=1 (-Werror)'

# Names the packages at once instead of letting the first #include fail.
$(O)/needs: Makefile
	@mkdir -p $(@D)
	@command -v $(CC) >/dev/null || { echo 'make: there is no compiler ($(CC)).' \
		'Debian: apt-get install gcc libc6-dev, or make deps' >&2; exit 1; }
	@missing=; for pair in stdio.h=libc6-dev $(HEADERS); do \
		echo "#include <$${pair%%=*}>" | $(CC) $(CPPFLAGS) -E -xc - >/dev/null 2>&1 || \
			missing="$$missing $${pair#*=}"; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "make: libraries are missing. Debian: apt-get install$$missing, or make deps" >&2; \
		exit 1; \
	fi
	@touch $@

# The word tables as constant hash tables; the program that makes them runs here, while building.
GENERATED = $(O)/generated/text/lexicon.inc
$(O)/generated/text/lexicon_make: bot/text/lexicon_make.c $(wildcard bot/text/*.def bot/text/*.h) | $(O)/needs
	@mkdir -p $(@D)
	$(call say,CC,$@)$(CC) $(CPP_OWN) $(WARN_CC) -O1 -o $@ $<
$(O)/generated/text/lexicon.inc: $(O)/generated/text/lexicon_make
	$(call say,MAKE,$@)$< >$@

# $(1) a file that holds the text $(2): written, and so newer, when the text is another one.
define remembered
ifneq ($$(strip $$(file <$(1))),$$(strip $(2)))
$$(shell mkdir -p $(dir $(1)))
$$(file >$(1),$$(strip $(2)))
endif
endef

# Which engines of the store there are. Only what asks is compiled again when that changes. (043: a number sign)
ENGINES := $(if $(filter yes,$(POSTGRESQL)),\043define LAPAK_POSTGRESQL,/* SQLite alone */)
$(shell f=$(O)/generated/base/engines.h; mkdir -p $(O)/generated/base; printf '$(ENGINES)\n' >$$f.new; \
	cmp -s $$f.new $$f && rm $$f.new || mv $$f.new $$f)

# $(1) a variant; compile_$(1) says how it is compiled. Objects are made again when the flags
# change, and the archive when a file comes or goes.
define variant
$(call remembered,$(O)/$(1)/flags,$$(compile_$(1)))
$(call remembered,$(O)/$(1)/sources,$$(LIB_SRC))

$(O)/$(1)/%.o: %.c $(O)/$(1)/flags | $(O)/needs $(GENERATED)
	@mkdir -p $$(@D)
	$$(call say,CC,$$@)$$(compile_$(1)) -MMD -MP -c -o $$@ $$<

$(O)/$(1)/lapak.a: $$(LIB_SRC:%.c=$(O)/$(1)/%.o) $(O)/$(1)/sources
	@rm -f $$@
	$$(call say,AR,$$@)ar rcs $$@ $$(filter %.o,$$^)

.SECONDARY: $$(patsubst %.c,$(O)/$(1)/%.o,$$(filter %.c,$$(SRC) $$(TESTS_C)))
-include $$(patsubst %.c,$(O)/$(1)/%.d,$$(filter %.c,$$(SRC) $$(TESTS_C)))
endef

$(foreach v,release san cover fuzz,$(eval $(call variant,$(v))))

$(O)/lapak: $(O)/release/bot/main.o $(O)/release/lapak.a
	$(call say,LINK,$@)$(CC) -o $@ $^ $(LINK) $(LDFLAGS) $(LIBS)

$(O)/san/lapak $(O)/cover/lapak: $(O)/%/lapak: $(O)/%/bot/main.o $(O)/%/lapak.a
	$(call say,LINK,$@)$(CC) $(if $(filter san,$*),$(SANITIZE),$(COVERAGE)) -o $@ $^ \
		-Wl,--as-needed $(LDFLAGS) $(LIBS)

# The console's pages, laid out for the server; its libraries are there once npm has brought them.
CONSOLE_FILES := $(shell find templates/console -name node_modules -prune -o -type f -print) \
	$(wildcard templates/console/node_modules/.package-lock.json)
$(O)/console/index.html: $(CONSOLE_FILES)
	@mkdir -p $(O)
	$(call say,PAGES,$(O)/console)templates/console/build.sh $(O)/console

# Without them everything else works, and the console says what is missing. (No rule for the file npm
# leaves: plain make must not ask the network.)
.PHONY: console-libs
console-libs: ## bring the libraries of the office's pages, by npm
	@$(CHECK)/packages.sh nodejs=node npm=npm
	@cd templates/console && if [ ! -e node_modules/.package-lock.json ] || \
		[ package-lock.json -nt node_modules/.package-lock.json ]; then \
		npm ci --ignore-scripts --no-audit --no-fund --prefer-offline \
			--fetch-retries=1 --fetch-timeout=60000 >/dev/null && touch node_modules/.package-lock.json; fi

.PHONY: san
san: $(O)/san/lapak ## build build/san/lapak, with address and undefined-behaviour sanitizers

# A unit test is linked with the files of its folder that are no tests themselves.
helpers = $(filter-out tests/$(2)/test_%,$(wildcard tests/*.c tests/$(2)/*.c))
objects = $(patsubst %.c,$(O)/$(1)/%.o,$(call helpers,$(1),$(2)))

# A test that names __wrap_f() stands with it in front of f for all of the program.
wrapped = $(sort $(shell sed -n 's/.*__wrap_\([A-Za-z_0-9]*\).*/-Wl,--wrap=\1/p' tests/$(1).c))

$(O)/san/tests/%: $(O)/san/tests/%.o $$(call objects,san,$$(*D)) $(O)/san/lapak.a
	$(call say,LINK,$@)$(CC) $(SANITIZE) -o $@ $^ $(call wrapped,$*) -Wl,--as-needed $(LDFLAGS) $(LIBS) -lcmocka

$(O)/cover/tests/%: $(O)/cover/tests/%.o $$(call objects,cover,$$(*D)) $(O)/cover/lapak.a
	$(call say,LINK,$@)$(CC) $(COVERAGE) -o $@ $^ $(call wrapped,$*) -Wl,--as-needed $(LDFLAGS) $(LIBS) -lcmocka

$(O)/fuzz/tests/fuzz/%: $(O)/fuzz/tests/fuzz/%.o $(O)/fuzz/lapak.a
	$(call say,LINK,$@)$(CLANG) -fsanitize=fuzzer,address,undefined -o $@ $^ \
		-Wl,--as-needed $(LDFLAGS) $(LIBS)

$(O)/bench/%: $(O)/release/tests/bench/%.o $(O)/release/lapak.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) -o $@ $^ $(LINK) $(LDFLAGS) $(LIBS)

# Campaigns of faults that strike inside a process: a program each, linked with the helpers of the folder.
FAULT_HELPERS = office checker power_vfs
FAULT_SRC    := $(filter-out $(FAULT_HELPERS:%=tests/fault/%.c),$(sort $(wildcard tests/fault/*.c)))
FAULT_BIN     = $(FAULT_SRC:tests/%.c=$(O)/%)
$(O)/fault/%: $(O)/release/tests/fault/%.o $(FAULT_HELPERS:%=$(O)/release/tests/fault/%.o) $(O)/release/lapak.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) -o $@ $^ $(LINK) $(LDFLAGS) $(LIBS)

# ---- running ---------------------------------------------------------------------------
.PHONY: deps test-deps check-deps
deps: ## install what building and running needs (Debian 12; as root or by sudo)
	@$(CHECK)/packages.sh $(BUILD_PACKAGES)

test-deps: ## install what the tests need besides
	@$(CHECK)/packages.sh $(TEST_PACKAGES)

check-deps:
	@$(CHECK)/packages.sh $(CHECK_PACKAGES)

.PHONY: run
run: deps ## install what is missing, build, fill an empty database, serve
	@$(SUBMAKE) console-libs || echo 'make: the console has no libraries yet; make console-libs says why' >&2
	@$(SUBMAKE) all
	@$(LAPAK) migrate
	@config/sample-data.sh $(LAPAK)
	@exec $(LAPAK) serve

# ---- testing ---------------------------------------------------------------------------
# A test that does not build is reported as a failed one, beside the results of the others;
# what an earlier build left of it must not pass in its place.
build_or_remove = $(if $(1),$(SUBMAKE) -k $(1) || \
	for f in $(1); do $(MAKE) -q $$f 2>/dev/null || rm -f $$f; done)

.PHONY: test unit
test: test-deps ## build and run every test, or those whose name holds TEST_ONLY
	@$(SUBMAKE) console-libs || echo 'make: no libraries for the console; its test will fail' >&2
	@$(call build_or_remove,$(LAPAK) $(O)/console/index.html $(UNITS:%=$(O)/san/%) $(FAULT_BIN))
	@LAPAK='$(LAPAK)' $(CHECK)/run-tests.sh $(UNITS:%=$(O)/san/%) $(RUN)

unit: ## build and run the unit tests only
	@$(call build_or_remove,$(UNITS:%=$(O)/san/%))
	@$(CHECK)/run-tests.sh $(UNITS:%=$(O)/san/%)

# The others speak of files or to SQLite itself, or of what knows no database.
ON_SERVER = $(filter-out %/test_store %/test_migrate %/test_postgres %/test_scripts_probed %/test_broken,$(filter tests/store/% tests/office/% tests/dialog/% tests/relay/% \
	tests/web/%,$(UNITS)))
.PHONY: test-postgresql
NOT_ON_A_SERVER = tests/postgresql/not-on-a-server.tsv
test-postgresql: test-deps all ## every test whose data can lie on a PostgreSQL server, on one of their own; 15 minutes
	@$(call build_or_remove,$(ON_SERVER:%=$(O)/san/%) $(O)/san/tests/store/test_postgres $(FAULT_BIN))
	@echo 'Not on a server:'; tail -n +2 $(NOT_ON_A_SERVER) | while IFS="$$(printf '\t')" read -r script why; do \
		[ -e "$$script" ] || { echo "$(NOT_ON_A_SERVER): there is no $$script" >&2; exit 1; }; \
		printf '  %-28s %s\n' "$$script" "$$why"; done
	@LAPAK='$(LAPAK)' tests/postgresql/run.sh $(CHECK)/run-tests.sh $(ON_SERVER:%=$(O)/san/%) $(O)/san/tests/store/test_postgres \
		$(filter-out $(shell cut -f1 $(NOT_ON_A_SERVER)),$(RUN))

.PHONY: histories
histories: ## HISTORIES=500 random histories in a file and on a PostgreSQL server: equal answers, exports and rows; 10 minutes
	@$(call build_or_remove,$(O)/san/tests/dialog/test_stores)
	@HISTORIES='$(or $(HISTORIES),500)' $(O)/san/tests/dialog/test_stores

.PHONY: test-fresh
test-fresh: ## run and test a clone on a bare Debian 12 in a folder (as root; 10 minutes)
	@$(CHECK)/fresh.sh

.PHONY: cover
cover: ## lines (90 % at least) and branches (95 % of the core) that all tests run through, by folder; build/cover/html
	@$(CHECK)/packages.sh $(TEST_PACKAGES) lcov
	@$(SUBMAKE) $(O)/cover/lapak $(UNITS:%=$(O)/cover/%) $(FAULT_BIN)
	@LAPAK='$(O)/cover/lapak' TEST_ONLY='$(TEST_ONLY)' $(CHECK)/cover.sh $(O)/cover $(UNITS:%=$(O)/cover/%) $(RUN)

.PHONY: valgrind
valgrind: ## the unit tests under valgrind, or those whose name holds TEST_ONLY; no report may come
	@$(CHECK)/packages.sh $(TEST_PACKAGES) valgrind
	@$(SUBMAKE) $(UNITS:%=$(O)/cover/%)
	@$(CHECK)/valgrind.sh $(UNITS:%=$(O)/cover/%)

FUZZERS = $(patsubst %.c,$(O)/fuzz/%,$(call pick,$(FUZZ_SRC)))
.PHONY: fuzz fuzz-smoke
fuzz: ## fuzz every parser for MINUTES=1 each
	@$(SUBMAKE) $(FUZZERS)
	@$(CHECK)/fuzz.sh $$(($(MINUTES) * 60)) $(FUZZERS)

fuzz-smoke: ## replay the corpus, then fuzz every parser for SMOKE=3 seconds
	@$(SUBMAKE) $(FUZZERS)
	@$(CHECK)/fuzz.sh $(SMOKE) $(FUZZERS)

.PHONY: torture
torture: $(FAULT_BIN) all ## power cuts, kills and a lying gateway, for about an hour; CUTS= KILLS= MESSAGES= SEED=
	@LAPAK='$(LAPAK)' tests/fault/torture.sh

.PHONY: failover
failover: all ## three servers on a PostgreSQL primary and standby, one of the five killed every KILL_EVERY=20 s for MINUTES=30; RATE= SEED=
	@LAPAK='$(LAPAK)' MINUTES=$(if $(filter command line,$(origin MINUTES)),$(MINUTES),30) node tests/fault/failover.mjs

.PHONY: failover-network
failover-network: all ## as failover, in a network of its own (as root): every other primary vanishes as a machine that is switched off
	@LAPAK='$(LAPAK)' MINUTES=$(if $(filter command line,$(origin MINUTES)),$(MINUTES),10) GAP_MOST=$(or $(GAP_MOST),30000) \
		tests/fault/failover_network.sh

.PHONY: soak
soak: $(O)/fault/check all ## DAYS=4 of market life in LASTS=600 seconds: memory, open files and the log of the database do not grow
	@LAPAK='$(LAPAK)' DAYS=$(or $(DAYS),4) LASTS=$(or $(LASTS),600) TRADERS=$(or $(TRADERS),2000) tests/fault/soak.sh

.PHONY: torture-gateways
torture-gateways: all ## MESSAGES=100000 through every provider that lies, one after the other; TYPES=vonage for one
	@status=0; for type in $(or $(TYPES),smsgate twilio vonage infobip 8x8 africastalking kannel tcast zenziva); do \
		LAPAK='$(LAPAK)' node tests/e2e/providers.mjs $$type $(or $(MESSAGES),100000) || status=1; \
	done; exit $$status

.PHONY: attack
attack: all ## CONNECTIONS=1000 slow ones for LASTS=5 seconds, five times, straight and behind nginx: p99 of good traffic, memory
	@LAPAK='$(LAPAK)' CONNECTIONS=$(or $(CONNECTIONS),1000) LASTS=$(or $(LASTS),5) STRICT=1 FRONTS='$(or $(FRONTS),straight nginx)' \
		tests/fault/http-attack.sh

.PHONY: simulate
simulate: $(O)/bench/effect all ## a programme of 2000 traders, 120 days, 40 waves; how often the effect is found; 5 minutes
	@$(O)/bench/effect
	@$(LAPAK) simulate --traders 2000 --days 120 --waves 40

.PHONY: bench
bench: $(BENCH_SRC:tests/%.c=$(O)/%) all ## Lapak beside its limits and its peers, 6 minutes; QUICK=1; build/bench/result.json
	@tests/bench/run.sh

.PHONY: profile
profile: $(O)/bench/rawsql $(O)/bench/load all ## instructions a message costs, by stage, under callgrind; the same on every machine
	@tests/bench/profile.sh

.PHONY: bench-scale
bench-scale: $(BENCH_SRC:tests/%.c=$(O)/%) all ## as it grows, to 12 million traders: SIZES="10000 12000000"; 15 GB of disk a copy
	@tests/bench/scale.sh

.PHONY: bench-against
bench-against: $(O)/bench/rawsql $(O)/bench/load all ## this tree beside COMMIT=...: messages a second and processor time a message
	@COMMIT='$(COMMIT)' tests/bench/against.sh

.PHONY: bench-send
bench-send: $(O)/bench/bare $(O)/bench/send ## the sender beside bare libcurl multi, to one sink
	@tests/bench/send.sh

.PHONY: bench-dead-gateway
bench-dead-gateway: all ## replies through a healthy gateway, with and without one beside it that never answers
	@LAPAK='$(LAPAK)' tests/bench/dead-gateway.sh

.PHONY: bench-clerks
bench-clerks: $(O)/bench/load all ## how long traders wait while 20 clerks click in the console
	@LAPAK='$(LAPAK)' tests/bench/clerks.sh

.PHONY: bench-lists
bench-lists: all ## a million takings as a list, CSV and XLSX: time and the most memory, in a file and on a PostgreSQL server; SALES=
	@LAPAK='$(LAPAK)' tests/bench/lists.sh
	@LAPAK='$(LAPAK)' tests/postgresql/run.sh tests/bench/lists.sh

.PHONY: bench-servers
bench-servers: $(O)/bench/load all ## messages a second of 1, 2 and 3 servers on one PostgreSQL, beside SQLite, and ways to the database a message
	@tests/bench/servers.sh

.PHONY: bench-far
bench-far: $(O)/bench/load all ## messages a second with PostgreSQL here and DELAY=1 ms away, alone and from 64 connections, and waits a message
	@LAPAK='$(LAPAK)' tests/bench/far.sh

.PHONY: bench-ussd
bench-ussd: $(O)/bench/ussd all ## 1,000 USSD sessions at once, beside npm's ussd-menu-builder (fetched once)
	@tests/bench/ussd.sh

.PHONY: drill
drill: all ## back up and restore 1 GiB under load: 60 s for both, no reply over 100 ms
	@SIZE=1024 SECONDS_OF_LOAD=30 SLOWEST=100 TOTAL=60000 tests/e2e/backup.sh

.PHONY: bench-broadcast
bench-broadcast: $(BENCH_SRC:tests/%.c=$(O)/%) all ## a broadcast to a million while traders write
	@tests/bench/broadcast.sh

.PHONY: alerts-check
alerts-check: ## config/alerts.yml by promtool: right, and it rings for what it should
	@$(CHECK)/packages.sh prometheus=promtool
	@promtool check rules config/alerts.yml
	@promtool test rules tests/data/alerts-test.yml

# ---- checking --------------------------------------------------------------------------
CHECKS = layers headers sizes words events promises typing-check format-check cppcheck syntax tidy analyze

.PHONY: check $(CHECKS)
check: check-deps ## every check of the house's rules; seconds when little has changed
	@$(SUBMAKE) -k -Otarget $(CHECKS) && echo 'check: all clean'

layers: ## includes point down only; each library stays in its home
	@awk -f $(CHECK)/layers.awk $(SRC) $(HDR) /dev/null

sizes: ## no file over 400 lines, no function over 60
	@awk -f $(CHECK)/sizes.awk $(SRC) $(HDR) $(TESTS_C) /dev/null

events: ## every event the program logs has its row in config/events.tsv
	@$(CHECK)/events.sh

promises: ## every file that the tables of promises, threats and ASVS name is there
	@$(CHECK)/promises.sh

.PHONY: typing typing-check
typing: ## write README's list of what a trader can type, from the bot's own tables
	@$(CHECK)/typing.sh

typing-check: ## README's list of what a trader can type is what the tables say
	@$(CHECK)/typing.sh --check && echo 'typing: ok'

words: ## no banned function, no SQL made by printf, nothing left for later
	@$(CHECK)/words.sh

format: ## lay out all C as .clang-format says
	@clang-format -i $(SRC) $(HDR) $(TESTS_C)

format-check:
	@command -v clang-format >/dev/null || { echo 'format: there is no clang-format'; exit 1; }
	@bad=$$(clang-format --dry-run $(SRC) $(HDR) $(TESTS_C) 2>&1 | \
		sed -n 's/:.*-Wclang-format-violations.*//p' | sort -u); \
	[ -z "$$bad" ] || { printf '%s: not laid out; make format mends it\n' $$bad; exit 1; }; \
	echo 'format: ok ($(words $(SRC) $(HDR) $(TESTS_C)) files)'

cppcheck: | $(O)/needs $(GENERATED) ## cppcheck over bot/
	@mkdir -p $(O)/cppcheck
	@cppcheck -q --std=c11 --enable=warning,style,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --suppress=variableScope --cppcheck-build-dir=$(O)/cppcheck -Ibot -I$(O)/generated \
		--error-exitcode=1 $(SRC) && echo 'cppcheck: ok ($(words $(SRC)) files)'

# The slow ones leave a stamp for each file, with the headers it read, and so look only at
# what has changed.
stamps = $(patsubst %,$(O)/check/$(1)/%.ok,$(2))
stamped = @mkdir -p $(@D); $(CC) $(CPP_OWN) -MM -MP -MT $@ -MF $(@:.ok=.d) $< &&

headers: $(call stamps,headers,$(HDR)) ## each header compiles alone, with gcc and clang
	@echo 'headers: ok ($(words $(HDR)) files)'
syntax: $(call stamps,syntax,$(filter %.c,$(SRC) $(TESTS_C))) ## no warning from gcc or clang, tests too
	@echo 'syntax: ok ($(words $^) files)'
tidy: $(call stamps,tidy,$(SRC)) ## clang-tidy over bot/
	@echo 'tidy: ok ($(words $(SRC)) files)'
analyze: $(call stamps,analyze,$(SRC)) ## gcc -fanalyzer over bot/
	@echo 'analyze: ok ($(words $(SRC)) files)'

$(O)/check/headers/%.ok: % Makefile | $(O)/needs $(GENERATED)
	$(stamped) for c in $(CC) $(CLANG); do \
		$$c $(CPP_OWN) $(WARN) -Werror -fsyntax-only -xc -include $< /dev/null || exit 1; \
	done && touch $@
$(O)/check/syntax/%.ok: % Makefile | $(O)/needs $(GENERATED)
	$(stamped) $(CC) $(CPP_OWN) $(WARN_GCC) -Werror -fsyntax-only $< && \
		$(CLANG) $(CPP_OWN) $(WARN) -Werror -fsyntax-only $< && touch $@
$(O)/check/tidy/%.ok: % .clang-tidy | $(O)/needs $(GENERATED)
	$(stamped) clang-tidy --quiet $< -- $(CPP_OWN) $(WARN) 2>$(@:.ok=.log) || \
		{ cat $(@:.ok=.log); exit 1; }; touch $@
$(O)/check/analyze/%.ok: % Makefile | $(O)/needs $(GENERATED)
	$(stamped) $(CC) $(CPP_OWN) $(WARN_GCC) -Werror -O2 -fanalyzer -c -o /dev/null $< && touch $@

-include $(patsubst %.ok,%.d,$(call stamps,headers,$(HDR)) $(call stamps,tidy,$(SRC)) \
	$(call stamps,analyze,$(SRC)) $(call stamps,syntax,$(filter %.c,$(SRC) $(TESTS_C))))

# ---- installing ------------------------------------------------------------------------
# The manual and the completion come from the program's own tables.
$(O)/lapak.1: $(O)/lapak
	@$< help --man >$@
$(O)/lapak.bash: $(O)/lapak
	@$< help --completion >$@
$(O)/lapak.ini.5: config/lapak.ini $(O)/installed.ini
	@{ printf '.TH LAPAK.INI 5 "" "lapak %s" Lapak\n.SH NAME\nlapak.ini \\- configuration of lapak(1)\n' '$(VERSION)'; \
	printf '.SH DESCRIPTION\nEvery key, as the sample has it.\n.PP\n.nf\n'; \
	sed 's/\\/\\e/g; s/-/\\-/g; s/^\([.'"'"']\)/\\\&\1/' $(O)/installed.ini; \
	printf '.fi\n.SH "SEE ALSO"\n.BR lapak (1)\n'; } >$@

# The sample with the paths of an installed program.
$(eval $(call remembered,$(O)/installed.paths,$$(datadir) $$(sysconfdir) $$(localstatedir)))
$(O)/installed.ini: config/lapak.ini $(O)/installed.paths
	@sed -e 's|^url = "sqlite:[^"]*".*|url = "sqlite:$(localstatedir)/lib/lapak/lapak.db"|' \
		-e 's|^dir = "\.\./|dir = "$(datadir)/|' \
		-e 's|config/secrets|$(sysconfdir)/lapak/secrets|g' \
		-e 's|^; As it stands this file runs from the source tree (make run): a|; As it stands a|' $< >$@

$(O)/lapak.spdx: $(O)/lapak config/sbom.sh
	$(call say,SBOM,$@)config/sbom.sh $(VERSION) $< >$@
.PHONY: sbom
sbom: $(O)/lapak.spdx ## what it is made of, as SPDX

UNITS_OF_SYSTEMD = lapak.service lapak.socket lapak-backup.service lapak-backup.timer
.PHONY: install
install: all $(O)/lapak.1 $(O)/lapak.ini.5 $(O)/lapak.bash $(O)/lapak.spdx ## copy to DESTDIR and prefix (/usr/local); a configuration that is there stays
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(bindir)/lapak
	@for f in $$(find templates migrations -path templates/console -prune -o -type f -print); do \
		install -D -m 644 $$f $(DESTDIR)$(datadir)/$$f || exit 1; done
	@cd $(O) && for f in $$(find console -type f); do \
		install -D -m 644 $$f $(DESTDIR)$(datadir)/$$f || exit 1; done
	@test -e $(DESTDIR)$(sysconfdir)/lapak/lapak.ini || \
		install -D -m 640 $(O)/installed.ini $(DESTDIR)$(sysconfdir)/lapak/lapak.ini
	@for f in $$(find config -maxdepth 1 -type f ! -name lapak.ini ! -name '*.sh' ! -name 'lapak*.*'); do \
		mode=644; [ ! -x $$f ] || mode=755; \
		install -D -m $$mode $$f $(DESTDIR)$(datadir)/$$f || exit 1; done
	@install -m 755 config/sample-data.sh $(DESTDIR)$(datadir)/sample-data
	@for u in $(UNITS_OF_SYSTEMD); do \
		install -d $(DESTDIR)$(unitdir); \
		sed 's|/usr/bin/lapak|$(bindir)/lapak|' config/$$u >$(DESTDIR)$(unitdir)/$$u || exit 1; done
	@for k in sysusers tmpfiles; do \
		install -D -m 644 config/debian/lapak.$$k $(DESTDIR)$(prefix)/lib/$$k.d/lapak.conf; done
	@install -D -m 644 $(O)/lapak.1 $(DESTDIR)$(mandir)/man1/lapak.1
	@install -D -m 644 $(O)/lapak.ini.5 $(DESTDIR)$(mandir)/man5/lapak.ini.5
	@install -D -m 644 $(O)/lapak.bash $(DESTDIR)$(prefix)/share/bash-completion/completions/lapak
	@for f in README.md $(O)/lapak.spdx; do \
		install -D -m 644 $$f $(DESTDIR)$(docdir)/$$(basename $$f) || exit 1; done
	@install -m 644 CHANGELOG.md $(DESTDIR)$(docdir)/NEWS.md

# The same bytes wherever and whenever it is built: no build id, no debug sections with paths, dates
# from the changelog.
DEB      = $(O)/deb/lapak-$(VERSION)
DEB_DATE = $(shell date -d "$$(sed -n 's/^ -- .*>  //p' config/debian/changelog | head -n 1)" +%s)
$(O)/deb/lapak: $(O)/release/bot/main.o $(O)/release/lapak.a
	@mkdir -p $(@D)
	@$(CC) -s -Wl,--build-id=none -o $@ $^ $(LINK) $(LDFLAGS) $(LIBS)
.PHONY: deb deb-test
deb: all $(O)/deb/lapak ## build/deb/lapak_VERSION_ARCH.deb
	@$(CHECK)/packages.sh debhelper=dh lintian fakeroot dpkg-dev
	@rm -rf $(DEB) && mkdir -p $(DEB)/root
	@SOURCE_DATE_EPOCH=$(DEB_DATE) $(MAKE) -s install DESTDIR=$(CURDIR)/$(DEB)/root prefix=/usr \
		unitdir=/lib/systemd/system docdir=/usr/share/doc/lapak PROGRAM=$(O)/deb/lapak >/dev/null
	@rm -r $(DEB)/root/usr/lib
	@mkdir $(DEB)/debian && cp config/debian/* $(DEB)/debian/ && chmod 755 $(DEB)/debian/rules
	@mv $(DEB)/debian/postrm $(DEB)/debian/lapak.postrm
	@cd $(DEB) && SOURCE_DATE_EPOCH=$(DEB_DATE) dpkg-buildpackage -us -uc -b -d >../build.log 2>&1 || \
		{ tail -n 20 ../build.log >&2; exit 1; }
	@# Whoever publishes the package writes an address of theirs into config/debian/.
	@lintian --allow-root --suppress-tags bogus-mail-host --fail-on error,warning $(O)/deb/lapak_*.changes
	@ls -l $(O)/deb/lapak_*.deb

deb-test: deb ## install, use, upgrade and purge the package on a bare Debian 12 in a folder (as root)
	@$(CHECK)/deb.sh $(O)/deb/lapak_*.deb

.PHONY: clean
clean: ## remove build/
	rm -rf $(O)
