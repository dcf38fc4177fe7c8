/* store/copy.c - the whole of one database into another, table by table, then compared row by row */
#include "store/copy.h"

#include <inttypes.h>
#include <string.h>

#include "store/db.h"

enum { TELL_EVERY = 1000 }; /* rows */

struct table {
	const char *name;
	int columns;
	const struct sql count, read, add;
};

#define P1  "$1"
#define P2  P1 ", $2"
#define P3  P2 ", $3"
#define P4  P3 ", $4"
#define P5  P4 ", $5"
#define P6  P5 ", $6"
#define P7  P6 ", $7"
#define P8  P7 ", $8"
#define P9  P8 ", $9"
#define P10 P9 ", $10"
#define P11 P10 ", $11"
#define P12 P11 ", $12"
#define P13 P12 ", $13"
#define P14 P13 ", $14"
#define P15 P14 ", $15"
#define P16 P15 ", $16"
#define P17 P16 ", $17"
#define P18 P17 ", $18"
#define P19 P18 ", $19"
#define P20 P19 ", $20"
#define P21 P20 ", $21"
#define P22 P21 ", $22"
#define P23 P22 ", $23"
#define P24 P23 ", $24"
#define P25 P24 ", $25"
#define P26 P25 ", $26"
#define P27 P26 ", $27"
#define P28 P27 ", $28"

#define TABLE(name, n, columns, key)                                                           \
	{ #name, n, { "copy.count." #name, "SELECT count(*) FROM " #name " LIMIT 1" },         \
		{ "copy.read." #name, "SELECT " columns " FROM " #name " ORDER BY " key },     \
		{ "copy.add." #name,                                                           \
			"INSERT INTO " #name " (" columns ") VALUES (" P##n ")" } },

static const struct table tables[] = {
#include "store/tables.def"
};
#undef TABLE

enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

/* The counters of identifiers, which a migration fills. */
static const struct sql no_counters = { "copy.no_counters", "DELETE FROM sequence" };

struct copy {
	struct store *from, *to;
	const struct copy_watch *watch;
	int64_t done, total;
	struct err *err;
};

static void advance(struct copy *c)
{
	if (++c->done % TELL_EVERY == 0 || c->done == c->total)
		c->watch->tell(c->watch->arg, c->done, c->total);
}

static enum rc failed(const struct copy *c, enum rc rc, const char *what, const struct table *t)
{
	return err_set(c->err, rc, "the table %s cannot be %s (%s); nothing was copied",
		t->name, what,
		rc == RC_BUSY ? "the server went away, or others hold it" : rc_name(rc));
}

static enum rc count(struct copy *c, struct store *st, const struct table *t, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &t->count);
	enum rc rc = db_step(s);

	if (rc != RC_OK)
		return failed(c, rc, "counted", t);
	*out = db_get_int(s, 0);
	db_reset(s);
	return RC_OK;
}

/* How much there is; and that nothing is in the way. */
static enum rc look(struct copy *c, int64_t *rows)
{
	enum rc rc = db_run(db_prepare(c->to->db, &no_counters));

	*rows = 0;
	for (int i = 0; rc == RC_OK && i < TABLES; i++) {
		int64_t there = 0, here = 0;

		rc = count(c, c->to, &tables[i], &there);
		if (rc == RC_OK)
			rc = count(c, c->from, &tables[i], &here);
		if (rc == RC_OK && there > 0)
			rc = err_set(c->err, RC_CONFLICT,
				"%s holds data already (%" PRId64
				" rows of %s); give an empty database",
				c->to->path, there, tables[i].name);
		*rows += here;
	}
	c->total = 2 * *rows;
	return rc;
}

/* Numbers go as text too: both engines make them numbers again where the column is one. */
static enum rc add_row(struct copy *c, const struct table *t, struct stmt *row)
{
	struct stmt *add = db_prepare(c->to->db, &t->add);

	for (int i = 0; i < t->columns; i++)
		db_text(add, i + 1, db_get_null(row, i) ? NULL : db_view_text(row, i));
	return db_run_later(add);
}

static enum rc copy_table(struct copy *c, const struct table *t)
{
	struct stmt *row = db_prepare(c->from->db, &t->read);
	enum rc rc, read;

	db_stream(row);
	for (read = db_step(row); read == RC_OK; read = db_step(row)) {
		rc = add_row(c, t, row);
		if (rc != RC_OK)
			return failed(c, db_leave(row, rc), "written", t);
		advance(c);
	}
	if (read != RC_ABSENT)
		return failed(c, read, "read", t);
	rc = db_settle(c->to->db);
	return rc == RC_OK ? RC_OK : failed(c, rc, "written", t);
}

static bool is_same(const struct table *t, struct stmt *a, struct stmt *b)
{
	for (int i = 0; i < t->columns; i++)
		if (db_get_null(a, i) != db_get_null(b, i) ||
			strcmp(db_view_text(a, i), db_view_text(b, i)) != 0)
			return false;
	return true;
}

static enum rc compare_table(struct copy *c, const struct table *t)
{
	struct stmt *a = db_prepare(c->from->db, &t->read),
		    *b = db_prepare(c->to->db, &t->read);
	int64_t n = 0;
	enum rc here, there;

	db_stream(a);
	db_stream(b);
	for (;;) {
		here = db_step(a);
		there = db_step(b);
		if (here != RC_OK || there != RC_OK)
			break;
		n++;
		if (!is_same(t, a, b)) {
			db_reset(a);
			return err_set(c->err, db_leave(b, RC_BROKEN),
				"row %" PRId64
				" of the table %s was not kept as it is; nothing was "
				"copied",
				n, t->name);
		}
		advance(c);
	}
	db_reset(a);
	db_reset(b);
	if (here == RC_ABSENT && there == RC_ABSENT)
		return RC_OK;
	return failed(c, here != RC_ABSENT && here != RC_OK ? here : RC_BROKEN, "compared", t);
}

static enum rc copy_all(struct copy *c, int64_t *rows)
{
	enum rc rc = look(c, rows);

	for (int i = 0; rc == RC_OK && i < TABLES; i++)
		rc = copy_table(c, &tables[i]);
	for (int i = 0; rc == RC_OK && i < TABLES; i++)
		rc = compare_table(c, &tables[i]);
	return rc;
}

enum rc store_copy(struct store *from, struct store *to, const struct copy_watch *watch,
	int64_t *rows, struct err *err)
{
	struct copy c = { .from = from, .to = to, .watch = watch, .err = err };
	enum rc rc = db_begin(from->db, DB_ALONE);

	if (rc != RC_OK)
		return err_set(err, rc, "%s is in use by another program", from->path);
	rc = db_begin(to->db, DB_ALONE);
	if (rc != RC_OK) {
		db_rollback(from->db);
		return err_set(err, rc, "%s is in use by another program", to->path);
	}
	rc = copy_all(&c, rows);
	if (rc == RC_OK) {
		rc = db_commit(to->db);
		if (rc != RC_OK)
			(void)err_set(err, rc, "%s could not be committed (%s)", to->path,
				rc_name(rc));
	}
	if (rc != RC_OK)
		db_rollback(to->db);
	db_rollback(from->db);
	return rc;
}
