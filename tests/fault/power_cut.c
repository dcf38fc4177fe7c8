/*
 * tests/fault/power_cut.c - power goes again and again while messages are taken in
 *
 *	build/fault/power_cut -n 10000 -s 1 -d FOLDER            0 lost, 0 twice, 0 in part
 *	build/fault/power_cut -n 300 -c                           the control, synchronous=NORMAL: must lose
 *
 * Each cycle opens the database the last cut left, takes in new messages and repeats of old ones in turns of
 * up to 16, as the daemon does, and lets power go at a random operation, also while it opens or checkpoints.
 * A failing cycle prints its seed; -s SEED -n 1 plays it again on a new database.
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

struct campaign {
	long cuts;
	uint64_t seed, random;
	bool control; /* synchronous=NORMAL */
	char path[512];
	bool acknowledged[MESSAGES_MAX];
	long messages; /* numbers given out in this database */
	long kept, lost, twice, partial, unsound;
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
	power_arm(0, 1);
	if (office_open(&c->office, c->path) != RC_OK || office_migrate(&c->office) != RC_OK)
		die("the database cannot be made");
	office_close(&c->office);
	power_restore();
}

/* One turn of the loop: everything in one transaction, acknowledged only after the commit. */
static bool take_turn(struct campaign *c)
{
	long number[BATCH], n = 1 + (long)(random_next(c) % BATCH);

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
	return true;
}

static void cycle(struct campaign *c)
{
	power_arm(1 + random_next(c) % OPERATIONS, random_next(c));
	if (office_open(&c->office, c->path) == RC_OK) {
		store_keep_log(c->office.store);
		if (c->control && sqlite3_exec(newest, "PRAGMA synchronous=NORMAL", NULL, NULL,
					  NULL) != SQLITE_OK)
			die("synchronous=NORMAL is refused");
		for (int i = 0; i < TURNS && take_turn(c) && !power_is_cut(); i++)
			;
		if (random_next(c) % 8 == 0 && !power_is_cut())
			store_checkpoint(c->office.store);
		office_close(&c->office);
	}
	power_restore();
}

static bool look(struct campaign *c, long n, uint64_t seed)
{
	struct finding v;

	power_arm(0, 1);
	checker_look(&v, c->path, c->acknowledged, c->messages, n % CYCLES_A_DATABASE == 0);
	power_restore();
	c->lost += v.lost;
	c->twice += v.twice;
	c->partial += v.partial;
	c->unsound += !v.sound;
	if (v.lost + v.twice + v.partial == 0 && v.sound)
		return true;
	if (!c->control)
		printf("cut %ld, seed %llu: lost=%ld twice=%ld partial=%ld sound=%d\n", n,
			(unsigned long long)seed, v.lost, v.twice, v.partial, v.sound);
	return false;
}

static void options_read(struct campaign *c, int argc, char **argv)
{
	const char *folder = "/tmp";
	int option;

	while ((option = getopt(argc, argv, "n:s:d:c")) != -1) {
		if (option == 'n')
			c->cuts = strtol(optarg, NULL, 10);
		else if (option == 's')
			c->seed = strtoull(optarg, NULL, 10);
		else if (option == 'd')
			folder = optarg;
		else if (option == 'c')
			c->control = true;
		else
			die("options: -n CUTS -s SEED -d FOLDER -c");
	}
	(void)snprintf(c->path, sizeof(c->path), "%s/power-%ld.db", folder, (long)getpid());
	power_install(folder);
}

int main(int argc, char **argv)
{
	struct campaign *c = calloc(1, sizeof(*c));
	long bad = 0;

	if (c == NULL)
		die("out of memory");
	c->cuts = 300;
	c->seed = 1;
	options_read(c, argc, argv);
	(void)sqlite3_auto_extension((void (*)(void))note_connection);
	if (freopen("/dev/null", "w", stderr) ==
		NULL) /* the product tells of every failed write */
		die("no /dev/null");
	for (long n = 0; n < c->cuts; n++) {
		uint64_t seed = c->seed + (uint64_t)n;

		if (n % CYCLES_A_DATABASE == 0 || bad > 0)
			new_database(c);
		c->random = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
		cycle(c);
		bad = !look(c, n, seed);
	}
	remove_files(c);
	printf("power cuts=%ld acknowledged=%ld lost=%ld twice=%ld partial=%ld unsound=%ld%s\n",
		c->cuts, c->kept, c->lost, c->twice, c->partial, c->unsound,
		c->control ? " (control, synchronous=NORMAL)" : "");
	if (c->control)
		return c->lost > 0 ? 0 : 1;
	return c->lost + c->twice + c->partial + c->unsound > 0;
}
