/* cli/broadcast_new.c - lapak broadcast new, preview, test: written, looked at, tried on one's own phone */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/broadcast_parts.h"
#include "cli/listing.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "wording/broadcast_text.h"

enum { TWO_DAYS = 2 * 86400 };

void print_grouped(int64_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%" PRId64, n);

	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
			(void)putchar('.');
		(void)putchar(digits[i]);
	}
}

static void print_span(int64_t seconds)
{
	if (seconds >= TWO_DAYS)
		printf("%" PRId64 " days %" PRId64 " h", seconds / 86400,
			seconds % 86400 / 3600);
	else if (seconds >= 3600)
		printf("%" PRId64 " h %" PRId64 " min", seconds / 3600, seconds % 3600 / 60);
	else if (seconds >= 60)
		printf("%" PRId64 " min %" PRId64 " s", seconds / 60, seconds % 60);
	else
		printf("%" PRId64 " s", seconds);
}

/* What of a plan stands in the way, or else is worth knowing, one after the other. */
struct notes {
	const struct broadcast_plan *plan;
	bool blocking;
	size_t next;
	struct buf text; /* the sentence of the last one */
};

static struct notes notes_of(const struct broadcast_plan *p, bool blocking)
{
	struct notes n = { .plan = p, .blocking = blocking };

	buf_init(&n.text, BROADCAST_SMS_MAX);
	return n;
}

/* NULL: there are no more, and n is released. */
static const struct broadcast_note *notes_next(struct notes *n)
{
	while (n->next < n->plan->notes) {
		const struct broadcast_note *note = &n->plan->note[n->next++];

		if (broadcast_note_blocks(note) != n->blocking)
			continue;
		buf_reset(&n->text);
		broadcast_note_print(note, &n->text);
		return note;
	}
	buf_release(&n->text);
	return NULL;
}

static void print_notes(const struct broadcast_plan *p, bool blocking)
{
	struct notes n = notes_of(p, blocking);

	while (notes_next(&n) != NULL)
		printf("%-11s %s\n", blocking ? "blocker" : "note", n.text.data);
}

void broadcast_print_plan(const struct broadcast_plan *p, const struct broadcast *b)
{
	char when[17];

	printf("recipients  ");
	print_grouped(p->count.total);
	for (size_t i = 0; i < p->count.languages; i++)
		printf("%s%s %" PRId64 " x %u segment%s", i == 0 ? " (" : ", ",
			p->count.of[i].language, p->count.of[i].traders, p->of[i].segments,
			p->of[i].segments == 1 ? "" : "s");
	printf("%s\nsegments    ", p->count.languages > 0 ? ")" : "");
	print_grouped(p->segments);
	printf("\ncost        Rp");
	print_grouped(p->cost);
	printf(" at Rp%" PRId64 " a segment\n", b->price);
	if (p->ends_at > 0) {
		instant_plain(p->begins_at, when);
		printf("begins      %s\nends        ", when);
		instant_plain(p->ends_at, when);
		printf("%s (", when);
		print_span(p->ends_at - p->begins_at);
		printf(")\n");
	}
	for (size_t i = 0; i < p->samples; i++)
		printf("sample      %s\n", p->sample[i]);
	print_notes(p, false);
	print_notes(p, true);
	if (p->count.total > BROADCAST_ALONE)
		printf("approval    by somebody other than %s\n", b->made_by);
}

struct broadcast_facts broadcast_facts_of(const struct office *o)
{
	return (struct broadcast_facts){ .store = o->store,
		.config = &o->config,
		.wording = o->wording,
		.now = clock_now() };
}

struct writing {
	const struct invocation *in;
	struct broadcast_draft *draft;
};

static enum exit_status keep(struct office *o, void *arg)
{
	struct writing *w = arg;
	struct broadcast_draft *d = w->draft;
	char detail[80];
	enum rc rc = broadcast_add(o->store, &d->b, &d->texts);

	if (rc != RC_OK)
		return office_outcome(rc);
	(void)snprintf(detail, sizeof(detail), "%" PRId64 " recipients, %" PRId64 " segments",
		d->b.recipients, d->b.planned);
	return record(o, w->in, "broadcast.new", "broadcast", d->b.id, detail);
}

static enum exit_status plan_it(struct office *o, const struct broadcast *b,
	const struct broadcast_texts *texts, struct broadcast_plan *p)
{
	struct broadcast_facts f = broadcast_facts_of(o);

	return office_outcome(broadcast_plan_make(&f, b, texts, p));
}

static enum exit_status say_blockers(const struct broadcast_plan *p)
{
	struct notes n = notes_of(p, true);

