/* cli/report_parts.h - the tables of `lapak report` (private to cli/) */
#ifndef LAPAK_CLI_REPORT_PARTS_H
#define LAPAK_CLI_REPORT_PARTS_H
#include "cli/listing.h"
#include "cli/span.h"
#include "office/figures.h"
#include "store/market.h"

struct report {
	const struct invocation *in;
	struct office *o;
	struct figures_span span;
	struct market market[MARKETS_MAX];
	size_t markets;
	struct figures_takings sum[MARKETS_MAX + 2]; /* of each market, then of all */
	size_t sums;
	struct listing list;
};

/* A table: a title and columns for people, a key with a list as JSON. */
void report_begin(
	struct report *r, const char *key, const char *title, const struct column *columns);
void report_end(struct report *r);
/* A cell: a whole percentage, or nothing of nothing. */
void report_percent(struct listing *l, int64_t part, int64_t whole);

/* A cell: an end of a median's 95 % interval, or nothing. */
void report_edge(struct listing *l, bool interval, int64_t value);

enum exit_status report_goods(struct report *r);
enum exit_status report_complaints(struct report *r);
enum exit_status report_waves(struct report *r);
enum exit_status report_stick(struct report *r);
enum exit_status report_messages(struct report *r);

#endif
