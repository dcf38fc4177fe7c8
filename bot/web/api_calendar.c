/* web/api_calendar.c - what is to come of all waves, and how far the people of one came */
#include "base/days.h"
#include "office/funnel.h"
#include "store/calendar.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

enum { SITTINGS_SHOWN = 2000, AHEAD = 60 };

static enum rc add_sitting(const struct calendar_row *r, void *arg)
{
	json_t *row = json_object();

	api_put_id(row, "id", r->id);
	api_put_time(row, "starts_at", r->at);
	api_put_int(row, "number", r->number);
	api_put_int(row, "of", r->of);
	api_put_id(row, "wave_id", r->wave.id);
	api_put_text(row, "wave", r->wave.name);
	api_put_text(row, "market", r->wave.market);
	api_put_text(row, "place", r->wave.place);
	api_put_text(row, "state", wave_state_name(r->wave.state));
	api_put_int(row, "seats", r->wave.seats);
	api_put_int(row, "taken", r->wave.taken);
	api_put_time(row, "first_at", r->wave.starts_at);
	api_put_time(row, "last_at", r->ends_at);
	return api_list_row(arg, row);
}

enum rc api_sittings(struct api_call *c)
{
	struct sale_days days = { .trader_id = 0 };
	enum rc rc = api_days(c, &days);

	if (rc == RC_OK && !api_has(c->ask, "to") && !api_has(c->ask, "from")) {
		days.from = day_calendar(c->now);
		days.to = days.from + AHEAD;
	}
	if (rc == RC_OK)
		rc = api_list_begin(c);
	if (rc != RC_OK)
		return rc;
	return calendar_each(c->store, day_instant(days.from, 0), day_instant(days.to + 1, 0),
		SITTINGS_SHOWN, add_sitting, c);
}

enum rc api_wave_funnel(struct api_call *c)
{
	json_t *steps = json_array();
	struct funnel f;
	struct wave w;
	enum rc rc = wave_by_id(c->store, api_id(c, "id"), &w);

	if (rc == RC_OK)
		rc = api_own_wave(c, w.id);
	if (rc == RC_OK)
		rc = funnel_of_wave(c->store, &w, c->now, &f);
	if (rc != RC_OK) {
		json_decref(steps);
		return rc;
	}
	for (int i = 0; i < FUNNEL_STEPS; i++) {
		json_t *row = json_object();

		api_put_text(row, "step", funnel_step_name((enum funnel_step)i));
		if (f.step[i].day > 0)
			api_put_day(row, "from", f.step[i].day);
		else
			api_put(row, "from", json_null());
		api_put(row, "n", f.step[i].came ? json_integer(f.step[i].n) : json_null());
		api_put(row, "of", f.step[i].came ? json_integer(f.step[i].of) : json_null());
		api_put(row, "known",
			f.step[i].came ? json_integer(f.step[i].known) : json_null());
		(void)json_array_append_new(steps, row);
	}
	c->out = json_object();
	api_put(c->out, "steps", steps);
	return RC_OK;
}
