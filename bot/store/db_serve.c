/* store/db_serve.c - of a database that is a way away: who serves it, and what is asked of it ahead */
#include <string.h>

#include "store/db.h"
#include "store/db_driver.h"

/*
 * What the path of a message writes most: rows nobody else has (messages, what is claimed), rows of a trader who is locked,
 * keys that are taken once, and sums that are added to. All else waits until nobody else writes. A new one belongs here only
 * when two servers may run it at once, on READ COMMITTED, for the same row as well.
 */
static const char *const sharing[] = {
	"message.add",            /* an id of its own */
	"message.settle",         /* message.state has locked the row */
	"message.settle_sending", /* only what is on its way still, which one of two finds */
	"seen.add_new", /* a key that came to another as well makes the transaction fail, and it is found the next time */
	"store.message_block", /* the row is locked to the end, so that what follows grows */
	"store.next_id",       /* the same */
	"trader.add", /* the second waits for the first, then wants the database alone */
	"consent.add",
	"conversation.put", /* these four: share_owns() is asked before */
	"conversation.put_again",
	"sale.keep",
	"sale.put_far",
	"outbox.take",        /* outbox.due has locked the row and skipped those of others */
	"outbox.put_off",     /* the same */
	"outbox.hold",        /* what another has put off does not match any more */
	"gateway_record.put", /* adds */
	"fleet.renew",        /* one's own row */
	"tally.sale", /* these three: adds, in the order of their keys, behind all else */
	"tally.goods",
	"tally.message",
};

bool db_may_share(const struct sql *q)
{
	for (size_t i = 0; i < sizeof(sharing) / sizeof(sharing[0]); i++)
		if (strcmp(q->name, sharing[i]) == 0)
			return true;
	return false;
}

bool db_shares(const struct db *db)
{
	return db->shared && db->began;
}

bool db_alone_wanted(const struct db *db)
{
	return db->alone_wanted;
}

enum rc db_want_alone(struct db *db)
{
	if (!db_shares(db))
		return RC_OK;
	db->alone_wanted = true;
	return RC_BUSY;
}

void db_want(struct db *db, int64_t n, const char *keys)
{
	if (!db_shares(db))
		BUG("who has the database alone counts and locks nothing");
	db->driver->want(db, n, keys);
}

enum rc db_have(struct db *db, int64_t *last)
{
	return db->driver->have(db, last);
}

bool db_is_lost(const struct db *db)
{
	return db->driver->lost && db->driver->lost(db);
}

bool db_undone(const struct db *db)
{
	return db->driver->undone && db->driver->undone(db);
}

enum rc db_hold(struct db *db, enum db_gate gate, struct err *err)
{
	return db->driver->hold ? db->driver->hold(db, gate, err) : RC_OK;
}

bool db_is_shared(const struct db *db)
{
	return db->driver->hold != NULL;
}

void db_serve(struct db *db, int64_t server)
{
	db->server = server;
}

int64_t db_server(const struct db *db)
{
	return db->server;
}

void db_attend(struct db *db, store_attend_fn *attend, void *arg)
{
	db->attend = attend;
	db->attend_arg = arg;
}

enum rc db_clock(struct db *db, int64_t *out)
{
	if (!db->driver->clock)
		BUG("a file has no clock of its own");
	return db->driver->clock(db, out);
}

bool db_is_far(const struct db *db)
{
	return db->driver->expect != NULL;
}

void db_expect(struct stmt *s)
{
	if (s->failed == RC_OK)
		s->db->driver->expect(s);
	db_reset(s);
}

void db_start(struct stmt *s)
{
	const struct db *db = s->db;

	if (db->driver->start && s->failed == RC_OK && db->driver->may_run(s) == RC_OK &&
		(!db->shared || !s->writes || s->shares))
		db->driver->start(s);
}

int64_t db_trips(const struct db *db)
{
	return db->driver->trips ? db->driver->trips(db) : 0;
}
