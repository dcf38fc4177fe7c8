/* store/tally.c - sums of sales and messages by day: added up in memory, written when the turn is kept */
#include "store/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/days.h"
#include "store/db.h"

enum { ENTRIES_FIRST = 64, VALUES = 6 };

enum of { OF_SALE, OF_GOODS, OF_MESSAGE };

struct entry { /* a row of sums, and what to add to it */
	enum of of;
	int32_t day;
	int64_t a, b; /* sale: market, step; goods: 0, step; message: kind, state */
	char name[GATEWAY_NAME_MAX + 1]; /* goods: what is sold; message: the gateway */
	int64_t value[VALUES];
};

struct tally {
	struct entry *entry;
	size_t n, room, mark; /* from mark on: said since the savepoint */
	bool lost;            /* no memory: the transaction must not be kept */
};

struct tally *tally_new(void)
{
	return calloc(1, sizeof(struct tally));
}

void tally_free(struct tally *t)
{
	if (t == NULL)
		return;
	free(t->entry);
	free(t);
}

void tally_begin(struct tally *t)
{
	t->n = t->mark = 0;
	t->lost = false;
}

static bool same(const struct entry *x, const struct entry *y)
{
	return x->b == y->b && x->a == y->a && x->day == y->day && x->of == y->of &&
	       strcmp(x->name, y->name) == 0;
}

/* Adds e to the entry of its key among [from, to), if there is one. */
static bool merge(struct tally *t, size_t from, size_t to, const struct entry *e)
{
	for (size_t i = to; i > from; i--) {
		struct entry *x = &t->entry[i - 1];

		if (!same(x, e))
			continue;
		for (size_t k = 0; k < VALUES; k++)
			x->value[k] += e->value[k];
		return true;
	}
	return false;
}

static void add(struct tally *t, const struct entry *e)
{
	if (merge(t, t->mark, t->n, e))
		return;
	if (t->n == t->room) {
		size_t room = t->room > 0 ? t->room * 2 : ENTRIES_FIRST;
		struct entry *more = realloc(t->entry, room * sizeof(*more));

		if (more == NULL) {
			t->lost = true;
			return;
		}
		t->entry = more;
		t->room = room;
	}
	t->entry[t->n++] = *e;
}

void tally_save(struct tally *t)
{
	t->mark = t->n;
}

void tally_release(struct tally *t)
{
	size_t n = t->mark;

	for (size_t i = t->mark; i < t->n; i++)
		if (!merge(t, 0, n, &t->entry[i]))
			t->entry[n++] = t->entry[i];
	t->n = n;
	t->mark = 0;
}

void tally_undo(struct tally *t)
{
	t->n = t->mark;
	t->mark = 0;
}

rupiah sale_step(enum sale_status status, rupiah total)
{
	rupiah unit = 1, first = total;

	if (status == SALE_CLOSED)
		return -1;
	while (first >= 100 && unit < INT64_C(10000000000)) {
		unit *= 10;
		first = total / unit;
	}
	if (total < 100)
		return total;
	return (first - first % (first < 20 ? 1 : first < 50 ? 2 : 5)) * unit;
}

static struct entry entry_of(const struct tally_sale *what, int by)
{
	bool known = what->live != SALE_LIVE_UNKNOWN;

	return (struct entry){ .of = OF_SALE,
		.day = what->day,
		.a = what->market_id,
		.b = sale_step(what->status, what->total),
		.value = { by, by * what->total, known ? by : 0, known ? by * what->total : 0,
			known ? by * what->live : 0, known && what->live > 0 ? by : 0 } };
}

void tally_sale(struct store *st, const struct tally_sale *what, int by)
{
	struct entry e = entry_of(what, by);

	add(st->tally, &e);
}

void tally_goods(struct store *st, const struct tally_sale *what, const char *goods, int by)
{
	struct entry e = entry_of(what, by);

	_Static_assert(
		(int)GOODS_WORD_MAX <= (int)GATEWAY_NAME_MAX, "an entry has room for it");
	e.of = OF_GOODS;
	e.a = 0;
	while ((goods = goods_next(goods, e.name)) != NULL)
		add(st->tally, &e);
}

