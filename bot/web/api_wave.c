/* web/api_wave.c - waves: list, seats, sittings, roster, attendance */
#include <string.h>

#include "base/days.h"
#include "store/job.h"
#include "store/market.h"
#include "store/seat.h"
#include "store/wave.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

enum { WAVES_MOST = 500 };

static json_t *wave_row(const struct wave *w)
{
	json_t *row = json_object();

	api_put_id(row, "id", w->id);
	api_put_text(row, "name", w->name);
	api_put_id(row, "market_id", w->market_id);
	api_put_text(row, "market", w->market);
	api_put_text(row, "place", w->place);
	api_put_text(row, "state", wave_state_name(w->state));
	api_put_int(row, "seats", w->seats);
	api_put_int(row, "taken", w->taken);
	api_put_int(row, "waiting", w->waiting);
	api_put_time(row, "starts_at", w->starts_at);
	return row;
}

static enum rc add_wave(const struct wave *w, void *arg)
{
	return api_list_row(arg, wave_row(w));
}

enum rc api_waves(struct api_call *c)
{
	enum rc rc = api_list_begin(c);

	return rc == RC_OK ? wave_each(c->store, WAVES_MOST, add_wave, c) : rc;
}

static bool sees_codes(const struct api_call *c)
{
	return c->who.role != ROLE_VIEWER;
}

static enum rc find(struct api_call *c, struct wave *w)
{
	api_subject(c, "wave", api_id(c, "id"));
	return wave_by_id(c->store, api_id(c, "id"), w);
}

enum rc api_wave_one(struct api_call *c)
{
	struct sitting sitting[SITTINGS_MAX];
	json_t *sittings = json_array();
	struct wave w;
	size_t n = 0;
	enum rc rc = find(c, &w);

	if (rc == RC_OK)
		rc = wave_sittings(c->store, w.id, sitting, SITTINGS_MAX, &n);
	if (rc != RC_OK) {
		json_decref(sittings);
		return rc;
	}
	for (size_t i = 0; i < n; i++) {
		json_t *row = json_object();
		api_put_id(row, "id", sitting[i].id);
		api_put_time(row, "starts_at", sitting[i].starts_at);
		api_put_text(row, "code", sees_codes(c) ? sitting[i].code : NULL);
		(void)json_array_append_new(sittings, row);
	}
	c->out = wave_row(&w);
	api_put(c->out, "sittings", sittings);
	return RC_OK;
}

/* A code nobody has typed yet: four digits, none of them a zero in front. */
static void make_code(struct api_call *c, char out[static 5])
{
	uint32_t random;

	c->site->random(c->site->arg, &random, sizeof(random));
	(void)snprintf(out, 5, "%u", 1000 + random % 9000);
}

static enum rc sittings_of(struct api_call *c, struct sitting *out, size_t *n)
{
	json_t *list = json_object_get(c->in, "sittings");

	*n = json_array_size(list);
	for (size_t i = 0; i < *n; i++) {
		const json_t *row = json_array_get(list, i);
		const char *code = api_text(row, "code");

		out[i] = (struct sitting){ .starts_at = api_int(row, "starts_at") };
		if (out[i].starts_at < c->now)
			return api_refuse(c, RC_INVALID, "past", "sittings",
				"a sitting must begin later than now");
		for (size_t k = 0; k < i; k++)
			if (out[k].starts_at == out[i].starts_at)
				return api_refuse(c, RC_INVALID, "twice", "sittings",
					"two sittings begin at the same time");
		if (*code == '\0')
			make_code(c, out[i].code);
		else if (strspn(code, "0123456789") != 4)
			return api_refuse(
				c, RC_INVALID, "code", "sittings", "a code is four digits");
		else
			(void)snprintf(out[i].code, sizeof(out[i].code), "%s", code);
	}
	return RC_OK;
}

