/*
 * tests/bench/rawsql.c - SQLite alone, executing exactly the statements that the same messages make Lapak execute
 *
 *	build/bench/rawsql -b 32 -n 20000 -d /tmp          transactions of 32, 20,000 messages, files in /tmp
 *	build/bench/rawsql -w known.db                      only makes the database they begin with
 *	build/bench/rawsql -w known.db -o record.jsonl      also writes the record, for other programs to execute
 *
 * It begins with a database in which every trader has written once, a day ago (-w keeps it for the next
 * run). First the messages go through relay/ and dialog/ in this process, in transactions of BATCH, while every
 * statement and its values are recorded. Then a second database in the same state executes the record, prepared
 * once and its values ready, with nothing else around it. Prints both rates: the second is what Lapak's own code and
 * HTTP are measured against. -g names the gateway's type: the simulator's replies need no outbox, Kannel's do.
 */
#include <getopt.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "bench/record.h"
#include "bench/record_write.h"
#include "bench/texts.h"
#include "relay/inbound.h"
#include "store/store.h"
#include "wording/wording.h"

static void uuid(char out[37])
{
	unsigned char b[16];

	if (getrandom(b, sizeof(b), 0) != (ssize_t)sizeof(b))
		die("no randomness");
	(void)snprintf(out, 37,
		"%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0],
		b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12],
		b[13], b[14], b[15]);
}

struct office {
	struct store *store;
	struct wording *wording;
	struct dialog dialog;
	struct inbound inbound;
	struct config config;
};

static void open_office(struct office *o, const char *path, const char *type)
{
	struct err err = { .msg = "" };
	struct buf report;
	char url[600];

	*o = (struct office){ .store = NULL };
	buf_init(&report, 65536);
	(void)snprintf(url, sizeof(url), "sqlite:%s", path);
	if (store_open(&o->store, url, STORE_WRITE, &err) != RC_OK ||
		store_migrate(o->store, "migrations", 1, &report, &err) != RC_OK)
		die(err.msg);
	if (wording_load(&o->wording, "templates/messages", &report) != RC_OK)
		die(report.data);
	buf_release(&report);
	o->dialog = (struct dialog){ .store = o->store,
		.wording = o->wording,
		.office = "Dinkopdag Surabaya",
		.short_code = "2323",
		.language = "id",
		.ask_above = 100000000 };
	(void)snprintf(
		o->config.gateway[0].name, sizeof(o->config.gateway[0].name), "%s", type);
	(void)snprintf(
		o->config.gateway[0].type, sizeof(o->config.gateway[0].type), "%s", type);
	(void)snprintf(o->config.gateway[0].allowed_prefixes,
		sizeof(o->config.gateway[0].allowed_prefixes), "+628");
	o->config.gateways = 1;
	o->inbound = (struct inbound){ o->store, &o->dialog, &o->config };
}

static void close_office(struct office *o)
{
	wording_free(o->wording);
	store_close(o->store);
}

struct run { /* of messages */
	long batch, messages, traders;
	int64_t at; /* the first one's time; a thousand a second follow */
	unsigned seed;
};

/* Every message in order, in transactions of batch. */
static void run_dialogue(struct office *o, const struct run *run)
{
	unsigned seed = run->seed;
	struct gateway_event *e = calloc(1, sizeof(*e));
	struct inbound_result r;

	if (e == NULL)
		die("out of memory");
	inbound_result_init(&r);
	for (long i = 0; i < run->messages; i++) {
		const char *text = bench_texts[(size_t)rand_r(&seed) % BENCH_TEXTS];
		char id[37];

		if (i % run->batch == 0 && store_begin(o->store) != RC_OK)
			die("begin");
		record_mark();
		uuid(id);
		e->kind = EVENT_SMS;
		(void)snprintf(e->id, sizeof(e->id), "%s", id);
		(void)snprintf(e->from.e164, sizeof(e->from.e164), "+62812%07ld",
			i % run->traders % 10000000);
		e->sender = SENDER_MOBILE;
		e->length = (size_t)snprintf(e->text, sizeof(e->text), "%s", text);
		inbound_result_release(&r);
		inbound_result_init(&r);
		if (inbound_apply(&o->inbound, &o->config.gateway[0], e, run->at + i / 1000,
			    &r) != RC_OK)
			die("apply");
		if ((i % run->batch == run->batch - 1 || i == run->messages - 1) &&
			store_commit(o->store) != RC_OK)
			die("commit");
	}
	inbound_result_release(&r);
	free(e);
}

