/* cli/wave_roster.c - lapak wave roster: who has a place, what became of it, and who is to be called */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/options.h"
#include "cli/wave_parts.h"
#include "office/reminder.h"
#include "store/trainer.h"

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

/* Without --long, in JSON, only what other programs have always been given. */
struct roster_listing {
	struct listing l;
	bool brief;
	bool telephone; /* only whom the office calls */
	int64_t reminded_at;
};

/* Whoever has a place and no SMS of ours reaches: stopped, no number, an offer not answered, a reminder that was lost or
 * never written. reminded_at: when everyone with a seat should have had one; 0: not yet. */
static bool is_to_be_called(const struct roster_row *row, int64_t reminded_at)
{
	static const char *const lost[] = { "expired", "failed", "rejected", "unknown" };
	enum enrolment_status s = row->enrolment.status;

	if (s == ENROLMENT_WAITING || s == ENROLMENT_OFFERED)
		return row->telephone;
	if (s != ENROLMENT_ENROLLED || row->telephone || row->rsvp_at != 0)
		return s == ENROLMENT_ENROLLED && row->telephone;
	for (size_t i = 0; i < sizeof(lost) / sizeof(lost[0]); i++)
		if (strcmp(row->reminder, lost[i]) == 0)
			return true;
	return row->reminder[0] == '\0' && row->enrolment.changed_at < reminded_at;
}

/* When the last reminder of the sitting that comes next went out; 0: none did. */
static enum rc find_reminded(struct store *st, int64_t wave_id, int64_t *out)
{
	struct wave_plan plan;
	struct sitting next;
	enum rc rc = sitting_next(st, wave_id, clock_now(), &next);

	*out = 0;
	if (rc == RC_OK)
		rc = wave_plan_get(st, wave_id, &plan);
	if (rc == RC_OK)
		*out = reminder_last_round(&plan, next.starts_at, clock_now());
	return rc == RC_ABSENT ? RC_OK : rc;
}

static enum rc add_place(const struct roster_row *row, void *listing)
{
	struct roster_listing *roster = listing;
	struct listing *l = &roster->l;
	const struct trader *t = &row->who.trader;

	if (roster->telephone && !is_to_be_called(row, roster->reminded_at))
		return RC_OK;
	if (!listing_row(l))
		return RC_OK;
	listing_text(l, t->phone.e164);
	listing_text(l, t->name);
	listing_text(l, t->stall);
	listing_text(l, enrolment_status_name(row->enrolment.status));
	listing_number(l, row->enrolment.position);
	if (roster->brief)
		return RC_OK;
	listing_text(l, row->source);
	listing_text(l, row->changed_by);
	listing_instant(l, row->enrolment.changed_at);
	listing_text(l, answer_name(row));
	add_instant(l, row->offered_until);
	listing_text(l, row->telephone ? "telepon" : "");
	listing_text(l, row->reminder);
	return RC_OK;
}

static const struct column brief_columns[] = { { "phone", false }, { "name", false },
	{ "stall", false }, { "status", false }, { "position", true }, { NULL, false } };
static const struct column long_columns[] = { { "phone", false }, { "name", false },
	{ "stall", false }, { "status", false }, { "position", true }, { "source", false },
	{ "changed_by", false }, { "changed_at", false }, { "answer", false },
	{ "offered_until", false }, { "telephone", false }, { "reminder", false },
	{ NULL, false } };

enum exit_status wave_roster_command(const struct invocation *in)
{
	struct roster_listing roster = { .brief = in->json && !option_given(in, "long"),
		.telephone = option_given(in, "telephone") };
	struct office o;
	struct wave w;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = wave_look_up(&o, in->argv[2], &w);
	if (status == EXIT_DONE)
		status = office_outcome(find_reminded(o.store, w.id, &roster.reminded_at));
	if (status == EXIT_DONE)
		status = list_begin(&roster.l, in, roster.brief ? brief_columns : long_columns,
			in->argc > 3 ? in->argv[3] : NULL);
	if (status == EXIT_DONE)
		status = list_end(&roster.l,
			office_outcome(wave_roster(o.store, w.id, add_place, &roster)));
	office_close(&o);
	return status;
}
