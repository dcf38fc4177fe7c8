/*
 * cli/chat.c - lapak chat: a keypad phone in the terminal
 *
 * Each line is applied to the database at once, as the daemon does with a webhook, so it works
 * beside a running one. From a pipe the lines are shown too, and the output is a transcript:
 * `> text`, then `< reply`.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/open.h"
#include "cli/options.h"
#include "gateway/gateway.h"
#include "text/utf8.h"

static const char default_phone[] = "+6281234567890";

struct chat {
	struct office office;
	struct gateway_config gateway;
	struct phone phone;
	bool ussd, terminal; /* terminal: a person types */
	uint64_t session;    /* random; also leads the ids of its messages */
	unsigned lines;
	bool dialled;       /* USSD: a session is open */
	struct buf history; /* USSD: its inputs, parted by * */
};

static uint64_t random_number(void)
{
	uint64_t n = 0;

	if (getentropy(&n, sizeof(n)) != 0)
		BUG("no randomness");
	return n;
}

/* The first simulator of the configuration, or one of our own: nothing leaves the machine. */
static void choose_gateway(struct chat *c)
{
	const struct config *config = &c->office.config;

	for (size_t i = 0; i < config->gateways; i++)
		if (strcmp(config->gateway[i].type, "simulator") == 0) {
			c->gateway = config->gateway[i];
			return;
		}
	c->gateway = (struct gateway_config){ .name = "terminal",
		.type = "simulator",
		.allowed_prefixes = "+628",
		.rate_per_second = 1 };
	(void)snprintf(
		c->gateway.sender, sizeof(c->gateway.sender), "%s", config->office.short_code);
}

static void put_text(struct gateway_event *e, const char *text, size_t n)
{
	struct buf clean;

	buf_init(&clean, GATEWAY_TEXT_MAX);
	(void)utf8_clean(&clean, text, n, GATEWAY_TEXT_MAX);
	memcpy(e->text, clean.data, clean.len);
	e->length = clean.len;
	buf_release(&clean);
}

static void print_result(const struct chat *c, const struct inbound_result *r)
{
	for (int i = 0; i < r->replies; i++) {
		const char *verb = r->ends ? "END " : "CON ";

		printf("< %s%s\n", c->ussd ? verb : "", r->reply[i].data);
	}
	if (r->replies == 0 && c->ussd)
		printf("< END\n");
	(void)fflush(stdout);
}

static enum exit_status apply(struct chat *c, const struct gateway_event *e)
{
	struct store *st = c->office.store;
	struct inbound_result r;
	enum rc rc = store_begin(st);

	inbound_result_init(&r);
	if (rc == RC_OK)
		rc = inbound_apply(&c->office.inbound, &c->gateway, e, clock_now(), &r);
	if (rc == RC_OK)
		rc = store_commit(st);
	if (rc != RC_OK)
		store_rollback(st);
	else
		print_result(c, &r);
	if (rc == RC_OK && r.ends) {
		c->dialled = false;
		buf_reset(&c->history);
	}
	inbound_result_release(&r);
	return office_outcome(rc);
}

static enum exit_status send_event(
	struct chat *c, enum gateway_event_kind kind, const char *text, size_t n)
{
	struct gateway_event e = { .kind = kind, .at = 0 };

	e.sender = phone_sender(&e.from, c->phone.e164, strlen(c->phone.e164));
	(void)snprintf(e.to, sizeof(e.to), "%s", c->office.config.office.short_code);
	if (kind == EVENT_SMS)
		(void)snprintf(
			e.id, sizeof(e.id), "chat-%016" PRIx64 "-%u", c->session, ++c->lines);
	else
		(void)snprintf(e.session, sizeof(e.session), "chat-%016" PRIx64, c->session);
	put_text(&e, text, n);
	return apply(c, &e);
}

static enum exit_status dial(struct chat *c)
{
	c->session = random_number();
	c->dialled = true;
	buf_reset(&c->history);
	return send_event(c, EVENT_USSD, "", 0);
}

/* A line after the session's end dials again. */
static enum exit_status type_ussd(struct chat *c, const char *text, size_t n)
{
	enum exit_status status = EXIT_DONE;

	if (!c->dialled)
		status = dial(c);
	if (status != EXIT_DONE || !c->dialled || n == 0)
		return status;
	if (c->history.len > 0)
		buf_putc(&c->history, '*');
	buf_add(&c->history, text, n);
	if (c->history.full) {
		(void)fputs("lapak: the session is too long\n", stderr);
		return EXIT_FAILED;
	}
	return send_event(c, EVENT_USSD, c->history.data, c->history.len);
}

static enum exit_status type_line(struct chat *c, const char *text, size_t n)
{
	if (!c->terminal) {
		printf("> %.*s\n", (int)n, text);
		(void)fflush(stdout);
	}
	if (c->ussd)
		return type_ussd(c, text, n);
	return n > 0 ? send_event(c, EVENT_SMS, text, n) : EXIT_DONE;
}

static void prompt(const struct chat *c)
{
	if (!c->terminal)
		return;
	printf("> ");
	(void)fflush(stdout);
}

static enum exit_status converse(struct chat *c)
{
	enum exit_status status = c->ussd ? dial(c) : EXIT_DONE;
	char *line = NULL;
	size_t room = 0;

	while (status == EXIT_DONE) {
		ssize_t got;
		size_t n;

		prompt(c);
		got = getline(&line, &room, stdin);
		if (got < 0)
			break;
		n = (size_t)got;
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			n--;
		if (n == 2 && memcmp(line, ":q", 2) == 0)
			break;
		status = type_line(c, line, n);
	}
	if (c->terminal && feof(stdin) != 0)
		(void)putchar('\n');
	free(line);
	return status;
}

enum exit_status cli_chat(const struct invocation *in)
{
	static const struct verb fit = { .options = "ussd", .most = 1 };
	const char *number = in->argc > 1 ? in->argv[1] : default_phone;
	struct chat c = { .ussd = option_given(in, "ussd"), .session = random_number() };
	enum exit_status status = options_fit(in, &fit);

	if (status != EXIT_DONE)
		return status;
	if (phone_parse(&c.phone, number, strlen(number)) != RC_OK)
		return cli_misused(in, "`%.60s` is no Indonesian mobile number", number);
	c.terminal = isatty(STDIN_FILENO) != 0;
	buf_init(&c.history, GATEWAY_TEXT_MAX / 3);
	status = office_open(&c.office, in, NEED_DIALOG);
	if (status == EXIT_DONE) {
		choose_gateway(&c);
		status = converse(&c);
	}
	buf_release(&c.history);
	office_close(&c.office);
	return status;
}
