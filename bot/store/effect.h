/* store/effect.h - takings around a wave: of those who came, and of their markets' traders not yet trained */
#ifndef LAPAK_STORE_EFFECT_H
#define LAPAK_STORE_EFFECT_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/sale.h"

enum {
	EFFECT_COMPARED_MAX = 5000
}; /* more make the interval no narrower that a wave decides */

struct effect_ask {
	int64_t wave_id;
	int32_t first, last; /* days of the wave's first and last sitting */
	int32_t from, to;    /* days whose takings are wanted */
};
struct effect_row {
	int64_t trader_id;
	bool trained;
	int32_t trained_day; /* of a not yet trained one: the first sitting they came to later; INT32_MAX: none */
	int32_t day; /* 0: no takings in the days wanted */
	enum sale_status status;
	rupiah total;
};
typedef enum rc effect_fn(const struct effect_row *row, void *arg);
/* By trader, then day. Reports the office should still look at are left out. Not yet trained: of the market of
 * someone who came, and came to no sitting up to the wave's last. */
MUST_CHECK enum rc effect_rows(
	struct store *st, const struct effect_ask *ask, effect_fn *fn, void *arg);

#endif
