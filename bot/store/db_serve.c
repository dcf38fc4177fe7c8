/* store/db_serve.c - of a database that is a way away: who serves it, and what is asked of it ahead */
#include "store/db.h"
#include "store/db_driver.h"

enum rc db_hold(struct db *db, bool alone, struct err *err)
{
	return db->driver->hold ? db->driver->hold(db, alone, err) : RC_OK;
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
	if (s->db->driver->start && s->failed == RC_OK && s->db->driver->may_run(s) == RC_OK)
		s->db->driver->start(s);
}

int64_t db_trips(const struct db *db)
{
	return db->driver->trips ? db->driver->trips(db) : 0;
}
