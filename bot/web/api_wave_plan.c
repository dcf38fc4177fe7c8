/* web/api_wave_plan.c - what is changed of a planned wave: reminders, tips, trainer, a sitting's time */
#include "base/days.h"
#include "office/wave_plan.h"
#include "store/market.h"
#include "store/staff.h"
#include "store/trainer.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

static struct work work_of(const struct api_call *c)
{
	return (struct work){ .store = c->store, .config = c->site->config, .now = c->now };
}

static enum rc put_trainer(struct api_call *c, const struct wave *w)
{
	struct staff who = { .id = 0 };
	int64_t id = 0;
	enum rc rc = trainer_of(c->store, w->id, &id);

	if (rc == RC_OK && id != 0)
		rc = staff_by_id(c->store, id, &who);
	api_put_id(c->out, "trainer_id", who.id);
	api_put_text(c->out, "trainer", who.id != 0 ? who.name : NULL);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static enum rc put_markets(struct api_call *c, const struct wave *w)
{
	struct market allowed[WAVE_MARKETS_MOST];
	json_t *list = json_array();
	size_t n = 0;
	enum rc rc = wave_allowed(c->store, w->id, allowed, WAVE_MARKETS_MOST, &n);

	for (size_t i = 0; i < n; i++) {
		json_t *row = json_object();

		api_put_id(row, "id", allowed[i].id);
		api_put_text(row, "name", allowed[i].name);
		(void)json_array_append_new(list, row);
	}
	api_put(c->out, "markets", list);
	return rc;
}

enum rc api_wave_plan(struct api_call *c)
{
	struct wave_plan plan;
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK)
		rc = api_own_wave(c, w.id);
	if (rc == RC_OK)
		rc = wave_plan_get(c->store, w.id, &plan);
	if (rc != RC_OK)
		return rc;
	c->out = json_object();
	api_put_text(c->out, "reminder_days", plan.reminder_days);
	api_put_text(c->out, "series", wave_plan_series(&plan));
	api_put_text(c->out, "tip_days", plan.tip_days);
	api_put(c->out, "budget", plan.budget > 0 ? json_integer(plan.budget) : json_null());
	rc = put_markets(c, &w);
	return rc == RC_OK ? put_trainer(c, &w) : rc;
}

enum rc api_wave_markets(struct api_call *c)
{
	const json_t *list = json_object_get(c->in, "markets");
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK)
		rc = wave_allow_all(c->store, w.id);
	for (size_t i = 0; rc == RC_OK && i < json_array_size(list); i++) {
		struct market m;

		rc = market_by_id(c->store, api_int(json_array_get(list, i), "id"), &m);
		if (rc == RC_ABSENT)
			return api_refuse(
				c, RC_INVALID, "market", "markets", "there is no such market");
		if (rc == RC_OK)
			rc = wave_allow(c->store, w.id, m.id);
	}
	(void)snprintf(c->detail, sizeof(c->detail), "%s: %zu markets (0: all)", w.name,
		json_array_size(list));
	return rc;
}

enum rc api_wave_plan_change(struct api_call *c)
{
	const char *remind = api_text(c->in, "reminder_days"),
		   *tips = api_text(c->in, "tip_days"), *series = api_text(c->in, "series");
	struct work work = work_of(c);
	struct wave_plan plan;
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK)
		rc = wave_plan_get(c->store, w.id, &plan);
	if (rc != RC_OK)
		return rc;
	if (w.state == WAVE_CANCELLED)
		return api_refuse(c, RC_CONFLICT, "state", "", "the wave is cancelled");
	if (!wave_plan_reminds(remind))
		return api_refuse(c, RC_INVALID, "days", "reminder_days",
			"days before a sitting from 1 to %d in order, as 3,1",
			(int)REMIND_DAYS_MOST);
	if (!wave_plan_follows(tips))
		return api_refuse(c, RC_INVALID, "days", "tip_days",
			"days after the last sitting from 1 to 365 in order, as 1,3,7");
	if (series[0] < 'A' || series[0] > 'Z')
		return api_refuse(
			c, RC_INVALID, "series", "series", "a series is one letter, as A");
	(void)snprintf(plan.reminder_days, sizeof(plan.reminder_days), "%s", remind);
	(void)snprintf(plan.tip_days, sizeof(plan.tip_days), "%s", tips);
	(void)snprintf(plan.series, sizeof(plan.series), "%s", series);
	plan.budget = api_int(c->in, "budget");
	(void)snprintf(c->detail, sizeof(c->detail), "%s: %s:%s, remind %s", w.name, series,
		tips, remind);
	return wave_plan_change(&work, &w, &plan);
}

enum rc api_wave_trainer(struct api_call *c)
{
	int64_t staff_id = api_int(c->in, "staff_id");
	struct staff who;
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK && staff_id != 0) {
		rc = staff_by_id(c->store, staff_id, &who);
		if (rc == RC_ABSENT ||
			(rc == RC_OK && (who.role != ROLE_TRAINER || who.disabled_at != 0)))
			return api_refuse(c, RC_INVALID, "trainer", "staff_id",
				"there is no enabled account of a trainer of that id");
		(void)snprintf(
			c->detail, sizeof(c->detail), "%s", rc == RC_OK ? who.login : "");
	}
	return rc == RC_OK ? trainer_set(c->store, w.id, staff_id) : rc;
}

enum rc api_sitting_move(struct api_call *c)
{
	int64_t to = api_int(c->in, "starts_at");
	char from_at[26], to_at[26];
	struct work work = work_of(c);
	struct sitting s;
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK)
		rc = sitting_by_id(c->store, api_int(c->in, "sitting_id"), &s);
	if (rc == RC_ABSENT || (rc == RC_OK && s.wave_id != w.id))
		return api_refuse(
			c, RC_ABSENT, "sitting", "sitting_id", "not a sitting of this wave");
	if (rc != RC_OK)
		return rc;
	instant_iso(s.starts_at, from_at);
	instant_iso(to, to_at);
	(void)snprintf(c->detail, sizeof(c->detail), "%s to %s", from_at, to_at);
	rc = wave_sitting_move(&work, &w, &s, to);
	if (rc == RC_DENIED)
		return api_refuse(
			c, RC_CONFLICT, "over", "", "this sitting is over or called off");
	if (rc == RC_INVALID)
		return api_refuse(c, RC_INVALID, "past", "starts_at",
			"a sitting must begin later than now");
	if (rc == RC_CONFLICT)
		return api_refuse(
			c, rc, "twice", "starts_at", "the wave has a sitting at that time");
	return rc;
}
