/*
 * tests/fault/power_cut.c - power goes again and again while messages are taken in
 *
 *	build/fault/power_cut -n 10000 -s 1 -d FOLDER            0 lost, 0 twice, 0 in part
 *	build/fault/power_cut -n 300 -c                           the control, synchronous=NORMAL: must lose
 *	build/fault/power_cut -n 40 -l 5                          a disk that lies at each 5th sync: must lose
 *	build/fault/power_cut -n 300 -t                           the log is moved while the next turn is committed
 *
 * Each cycle opens the database the last cut left, takes in new messages and repeats of old ones in turns of
 * up to 16, as the daemon does, and lets power go at a random operation, also while it opens or checkpoints.
 * What fails is tried again with fewer cuts, smaller turns and earlier cuts as long as it fails still; the smallest is
 * printed as a command: -p SEED:OPERATION,... plays these cuts, each at that operation, on a new database, -b MOST turns of at
 * most so many messages. So that a cut repeats, a turn waits until the log is moved; with -t none does, as in the daemon, and when
 * a thread comes to its turn is not repeated.
 */
#include <getopt.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault/checker.h"
#include "fault/office.h"
#include "fault/power_vfs.h"

enum {
	OPERATIONS = 900, /* of a cycle, at most; a turn of the loop makes about ten */
	TURNS = 120,
	BATCH = 16,
	CYCLES_A_DATABASE = 40,
	MESSAGES_MAX = 200000,
};

struct cut {
	uint64_t seed, at; /* of the cycle; the operation */
};

struct play { /* cuts on a new database, one after the other */
	struct cut cut[CYCLES_A_DATABASE];
	size_t n;
	long batch; /* messages of a turn, at most */
};

struct campaign {
	long cuts, batch;
	uint64_t seed, random;
	bool control; /* synchronous=NORMAL */
	unsigned lie; /* of the disk; 0: none */
	bool beside;  /* the log is moved beside the next turn */
	bool quiet;   /* while the smallest is looked for */
	char path[512];
	bool acknowledged[MESSAGES_MAX];
	long messages; /* numbers given out in this database */
	long kept, lost, twice, partial, unsound;
	struct play since;  /* the cuts of this database */
	struct play failed; /* the first that did; none: n = 0 */
	struct play played; /* what is asked for by -p */
	struct office office;
};

static sqlite3 *newest; /* the connection the product opened last */

static int note_connection(sqlite3 *db, char **message, const struct sqlite3_api_routines *api)
{
	(void)message;
	(void)api;
	newest = db;
	return SQLITE_OK;
}

static uint64_t random_next(struct campaign *c)
{
	c->random ^= c->random << 13;
	c->random ^= c->random >> 7;
	c->random ^= c->random << 17;
	return c->random;
}

static void die(const char *what)
{
	(void)fprintf(stderr, "power_cut: %s\n", what);
	exit(1);
}

static void remove_files(const struct campaign *c)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[600];

	for (size_t i = 0; i < 3; i++) {
		(void)snprintf(path, sizeof(path), "%s%s", c->path, ends[i]);
		(void)unlink(path);
	}
}

static void new_database(struct campaign *c)
{
	remove_files(c);
	power_restore();
	memset(c->acknowledged, 0, sizeof(c->acknowledged));
	c->messages = 0;
	c->since.n = 0;
	power_arm(0, 1);
	if (office_open(&c->office, c->path) != RC_OK || office_migrate(&c->office) != RC_OK)
		die("the database cannot be made");
	office_close(&c->office);
	power_restore();
}

/* One turn of the loop: everything in one transaction, acknowledged only after the commit. */
static bool take_turn(struct campaign *c)
{
	long number[BATCH], n = 1 + (long)(random_next(c) % (uint64_t)c->batch);

	if (store_begin(c->office.store) != RC_OK)
		return false;
	for (long i = 0; i < n; i++) {
		bool again = c->messages > 0 && random_next(c) % 4 == 0;

		number[i] =
			again ? (long)(random_next(c) % (uint64_t)c->messages) : c->messages++;
		if (c->messages >= MESSAGES_MAX)
			die("too many messages");
		if (office_receive(&c->office, number[i]) != RC_OK) {
			store_rollback(c->office.store);
			return false;
		}
	}
	if (store_commit(c->office.store) != RC_OK) {
		store_rollback(c->office.store);
		return false;
	}
	for (long i = 0; i < n; i++)
		c->acknowledged[number[i]] = true;
	c->kept += n;
	store_tend_log(c->office.store);
	if (!c->beside)
		store_await_log(c->office.store);
	return true;
}

