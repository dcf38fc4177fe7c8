/* web/api_wave.c - waves: list, one, a new one, opened, closed, called off */
#include <string.h>

#include "office/wave_form.h"
#include "store/job.h"
#include "store/market.h"
#include "store/wave.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

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
	return api_page_row(arg, wave_row(w), w->id);
}

enum rc api_waves(struct api_call *c)
{
	bool given = api_has(c->ask, "over"), over = api_true(c->ask, "over");
	struct wave_ask ask = { .over = given && over, .not_over = given && !over };
	enum rc rc = api_page_begin(c, &ask.before, &ask.limit);

	if (rc == RC_OK)
		rc = wave_newest(c->store, &ask, add_wave, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

static bool sees_codes(const struct api_call *c)
{
	return c->who.role != ROLE_VIEWER;
}

enum rc api_wave_find(struct api_call *c, struct wave *w)
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
	enum rc rc = api_wave_find(c, &w);

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

static enum rc check_form(struct api_call *c, const struct wave *w)
{
	const char *why = wave_name_fault(w->name);

	if (why != NULL)
		return api_refuse(c, RC_INVALID, "name", "name", "%s", why);
	if (!wave_place_fits(w->place))
		return api_refuse(c, RC_INVALID, "place", "place",
			"plain letters, digits and signs, since it stands in SMS");
	return RC_OK;
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
	rc = check_form(c, &w);
	if (rc != RC_OK)
		return rc;
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

enum rc api_wave_rename(struct api_call *c)
{
	const char *name = api_text(c->in, "name"), *why = wave_name_fault(name);
	struct wave w;
	enum rc rc = api_wave_find(c, &w);

	if (rc != RC_OK)
		return rc;
	if (why != NULL)
		return api_refuse(c, RC_INVALID, "name", "name", "%s", why);
	(void)snprintf(c->detail, sizeof(c->detail), "%s to %s", w.name, name);
	rc = wave_rename(c->store, w.id, name);
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "name", "name", "there is a wave of that name");
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
	enum rc rc = api_wave_find(c, &w);

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
