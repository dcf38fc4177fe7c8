/*
 * cli/helper.c - lapak helper: who may report for a stall that is not theirs
 *
 * An owner with a phone is asked by SMS. The office answers for one who has none, or was asked on paper; a stall
 * nobody is registered at gets a trader without a phone, who can be given one later (lapak trader phone).
 */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/listing.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "store/helper.h"
#include "text/gsm7.h"
#include "text/utf8.h"

static enum rc add_helper(const struct helper_row *row, void *listing)
{
	struct listing *l = listing;

	if (!listing_row(l))
		return RC_OK;
	listing_text(l, row->helper.phone.e164);
	listing_text(l, row->owner.e164);
	listing_text(l, row->market);
	listing_text(l, row->stall);
	listing_text(l, helper_state_name(row->helper.state));
	listing_instant(l, row->helper.requested_at);
	listing_text(l, row->helper.answered_at != 0 ? row->helper.answered_by : NULL);
	listing_number(l, row->waiting);
	return RC_OK;
}

static enum rc rows(struct store *st, int64_t limit, struct listing *l)
{
	return helper_each(st, limit, add_helper, l);
}

static enum exit_status list(const struct invocation *in)
{
	static const struct column columns[] = { { "helper", false }, { "owner", false },
		{ "market", false }, { "stall", false }, { "state", false },
		{ "requested_at", false }, { "answered_by", false }, { "waiting", true },
		{ NULL, false } };

	return list_command(in, columns, rows);
}

struct answer {
	const struct invocation *in;
	const char *stall, *market, *by;
	struct phone helper;
	bool yes;
};

/* Whoever sells at the stall; for a consent, a trader without a phone when nobody is known. */
static enum exit_status find_owner(struct office *o, const struct answer *a, struct trader *out)
{
	struct market m;
	enum exit_status status = look_up_market(o, a->market, &m);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = stall_find(o->store, a->stall, m.id, out);
	if (rc == RC_ABSENT && !a->yes) {
		(void)fprintf(stderr, "lapak: nobody is registered at stall %s\n", a->stall);
		return EXIT_FAILED;
	}
	if (rc != RC_ABSENT)
		return office_outcome(rc);
	*out = (struct trader){ .market_id = m.id, .created_at = clock_now() };
	(void)snprintf(out->stall, sizeof(out->stall), "%s", a->stall);
	(void)snprintf(out->language, sizeof(out->language), "%s", o->config.office.language);
	return office_outcome(trader_add_without_phone(o->store, out));
}

static enum exit_status keep(struct office *o, void *arg)
{
	const struct answer *a = arg;
	struct helper h = { .requested_at = clock_now() };
	struct trader owner;
	int32_t last_day;
	enum exit_status status = find_owner(o, a, &owner);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	if (strcmp(owner.phone.e164, a->helper.e164) == 0) {
		(void)fprintf(stderr,
			"lapak: stall %s is registered under that number; to give it the owner's: "
			"lapak trader phone %s NEW\n",
			a->stall, a->helper.e164);
		return EXIT_FAILED;
	}
	rc = helper_get(o->store, owner.id, &a->helper, &h);
	if (rc != RC_OK && rc != RC_ABSENT)
		return office_outcome(rc);
	h.owner_id = owner.id;
	h.phone = a->helper;
	h.state = a->yes ? HELPER_ALLOWED : HELPER_REFUSED;
	h.answered_at = clock_now();
	(void)snprintf(h.answered_by, sizeof(h.answered_by), "%s", a->by);
	rc = helper_put(o->store, &h);
	if (rc == RC_OK)
		rc = a->yes ? waiting_book(o->store, owner.id, &a->helper, &last_day)
			    : waiting_forget(o->store, owner.id, &a->helper);
	if (rc != RC_OK)
		return office_outcome(rc);
	return record(
		o, a->in, a->yes ? "helper.allow" : "helper.refuse", "trader", owner.id, NULL);
}

static enum exit_status read_options(struct answer *a)
{
	enum exit_status status =
		look_up_phone(a->in, "--helper: ", option_value(a->in, "helper"), &a->helper);
	size_t n;

	a->stall = option_value(a->in, "stall");
	a->market = option_value(a->in, "market");
	if (status != EXIT_DONE)
		return status;
	if (a->stall == NULL || a->market == NULL)
		return cli_misused(a->in, "give --stall and --market");
	n = strlen(a->stall);
	if (n < 1 || n > TRADER_STALL_MAX || !gsm7_plain(a->stall, n))
		return cli_misused(a->in, "--stall: 1 to %d plain letters and digits",
			(int)TRADER_STALL_MAX);
	return look_up_by(a->in, &a->by);
}

static enum exit_status answer(const struct invocation *in, bool yes)
{
	struct answer a = { .in = in, .yes = yes };
	struct office o;
	enum exit_status status = read_options(&a);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &a);
	if (status == EXIT_DONE)
		printf("%s\n", helper_state_name(yes ? HELPER_ALLOWED : HELPER_REFUSED));
	office_close(&o);
	return status;
}

static enum exit_status allow(const struct invocation *in)
{
	return answer(in, true);
}

static enum exit_status refuse(const struct invocation *in)
{
	return answer(in, false);
}

enum exit_status cli_helper(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit", 0, 0, "" },
		{ "allow", allow, "helper stall market by", 0, 0, "" },
		{ "refuse", refuse, "helper stall market by", 0, 0, "" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
