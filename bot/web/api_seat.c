/* web/api_seat.c - places in a wave: roster, seats, attendance */
#include "store/seat.h"
#include "store/wave.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

static enum rc add_place(const struct roster_row *r, void *arg)
{
	struct api_call *c = arg;
	json_t *row = json_object();

	api_put(row, "trader", api_trader_row(c, &r->who));
	api_put_text(row, "status", enrolment_status_name(r->enrolment.status));
	api_put(row, "position",
		r->enrolment.position > 0 ? json_integer(r->enrolment.position) : json_null());
	api_put_time(row, "changed_at", r->enrolment.changed_at);
	return api_list_row(c, row);
}

enum rc api_wave_roster(struct api_call *c)
{
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK)
		rc = api_own_wave(c, w.id);
	if (rc == RC_OK)
		rc = api_list_begin(c);
	return rc == RC_OK ? wave_roster(c->store, w.id, add_place, c) : rc;
}

static void tell_place(struct api_call *c, const struct enrolment *e)
{
	c->out = json_object();
	api_put_text(c->out, "status", enrolment_status_name(e->status));
	api_put(c->out, "position", e->position > 0 ? json_integer(e->position) : json_null());
}

static enum rc take(struct api_call *c, int64_t wave_id, int64_t trader_id, struct enrolment *e)
{
	struct enrolment_request ask = { .wave_id = wave_id,
		.trader_id = trader_id,
		.allow_waiting = true,
		.by = c->who.login,
		.now = c->now };
	struct trader t;
	bool allows = true;
	enum rc rc = trader_by_id(c->store, trader_id, &t);

	*e = (struct enrolment){ .position = 0 };
	if (rc == RC_ABSENT)
		return api_refuse(
			c, RC_INVALID, "trader", "trader_id", "there is no such trader");
	if (rc == RC_OK)
		rc = wave_allows(c->store, wave_id, t.market_id, &allows);
	if (rc == RC_OK && !allows)
		return api_refuse(c, RC_CONFLICT, "market", "trader_id",
			"the wave is for traders of other markets");
	if (rc == RC_OK)
		rc = enrolment_take(c->store, &ask, e);
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "enrolled", "trader_id", "has a place already");
	return rc;
}

enum rc api_seat_new(struct api_call *c)
{
	struct enrolment e;
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK && (w.state == WAVE_DONE || w.state == WAVE_CANCELLED))
		return api_refuse(c, RC_CONFLICT, "state", "", "the wave is over");
	if (rc == RC_OK)
		rc = take(c, w.id, api_int(c->in, "trader_id"), &e);
	if (rc == RC_OK)
		tell_place(c, &e);
	return rc;
}

/* The seat is offered to who waits. */
static enum rc give_back(struct api_call *c, int64_t wave_id, int64_t trader_id)
{
	struct seat_change change = { .by = c->who.login, .now = c->now };
	struct seat seat;
	enum rc rc = seat_of(c->store, wave_id, trader_id, &seat);

	if (rc != RC_OK)
		return rc;
	if (seat.status == ENROLMENT_CANCELLED)
		return api_refuse(
			c, RC_CONFLICT, "given-up", "", "the place was given up already");
	if (seat.status == ENROLMENT_ATTENDED)
		return api_refuse(c, RC_CONFLICT, "attended", "", "this trader has come");
	change.id = seat.id;
	return seat_free(c->store, &change, false);
}

/* While nobody has taken it. */
enum rc api_seat_restore(struct api_call *c)
{
	struct seat_change change = { .by = c->who.login, .now = c->now };
	struct seat seat;
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK)
		rc = seat_of(c->store, w.id, api_id(c, "trader"), &seat);
	if (rc != RC_OK)
		return rc;
	change.id = seat.id;
	rc = seat_restore(c->store, &change);
	if (rc == RC_FULL)
		return api_refuse(c, rc, "taken", "", "somebody has taken the seat meanwhile");
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "not-given-up", "", "this place was not given up");
	return rc;
}

enum rc api_seat_drop(struct api_call *c)
{
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	return rc == RC_OK ? give_back(c, w.id, api_id(c, "trader")) : rc;
}

/* To another wave, in one go: never without a place in either. */
enum rc api_seat_move(struct api_call *c)
{
	int64_t to = api_int(c->in, "wave_id");
	struct enrolment e;
	struct wave from, target;
	enum rc rc = api_wave_find(c, &from);

	if (rc == RC_OK)
		rc = wave_by_id(c->store, to, &target);
	if (rc == RC_OK &&
		(to == from.id || (target.state != WAVE_OPEN && target.state != WAVE_FULL)))
		return api_refuse(
			c, RC_CONFLICT, "state", "wave_id", "choose another wave that is open");
	if (rc == RC_OK)
		rc = give_back(c, from.id, api_id(c, "trader"));
	if (rc == RC_OK)
		rc = take(c, to, api_id(c, "trader"), &e);
	if (rc == RC_OK)
		tell_place(c, &e);
	return rc;
}

static enum rc find_sitting(struct api_call *c, const struct wave *w, struct sitting *out)
{
	struct sitting all[SITTINGS_MAX];
	size_t n = 0;
	enum rc rc = wave_sittings(c->store, w->id, all, SITTINGS_MAX, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (all[i].id == api_int(c->in, "sitting_id")) {
			*out = all[i];
			return RC_OK;
		}
	}
	if (rc != RC_OK)
		return rc;
	return api_refuse(c, RC_INVALID, "sitting", "sitting_id", "not a sitting of this wave");
}

typedef enum rc attend_fn(struct store *st, const struct sitting *sitting, int64_t trader_id,
	const char *by, int64_t now);

/* The paper list: who came to a sitting. Who was noted already stays noted. */
static void add_id(json_t *list, int64_t id)
{
	json_t *row = json_object();

	api_put_id(row, "id", id);
	(void)json_array_append_new(list, row);
}

enum rc api_attendance(struct api_call *c)
{
	attend_fn *note = api_true(c->in, "absent") ? attendance_remove : attendance_add;
	json_t *list = json_object_get(c->in, "traders"), *fresh = json_array();
	struct sitting sitting;
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc == RC_OK)
		rc = api_own_wave(c, w.id);
	if (rc == RC_OK)
		rc = find_sitting(c, &w, &sitting);
	for (size_t i = 0; rc == RC_OK && i < json_array_size(list); i++) {
		int64_t trader = api_int(json_array_get(list, i), "id");
		struct enrolment e;

		rc = enrolment_get(c->store, w.id, trader, &e);
		if (rc == RC_ABSENT)
			rc = api_refuse(c, RC_INVALID, "trader", "traders",
				"somebody on the list has no place in this wave");
		else if (rc == RC_OK)
			rc = note(c->store, &sitting, trader, c->who.login, c->now);
		if (rc == RC_OK)
			add_id(fresh, trader);
		else if (rc == RC_CONFLICT)
			rc = RC_OK;
	}
	if (rc != RC_OK) {
		json_decref(fresh);
		return rc;
	}
	c->out = json_object();
	api_put_int(c->out, "noted", (int64_t)json_array_size(fresh));
	api_put(c->out, "traders", fresh);
	return RC_OK;
}
