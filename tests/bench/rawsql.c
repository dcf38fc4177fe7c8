/*
 * tests/bench/rawsql.c - SQLite alone, executing exactly the statements that the same messages make Lapak execute
 *
 *	build/bench/rawsql BATCH MESSAGES FOLDER
 *
 * First the messages go through relay/ and dialog/ in this process, in transactions of BATCH, while every statement
 * and its values are recorded. Then a second database in the same state executes the record, prepared once, with
 * nothing else around it. Prints both rates: the second is the floor that Lapak's own code and HTTP are measured against.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "bench/texts.h"
#include "relay/inbound.h"
#include "store/store.h"
#include "wording/wording.h"

enum { TRADERS = 100000, DISTINCT = 400 };

struct step { /* one execution: a statement and where its values are in the arena */
	int statement;
	size_t values;
};

struct value {     /* of one parameter, ready to be bound */
	int index; /* SQLite's; 0: the end of a step's values */
	bool null;
	int length;
	int64_t number;
	const char *text; /* NULL: a number */
};

struct record {
	char *sql[DISTINCT];
	int statements;
	struct step *steps;
	size_t count, room;
	char *arena; /* values as literals, NUL-ended, in the order of the parameters */
	size_t used, size;
	bool on;
};
static struct record record; /* the trace callback is installed for every connection */

static double seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what)
{
	(void)fprintf(stderr, "rawsql: %s\n", what);
	exit(1);
}

static void *grow(void *memory, size_t want)
{
	void *p = realloc(memory, want);

	if (p == NULL)
		die("out of memory");
	return p;
}

static int statement_of(const char *sql)
{
	for (int i = 0; i < record.statements; i++)
		if (strcmp(record.sql[i], sql) == 0)
			return i;
	if (record.statements == DISTINCT)
		die("too many statements");
	record.sql[record.statements] = strdup(sql);
	return record.statements++;
}

static void keep(const char *s, size_t n)
{
	if (record.used + n + 1 > record.size) {
		record.size = record.size * 2 + n + 65536;
		record.arena = grow(record.arena, record.size);
	}
	memcpy(record.arena + record.used, s, n);
	record.arena[record.used + n] = '\0';
	record.used += n + 1;
}

/* The length of the literal at s, as sqlite3_expanded_sql() writes it. */
static size_t literal(const char *s)
{
	size_t n = 1;

	if (*s != '\'')
		return strcspn(s, " ,)=+-*/|<>\n\t;");
	while (s[n] != '\0' && !(s[n] == '\'' && s[n + 1] != '\''))
		n += s[n] == '\'' ? 2 : 1;
	return n + 1;
}

/* Walks the statement and its expansion side by side; at each $n the expansion holds the value. */
static void keep_values(const char *sql, const char *expanded)
{
	while (*sql != '\0') {
		size_t n;

		if (*sql == '\'') { /* a literal of the statement itself */
			n = literal(sql);
			sql += n;
			expanded += n;
		} else if (*sql == '$') {
			const char *name = sql++;
			char number[16];

			sql += strspn(sql, "0123456789");
			n = (size_t)(sql - name);
			(void)snprintf(
				number, sizeof(number), "%.*s", (int)(n < 15 ? n : 15), name);
			keep(number, strlen(number));
			n = *expanded == '-' ? 1 + literal(expanded + 1) : literal(expanded);
			keep(expanded, n);
			expanded += n;
		} else {
			sql++;
			expanded++;
		}
	}
	keep("", 0);
}

static int traced(unsigned kind, void *arg, void *statement, void *text)
{
	char *expanded;

	(void)arg;
	(void)kind;
	if (!record.on || strncmp(text, "--", 2) == 0)
		return 0;
	if (record.count == record.room) {
		record.room = record.room * 2 + 1024;
		record.steps = grow(record.steps, record.room * sizeof(*record.steps));
	}
	expanded = sqlite3_expanded_sql(statement);
	record.steps[record.count++] =
		(struct step){ statement_of(sqlite3_sql(statement)), record.used };
	keep_values(sqlite3_sql(statement), expanded);
	sqlite3_free(expanded);
	return 0;
}

static int install(sqlite3 *db, char **error, const struct sqlite3_api_routines *api)
{
	(void)error;
	(void)api;
	return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, traced, NULL);
}

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

static void open_office(struct office *o, const char *path)
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
	(void)snprintf(o->config.gateway[0].name, sizeof(o->config.gateway[0].name), "kannel");
	(void)snprintf(o->config.gateway[0].type, sizeof(o->config.gateway[0].type), "kannel");
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

/* Every message in order, in transactions of batch. */
static void run_dialogue(struct office *o, long batch, long messages, long from, unsigned *seed)
{
	struct gateway_event *e = calloc(1, sizeof(*e));
	struct inbound_result r;

	if (e == NULL)
		die("out of memory");
	inbound_result_init(&r);
	for (long i = 0; i < messages; i++) {
		const char *text = bench_texts[(size_t)rand_r(seed) % BENCH_TEXTS];
		char id[37];

		if (i % batch == 0 && store_begin(o->store) != RC_OK)
			die("begin");
		uuid(id);
		e->kind = EVENT_SMS;
		(void)snprintf(e->id, sizeof(e->id), "%s", id);
		(void)snprintf(e->from.e164, sizeof(e->from.e164), "+62812%07ld",
			(from + i) % TRADERS);
		e->sender = SENDER_MOBILE;
		e->length = (size_t)snprintf(e->text, sizeof(e->text), "%s", text);
		inbound_result_release(&r);
		inbound_result_init(&r);
		if (inbound_apply(&o->inbound, &o->config.gateway[0], e, 1764000000 + i / 1000,
			    &r) != RC_OK)
			die("apply");
		if ((i % batch == batch - 1 || i == messages - 1) &&
			store_commit(o->store) != RC_OK)
			die("commit");
	}
	inbound_result_release(&r);
	free(e);
}

