/*
 * store/share.h - private to store/: whose turns a transaction beside other servers may do
 *
 * It locks the numbers of all who take part before it reads anything of them, in their order, so that two servers never wait for
 * each other: a lock of the server's own by the number, not of a row, since a new number has none. What belongs to a trader is
 * written only under the lock of their number; any other write of that kind wants the database alone.
 */
#ifndef LAPAK_STORE_SHARE_H
#define LAPAK_STORE_SHARE_H
#include "store/db.h"

struct trader;

void share_sort(struct store_share *s);
/* As the transaction begins, asking ahead what fn says. */
MUST_CHECK enum rc share_begin(
	struct store *st, const struct store_share *share, store_expect_fn *fn, void *arg);
/* Whether this transaction may write what belongs to the trader: their number is locked, or nobody else writes. */
bool share_owns(const struct store *st, int64_t trader_id);
/* They were read, or added. */
void share_saw(struct store *st, const struct trader *t, bool added);

#endif