/* at: the operation at which power goes; 0: as the seed has it. */
static struct cut cycle(struct campaign *c, uint64_t seed, uint64_t at)
{
	struct cut cut = { .seed = seed };
	struct err err;

	c->random = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	cut.at = 1 + random_next(c) % OPERATIONS;
	if (at > 0)
		cut.at = at;
	power_arm(cut.at, random_next(c));
	if (office_open(&c->office, c->path) == RC_OK) {
		if (c->control && sqlite3_exec(newest, "PRAGMA synchronous=NORMAL", NULL, NULL,
					  NULL) != SQLITE_OK)
			die("synchronous=NORMAL is refused");
		if (store_keep_log(c->office.store, &err) != RC_OK && !power_is_cut())
			die("the log cannot be kept");
		for (int i = 0; i < TURNS && take_turn(c) && !power_is_cut(); i++)
			;
		if (random_next(c) % 8 == 0 && !power_is_cut())
			store_checkpoint(c->office.store);
		office_close(&c->office);
	}
	power_restore();
	return cut;
}

/* Whether all is as it must be. */
static bool look(struct campaign *c, long n, struct cut cut)
{
	struct finding v;

	power_arm(0, 1);
	checker_look(&v, c->path, c->acknowledged, c->messages, n % CYCLES_A_DATABASE == 0);
	if (v.sound && n % CYCLES_A_DATABASE == CYCLES_A_DATABASE - 1)
		v.partial += checker_rules(c->path, false);
	power_restore();
	c->lost += v.lost;
	c->twice += v.twice;
	c->partial += v.partial;
	c->unsound += !v.sound;
	if (v.lost + v.twice + v.partial == 0 && v.sound)
		return true;
	if (!c->control && !c->quiet)
		printf("cut %ld, seed %llu, operation %llu: lost=%ld twice=%ld partial=%ld sound=%d\n",
			n, (unsigned long long)cut.seed, (unsigned long long)cut.at, v.lost,
			v.twice, v.partial, v.sound);
	return false;
}

/* Whether playing it fails. Leaves out of p what came after the first failure. */
static bool play_fails(struct campaign *c, struct play *p)
{
	bool bad = false;

	new_database(c);
	c->batch = p->batch;
	for (size_t i = 0; i < p->n && !bad; i++) {
		p->cut[i] = cycle(c, p->cut[i].seed, p->cut[i].at);
		bad = !look(c, (long)i, p->cut[i]);
		if (bad)
			p->n = i + 1;
	}
	return bad;
}

/* Without n cuts from first on. */
static bool fails_without(struct campaign *c, struct play *p, size_t first, size_t n)
{
	struct play less = *p;

	memmove(&less.cut[first], &less.cut[first + n],
		(less.n - first - n) * sizeof(less.cut[0]));
	less.n -= n;
	if (less.n == 0 || !play_fails(c, &less))
		return false;
	*p = less;
	return true;
}

/* Fewer cuts, by halves and then one by one; smaller turns; each cut as early as it fails still. */
static void make_smaller(struct campaign *c, struct play *p)
{
	for (size_t n = p->n / 2; n > 0; n /= 2)
		for (size_t first = 0; first + n <= p->n;)
			if (!fails_without(c, p, first, n))
				first += n;
	for (long batch = 1; batch < p->batch; batch *= 2) {
		struct play less = *p;

		less.batch = batch;
		if (play_fails(c, &less))
			*p = less;
	}
	for (size_t i = 0; i < p->n; i++)
		for (uint64_t at = 1; i < p->n && at < p->cut[i].at; at++) {
			struct play less = *p;

			less.cut[i].at = at;
			if (play_fails(c, &less))
				*p = less;
		}
}

