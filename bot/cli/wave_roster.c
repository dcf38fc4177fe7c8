/* cli/wave_roster.c - lapak wave roster: who has a place, what became of it, and who is to be called */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "cli/wave_parts.h"

static const char *answer_name(const struct roster_row *row)
{
	return row->rsvp_at > 0 ? "yes" : row->rsvp_at < 0 ? "no" : "";
}

static void add_instant(struct listing *l, int64_t at)
{
	if (at != 0)
		listing_instant(l, at);
	else
		listing_null(l);
}

static enum rc add_place(const struct roster_row *row, void *listing)
{
	struct listing *l = listing;
	const struct trader *t = &row->who.trader;

	if (!listing_row(l))
		return RC_OK;
	listing_text(l, t->phone.e164);
	listing_text(l, t->name);
	listing_text(l, t->stall);
	listing_text(l, enrolment_status_name(row->enrolment.status));
	listing_number(l, row->enrolment.position);
	listing_text(l, row->source);
	listing_text(l, row->changed_by);
	listing_instant(l, row->enrolment.changed_at);
	listing_text(l, answer_name(row));
	add_instant(l, row->offered_until);
	listing_text(l, row->telephone ? "telepon" : "");
	listing_text(l, row->reminder);
	return RC_OK;
}

/* RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe. */
static void put_cell(const char *value, bool last)
{
	putchar('"');
	if (value[0] != '\0' && strchr("=+-@\t\r", value[0]) != NULL)
		putchar('\'');
	for (; *value != '\0'; value++) {
		if (*value == '"')
			putchar('"');
		putchar(*value);
	}
	(void)fputs(last ? "\"\r\n" : "\",", stdout);
}

static void put_instant(int64_t at)
{
	char text[17] = "";

	if (at != 0)
		instant_plain(at, text);
	put_cell(text, false);
}

static enum rc print_place(const struct roster_row *row, void *arg)
{
	const struct trader *t = &row->who.trader;
	char position[12] = "";

	(void)arg;
	if (row->enrolment.position > 0)
		(void)snprintf(position, sizeof(position), "%d", (int)row->enrolment.position);
	put_cell(t->phone.e164, false);
	put_cell(t->name, false);
	put_cell(t->stall, false);
	put_cell(enrolment_status_name(row->enrolment.status), false);
	put_cell(position, false);
	put_cell(row->source, false);
	put_cell(row->changed_by, false);
	put_instant(row->enrolment.changed_at);
	put_cell(answer_name(row), false);
	put_instant(row->offered_until);
	put_cell(row->telephone ? "telepon" : "", false);
	put_cell(row->reminder, true);
	return RC_OK;
}

static enum exit_status print_csv(struct office *o, const struct wave *w)
{
	printf("phone,name,stall,status,position,source,changed_by,changed_at,answer,"
	       "offered_until,telephone,reminder\r\n");
	return office_outcome(wave_roster(o->store, w->id, print_place, NULL));
}

enum exit_status wave_roster_command(const struct invocation *in)
{
	static const struct column columns[] = { { "phone", false }, { "name", false },
		{ "stall", false }, { "status", false }, { "position", true },
		{ "source", false }, { "changed_by", false }, { "changed_at", false },
		{ "answer", false }, { "offered_until", false }, { "telephone", false },
		{ "reminder", false }, { NULL, false } };
	struct listing l;
	struct office o;
	struct wave w;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = wave_look_up(&o, in->argv[2], &w);
	if (status == EXIT_DONE && option_given(in, "csv")) {
		status = print_csv(&o, &w);
	} else if (status == EXIT_DONE) {
		listing_begin(&l, in->json, columns, limit);
		status = office_outcome(wave_roster(o.store, w.id, add_place, &l));
		listing_end(&l);
	}
	office_close(&o);
	return status;
}
