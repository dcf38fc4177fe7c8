/* cli/breach.c - lapak breach: whom a breach of personal data concerns, for the letters the law asks for */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/look_up.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/span.h"
#include "store/audit.h"
#include "store/breach.h"

enum { REASON_LEAST = 10, REASON_MOST = 200, DIGITS_MOST = 6 };

struct incident {
	const struct invocation *in;
	const char *reason;
	struct figures_span days;
	struct breach_ask ask;
	struct staff account; /* id 0: none named */
	struct listing l;
	int64_t persons, visits; /* visits: times the account signed in */
};

static const struct column columns[] = {
	{ "phone", false },
	{ "name", false },
	{ "market", false },
	{ "language", false },
	{ "stopped", false },
	{ "messages_in", true },
	{ "messages_out", true },
	{ "sales", true },
	{ "first_at", false },
	{ "last_at", false },
	{ NULL, false },
};

static enum rc add_person(const struct breach_row *row, void *arg)
{
	struct incident *i = arg;
	struct listing *l = &i->l;
	const struct trader *t = &row->who.trader;
	const int64_t at[] = { row->first_at, row->last_at };

	i->persons++;
	if (!listing_row(l))
		return RC_OK;
	listing_text(l, t->phone.e164);
	listing_text(l, t->name[0] != '\0' ? t->name : NULL);
	listing_text(l, row->who.market[0] != '\0' ? row->who.market : NULL);
	listing_text(l, t->language[0] != '\0' ? t->language : NULL);
	listing_text(l, t->stopped_at != 0 ? "yes" : "");
	listing_number(l, row->came);
	listing_number(l, row->went);
	listing_number(l, row->sales);
	for (size_t k = 0; k < sizeof(at) / sizeof(at[0]); k++)
		if (at[k] != 0)
			listing_instant(l, at[k]);
		else
			listing_null(l);
	return RC_OK;
}

/* The record cannot forget, so no number may get into it. */
static bool names_a_number(const char *text)
{
	size_t digits = 0;

	for (; *text != '\0'; text++) {
		if (*text >= '0' && *text <= '9')
			digits++;
		else if (strchr(" -.()", *text) == NULL)
			digits = 0;
		if (digits > DIGITS_MOST)
			return true;
	}
	return false;
}

static enum exit_status read_reason(const struct invocation *in, const char **out)
{
	size_t n;

	*out = option_value(in, "reason");
	n = *out != NULL ? strlen(*out) : 0;
	if (n < REASON_LEAST || n > REASON_MOST)
		return cli_misused(in,
			"--reason: what happened, in %d to %d characters; it is kept in the record",
			REASON_LEAST, REASON_MOST);
	if (names_a_number(*out))
		return cli_misused(in,
			"--reason: no telephone numbers, nor dates in digits alone; the record keeps it for ever");
	return EXIT_DONE;
}

static enum exit_status read_incident(struct incident *i, const struct invocation *in)
{
	int64_t now = clock_now(), to;
	enum exit_status status = read_reason(in, &i->reason);

	if (status != EXIT_DONE)
		return status;
	if (!option_given(in, "from"))
		return cli_misused(in, "--from: the first day of it, as 2026-11-24");
	if (option_given(in, "gateway") && option_given(in, "staff"))
		return cli_misused(
			in, "one of --gateway and --staff, or none for the whole database");
	status = span_read(in, 1, &i->days);
	to = day_instant(i->days.to + 1, 0) - 1;
	i->ask.from = day_instant(i->days.from, 0);
	i->ask.to = option_given(in, "to") && to < now ? to : now;
	i->ask.gateway = option_value(in, "gateway");
	return status;
}

static enum rc count_visit(const struct audit_row *row, void *arg)
{
	struct incident *i = arg;

	if (row->at >= i->ask.from && row->at <= i->ask.to &&
		(strcmp(row->action, "session.open") == 0 ||
			strcmp(row->action, "session.token") == 0))
		i->visits++;
	return RC_OK;
}

/* What an account has read is not recorded: everybody it might have read of counts. */
static enum exit_status look_up_account(struct office *o, struct incident *i, const char *login)
{
	char actor[AUDIT_ACTOR_MAX + 1];
	struct audit_filter filter = { .actor = actor };
	enum exit_status status = look_up_staff(o, login, &i->account);

	if (status != EXIT_DONE)
		return status;
	if (i->account.role == ROLE_TRAINER)
		i->ask.trainer_id = i->account.id;
	(void)snprintf(actor, sizeof(actor), "staff:%s", i->account.login);
	return office_outcome(audit_each(o->store, &filter, count_visit, i));
}

static enum exit_status look_up_source(struct office *o, struct incident *i)
{
	const char *login = option_value(i->in, "staff");
	const struct config *c = &o->config;

	if (login != NULL)
		return look_up_account(o, i, login);
	if (i->ask.gateway == NULL)
		return EXIT_DONE;
	for (size_t k = 0; k < c->gateways; k++)
		if (strcmp(c->gateway[k].name, i->ask.gateway) == 0)
			return EXIT_DONE;
	(void)fprintf(stderr,
		"lapak: [gateway.%.32s] is not in the configuration any more; its messages of then count\n",
		i->ask.gateway);
	return EXIT_DONE;
}

/* Before anything is shown: who had the list drawn up, and why. */
static enum exit_status note(struct office *o, void *arg)
{
	const struct incident *i = arg;
	char from[11], to[11], detail[AUDIT_DETAIL_MAX + 1];

	day_iso(i->days.from, from);
	day_iso(i->days.to, to);
	(void)snprintf(detail, sizeof(detail), "%s..%s %s%.32s: %.200s", from, to,
		i->ask.gateway != NULL ? "gateway "
		: i->account.id != 0   ? "account"
				       : "database",
		i->ask.gateway != NULL ? i->ask.gateway : "", i->reason);
	return record(o, i->in, "breach.report", "staff", i->account.id, detail);
}

static enum exit_status begin(struct incident *i)
{
	const char *file = i->in->argc > 1 ? i->in->argv[1] : NULL;

	if (file != NULL || option_given(i->in, "csv") || option_given(i->in, "xlsx"))
		return list_begin(&i->l, i->in, columns, file);
	listing_begin(&i->l, i->in->json, columns, 0);
	return EXIT_DONE;
}

static enum exit_status draw_up(struct office *o, struct incident *i)
{
	enum exit_status status = look_up_source(o, i);

	if (status == EXIT_DONE)
		status = office_write(o, note, i);
	if (status != EXIT_DONE)
		return status;
	status = begin(i);
	if (status != EXIT_DONE)
		return status;
	status = list_end(&i->l, office_outcome(breach_each(o->store, &i->ask, add_person, i)));
	if (status != EXIT_DONE)
		return status;
	(void)fprintf(stderr, "%" PRId64 " persons", i->persons);
	if (i->account.id != 0)
		(void)fprintf(stderr,
			"; %s signed in %" PRId64
			" times in those days, what was read is not recorded",
			i->account.login, i->visits);
	(void)fprintf(stderr,
		"\nTell them and the authority in writing within 3 days of learning of it: what, when, how, and what is done about it.\n");
	return EXIT_DONE;
}

enum exit_status cli_breach(const struct invocation *in)
{
	static const struct verb fit = {
		.options = "from to gateway staff reason by csv xlsx json",
		.most = 1,
		.words = "FILE"
	};
	struct incident i = { .in = in };
	struct office o;
	enum exit_status status = options_fit(in, &fit);

	if (status == EXIT_DONE)
		status = read_incident(&i, in);
	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = draw_up(&o, &i);
	office_close(&o);
	return status;
}
