/* cli/market.c - lapak market: the markets traders sell in */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/record.h"
#include "store/market.h"
#include "text/gsm7.h"

struct addition {
	const struct invocation *in;
	const char *name;
	int64_t id;
};

static enum exit_status keep(struct office *o, void *arg)
{
	struct addition *a = arg;
	enum rc rc = market_add(o->store, a->name, clock_now(), &a->id);

	if (rc == RC_CONFLICT) {
		(void)fprintf(stderr, "lapak market: --name: there is a market %s already\n",
			a->name);
		return EXIT_MISUSED;
	}
	return rc == RC_OK ? record(o, a->in, "market.add", "market", a->id, a->name)
			   : office_outcome(rc);
}

static enum exit_status add(const struct invocation *in)
{
	struct addition a = { .in = in, .name = option_value(in, "name") };
	enum exit_status status;
	struct office o;
	size_t n = a.name != NULL ? strlen(a.name) : 0;

	if (a.name == NULL)
		return cli_misused(in, "--name: give the market's name");
	if (n < 2 || n > MARKET_NAME_MAX || !gsm7_plain(a.name, n) || a.name[0] == ' ' ||
		a.name[n - 1] == ' ')
		return cli_misused(in,
			"--name: 2 to %d plain letters, digits and signs, since it stands in SMS",
			(int)MARKET_NAME_MAX);
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &a);
	if (status == EXIT_DONE)
		printf("%" PRId64 "\n", a.id);
	office_close(&o);
	return status;
}

static enum exit_status print_markets(struct office *o, bool json, int64_t limit)
{
	static const struct column columns[] = { { "id", true }, { "name", false },
		{ NULL, false } };
	struct market market[MARKETS_MAX];
	struct listing l;
	size_t n = 0;
	enum rc rc = market_list(o->store, market, MARKETS_MAX, &n);

	listing_begin(&l, json, columns, limit);
	for (size_t i = 0; i < n && rc == RC_OK && listing_row(&l); i++) {
		listing_id(&l, market[i].id);
		listing_text(&l, market[i].name);
	}
	listing_end(&l);
	return office_outcome(rc);
}

static enum exit_status list(const struct invocation *in)
{
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = print_markets(&o, in->json, limit);
	office_close(&o);
	return status;
}

enum exit_status cli_market(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ .name = "list", .run = list, .options = "json limit" },
		{ .name = "add", .run = add, .options = "name by" },
		{ .name = NULL },
	};

	return options_verb(in, verbs);
}
