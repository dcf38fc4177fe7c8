/* store/goods.h - what a trader sells, for the tips that fit it */
#ifndef LAPAK_STORE_GOODS_H
#define LAPAK_STORE_GOODS_H
#include <stdint.h>

#include "base/rc.h"
#include "text/goods.h"

struct store;

/* In the alphabet's order, as "batik,kain"; "": not known. */
MUST_CHECK enum rc goods_of(struct store *st, int64_t trader_id, char out[static GOODS_LIST]);
/* Only these from now on: what the trader reported counts for them. list: as goods_read() leaves it. */
MUST_CHECK enum rc goods_set(struct store *st, int64_t trader_id, const char *list);

#endif
