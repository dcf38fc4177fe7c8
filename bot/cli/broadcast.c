/* cli/broadcast.c - lapak broadcast: one text to many */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/broadcast_parts.h"
#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/listing.h"
#include "cli/options.h"

static const struct column columns[] = { { "id", true }, { "state", false },
	{ "recipients", true }, { "sent", true }, { "delivered", true }, { "failed", true },
	{ "left", true }, { "segments", true }, { "cost", true }, { NULL, false } };

enum exit_status broadcast_look_up(
	struct office *o, const struct invocation *in, struct broadcast *out)
{
	const char *word = in->argv[2];
	int64_t id = 0;
	enum rc rc;

	if (!number_read(&id, word, 1, INT64_MAX / 10))
		return cli_misused(in, "a broadcast's id is a number, not `%.60s`", word);
	rc = broadcast_get(o->store, id, out);
	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(
		stderr, "lapak: there is no broadcast %s; look: lapak broadcast list\n", word);
	return EXIT_FAILED;
}

static enum rc add_row(const struct broadcast *b, void *listing)
{
	struct listing *l = listing;

	if (!listing_row(l))
		return RC_OK;
	listing_id(l, b->id);
	listing_text(l, broadcast_state_name(b->state));
	listing_number(l, b->recipients);
	listing_number(l, b->sent);
	listing_number(l, b->delivered);
	listing_number(l, b->failed);
	listing_number(l, broadcast_left(b));
	listing_number(l, broadcast_segments(b));
	listing_number(l, broadcast_cost(b));
	return RC_OK;
}

static enum rc rows(struct store *st, int64_t limit, struct listing *l)
{
	return broadcast_each(st, &(struct broadcast_ask){ .limit = limit }, add_row, l);
}

static enum exit_status list(const struct invocation *in)
{
	return list_command(in, columns, rows);
}

static void print_json(const struct broadcast *b)
{
	json_print(json_pack("{s:o, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "id",
		json_of_id(b->id), "state", broadcast_state_name(b->state), "recipients",
		(json_int_t)b->recipients, "sent", (json_int_t)b->sent, "delivered",
		(json_int_t)b->delivered, "failed", (json_int_t)b->failed, "left",
		(json_int_t)broadcast_left(b), "segments", (json_int_t)broadcast_segments(b),
		"cost", (json_int_t)broadcast_cost(b)));
}

static void print_number(const char *label, int64_t n)
{
	printf("%-11s ", label);
	print_grouped(n);
	(void)putchar('\n');
}

static void print_plain(const struct broadcast *b, const struct broadcast_texts *texts)
{
	char when[17];
	struct buf audience;

	buf_init(&audience, AUDIENCE_TEXT_MAX);
	audience_write(&b->audience, &audience);
	printf("%-11s %s\n", "state", broadcast_state_name(b->state));
	printf("%-11s %s\n", "audience", audience.len > 0 ? audience.data : "all");
	buf_release(&audience);
	for (size_t i = 0; i < texts->n; i++)
		printf("text%s%-*s %s\n", texts->of[i].language[0] != '\0' ? " " : "",
			texts->of[i].language[0] != '\0' ? 6 : 7, texts->of[i].language,
			texts->of[i].text);
	instant_plain(b->created_at, when);
	printf("%-11s %s, by %s\n", "written", when, b->made_by);
	if (b->approved_at != 0) {
		instant_plain(b->approved_at, when);
		printf("%-11s %s, by %s\n", "approved", when, b->approved_by);
	}
	if (b->starts_at != 0) {
		instant_plain(b->starts_at, when);
		printf("%-11s %s\n", "starts", when);
	}
	print_number("recipients", b->recipients);
	print_number("sent", b->sent);
	print_number("delivered", b->delivered);
	print_number("unknown", b->unknown);
	print_number("failed", b->failed);
	print_number("left", broadcast_left(b));
	print_number("segments", broadcast_segments(b));
	printf("%-11s Rp", "cost");
	print_grouped(broadcast_cost(b));
	(void)putchar('\n');
}

static enum exit_status show(const struct invocation *in)
{
	struct broadcast_texts texts;
	struct broadcast b = { .id = 0 };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE)
		status = broadcast_look_up(&o, in, &b);
	if (status == EXIT_DONE)
		status = office_outcome(broadcast_texts(o.store, b.id, &texts));
	if (status == EXIT_DONE && in->json)
		print_json(&b);
	else if (status == EXIT_DONE)
		print_plain(&b, &texts);
	office_close(&o);
	return status;
}

enum exit_status cli_broadcast(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit", 0, 0, "" },
		{ "new", broadcast_new_command,
			"all market+ wave+ status+ lang+ silent-days text+ at by", 0, 0, "" },
		{ "preview", broadcast_preview_command,
			"all market+ wave+ status+ lang+ silent-days text+ at json", 0, 1,
			"ID" },
		{ "test", broadcast_test_command, "to by", 1, 1, "ID" },
		{ "approve", broadcast_approve_command, "by", 1, 1, "ID" },
		{ "show", show, "json", 1, 1, "ID" },
		{ "watch", broadcast_watch_command, "", 1, 1, "ID" },
		{ "results", broadcast_results_command, "json limit state csv xlsx bom", 1, 2,
			"ID [FILE]" },
		{ "retry", broadcast_retry_command, "by", 1, 1, "ID" },
		{ "pause", broadcast_pause_command, "by", 1, 1, "ID" },
		{ "resume", broadcast_resume_command, "by", 1, 1, "ID" },
		{ "cancel", broadcast_cancel_command, "by", 1, 1, "ID" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