/* Turns the literal, which stays in the arena, into a value: text loses its quotes in place. */
static struct value decode(char *literal_text)
{
	struct value v = { .text = NULL };
	char *to = literal_text;

	v.null = strcmp(literal_text, "NULL") == 0;
	if (*literal_text != '\'') {
		v.number = strtoll(literal_text, NULL, 10);
		return v;
	}
	for (const char *c = literal_text + 1; *c != '\0'; c++) {
		if (*c == '\'' && *++c == '\0')
			break;
		*to++ = *c;
	}
	v.text = literal_text;
	v.length = (int)(to - literal_text);
	return v;
}

/* Everything that is no work of SQLite's, before the clock starts. Returns the values of all steps in
 * order; each step's ends with one whose index is 0. */
static struct value *decode_all(sqlite3_stmt *const *prepared)
{
	struct value *values = NULL;
	size_t used = 0, room = 0;

	for (size_t i = 0; i < record.count; i++) {
		sqlite3_stmt *s = prepared[record.steps[i].statement];
		char *at = record.arena + record.steps[i].values;
		bool more = true;

		while (more) {
			char *literal_text = at + strlen(at) + 1;
			char *next = *at != '\0' ? literal_text + strlen(literal_text) + 1 : at;

			if (used == room) {
				room = room * 2 + 1024;
				values = grow(values, room * sizeof(*values));
			}
			more = *at != '\0';
			values[used] =
				more ? decode(literal_text) : (struct value){ .text = NULL };
			values[used++].index = more ? sqlite3_bind_parameter_index(s, at) : 0;
			at = next;
		}
	}
	return values;
}

static void bind(sqlite3_stmt *s, const struct value *v)
{
	if (v->null)
		(void)sqlite3_bind_null(s, v->index);
	else if (v->text == NULL)
		(void)sqlite3_bind_int64(s, v->index, v->number);
	else
		(void)sqlite3_bind_text(s, v->index, v->text, v->length, SQLITE_STATIC);
}

/* Seconds that the steps take. */
static double execute(sqlite3 *db, sqlite3_stmt *const *prepared, const struct value *v)
{
	double begin = seconds();

	for (size_t i = 0; i < record.count; i++, v++) {
		sqlite3_stmt *s = prepared[record.steps[i].statement];
		int rc;

		for (; v->index != 0; v++)
			bind(s, v);
		do
			rc = sqlite3_step(s);
		while (rc == SQLITE_ROW);
		if (rc != SQLITE_DONE && rc != SQLITE_CONSTRAINT)
			die(sqlite3_errmsg(db));
		(void)sqlite3_reset(s);
	}
	return seconds() - begin;
}

/* Executes the record on the database at path, opened as the product opens it. */
static double replay(const char *path)
{
	static sqlite3_stmt *prepared[DISTINCT];
	struct value *values;
	double took;
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK ||
		sqlite3_trace_v2(db, 0, NULL, NULL) != SQLITE_OK ||
		sqlite3_exec(db,
			"PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
			"PRAGMA trusted_schema=OFF;",
			NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	for (int i = 0; i < record.statements; i++)
		if (sqlite3_prepare_v3(db, record.sql[i], -1, SQLITE_PREPARE_PERSISTENT,
			    &prepared[i], NULL) != SQLITE_OK)
			die(sqlite3_errmsg(db));
	values = decode_all(prepared);
	took = execute(db, prepared, values);
	free(values);
	for (int i = 0; i < record.statements; i++)
		(void)sqlite3_finalize(prepared[i]);
	(void)sqlite3_close(db);
	return took;
}

static void copy_file(const char *from, const char *to)
{
	char command[1300];

	(void)snprintf(command, sizeof(command), "cp '%s' '%s'", from, to);
	if (system(command) != 0)
		die("could not copy the database");
}

int main(int argc, char **argv)
{
	long batch = argc > 1 ? strtol(argv[1], NULL, 10) : 32;
	long messages = argc > 2 ? strtol(argv[2], NULL, 10) : 40000;
	const char *folder = argc > 3 ? argv[3] : "/tmp";
	char first[512], second[512];
	struct office o;
	double dialogue, raw;
	unsigned seed = 7;

	(void)snprintf(first, sizeof(first), "%s/rawsql-a-%ld.db", folder, (long)getpid());
	(void)snprintf(second, sizeof(second), "%s/rawsql-b-%ld.db", folder, (long)getpid());
	(void)sqlite3_auto_extension((void (*)(void))install);
	open_office(&o, first);
	run_dialogue(&o, 1000, TRADERS, 0, &seed); /* everybody is known, as in the market */
	store_checkpoint(o.store);
	close_office(&o);
	copy_file(first, second);
	open_office(&o, first);
	record.on = true;
	run_dialogue(&o, batch, messages, 0, &seed);
	record.on = false;
	close_office(&o);
	copy_file(second, first);
	open_office(&o, first);
	seed = 7;
	dialogue = seconds();
	run_dialogue(&o, batch, messages, 0, &seed);
	dialogue = seconds() - dialogue;
	close_office(&o);
	raw = replay(second);
	printf("batch %ld: raw SQLite %.0f msg/s (%.1f statements a message), with relay and dialogue "
	       "%.0f msg/s, ratio %.2f\n",
		batch, (double)messages / raw, (double)record.count / (double)messages,
		(double)messages / dialogue, raw / dialogue);
	(void)unlink(first);
	(void)unlink(second);
	return 0;
}
