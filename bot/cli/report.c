/*
 * cli/report.c - lapak report: the programme's figures over some days; report_parts.c has its later tables
 *
 * As JSON it is one object whose lists are written row by row, as a person's tables are.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/days.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/report_parts.h"
#include "office/figures.h"

enum { DAYS_DEFAULT = 7, DAYS_SHOWN = 31 };

static const char *market_name(const struct report *r, int64_t id)
{
	if (id == FIGURES_ALL)
		return "all";
	for (size_t i = 0; i < r->markets; i++)
		if (r->market[i].id == id)
			return r->market[i].name;
	return "-";
}

void report_percent(struct listing *l, int64_t part, int64_t whole)
{
	int percent = figures_percent(part, whole);

	if (percent < 0)
		listing_null(l);
	else
		listing_number(l, percent);
}

void report_edge(struct listing *l, bool interval, int64_t value)
{
	if (interval)
		listing_number(l, value);
	else
		listing_null(l);
}

static void add_takings(struct listing *l, const struct figures_takings *t)
{
	listing_number(l, t->expected);
	listing_number(l, t->reports);
	report_percent(l, t->reports, t->expected);
	listing_number(l, t->sold);
	listing_number(l, t->zero);
	listing_number(l, t->closed);
	listing_number(l, t->total);
	listing_number(l, t->median);
	report_edge(l, t->interval, t->median_low);
	report_edge(l, t->interval, t->median_high);
	listing_number(l, t->mean);
	report_percent(l, t->live, t->known_total);
}

static enum rc add_day(const struct figures_takings *t, void *arg)
{
	struct report *r = arg;
	char day[11];

	if (!listing_row(&r->list))
		return RC_OK;
	day_iso(t->day, day);
	listing_text(&r->list, day);
	listing_text(&r->list, market_name(r, t->market_id));
	add_takings(&r->list, t);
	return RC_OK;
}

static enum rc keep_market(const struct figures_takings *t, void *arg)
{
	struct report *r = arg;

	if (r->sums == sizeof(r->sum) / sizeof(r->sum[0]))
		return RC_FULL;
	r->sum[r->sums++] = *t;
	return RC_OK;
}

#define TAKINGS_COLUMNS                                                                        \
	{ "expected", true }, { "reports", true }, { "rate_percent", true }, { "sold", true }, \
		{ "zero", true }, { "closed", true }, { "total", true }, { "median", true },   \
		{ "median_low", true }, { "median_high", true }, { "mean", true },             \
		{ "live_percent", true },                                                      \
	{                                                                                      \
		NULL, false                                                                    \
	}

static enum exit_status print_days(struct report *r)
{
	static const struct column columns[] = { { "day", false }, { "market", false },
		TAKINGS_COLUMNS };
	bool shown = r->in->json || r->span.to - r->span.from < DAYS_SHOWN;
	struct figures_sink sink = {
		.day = shown ? add_day : NULL, .market = keep_market, .arg = r
	};
	enum rc rc;

	if (shown)
		report_begin(r, "days", "Day by day", columns);
	rc = figures_takings(r->o->store, &r->span, &sink);
	if (shown)
		report_end(r);
	return office_outcome(rc);
}

static enum exit_status print_markets(struct report *r)
{
	static const struct column columns[] = { { "market", false }, TAKINGS_COLUMNS };

	report_begin(r, "markets", "Market by market (expected: each day's traders together)",
		columns);
	for (size_t i = 0; i < r->sums && listing_row(&r->list); i++) {
		listing_text(&r->list, market_name(r, r->sum[i].market_id));
		add_takings(&r->list, &r->sum[i]);
	}
	report_end(r);
	return EXIT_DONE;
}

void report_begin(
	struct report *r, const char *key, const char *title, const struct column *columns)
{
	if (r->in->json)
		printf(",\n\"%s\": ", key);
	else
		printf("\n%s\n", title);
	listing_begin(&r->list, r->in->json, columns, 0);
}

void report_end(struct report *r)
{
	listing_end(&r->list);
}

static enum exit_status print_report(struct report *r)
{
	static enum exit_status (*const parts[])(struct report *) = { print_days, print_markets,
		report_goods, report_complaints, report_waves, report_stick, report_messages };
	char from[11], to[11];
	enum exit_status status =
		office_outcome(market_list(r->o->store, r->market, MARKETS_MAX, &r->markets));

	day_iso(r->span.from, from);
	day_iso(r->span.to, to);
	if (r->in->json)
		printf("{\"from\": \"%s\", \"to\": \"%s\"", from, to);
	else
		printf("%s to %s\n", from, to);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && status == EXIT_DONE; i++)
		status = parts[i](r);
	if (r->in->json)
		printf("}\n");
	return status;
}

static enum exit_status check_sums(struct report *r)
{
	struct figures_verdict v;
	enum exit_status status = office_outcome(figures_check(r->o->store, &v));
	char day[11];

	if (status != EXIT_DONE)
		return status;
	if (r->in->json)
		json_print(json_pack("{s:b, s:I, s:I, s:I}", "equal", v.wrong == 0, "sales",
			(json_int_t)v.sale_rows, "messages", (json_int_t)v.message_rows,
			"wrong", (json_int_t)v.wrong));
	else if (v.wrong == 0)
		printf("all sums are what their rows add up to: %" PRId64 " of sales, %" PRId64
		       " of messages\n",
			v.sale_rows, v.message_rows);
	if (v.wrong == 0)
		return EXIT_DONE;
	day_iso(v.first_wrong_day, day);
	(void)fprintf(stderr,
		"lapak: %" PRId64 " sums are wrong, the first on %s; lapak report --rebuild\n",
		v.wrong, day);
	return EXIT_FAILED;
}

static enum exit_status rebuild(struct office *o, void *arg)
{
	const struct report *r = arg;
	enum exit_status status = office_outcome(figures_rebuild(o->store));

	return status == EXIT_DONE ? record(o, r->in, "report.rebuild", "", 0, NULL) : status;
}

enum exit_status cli_report(const struct invocation *in)
{
	static const struct verb fit = { .options = "from to market json check rebuild" };
	bool writes = option_given(in, "rebuild");
	struct office o;
	struct report r = { .in = in, .o = &o };
	enum exit_status status = options_fit(in, &fit);

	if (status == EXIT_DONE)
		status = span_read(in, DAYS_DEFAULT, &r.span);
	if (status == EXIT_DONE && r.span.to - r.span.from >= FIGURES_DAYS_MAX)
		status = cli_misused(in, "at most %d days", (int)FIGURES_DAYS_MAX);
	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, writes ? NEED_WRITE : NEED_READ);
	if (status == EXIT_DONE)
		status = span_market(&o, in, &r.span);
	if (status == EXIT_DONE && writes)
		status = office_write(&o, rebuild, &r);
	if (status == EXIT_DONE)
		status =
			writes || option_given(in, "check") ? check_sums(&r) : print_report(&r);
	office_close(&o);
	return status;
}
