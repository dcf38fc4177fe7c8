/* cli/sale_review.c - lapak sale approve, correct, history */
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/sale_parts.h"
#include "office/review.h"

struct task {
	const struct invocation *in;
	const char *by;
	int32_t day;
	struct sale wanted; /* of a correction: total, live, status */
	bool corrects;
};

static enum exit_status keep(struct office *o, void *arg)
{
	const struct task *r = arg;
	struct review review = { .day = r->day, .by = r->by, .now = clock_now() };
	struct trader t;
	enum exit_status status = look_up_trader(o, r->in, r->in->argv[2], &t);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	review.trader_id = t.id;
	rc = r->corrects ? review_correct(o->store, &review, &r->wanted)
			 : review_approve(o->store, &review);
	if (rc == RC_ABSENT) {
		(void)fprintf(stderr,
			"lapak: that day has no report; to enter one: lapak sale correct\n");
		return EXIT_FAILED;
	}
	return rc == RC_OK ? record(o, r->in, r->corrects ? "sale.correct" : "sale.approve",
				     "trader", t.id, r->in->argv[3])
			   : office_outcome(rc);
}

static enum exit_status write_review(struct task *r)
{
	struct office o;
	enum exit_status status = office_open(&o, r->in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, keep, r);
	if (status == EXIT_DONE)
		printf("%s\n", r->corrects ? "corrected" : "approved");
	office_close(&o);
	return status;
}

/* PHONE DAY and --by. */
static enum exit_status read_words(struct task *r)
{
	if (day_parse_iso(&r->day, r->in->argv[3]) != RC_OK)
		return cli_misused(
			r->in, "`%.60s` is no day; write it as 2026-11-24", r->in->argv[3]);
	return look_up_by(r->in, &r->by);
}

static bool is_sum(const char *text, rupiah *out)
{
	struct amount a;

	amount_parse(&a, text, strlen(text));
	*out = a.value;
	return a.kind == AMOUNT_DEFINITE;
}

/* AMOUNT as traders write it, also "libur"; --live X. */
static enum exit_status read_amount(struct task *r)
{
	const char *text = r->in->argv[4], *live = option_value(r->in, "live");
	struct sale *s = &r->wanted;
	struct amount a;

	s->live = SALE_LIVE_UNKNOWN;
	amount_parse(&a, text, strlen(text));
	if (a.kind == AMOUNT_CLOSED)
		s->status = SALE_CLOSED;
	else if (!is_sum(text, &s->total))
		return cli_misused(r->in,
			"`%.60s` is no clear sum; write it as 350000, 350rb or libur", text);
	else
		s->status = s->total > 0 ? SALE_SOLD : SALE_ZERO;
	if (live == NULL)
		return EXIT_DONE;
	if (s->status != SALE_SOLD || !is_sum(live, &s->live) || s->live > s->total)
		return cli_misused(r->in, "--live: a sum of at most the day's takings");
	return EXIT_DONE;
}

enum exit_status sale_approve_command(const struct invocation *in)
{
	struct task r = { .in = in };
	enum exit_status status = read_words(&r);

	return status == EXIT_DONE ? write_review(&r) : status;
}

enum exit_status sale_correct_command(const struct invocation *in)
{
	struct task r = { .in = in, .corrects = true };
	enum exit_status status = read_words(&r);

	if (status == EXIT_DONE)
		status = read_amount(&r);
	return status == EXIT_DONE ? write_review(&r) : status;
}

static enum rc add_version(const struct sale_version *v, void *listing)
{
	struct listing *l = listing;

	if (!listing_row(l))
		return RC_OK;
	listing_number(l, v->sale.version);
	listing_number(l, v->sale.total);
	if (v->sale.live == SALE_LIVE_UNKNOWN)
		listing_null(l);
	else
		listing_number(l, v->sale.live);
	listing_text(l, sale_status_name(v->sale.status));
	sale_add_flags(l, &v->sale);
	listing_instant(l, v->sale.reported_at);
	if (v->replaced_at == 0)
		listing_null(l);
	else
		listing_instant(l, v->replaced_at);
	listing_cell(l, json_boolean(v->taken_back), v->taken_back ? "yes" : "no");
	return RC_OK;
}

static enum exit_status print_history(struct office *o, const struct task *r)
{
	static const struct column columns[] = { { "version", true }, { "total", true },
		{ "live", true }, { "status", false }, { "flags", false },
		{ "reported_at", false }, { "replaced_at", false }, { "taken_back", false },
		{ NULL, false } };
	struct listing l;
	struct trader t;
	enum exit_status status = look_up_trader(o, r->in, r->in->argv[2], &t);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	listing_begin(&l, r->in->json, columns, 0);
	rc = sale_history(o->store, t.id, r->day, add_version, &l);
	listing_end(&l);
	return rc == RC_ABSENT ? EXIT_DONE : office_outcome(rc);
}

enum exit_status sale_history_command(const struct invocation *in)
{
	struct task r = { .in = in };
	struct office o;
	enum exit_status status = read_words(&r);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = print_history(&o, &r);
	office_close(&o);
	return status;
}
