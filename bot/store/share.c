/* store/share.c - whose turns a transaction beside other servers may do */
#include "store/share.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/trader.h"

enum { KEYS_MAX = STORE_LOCKS * 40 }; /* bytes: each of 16, escaped and quoted */

static int by_number(const void *a, const void *b)
{
	return strcmp(((const struct phone *)a)->e164, ((const struct phone *)b)->e164);
}

bool store_share_lock(struct store_share *s, const struct phone *p)
{
	if (s->locks == STORE_LOCKS)
		return false;
	s->lock[s->locks++] = *p;
	return true;
}

void share_sort(struct store_share *s)
{
	qsort(s->lock, s->locks, sizeof(*s->lock), by_number);
}

/* An array in PostgreSQL's words. What is no number of a phone may hold anything. */
static void write_keys(const struct store_share *s, struct buf *out)
{
	buf_putc(out, '{');
	for (size_t i = 0; i < s->locks; i++) {
		buf_puts(out, i > 0 ? ",\"" : "\"");
		for (const char *c = s->lock[i].e164; *c != '\0'; c++) {
			if (*c == '"' || *c == '\\')
				buf_putc(out, '\\');
			buf_putc(out, *c);
		}
		buf_putc(out, '"');
	}
	buf_putc(out, '}');
}

enum rc share_begin(
	struct store *st, const struct store_share *share, store_expect_fn *fn, void *arg)
{
	int64_t last = 0, n = (int64_t)share->ids;
	struct buf keys;
	enum rc rc;

	st->share = share;
	st->owns = 0;
	st->ids_lost = st->ids_in_part = false;
	buf_init(&keys, KEYS_MAX);
	write_keys(share, &keys);
	db_want(st->db, n, share->locks > 0 ? keys.data : NULL);
	if (fn)
		fn(st, arg);
	rc = db_have(st->db, &last);
	buf_release(&keys);
	st->message_id = n > 0 ? last - n : 0;
	st->message_id_end = n > 0 ? last : 0;
	return rc;
}

bool share_owns(const struct store *st, int64_t trader_id)
{
	size_t i = st->owns;

	if (!db_shares(st->db))
		return true;
	while (i > 0 && st->owned[i - 1] != trader_id)
		i--;
	return i > 0;
}

void share_saw(struct store *st, const struct trader *t, bool added)
{
	if (!db_shares(st->db) || st->owns == STORE_LOCKS || share_owns(st, t->id))
		return;
	/* Nobody else can see who was added yet. */
	if (added || bsearch(&t->phone, st->share->lock, st->share->locks,
			     sizeof(*st->share->lock), by_number))
		st->owned[st->owns++] = t->id;
}
