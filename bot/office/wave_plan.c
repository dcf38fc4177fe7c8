/* office/wave_plan.c - what is changed of a wave that was planned */
#include "office/wave_plan.h"

#include <string.h>

#include "store/job.h"

enum { DAY_MOST = 365 };

bool wave_plan_reminds(const char *days)
{
	struct wave_plan plan;
	bool fits = plan_days(days) > 0 && strlen(days) < sizeof(plan.reminder_days);

	for (int day = REMIND_DAYS_MOST + 1; day <= DAY_MOST && fits; day++)
		fits = !plan_has_day(days, day);
	return fits || days[0] == '\0';
}

bool wave_plan_follows(const char *days)
{
	struct wave_plan plan;

	return days[0] == '\0' || (plan_days(days) > 0 && strlen(days) < sizeof(plan.tip_days));
}

/* The job looks anew at the plan; one in the midst of its round does so at its end. */
static enum rc look_again(const struct work *w, const char *kind, int64_t subject)
{
	struct job_row job;
	enum rc rc = job_get(w->store, kind, subject, &job);

	if (rc == RC_OK && job.cursor > 1)
		return RC_OK;
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	return job_put(
		w->store, &(struct job){ .kind = kind, .subject = subject, .due_at = w->now });
}

enum rc wave_plan_change(
	const struct work *w, const struct wave *wave, const struct wave_plan *plan)
{
	struct sitting list[SITTINGS_MAX];
	size_t n = 0;
	enum rc rc = wave_plan_set(w->store, wave->id, plan);

	if (rc == RC_OK)
		rc = wave_sittings(w->store, wave->id, list, SITTINGS_MAX, &n);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		if (list[i].starts_at > w->now)
			rc = look_again(w, "reminder", list[i].id);
	return rc == RC_OK && wave->state == WAVE_DONE ? look_again(w, "follow", wave->id) : rc;
}

enum rc wave_sitting_move(const struct work *w, const struct wave *wave,
	const struct sitting *s, int64_t starts_at)
{
	enum rc rc;

	if (wave->state == WAVE_DONE || wave->state == WAVE_CANCELLED || s->starts_at <= w->now)
		return RC_DENIED;
	if (starts_at <= w->now)
		return RC_INVALID;
	rc = sitting_move(w->store, s, starts_at);
	if (rc != RC_OK || wave->state == WAVE_DRAFT)
		return rc;
	return job_put(w->store,
		&(struct job){ .kind = "news", .subject = wave->id, .due_at = w->now });
}
