/* tests/dialog/world_break.c - the same event with each of its writes failing in turn, all undone */
#include "store/db.h"
#include "t.h"
#include "world.h"

enum { WRITES_MOST = 200 };

void world_break(struct world *w, const struct gateway_event *event)
{
	struct gateway_event *e = malloc(sizeof(*e));
	int left = 0;

	assert_non_null(e);
	for (int k = 1; left == 0; k++) {
		struct inbound_result r;
		enum rc rc;

		assert_true(k < WRITES_MOST);
		*e = *event;
		inbound_result_init(&r);
		assert_int_equal(store_begin(w->store), RC_OK);
		(void)db_fail_after(w->store->db, k);
		rc = inbound_apply(&w->inbound, &w->config.gateway[0], e, w->now, &r);
		left = db_fail_after(w->store->db, 0);
		if (left == 0 && rc == RC_OK)
			fail_msg("write %d failed and \"%s\" was taken all the same", k,
				event->text);
		store_rollback(w->store);
		inbound_result_release(&r);
	}
	free(e);
}
