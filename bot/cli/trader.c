/* cli/trader.c - lapak trader: the traders, one person's data, and its removal */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/rows.h"
#include "cli/trader_parts.h"
#include "store/conversation.h"
#include "store/goods.h"
#include "store/trader.h"
#include "store/wave.h"

enum { TAIL = 20, PLACES_MAX = 16 };

static enum rc add_trader(const struct trader_row *row, void *listing)
{
	struct listing *l = listing;
	const struct trader *t = &row->trader;
	bool stopped = t->stopped_at != 0;

	if (!listing_row(l))
		return RC_OK;
	listing_text(l, t->phone.e164);
	listing_text(l, t->name);
	listing_text(l, row->market);
	listing_text(l, t->stall);
	listing_text(l, t->language);
	listing_cell(l, json_boolean(stopped), stopped ? "yes" : "no");
	return RC_OK;
}

static enum rc rows(struct store *st, int64_t limit, struct listing *l)
{
	return trader_each(st, limit, add_trader, l);
}

static enum exit_status list(const struct invocation *in)
{
	static const struct column columns[] = { { "phone", false }, { "name", false },
		{ "market", false }, { "stall", false }, { "language", false },
		{ "stopped", false }, { NULL, false } };

	return list_command(in, columns, rows);
}

/* What show prints of a trader, gathered before anything is printed. */
struct person {
	struct trader trader;
	struct market market;
	struct enrolment_row place[PLACES_MAX];
	size_t places;
	struct conversation conversation;
	char goods[GOODS_LIST];
};

static enum rc gather(struct office *o, struct person *p)
{
	enum rc rc = RC_OK;

	if (p->trader.market_id != 0)
		rc = market_by_id(o->store, p->trader.market_id, &p->market);
	if (rc == RC_OK)
		rc = enrolment_of_trader(
			o->store, p->trader.id, clock_now(), p->place, PLACES_MAX, &p->places);
	if (rc == RC_OK)
		rc = goods_of(o->store, p->trader.id, p->goods);
	if (rc == RC_OK)
		rc = conversation_get(o->store, p->trader.id, &p->conversation);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static void print_person(const struct person *p)
{
	const struct trader *t = &p->trader;
	char since[17], stopped[17] = "no";

	instant_plain(t->created_at, since);
	if (t->stopped_at != 0)
		instant_plain(t->stopped_at, stopped);
	printf("phone     %s\nname      %s\nmarket    %s\nstall     %s\ngoods     %s\n"
	       "language  %s\nsince     %s\nstopped   %s\npaid SMS  %" PRId64 "\n",
		t->phone.e164, t->name, p->market.name, t->stall, p->goods, t->language, since,
		stopped, p->conversation.paid_messages);
	for (size_t i = 0; i < p->places; i++)
		printf("wave      %s: %s\n", p->place[i].wave.name,
			enrolment_status_name(p->place[i].enrolment.status));
}

static enum exit_status print_sales(struct office *o, const struct person *p, bool json)
{
	struct listing l;
	struct sale_filter filter = { .trader_id = p->trader.id };
	enum exit_status status;

	listing_begin(&l, json, sale_columns, TAIL);
	filter.limit = TAIL;
	status = office_outcome(sale_each(o->store, &filter, sale_add_row, &l));
	listing_end(&l);
	return status;
}

static enum exit_status print_messages(struct office *o, const struct person *p, bool json)
{
	struct message_listing ml = { .short_code = o->config.office.short_code };
	struct message_filter filter = { .limit = TAIL, .phone = p->trader.phone.e164 };
	enum exit_status status;

	listing_begin(&ml.l, json, message_columns, TAIL);
	status = office_outcome(message_each(o->store, &filter, message_add_row, &ml));
	listing_end(&ml.l);
	return status;
}

/* The object's members that are no lists, without its closing brace. */
static void print_json_head(const struct person *p)
{
	const struct trader *t = &p->trader;
	json_t *waves = json_array();
	json_t *head;
	char *text;
	size_t n;

	for (size_t i = 0; i < p->places; i++)
		if (json_array_append_new(waves,
			    json_pack("{s:o, s:s}", "name", json_of_text(p->place[i].wave.name),
				    "status",
				    enrolment_status_name(p->place[i].enrolment.status))) != 0)
			BUG("a wave that is no JSON");
	head = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:I, s:I, s:o}", "phone",
		json_of_text(t->phone.e164), "name", json_of_text(t->name), "market",
		json_of_text(p->market.name), "stall", json_of_text(t->stall), "goods",
		json_of_goods(p->goods), "language", json_of_text(t->language), "stopped",
		t->stopped_at != 0, "since", (json_int_t)t->created_at, "paid_messages",
		(json_int_t)p->conversation.paid_messages, "waves", waves);
	text = json_dumps(head, JSON_COMPACT);
	n = text != NULL ? strlen(text) : 0;
	if (n < 1)
		BUG("a trader that is no JSON");
	(void)fwrite(text, 1, n - 1, stdout);
	free(text);
	json_decref(head);
}

static enum exit_status print_all(struct office *o, const struct person *p, bool json)
{
	enum exit_status status;

	if (json)
		print_json_head(p);
	else
		print_person(p);
	printf("%s", json ? ",\n\"sales\": " : "\n");
	status = print_sales(o, p, json);
	printf("%s", json ? ",\n\"messages\": " : "\n");
	if (status == EXIT_DONE)
		status = print_messages(o, p, json);
	printf("%s", json ? "}\n" : "");
	return status;
}

static enum exit_status show(const struct invocation *in)
{
	struct person p = { .places = 0 };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE)
		status = look_up_trader(&o, in, in->argv[2], &p.trader);
	if (status == EXIT_DONE)
		status = office_outcome(gather(&o, &p));
	if (status == EXIT_DONE)
		status = print_all(&o, &p, in->json);
	office_close(&o);
	return status;
}

static enum exit_status remove_trader(struct office *o, void *arg)
{
	const struct invocation *in = arg;
	struct trader t;
	enum exit_status status = look_up_trader(o, in, in->argv[2], &t);

	if (status == EXIT_DONE)
		status = office_outcome(trader_erase(o->store, &t, clock_now()));
	if (status == EXIT_DONE)
		status = record(o, in, "trader.erase", "trader", t.id, NULL);
	return status;
}

static enum exit_status erase(const struct invocation *in)
{
	struct invocation copy = *in;
	struct office o;
	enum exit_status status;

	if (!option_given(in, "yes"))
		return cli_misused(in, "this removes a person for ever; add --yes to do it");
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, remove_trader, &copy);
	if (status == EXIT_DONE)
		printf("erased\n");
	office_close(&o);
	return status;
}

enum exit_status cli_trader(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit", 0, 0, "" },
		{ "show", show, "json", 1, 1, "PHONE" },
		{ "export", trader_export_command, "json by", 1, 1, "PHONE" },
		{ "import", trader_import_command, "json dry-run by", 1, 1, "FILE.csv (or -)" },
		{ "phone", trader_phone_command, "by", 2, 2, "OLD and NEW" },
		{ "goods", trader_goods_command, "by", 2, 2, "PHONE and GOODS (or none)" },
		{ "merge", trader_merge_command, "yes by", 2, 2, "FROM and INTO" },
		{ "erase", erase, "yes by", 1, 1, "PHONE" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
