/*
 * store/breach.h - whom a breach of personal data concerns: who has to be told, and what was seen of each
 *
 * Undang-Undang 27/2022 art. 46: whoever is concerned is told in writing within 3 days. Who was erased
 * before is not kept any more and so in no list.
 */
#ifndef LAPAK_STORE_BREACH_H
#define LAPAK_STORE_BREACH_H
#include <stdint.h>

#include "base/rc.h"
#include "store/trader.h"

struct breach_ask {
	const char *
		gateway; /* what went through it from `from` to `to`; NULL: what the database held */
	int64_t trainer_id; /* of the database: only traders with a place in waves of that account; 0: all */
	int64_t from,
		to; /* unix seconds, both included; the database: all that was kept at `to` */
};
struct breach_row {
	struct trader_row
		who; /* trader.id 0: a number that is no trader's; the rest of it is then "" */
	int64_t came, went; /* messages from and to the person */
	int64_t sales;      /* days of takings; of a gateway 0, texts may still tell them */
	int64_t first_at, last_at; /* of those messages; 0: none */
};
typedef enum rc breach_fn(const struct breach_row *row, void *arg);
/* Traders by id, then the other numbers. Reads every message: for a connection of its own. */
MUST_CHECK enum rc breach_each(
	struct store *st, const struct breach_ask *ask, breach_fn *fn, void *arg);

#endif
