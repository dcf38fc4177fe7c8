/* office/effect_wave.c - the effect of one wave, from the store */
#include "office/effect_wave.h"

#include <stdlib.h>

#include "base/days.h"
#include "store/effect.h"

struct gathered {
	struct effect_ask ask;
	struct effect_person *person;
	size_t n, room;
	int64_t last_id; /* whose rows are being read */
	bool last_trained;
};

static enum rc begin_person(struct gathered *g, const struct effect_row *row)
{
	struct effect_person *p;
	int32_t free_days = row->trained_day - g->ask.last - 1;

	if (g->n == g->room) {
		size_t room = g->room > 0 ? g->room * 2 : 256;

		p = realloc(g->person, room * sizeof(*p));
		if (p == NULL)
			return RC_FULL;
		g->person = p;
		g->room = room;
	}
	p = &g->person[g->n++];
	p->trained = row->trained;
	p->free_days = row->trained_day == INT32_MAX || free_days > EFFECT_AFTER ? EFFECT_AFTER
										 : free_days;
	for (int d = 0; d < EFFECT_DAYS; d++)
		p->taking[d] = TAKING_UNKNOWN;
	g->last_id = row->trader_id;
	g->last_trained = row->trained;
	return RC_OK;
}

static enum rc gather(const struct effect_row *row, void *arg)
{
	struct gathered *g = arg;
	int32_t at;
	enum rc rc = RC_OK;

	if (g->n == 0 || g->last_id != row->trader_id || g->last_trained != row->trained)
		rc = begin_person(g, row);
	if (rc != RC_OK || row->day == 0)
		return rc;
	if (row->day < g->ask.first)
		at = row->day - (g->ask.first - EFFECT_BEFORE);
	else if (row->day > g->ask.last)
		at = row->day - g->ask.last - 1 + EFFECT_BEFORE;
	else
		return RC_OK; /* while the training lasted */
	if (at >= 0 && at < EFFECT_DAYS)
		g->person[g->n - 1].taking[at] =
			row->status == SALE_CLOSED ? TAKING_CLOSED : row->total;
	return RC_OK;
}

static enum rc measure(const struct gathered *g, int32_t today, struct effect_wave *out)
{
	static const int windows[EFFECT_WINDOWS] = { 30, 60, EFFECT_AFTER };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < EFFECT_WINDOWS && rc == RC_OK; i++) {
		int32_t passed = today - out->last - 1; /* today itself is not over */
		int32_t before = i > 0 ? windows[i - 1] : 0;

		out->window[i].days = windows[i];
		/* Before that it would repeat the shorter one under another name. */
		if (passed > before)
			out->window[i].passed = passed < windows[i] ? passed : windows[i];
		if (out->window[i].passed > 0)
			rc = effect_measure(
				g->person, g->n, out->window[i].passed, &out->window[i].effect);
	}
	return rc;
}

enum rc effect_of_wave(
	struct store *st, const struct wave *w, int32_t today, struct effect_wave *out)
{
	struct sitting sittings[SITTINGS_MAX];
	struct gathered g = { .n = 0 };
	size_t n = 0;
	enum rc rc = wave_sittings(st, w->id, sittings, SITTINGS_MAX, &n);

	if (rc != RC_OK)
		return rc;
	*out = (struct effect_wave){ .first = INT32_MAX };
	for (size_t i = 0; i < n; i++) {
		int32_t day = day_calendar(sittings[i].starts_at);

		out->first = day < out->first ? day : out->first;
		out->last = day > out->last ? day : out->last;
	}
	if (n == 0 || out->first >= today)
		return RC_ABSENT;
	g.ask = (struct effect_ask){ .wave_id = w->id,
		.first = out->first,
		.last = out->last,
		.from = out->first - EFFECT_BEFORE,
		.to = out->last + EFFECT_AFTER < today ? out->last + EFFECT_AFTER : today - 1 };
	rc = effect_rows(st, &g.ask, gather, &g);
	if (rc == RC_OK)
		rc = measure(&g, today, out);
	free(g.person);
	return rc;
}
