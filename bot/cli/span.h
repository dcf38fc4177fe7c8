/* cli/span.h - --from DAY, --to DAY and --market NAME (private to cli/) */
#ifndef LAPAK_CLI_SPAN_H
#define LAPAK_CLI_SPAN_H
#include "cli/open.h"
#include "store/figures.h"

/* --from and --to; without them the last `days` market days up to today, days 0: everything. EXIT_DONE or
 * EXIT_MISUSED. */
enum exit_status span_read(const struct invocation *in, int32_t days, struct figures_span *out);
/* --market, which needs the database: market_id, or -1. */
enum exit_status span_market(
	struct office *o, const struct invocation *in, struct figures_span *out);

#endif
