/* store/safety.c - asks the driver, where a server has settings of its own */
#include "store/safety.h"

#include "store/db_driver.h"
#include "store/rows.h"

enum rc store_safety(struct store *st, struct safety *out)
{
	*out = (struct safety){ .fsync = true, .full_page_writes = true };
	return st->db->driver->safety ? st->db->driver->safety(st->db, out) : RC_ABSENT;
}
