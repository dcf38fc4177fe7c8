/* tests/bench/record.h - for rawsql.c: recording what SQLite executes, and executing it again */
#ifndef LAPAK_BENCH_RECORD_H
#define LAPAK_BENCH_RECORD_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DISTINCT = 400 };

struct value {     /* of one parameter, ready to be bound */
	int index; /* SQLite's; 0: the end of a step's values */
	bool null;
	int length;
	int64_t number;
	const char *text; /* NULL: a number */
};

struct step { /* one execution: a statement and where its values are in the arena */
	int statement;
	size_t values;
};

struct record {
	char *sql[DISTINCT];
	int statements;
	struct step *steps;
	size_t count, room;
	char *arena; /* values as literals, NUL-ended, in the order of the parameters */
	size_t used, size;
	bool on;
	size_t *begins, marks; /* the step with which each message begins */
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

/* A message begins here. */
static void record_mark(void)
{
	if (!record.on)
		return;
	if (record.marks % 1024 == 0)
		record.begins =
			grow(record.begins, (record.marks + 1024) * sizeof(*record.begins));
	record.begins[record.marks++] = record.count;
}

static int install(sqlite3 *db, char **error, const struct sqlite3_api_routines *api)
{
	(void)error;
	(void)api;
	return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, traced, NULL);
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
			"PRAGMA trusted_schema=OFF; PRAGMA cache_size=-16384;",
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

#endif
