/* relay/stop.c - a number that a gateway says wants nothing more from us */
#include "relay/stop.h"

#include "store/trader.h"

enum rc stop_number(struct store *st, const struct phone *p, int64_t now)
{
	struct trader t;
	enum rc rc = trader_by_phone(st, p, &t);

	if (rc == RC_ABSENT)
		return trader_remember_opted_out(st, p, now);
	if (rc != RC_OK || t.stopped_at != 0)
		return rc;
	t.stopped_at = now;
	return trader_update(st, &t);
}