static void tell_smallest(struct campaign *c)
{
	struct play p = c->failed;

	c->quiet = true;
	if (!play_fails(c, &p)) {
		printf("it does not fail again by itself\n");
		return;
	}
	make_smaller(c, &p);
	printf("smallest: build/fault/power_cut%s", c->control ? " -c" : "");
	if (c->lie > 0)
		printf(" -l %u", c->lie);
	printf(" -b %ld -p ", p.batch);
	for (size_t i = 0; i < p.n; i++)
		printf("%s%llu:%llu", i > 0 ? "," : "", (unsigned long long)p.cut[i].seed,
			(unsigned long long)p.cut[i].at);
	printf("\n");
}

/* SEED:OPERATION,... */
static void play_read(struct play *p, const char *text)
{
	char *end;

	do {
		if (p->n == CYCLES_A_DATABASE)
			die("too many cuts");
		p->cut[p->n].seed = strtoull(text, &end, 10);
		if (end == text || *end != ':')
			die("-p SEED:OPERATION,...");
		text = end + 1;
		p->cut[p->n++].at = strtoull(text, &end, 10);
		if (end == text)
			die("-p SEED:OPERATION,...");
		text = end + 1;
	} while (*end == ',');
}

static void options_read(struct campaign *c, int argc, char **argv)
{
	const char *folder = "/tmp";
	int option;

	while ((option = getopt(argc, argv, "n:s:d:ctl:b:p:")) != -1) {
		if (option == 'n')
			c->cuts = strtol(optarg, NULL, 10);
		else if (option == 's')
			c->seed = strtoull(optarg, NULL, 10);
		else if (option == 'd')
			folder = optarg;
		else if (option == 'c')
			c->control = true;
		else if (option == 't')
			c->beside = true;
		else if (option == 'l')
			c->lie = (unsigned)strtoul(optarg, NULL, 10);
		else if (option == 'b')
			c->batch = strtol(optarg, NULL, 10);
		else if (option == 'p')
			play_read(&c->played, optarg);
		else
			die("options: -n CUTS -s SEED -d FOLDER -c -t -l NTH -b MOST -p SEED:OPERATION,...");
	}
	(void)snprintf(c->path, sizeof(c->path), "%s/power-%ld.db", folder, (long)getpid());
	if (c->batch < 1 || c->batch > BATCH)
		die("-b: 1 to 16");
	power_install(folder);
	power_lie(c->lie);
}

static void campaign_run(struct campaign *c)
{
	bool bad = false;

	for (long n = 0; n < c->cuts; n++) {
		if (n % CYCLES_A_DATABASE == 0 || bad)
			new_database(c);
		c->since.batch = c->batch;
		c->since.cut[c->since.n] = cycle(c, c->seed + (uint64_t)n, 0);
		bad = !look(c, n, c->since.cut[c->since.n++]);
		if (bad && c->failed.n == 0)
			c->failed = c->since;
	}
}

int main(int argc, char **argv)
{
	struct campaign *c = calloc(1, sizeof(*c));
	long lost, other;

	if (c == NULL)
		die("out of memory");
	c->cuts = 300;
	c->seed = 1;
	c->batch = BATCH;
	options_read(c, argc, argv);
	(void)sqlite3_auto_extension((void (*)(void))note_connection);
	if (freopen("/dev/null", "w", stderr) ==
		NULL) /* the product tells of every failed write */
		die("no /dev/null");
	c->played.batch = c->batch;
	if (c->played.n > 0) {
		c->cuts = (long)c->played.n;
		(void)play_fails(c, &c->played);
	} else {
		campaign_run(c);
	}
	lost = c->lost;
	other = c->twice + c->partial + c->unsound;
	printf("power cuts=%ld acknowledged=%ld lost=%ld twice=%ld partial=%ld unsound=%ld%s\n",
		c->cuts, c->kept, lost, c->twice, c->partial, c->unsound,
		c->control ? " (control, synchronous=NORMAL)" : "");
	if (c->failed.n > 0)
		tell_smallest(c);
	remove_files(c);
	if (c->control)
		return lost > 0 ? 0 : 1;
	return lost + other > 0;
}
