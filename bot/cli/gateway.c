/* cli/gateway.c - lapak gateway: how each does, as the daemon last wrote it, and one SMS to try it */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/days.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/record.h"
#include "gateway/gateway.h"
#include "store/gateway_record.h"
#include "store/message.h"

enum {
	STALE = 3 * 60, /* seconds; the daemon writes once a minute */
	TEST_LIVES = 60,
	LOOKS = 120, /* half seconds a test is waited for */
};

static const struct column columns[] = {
	{ "name", false },
	{ "type", false },
	{ "state", false },
	{ "queued", true },
	{ "queue_age", true },
	{ "sent_today", true },
	{ "last_success", false },
	{ "last_inbound", false },
	{ "last_error", false },
	{ "balance", false },
	{ NULL, false },
};

/* What the daemon wrote, and "unknown" where it has not for a while: it is not running, or new. */
static enum rc read_state(
	struct store *st, const char *name, struct gateway_record *out, const char **state)
{
	enum rc rc;

	*out = (struct gateway_record){ .state = GATEWAY_WORKS };
	rc = gateway_record_get(st, name, out);
	*state = rc == RC_OK && clock_now() - out->at <= STALE ? gateway_state_name(out->state)
							       : "unknown";
	return rc == RC_ABSENT ? RC_OK : rc;
}

static void put_instant(struct listing *l, int64_t at)
{
	if (at > 0)
		listing_instant(l, at);
	else
		listing_null(l);
}

static void put_text(struct listing *l, const char *s)
{
	listing_text(l, s[0] != '\0' ? s : NULL);
}

static enum rc add_row(struct office *o, const struct gateway_config *g, struct listing *l)
{
	struct gateway_record r;
	const char *state;
	int64_t queued = 0, due_at = 0, now = clock_now();
	enum rc rc = read_state(o->store, g->name, &r, &state);

	if (rc == RC_OK)
		rc = outbox_of_gateway(o->store, g->name, &queued, &due_at);
	if (rc != RC_OK || !listing_row(l))
		return rc;
	listing_text(l, g->name);
	listing_text(l, g->type);
	listing_text(l, state);
	listing_number(l, queued);
	listing_number(l, due_at > 0 && due_at < now ? now - due_at : 0);
	listing_number(l, r.day == day_calendar(now) ? r.sent_today : 0);
	put_instant(l, r.last_success);
	put_instant(l, r.last_inbound);
	put_text(l, r.last_error);
	put_text(l, r.balance);
	return RC_OK;
}

static enum exit_status list(const struct invocation *in)
{
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);
	enum rc rc = RC_OK;
	struct listing l;

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE) {
		listing_begin(&l, in->json, columns, limit);
		for (size_t i = 0; i < o.config.gateways && rc == RC_OK; i++)
			rc = add_row(&o, &o.config.gateway[i], &l);
		listing_end(&l);
		status = office_outcome(rc);
	}
	office_close(&o);
	return status;
}

static enum exit_status show(
	struct office *o, const struct invocation *in, const struct gateway_config *g)
{
	struct gateway_record r;
	struct listing l;
	const char *state = "unknown";
	enum rc rc;

	listing_begin(&l, in->json, columns, 1);
	rc = add_row(o, g, &l);
	listing_end(&l);
	if (rc == RC_OK)
		rc = read_state(o->store, g->name, &r, &state);
	if (rc != RC_OK)
		return office_outcome(rc);
	if (strcmp(state, "unknown") == 0)
		(void)fputs(
			"lapak: the daemon has written nothing of it lately; is lapak serve "
			"running?\n",
			stderr);
	return strcmp(state, gateway_state_name(GATEWAY_WORKS)) == 0 ? EXIT_DONE : EXIT_FAILED;
}

struct trial {
	const struct invocation *in;
	const char *gateway;
	struct phone to;
	int64_t id;
	enum message_state state;
	char error[64];
};

static enum exit_status queue(struct office *o, void *arg)
{
	struct trial *t = arg;
	int64_t now = clock_now();
	struct message m = {
		.channel = CHANNEL_SMS,
		.kind = KIND_NOTICE,
		.state = MESSAGE_QUEUED,
		.gateway = t->gateway,
		.phone = t->to.e164,
		.text = "LAPAK: test",
		.at = now,
		.due_at = now,
		.expires_at = now + TEST_LIVES,
		.segments = 1,
	};
	enum rc rc;

	t->id = m.id = store_message_id(o->store);
	rc = message_add(o->store, &m);
	return rc == RC_OK ? record(o, t->in, "gateway.test", "message", t->id, t->gateway)
			   : office_outcome(rc);
}

static enum rc read_trial(const struct message *m, void *arg)
{
	struct trial *t = arg;

	t->state = m->state;
	(void)snprintf(t->error, sizeof(t->error), "%s", m->error != NULL ? m->error : "");
	return RC_OK;
}

static bool is_open(enum message_state s)
{
	return s == MESSAGE_QUEUED || s == MESSAGE_SENDING;
}

/* The daemon sends it; here it is only looked at. */
static enum exit_status await(struct office *o, struct trial *t)
{
	const struct timespec half = { .tv_nsec = 500000000 };
	enum rc rc = RC_OK;

	t->state = MESSAGE_QUEUED;
	for (int i = 0; i < LOOKS && rc == RC_OK && is_open(t->state); i++) {
		(void)nanosleep(&half, NULL);
		rc = message_get(o->store, t->id, read_trial, t);
	}
	if (rc != RC_OK)
		return office_outcome(rc);
	if (t->in->json)
		json_print(json_pack("{s:o, s:s, s:s}", "id", json_of_id(t->id), "state",
			message_state_name(t->state), "error", t->error));
	else
		printf("%s%s%s\n", message_state_name(t->state),
			t->error[0] != '\0' ? ": " : "", t->error);
	return t->state == MESSAGE_SENT || t->state == MESSAGE_DELIVERED ? EXIT_DONE
									 : EXIT_FAILED;
}

static enum exit_status run_test(
	const struct invocation *in, struct office *o, const struct gateway_config *g)
{
	const char *to = option_value(in, "phone");
	struct trial t = { .in = in, .gateway = g->name };
	enum exit_status status;

	if (to == NULL)
		return show(o, in, g);
	if (phone_parse(&t.to, to, strlen(to)) != RC_OK)
		return cli_misused(in, "--phone: `%.40s` is no mobile number", to);
	status = office_write(o, queue, &t);
	return status == EXIT_DONE ? await(o, &t) : status;
}

static enum exit_status test(const struct invocation *in)
{
	const struct gateway_config *g;
	struct office o;
	enum exit_status status =
		office_open(&o, in, option_given(in, "phone") ? NEED_WRITE : NEED_READ);

	if (status == EXIT_DONE) {
		g = config_gateway(&o.config, in->argv[2]);
		status = g != NULL
				 ? run_test(in, &o, g)
				 : cli_misused(in, "there is no [gateway.%.40s]", in->argv[2]);
	}
	office_close(&o);
	return status;
}

enum exit_status cli_gateway(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ .name = "list", .run = list, .options = "json limit" },
		{ .name = "test",
			.run = test,
			.options = "json phone by",
			.least = 1,
			.most = 1,
			.words = "NAME" },
		{ .name = NULL },
	};

	return options_verb(in, verbs);
}