static bool is_wave_name(const char *s)
{
	for (; *s != '\0'; s++)
		if (!((*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') ||
			    (*s >= 'a' && *s <= 'z')))
			return false;
	return true;
}

enum rc api_wave_new(struct api_call *c)
{
	struct sitting sitting[SITTINGS_MAX];
	struct wave w = { .market_id = api_int(c->in, "market_id"),
		.seats = (int32_t)api_int(c->in, "seats"),
		.state = api_true(c->in, "open") ? WAVE_OPEN : WAVE_DRAFT };
	struct market m;
	size_t n;
	enum rc rc = sittings_of(c, sitting, &n);

	if (rc != RC_OK)
		return rc;
	(void)snprintf(w.name, sizeof(w.name), "%s", api_text(c->in, "name"));
	(void)snprintf(w.place, sizeof(w.place), "%s", api_text(c->in, "place"));
	if (!is_wave_name(w.name))
		return api_refuse(c, RC_INVALID, "name", "name",
			"traders type it: letters and digits only, such as G4");
	rc = market_by_id(c->store, w.market_id, &m);
	if (rc == RC_ABSENT)
		return api_refuse(
			c, RC_INVALID, "market", "market_id", "there is no such market");
	if (rc == RC_OK)
		rc = wave_add(c->store, &w, sitting, n, c->now);
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "name", "name", "there is a wave of that name");
	api_subject(c, "wave", w.id);
	if (rc == RC_OK) {
		c->out = json_object();
		api_put_id(c->out, "id", w.id);
	}
	return rc;
}

struct move { /* which states an order may come from */
	const char *name;
	enum wave_state to;
	unsigned from;
};

static const struct move moves[] = {
	{ "open", WAVE_OPEN, 1 << WAVE_DRAFT | 1 << WAVE_CLOSED },
	{ "close", WAVE_CLOSED, 1 << WAVE_OPEN | 1 << WAVE_FULL },
	{ "cancel", WAVE_CANCELLED,
		1 << WAVE_DRAFT | 1 << WAVE_OPEN | 1 << WAVE_FULL | 1 << WAVE_CLOSED |
			1 << WAVE_RUNNING },
};

/* Everyone with a place hears of it once. */
static enum rc announce(struct api_call *c, const struct wave *w)
{
	return job_put(
		c->store, &(struct job){ .kind = "news", .subject = w->id, .due_at = c->now });
}

enum rc api_wave_move(struct api_call *c)
{
	const char *wanted = api_text(c->in, "move");
	struct wave w;
	enum rc rc = find(c, &w);

	(void)snprintf(c->detail, sizeof(c->detail), "%s", wanted);
	for (size_t i = 0; rc == RC_OK && i < sizeof(moves) / sizeof(moves[0]); i++) {
		if (strcmp(moves[i].name, wanted) != 0)
			continue;
		if ((moves[i].from & 1u << w.state) == 0)
			return api_refuse(c, RC_CONFLICT, "state", "",
				"a wave that is %s cannot do that", wave_state_name(w.state));
		if (moves[i].to == WAVE_OPEN)
			return w.starts_at > c->now ? wave_open(c->store, &w, c->now)
						    : api_refuse(c, RC_CONFLICT, "over", "",
							      "its first sitting is over");
		rc = wave_set_state(c->store, w.id, moves[i].to, c->now);
		if (rc == RC_OK && moves[i].to == WAVE_CANCELLED && w.state != WAVE_DRAFT)
			rc = announce(c, &w);
		return rc;
	}
	return rc;
}

/* ---- places ---- */

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
	enum rc rc = find(c, &w);

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
	enum rc rc = find(c, &w);

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
	enum rc rc = find(c, &w);

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
	enum rc rc = find(c, &w);

	return rc == RC_OK ? give_back(c, w.id, api_id(c, "trader")) : rc;
}

/* To another wave, in one go: never without a place in either. */
enum rc api_seat_move(struct api_call *c)
{
	int64_t to = api_int(c->in, "wave_id");
	struct enrolment e;
	struct wave from, target;
	enum rc rc = find(c, &from);

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

/* The paper list: who came to a sitting. Who was noted already stays noted. */
enum rc api_attendance(struct api_call *c)
{
	json_t *list = json_object_get(c->in, "traders");
	struct sitting sitting;
	int64_t noted = 0;
	struct wave w;
	enum rc rc = find(c, &w);

	if (rc == RC_OK)
		rc = api_own_wave(c, w.id);
	if (rc == RC_OK)
		rc = find_sitting(c, &w, &sitting);
	for (size_t i = 0; rc == RC_OK && i < json_array_size(list); i++) {
		int64_t trader = api_int(json_array_get(list, i), "id");
		struct enrolment e;

		rc = enrolment_get(c->store, w.id, trader, &e);
		if (rc == RC_ABSENT)
			return api_refuse(c, RC_INVALID, "trader", "traders",
				"somebody on the list has no place in this wave");
		if (rc == RC_OK)
			rc = attendance_add(c->store, &sitting, trader, c->who.login, c->now);
		noted += rc == RC_OK;
		if (rc == RC_CONFLICT)
			rc = RC_OK;
	}
	if (rc == RC_OK) {
		c->out = json_object();
		api_put_int(c->out, "noted", noted);
	}
	return rc;
}