/* Written out at once, or the first fsync of the run would pay for all of it. */
static void copy_file(const char *from, const char *to)
{
	char command[2600];

	(void)snprintf(command, sizeof(command), "cp '%s' '%s' && sync '%s'", from, to, to);
	if (system(command) != 0)
		die("could not copy the database");
}

struct bench {
	struct run run;
	const char *folder, *known, *type, *written;
	bool made; /* the database to begin with is this run's own */
};

/* The database in which everybody is known, as in the market. */
static void make_known(struct bench *b, char path[static 512])
{
	struct run all = { 1000, b->run.traders, b->run.traders, b->run.at - 86400, 7 };
	struct office o;

	(void)snprintf(path, 512, "%s/rawsql-%ld.db", b->folder, (long)getpid());
	if (b->known != NULL)
		(void)snprintf(path, 512, "%s", b->known);
	b->made = b->known == NULL;
	if (access(path, F_OK) == 0)
		return;
	open_office(&o, path, b->type);
	run_dialogue(&o, &all);
	store_checkpoint(o.store);
	close_office(&o);
}

/* Through relay and dialogue on a copy of the known database; returns seconds. */
static double converse(const struct bench *b, const char *known, const char *copy)
{
	struct office o;
	double begin;

	copy_file(known, copy);
	open_office(&o, copy, b->type);
	begin = seconds();
	run_dialogue(&o, &b->run);
	begin = seconds() - begin;
	close_office(&o);
	return begin;
}

static void measure(const struct bench *b, const char *known)
{
	double messages = (double)b->run.messages, dialogue, raw;
	char copy[600];

	(void)snprintf(copy, sizeof(copy), "%s/rawsql-copy-%ld.db", b->folder, (long)getpid());
	record.on = true;
	(void)converse(b, known, copy);
	record.on = false;
	if (b->written != NULL) {
		record_write(b->written);
		(void)unlink(copy);
		return;
	}
	dialogue = converse(b, known, copy);
	copy_file(known, copy);
	raw = replay(copy);
	(void)unlink(copy);
	printf("batch=%ld messages=%ld statements=%.1f raw=%.0f dialogue=%.0f ratio=%.2f\n",
		b->run.batch, b->run.messages, (double)record.count / messages, messages / raw,
		messages / dialogue, raw / dialogue);
}

static void options_read(struct bench *b, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "b:n:t:d:w:g:o:")) != -1) {
		if (option == 'b')
			b->run.batch = strtol(optarg, NULL, 10);
		else if (option == 'n')
			b->run.messages = strtol(optarg, NULL, 10);
		else if (option == 't')
			b->run.traders = strtol(optarg, NULL, 10);
		else if (option == 'd')
			b->folder = optarg;
		else if (option == 'w')
			b->known = optarg;
		else if (option == 'g')
			b->type = optarg;
		else if (option == 'o')
			b->written = optarg;
		else
			die("options: -b BATCH -n MESSAGES -t TRADERS -d FOLDER -w FILE -g TYPE -o FILE");
	}
	if (b->run.batch < 1 || b->run.messages < 0 || b->run.traders < 1)
		die("-b and -t must be at least 1");
}

int main(int argc, char **argv)
{
	struct bench b = { .run = { 32, 20000, 100000, time(NULL), 11 },
		.folder = "/tmp",
		.type = "simulator" };
	char known[512];

	options_read(&b, argc, argv);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* as the product does */
	(void)sqlite3_auto_extension((void (*)(void))install);
	make_known(&b, known);
	if (b.run.messages > 0)
		measure(&b, known);
	if (b.made)
		(void)unlink(known);
	return 0;
}
