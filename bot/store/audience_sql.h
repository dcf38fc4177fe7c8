/* store/audience_sql.h - private to store/: the one text that says who is in an audience */
#ifndef LAPAK_STORE_AUDIENCE_SQL_H
#define LAPAK_STORE_AUDIENCE_SQL_H
#include "store/audience.h"
#include "store/db.h"

/* clang-format off */
/* $1, $2 the range of ids; $3 the instant of silence; $4.. markets, $12.. waves, $20.. statuses,
 * $26.. languages. A kind whose first value is 0 or '' is no condition. */
#define AUDIENCE_FROM \
	"FROM trader t WHERE t.id > $1 AND t.id <= $2 AND t.stopped_at IS NULL " \
	"AND substr(t.phone, 1, 1) = '+' " \
	"AND ($4 = 0 OR t.market_id IN ($4, $5, $6, $7, $8, $9, $10, $11)) " \
	"AND ($26 = '' OR t.language IN ($26, $27, $28, $29, $30, $31, $32, $33)) " \
	"AND ($3 = 0 OR (t.created_at < $3 AND coalesce((SELECT c.last_in_at FROM conversation c " \
	"WHERE c.trader_id = t.id), 0) < $3)) " \
	"AND (($12 = 0 AND $20 = '') OR EXISTS (SELECT 1 FROM enrolment e " \
	"WHERE e.trader_id = t.id " \
	"AND ($12 = 0 OR e.wave_id IN ($12, $13, $14, $15, $16, $17, $18, $19)) " \
	"AND ($20 = '' OR e.status IN ($20, $21, $22, $23, $24, $25)))) "
/* clang-format on */

enum { AUDIENCE_PARAMETERS = 33 };

/* Binds $1 to $33. */
void audience_bind(struct stmt *s, const struct audience_ask *ask);

#endif