	while (notes_next(&n) != NULL)
		(void)fprintf(stderr, "lapak broadcast: %s\n", n.text.data);
	return EXIT_FAILED;
}

static enum exit_status write_draft(
	struct office *o, const struct invocation *in, struct broadcast_draft *d)
{
	struct broadcast_plan p = { .notes = 0 };
	struct writing w = { .in = in, .draft = d };
	enum exit_status status;

	status = plan_it(o, &d->b, &d->texts, &p);
	if (status == EXIT_DONE && broadcast_plan_blocker(&p) != NULL)
		status = say_blockers(&p);
	if (status == EXIT_DONE) {
		d->b.recipients = p.count.total;
		d->b.planned = p.segments;
		d->b.state =
			p.count.total > BROADCAST_ALONE ? BROADCAST_WAITING : BROADCAST_DRAFT;
		status = office_write(o, keep, &w);
	}
	return status;
}

enum exit_status broadcast_new_command(const struct invocation *in)
{
	struct broadcast_draft d = { .texts = { .n = 0 } };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_DIALOG);

	if (status == EXIT_DONE)
		status = broadcast_read(&o, in, &d);
	if (status == EXIT_DONE)
		status = write_draft(&o, in, &d);
	if (status == EXIT_DONE)
		printf("%" PRId64 "\n", d.b.id);
	office_close(&o);
	return status;
}

/* A stable code, and the sentence. */
static json_t *notes_json(const struct broadcast_plan *p, bool blocking)
{
	json_t *list = json_array();
	struct notes n = notes_of(p, blocking);
	const struct broadcast_note *note;

	while ((note = notes_next(&n)) != NULL)
		(void)json_array_append_new(
			list, json_pack("{s:s, s:o}", "code", broadcast_note_code(note),
				      "detail", json_of_text(n.text.data)));
	return list;
}

static json_t *plan_json(const struct broadcast_plan *p)
{
	json_t *samples = json_array();

	for (size_t i = 0; i < p->samples; i++)
		(void)json_array_append_new(samples, json_of_text(p->sample[i]));
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:o}", "recipients",
		(json_int_t)p->count.total, "segments", (json_int_t)p->segments, "cost",
		(json_int_t)p->cost, "begins_at", (json_int_t)p->begins_at, "ends_at",
		(json_int_t)p->ends_at, "samples", samples, "blockers", notes_json(p, true),
		"notes", notes_json(p, false));
}

/* Of one that is there, by its id; or of one that is only typed so far. */
static enum exit_status draft_of(
	struct office *o, const struct invocation *in, struct broadcast_draft *d)
{
	enum exit_status status;

	if (in->argc < 3)
		return broadcast_read(o, in, d);
	if (in->options > 0)
		return cli_misused(in, "`preview` takes an id or an audience with --text");
	status = broadcast_look_up(o, in, &d->b);
	return status == EXIT_DONE
		       ? office_outcome(broadcast_texts(o->store, d->b.id, &d->texts))
		       : status;
}

enum exit_status broadcast_preview_command(const struct invocation *in)
{
	struct broadcast_draft d = { .texts = { .n = 0 } };
	struct broadcast_plan p = { .notes = 0 };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_DIALOG);

	if (status == EXIT_DONE)
		status = draft_of(&o, in, &d);
	if (status == EXIT_DONE)
		status = plan_it(&o, &d.b, &d.texts, &p);
	if (status == EXIT_DONE && in->json)
		json_print(plan_json(&p));
	else if (status == EXIT_DONE)
		broadcast_print_plan(&p, &d.b);
	office_close(&o);
	return status;
}

struct trial {
	const struct invocation *in;
	struct phone to;
};

static enum exit_status try_it(struct office *o, void *arg)
{
	const struct trial *trial = arg;
	struct broadcast_facts f = broadcast_facts_of(o);
	struct err err = { .msg = "" };
	struct broadcast b;
	char masked[17];
	enum exit_status status = broadcast_look_up(o, trial->in, &b);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = broadcast_try(&f, &b, &trial->to, &err);
	if (rc != RC_OK)
		return broadcast_refused(rc, &err);
	phone_mask(&trial->to, masked);
	return record(o, trial->in, "broadcast.test", "broadcast", b.id, masked);
}

enum exit_status broadcast_test_command(const struct invocation *in)
{
	struct trial trial = { .in = in };
	struct office o;
	enum exit_status status =
		look_up_phone(in, "--to: ", option_value(in, "to"), &trial.to);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_DIALOG);
	if (status == EXIT_DONE)
		status = office_write(&o, try_it, &trial);
	if (status == EXIT_DONE)
		printf("queued\n");
	office_close(&o);
	return status;
}
