/* cli/message.c - lapak message: every message in and out, newest first */
#include <string.h>

#include "cli/commands.h"
#include "cli/message_parts.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/rows.h"
#include "store/message.h"

const struct column message_columns[] = {
	{ "id", true },
	{ "gateway", false },
	{ "gateway_id", false },
	{ "direction", false },
	{ "from", false },
	{ "to", false },
	{ "state", false },
	{ "at", false },
	{ "text", false },
	{ NULL, false },
};

enum rc message_add_row(const struct message *m, void *arg)
{
	struct message_listing *ml = arg;
	struct listing *l = &ml->l;
	bool in = m->kind == KIND_INBOUND;
	bool known = m->gateway_id != NULL && m->gateway_id[0] != '\0';

	if (!listing_row(l))
		return RC_OK;
	listing_id(l, m->id);
	listing_text(l, m->gateway);
	listing_text(l, known ? m->gateway_id : NULL);
	listing_text(l, in ? "in" : "out");
	listing_text(l, in ? m->phone : ml->short_code);
	listing_text(l, in ? ml->short_code : m->phone);
	listing_text(l, message_state_name(m->state));
	listing_instant(l, m->at);
	listing_text(l, m->text);
	return RC_OK;
}

static bool is_state(const char *name)
{
	for (int s = MESSAGE_RECEIVED; s <= MESSAGE_UNKNOWN; s++)
		if (strcmp(message_state_name((enum message_state)s), name) == 0)
			return true;
	return false;
}

static enum exit_status print_messages(
	const struct invocation *in, int64_t limit, struct message_filter *filter)
{
	struct message_listing ml;
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE) {
		ml.short_code = o.config.office.short_code;
		listing_begin(&ml.l, in->json, message_columns, limit);
		filter->limit = listing_ask(&ml.l);
		status = office_outcome(message_each(o.store, filter, message_add_row, &ml));
		listing_end(&ml.l);
	}
	office_close(&o);
	return status;
}

static enum exit_status list(const struct invocation *in)
{
	const char *number = option_value(in, "phone");
	struct message_filter filter = { .state = option_value(in, "state") };
	struct phone phone;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	if (filter.state != NULL && !is_state(filter.state))
		return cli_misused(in, "--state: there is no state `%.60s`", filter.state);
	/* Senders that are no mobile numbers are stored as they came. */
	filter.phone = number;
	if (number != NULL && phone_parse(&phone, number, strlen(number)) == RC_OK)
		filter.phone = phone.e164;
	return print_messages(in, limit, &filter);
}

enum exit_status cli_message(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ .name = "list", .run = list, .options = "json limit phone state" },
		{ .name = "resend",
			.run = message_resend_command,
			.options = "by",
			.least = 1,
			.most = 1,
			.words = "ID" },
		{ .name = NULL },
	};

	return options_verb(in, verbs);
}
