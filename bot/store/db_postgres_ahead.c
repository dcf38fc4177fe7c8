/*
 * store/db_postgres_ahead.c - rows that are asked for before they are needed, many in one round trip
 *
 * What was asked ahead holds for the rest of its transaction, until a statement writes to a table it was read from, or a savepoint
 * is undone; then it is asked anew. A write that names the key of its row leaves the rows of other keys.
 */
#include <stdlib.h>
#include <string.h>

#include "store/db_postgres.h"

enum { AHEAD = 256, VALUES = 160 };

struct row {
	const struct stmt *of;
	bool valid;
	char values[VALUES]; /* of the parameters, joined */
	PGresult *result;    /* NULL: not come yet */
};

struct pg_ahead {
	unsigned n;
	unsigned mark;  /* how many there were when the outermost savepoint was made */
	unsigned depth; /* savepoints */
	struct row row[AHEAD];
};

#define TABLE(name, n, columns, key) #name,
static const char *const tables[] = {
#include "store/tables.def"
};
#undef TABLE

/* The parameter that names the row that is read, or the one row that is written. The keys of one table are all of one kind. */
static const struct {
	const char *name;
	int key;
} keyed[] = {
	{ "trader.by_phone", 1 },
	{ "trader.add", 8 },
	{ "conversation.get", 1 },
	{ "conversation.put", 1 },
	{ "conversation.put_again", 1 },
	{ "seen.get", 2 },
	{ "seen.add_new", 2 },
	{ "sale.get", 1 },
	{ "sale.keep", 1 },
	{ "sale.put_far", 1 },
	{ "sale.median", 1 },
	{ "sale.total", 1 },
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

/* Of the tables a statement names, all; or of one that writes, the one written to, which it names first. */
static uint64_t tables_of(const char *text, bool first)
{
	uint64_t found = 0;

	_Static_assert(sizeof(tables) / sizeof(tables[0]) <= 64, "a bit for each table");
	for (size_t at = 0, n; text[at] != '\0'; at += n) {
		for (n = 0; is_letter(text[at + n]);)
			n++;
		for (size_t i = 0; n > 0 && i < sizeof(tables) / sizeof(tables[0]); i++)
			if (strlen(tables[i]) == n && strncmp(tables[i], text + at, n) == 0)
				found |= UINT64_C(1) << i;
		if (first && found != 0)
			return found;
		n += n == 0;
	}
	return found;
}

void pg_ahead_prepare(struct stmt *s)
{
	s->pg->tables =
		tables_of(s->sql->text, s->writes && strncmp(s->sql->text, "WITH", 4) != 0);
	s->pg->key = 0;
	for (size_t i = 0; i < sizeof(keyed) / sizeof(keyed[0]); i++)
		if (strcmp(s->sql->name, keyed[i].name) == 0)
			s->pg->key = keyed[i].key;
}

/* False: there is no room for them. */
static bool join_values(const struct pg_stmt *p, char out[static VALUES])
{
	size_t used = 0;

	for (int i = 1; i <= p->parameters; i++) {
		const char *value = p->value[i] ? p->value[i] : "\x1e";
		size_t n = strlen(value);

		if (p->binary[i] || used + n + 2 > VALUES)
			return false;
		memcpy(out + used, value, n);
		used += n;
		out[used++] = '\x1f';
	}
	out[used] = '\0';
	return true;
}

static struct row *find(const struct stmt *s)
{
	struct pg_ahead *a = s->db->pg->ahead;
	char values[VALUES];

	if (!a || a->n == 0 || !join_values(s->pg, values))
		return NULL;
	for (unsigned i = 0; i < a->n; i++)
		if (a->row[i].valid && a->row[i].of == s &&
			strcmp(a->row[i].values, values) == 0)
			return &a->row[i];
	return NULL;
}

/* Its n-th value, which begins at *value and has *size bytes. */
static void nth_value(const char *values, int n, const char **value, size_t *size)
{
	*value = values;
	for (*size = strcspn(*value, "\x1f"); n > 1; n--) {
		*value += *size + 1;
		*size = strcspn(*value, "\x1f");
	}
}

static bool is_same_key(const struct row *r, const struct pg_stmt *writer)
{
	const char *key = writer->value[writer->key], *value;
	size_t size;

	nth_value(r->values, r->of->pg->key, &value, &size);
	return key && strlen(key) == size && strncmp(key, value, size) == 0;
}

void pg_ahead_touch(const struct stmt *s)
{
	struct pg_ahead *a = s->db->pg->ahead;

	for (unsigned i = 0; a && i < a->n; i++) {
		struct row *r = &a->row[i];
		bool keys = s->pg->key != 0 && r->of->pg->key != 0;

		if ((r->of->pg->tables & s->pg->tables) != 0 &&
			(!keys || is_same_key(r, s->pg)))
			r->valid = false;
	}
}

void pg_ahead_save(struct pg *pg)
{
	if (pg->ahead && pg->ahead->depth++ == 0)
		pg->ahead->mark = pg->ahead->n;
}

void pg_ahead_release(struct pg *pg)
{
	if (pg->ahead && pg->ahead->depth > 0)
		pg->ahead->depth--;
}

/* What was asked before and not written to since still holds. */
void pg_ahead_undo(struct pg *pg)
{
	for (unsigned i = pg->ahead ? pg->ahead->mark : 0; pg->ahead && i < pg->ahead->n; i++)
		pg->ahead->row[i].valid = false;
	pg_ahead_release(pg);
}

void pg_ahead_forget(struct pg *pg)
{
	for (unsigned i = 0; pg->ahead && i < pg->ahead->n; i++)
		PQclear(pg->ahead->row[i].result);
	if (pg->ahead)
		pg->ahead->n = pg->ahead->mark = pg->ahead->depth = 0;
}

void pg_ahead_free(struct pg *pg)
{
	pg_ahead_forget(pg);
	free(pg->ahead);
	pg->ahead = NULL;
}

/* A row for what is asked next; NULL: there is none. */
static struct row *take_row(struct pg *pg)
{
	struct pg_ahead *a = pg->ahead;

	if (!a)
		pg->ahead = a = calloc(1, sizeof(*a));
	return a && a->n < AHEAD ? &a->row[a->n] : NULL;
}

void pg_expect(struct stmt *s)
{
	struct pg *pg = s->db->pg;
	struct row *r;

	if (!s->db->began || pg->spoilt || pg->careful > 0 || pg->sent >= PG_LATER || find(s))
		return;
	r = take_row(pg);
	if (!r)
		return;
	*r = (struct row){ .of = s, .valid = true };
	if (!join_values(s->pg, r->values))
		return;
	pg->ahead->n++;
	pg_send_waiting(s->db);
	pg_send_statement(s, s->sql->name);
	pg->keep[pg->sent - 1] = &r->result;
}

enum rc pg_ahead_take(struct stmt *s, PGresult **out)
{
	struct row *r = find(s);
	enum rc rc;

	*out = NULL;
	if (!r)
		return RC_OK;
	if (!r->result && s->db->pg->sent > 0) {
		rc = pg_flush(s->db);
		if (rc != RC_OK)
			return rc;
	}
	*out = r->result;
	return RC_OK;
}
