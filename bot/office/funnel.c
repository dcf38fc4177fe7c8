/* office/funnel.c - how far the people of one wave came */
#include "office/funnel.h"

#include "base/days.h"
#include "store/funnel.h"
#include "store/seat.h"

enum { WEEK = 7, REMINDER_FIRST = 30 };

static const int32_t checks[] = { 30, 60, 90 }; /* days after the last sitting */

static const char *const names[FUNNEL_STEPS] = { "invited", "enrolled", "confirmed", "attended",
	"first-live", "live-30", "live-60", "live-90" };

const char *funnel_step_name(enum funnel_step s)
{
	return names[s];
}

struct ends { /* calendar days of the first and last sitting */
	int32_t first, last;
};

static enum rc ends_of(struct store *st, const struct wave *w, struct ends *out)
{
	struct sitting list[SITTINGS_MAX];
	size_t n = 0;
	enum rc rc = wave_sittings(st, w->id, list, SITTINGS_MAX, &n);

	if (rc == RC_OK && n == 0)
		return RC_ABSENT;
	if (rc == RC_OK) { /* by time */
		out->first = day_calendar(list[0].starts_at);
		out->last = day_calendar(list[n - 1].starts_at);
	}
	return rc;
}

/* The first reminder's day; the sitting's own where none is planned. */
static enum rc reminder_day(
	struct store *st, const struct wave *w, const struct ends *ends, int32_t *out)
{
	struct wave_plan plan;
	enum rc rc = wave_plan_get(st, w->id, &plan);

	*out = ends->first;
	if (rc != RC_OK)
		return rc;
	for (int day = REMINDER_FIRST; day >= 1; day--)
		if (plan_has_day(plan.reminder_days, day)) {
			*out = ends->first - day;
			break;
		}
	return RC_OK;
}

static void put(struct funnel *f, enum funnel_step s, int64_t n, int64_t known, int64_t of)
{
	f->step[s].n = n;
	f->step[s].known = known;
	f->step[s].of = of;
}

/* Up to the training: from the places themselves. */
static enum rc count_places(struct store *st, const struct wave *w, struct funnel *f)
{
	struct funnel_places p;
	enum rc rc = funnel_places(st, w->id, &p);

	if (rc != RC_OK)
		return rc;
	put(f, FUNNEL_INVITED, p.invited, p.invited, p.invited);
	put(f, FUNNEL_ENROLLED, p.enrolled, p.enrolled, p.invited);
	put(f, FUNNEL_CONFIRMED, p.confirmed, p.answered, p.reminded);
	put(f, FUNNEL_ATTENDED, p.attended, p.attended + p.absent, p.enrolled);
	if (p.reminded > 0) /* moved to an earlier day by the plan */
		f->step[FUNNEL_CONFIRMED].came = true;
	return RC_OK;
}

/* After it: from the sales and checks of who came. */
static enum rc count_live(
	struct store *st, const struct funnel_span *span, enum funnel_step s, struct funnel *f)
{
	struct funnel_live live;
	enum rc rc;

	if (!f->step[s].came)
		return RC_OK;
	rc = funnel_live(st, span, &live);
	if (rc == RC_OK)
		put(f, s, live.live, live.known, f->step[FUNNEL_ATTENDED].n);
	return rc;
}

enum rc funnel_of_wave(struct store *st, const struct wave *w, int64_t now, struct funnel *out)
{
	struct funnel_span span = { .wave_id = w->id, .to = day_of(now) };
	int32_t today = day_calendar(now), reminder = 0;
	struct ends ends;
	enum rc rc = ends_of(st, w, &ends);

	if (rc == RC_OK)
		rc = reminder_day(st, w, &ends, &reminder);
	if (rc != RC_OK)
		return rc;
	*out = (struct funnel){ .step = { [FUNNEL_CONFIRMED] = { .day = reminder },
					[FUNNEL_ATTENDED] = { .day = ends.first },
					[FUNNEL_FIRST_LIVE] = { .day = ends.first } } };
	for (int i = FUNNEL_LIVE_30; i < FUNNEL_STEPS; i++)
		out->step[i].day = ends.last + checks[i - FUNNEL_LIVE_30] + 1;
	for (int i = 0; i < FUNNEL_STEPS; i++)
		out->step[i].came = out->step[i].day <= today;
	rc = count_places(st, w, out);
	span.from = ends.first;
	if (rc == RC_OK)
		rc = count_live(st, &span, FUNNEL_FIRST_LIVE, out);
	for (int i = FUNNEL_LIVE_30; i < FUNNEL_STEPS && rc == RC_OK; i++) {
		span.check = checks[i - FUNNEL_LIVE_30];
		span.to = ends.last + span.check;
		span.from = span.to - WEEK + 1;
		rc = count_live(st, &span, (enum funnel_step)i, out);
	}
	return rc;
}