/* What is on the wire is still to go: one state for both spares a write at each attempt. */
static enum message_state shown(enum message_state s)
{
	return s == MESSAGE_SENDING ? MESSAGE_QUEUED : s;
}

void tally_message(struct store *st, const struct tally_message *what, int by)
{
	struct entry e = { .of = OF_MESSAGE,
		.day = day_calendar(what->at),
		.a = what->kind,
		.b = shown(what->state),
		.value = { by, (int64_t)by * what->segments } };
	size_t n = strnlen(what->gateway, GATEWAY_NAME_MAX);

	memcpy(e.name, what->gateway, n);
	add(st->tally, &e);
}

void tally_turned(struct store *st, struct tally_message what, enum message_state from,
	enum message_state to)
{
	if (shown(from) == shown(to))
		return;
	what.state = from;
	tally_message(st, &what, -1);
	what.state = to;
	tally_message(st, &what, 1);
}

static const struct sql keep_sale = { "tally.sale",
	"INSERT INTO sale_day (day, market_id, step, reports, total, known, known_total, live, "
	"live_reports) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
	"ON CONFLICT (day, market_id, step) DO UPDATE SET "
	"reports = sale_day.reports + excluded.reports, total = sale_day.total + excluded.total, "
	"known = sale_day.known + excluded.known, "
	"known_total = sale_day.known_total + excluded.known_total, "
	"live = sale_day.live + excluded.live, "
	"live_reports = sale_day.live_reports + excluded.live_reports" };
static const struct sql keep_goods = { "tally.goods",
	"INSERT INTO goods_day (day, goods, step, reports, total, known, known_total, live, "
	"live_reports) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
	"ON CONFLICT (day, goods, step) DO UPDATE SET "
	"reports = goods_day.reports + excluded.reports, "
	"total = goods_day.total + excluded.total, known = goods_day.known + excluded.known, "
	"known_total = goods_day.known_total + excluded.known_total, "
	"live = goods_day.live + excluded.live, "
	"live_reports = goods_day.live_reports + excluded.live_reports" };
static const struct sql keep_message = { "tally.message",
	"INSERT INTO message_day (day, gateway, kind, state, messages, segments) "
	"VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (day, gateway, kind, state) DO UPDATE SET "
	"messages = message_day.messages + excluded.messages, "
	"segments = message_day.segments + excluded.segments" };

static enum rc keep_entry(struct store *st, const struct entry *e)
{
	static const struct sql *const keep[] = {
		[OF_SALE] = &keep_sale, [OF_GOODS] = &keep_goods, [OF_MESSAGE] = &keep_message
	};
	struct stmt *s = db_prepare(st->db, keep[e->of]);
	bool message = e->of == OF_MESSAGE;

	db_int(s, 1, e->day);
	if (e->of == OF_SALE)
		db_int(s, 2, e->a);
	else
		db_text(s, 2, e->name);
	if (message) {
		db_text(s, 3, message_kind_name((enum message_kind)e->a));
		db_text(s, 4, message_state_name((enum message_state)e->b));
	} else {
		db_int(s, 3, e->b);
	}
	for (int i = 0; i < (message ? 2 : VALUES); i++)
		db_int(s, (message ? 5 : 4) + i, e->value[i]);
	return db_run_later(s);
}

/* Servers that add to the same sums do it in the same order, so that none waits for one that waits for it. */
static int by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->of != y->of)
		return x->of < y->of ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return strcmp(x->name, y->name);
}

enum rc tally_keep(struct store *st)
{
	static const int64_t nothing[VALUES] = { 0 };
	struct tally *t = st->tally;
	enum rc rc = t->lost ? RC_BROKEN : RC_OK;

	if (db_is_shared(st->db) && t->n > 1)
		qsort(t->entry, t->n, sizeof(*t->entry), by_key);
	for (size_t i = 0; i < t->n && rc == RC_OK; i++)
		if (memcmp(t->entry[i].value, nothing, sizeof(nothing)) != 0)
			rc = keep_entry(st, &t->entry[i]);
	return rc;
}

const struct sql *const tally_sql[] = { &keep_sale, &keep_goods, &keep_message, NULL };
