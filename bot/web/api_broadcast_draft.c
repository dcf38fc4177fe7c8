/* web/api_broadcast_draft.c - a broadcast as it is written, and what it would be */
#include "web/api_broadcast.h"

#include <stdlib.h>
#include <string.h>

#include "store/market.h"
#include "store/wave.h"
#include "web/api_handlers.h"
#include "web/api_wording.h"
#include "wording/broadcast_text.h"

struct draft *draft_new(struct api_call *c)
{
	struct draft *d = calloc(1, sizeof(*d));

	c->state = d;
	c->state_free = free;
	return d;
}

static const struct wording *wording_of(const struct api_call *c)
{
	return c->wording;
}

struct broadcast_facts facts_of(const struct api_call *c)
{
	return (struct broadcast_facts){ .store = c->store,
		.config = c->site->config,
		.wording = wording_of(c),
		.now = c->now };
}

/* ---- what was sent, as a broadcast ---- */

static enum rc read_places(struct api_call *c, const json_t *from, struct audience *a)
{
	const json_t *markets = json_object_get(from, "markets");
	const json_t *waves = json_object_get(from, "waves");
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < json_array_size(markets); i++) {
		struct market m;

		a->market[i] = api_int(json_array_get(markets, i), "id");
		rc = market_by_id(c->store, a->market[i], &m);
		a->markets++;
	}
	for (size_t i = 0; rc == RC_OK && i < json_array_size(waves); i++) {
		struct wave w;

		a->wave[i] = api_int(json_array_get(waves, i), "id");
		rc = wave_by_id(c->store, a->wave[i], &w);
		a->waves++;
	}
	if (rc == RC_ABSENT)
		return api_refuse(c, RC_INVALID, "audience", "audience",
			"a market or wave of the audience is not there");
	return rc;
}

static enum rc read_words(struct api_call *c, const json_t *from, struct audience *a)
{
	const json_t *statuses = json_object_get(from, "statuses");
	const json_t *languages = json_object_get(from, "languages");

	for (size_t i = 0; i < json_array_size(statuses); i++) {
		const char *word = json_string_value(json_array_get(statuses, i));
		struct audience one;
		char text[40];

		(void)snprintf(text, sizeof(text), "status=%.30s", word);
		if (strpbrk(word, " ,=") != NULL || audience_read(&one, text) != RC_OK)
			return api_refuse(c, RC_INVALID, "status", "audience.statuses",
				"enrolled, waiting, offered, cancelled, attended or absent");
		a->statuses |= one.statuses;
	}
	for (size_t i = 0; i < json_array_size(languages); i++) {
		const char *word = json_string_value(json_array_get(languages, i));

		if (!wording_has_language(wording_of(c), word))
			return api_refuse(c, RC_INVALID, "language", "audience.languages",
				"there is no wording in that language");
		(void)snprintf(a->language[a->languages++], sizeof(a->language[0]), "%s", word);
	}
	a->silent_days = api_int(from, "silent_days");
	return RC_OK;
}

/* Everybody is meant only when somebody says so. */
static enum rc read_audience(struct api_call *c, struct audience *a)
{
	const json_t *from = json_object_get(c->in, "audience");
	bool some;
	enum rc rc = read_places(c, from, a);

	if (rc == RC_OK)
		rc = read_words(c, from, a);
	if (rc != RC_OK)
		return rc;
	some = a->markets + a->waves + a->languages > 0 || a->statuses != 0 ||
	       a->silent_days > 0;
	if (api_true(from, "all") == some)
		return api_refuse(c, RC_INVALID, "audience", "audience",
			some ? "all and a choice exclude each other"
			     : "say who is meant, or all");
	return RC_OK;
}

static enum rc read_text(struct api_call *c, struct draft *d, const json_t *from)
{
	const char *language = api_text(from, "language");
	struct broadcast_texts *t = &d->texts;
	struct wording_faults faults = { .n = 0 };
	struct buf sms;
	enum rc rc;

	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->of[i].language, language) == 0)
			return api_refuse(c, RC_INVALID, "twice", "texts",
				"two texts for the same language");
	if (*language != '\0' && !wording_has_language(wording_of(c), language))
		return api_refuse(c, RC_INVALID, "language", "texts",
			"there is no wording in that language");
	buf_init(&sms, BROADCAST_TEXT_MAX);
	rc = broadcast_compose(wording_of(c),
		*language != '\0' ? language : c->site->config->office.language,
		api_text(from, "text"), &sms, &faults);
	if (rc == RC_OK) {
		(void)snprintf(t->of[t->n].language, sizeof(t->of[0].language), "%s", language);
		(void)snprintf(t->of[t->n++].text, sizeof(t->of[0].text), "%s", sms.data);
	} else {
		c->faults = wording_faults_list(&faults);
		rc = api_refuse(c, RC_INVALID, "text", "texts", "%s", faults.fault[0].sentence);
	}
	buf_release(&sms);
	return rc;
}

enum rc api_broadcast_read(struct api_call *c)
{
	const json_t *texts = json_object_get(c->in, "texts");
	struct draft *d = draft_new(c);
	enum rc rc;

	if (d == NULL)
		return RC_BUSY;
	rc = read_audience(c, &d->b.audience);
	for (size_t i = 0; rc == RC_OK && i < json_array_size(texts); i++)
		rc = read_text(c, d, json_array_get(texts, i));
	d->b.starts_at = api_int(c->in, "starts_at");
	if (rc == RC_OK && d->b.starts_at != 0 && d->b.starts_at < c->now)
		return api_refuse(c, RC_INVALID, "past", "starts_at", "that time has passed");
	d->b.created_at = c->now;
	d->b.price = c->site->config->office.price_per_segment;
	(void)snprintf(d->b.made_by, sizeof(d->b.made_by), "%s", c->who.login);
	return rc;
}

/* ---- what it would be ---- */

static json_t *note_row(const struct broadcast_note *n)
{
	json_t *row = json_object();
	struct buf text;

	buf_init(&text, BROADCAST_SMS_MAX);
	broadcast_note_print(n, &text);
	api_put_text(row, "code", broadcast_note_code(n));
	api_put_text(row, "detail", text.data);
	api_put_int(row, "n", n->n);
	api_put_int(row, "most", n->most);
	api_put_text(row, "language", n->language[0] != '\0' ? n->language : NULL);
	buf_release(&text);
	return row;
}

static json_t *notes_of(const struct broadcast_plan *p, bool blocking)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->notes; i++)
		if (broadcast_note_blocks(&p->note[i]) == blocking)
			(void)json_array_append_new(list, note_row(&p->note[i]));
	return list;
}

static void tell_plan(struct api_call *c, const struct draft *d)
{
	const struct broadcast_plan *p = &d->plan;
	json_t *samples = json_array(), *languages = json_array();

	for (size_t i = 0; i < p->samples; i++)
		(void)json_array_append_new(samples, json_string(p->sample[i]));
	for (size_t i = 0; i < p->count.languages; i++)
		(void)json_array_append_new(languages,
			json_pack("{s:s, s:I, s:i, s:b}", "language", p->count.of[i].language,
				"traders", (json_int_t)p->count.of[i].traders, "segments",
				(int)p->of[i].segments, "text", p->of[i].text));
	json_decref(c->out);
	c->out = json_object();
	api_put_int(c->out, "recipients", p->count.total);
	api_put_int(c->out, "segments", p->segments);
	api_put_int(c->out, "cost", p->cost);
	api_put_time(c->out, "begins_at", p->begins_at);
	api_put_time(c->out, "ends_at", p->ends_at);
	api_put_bool(c->out, "needs_second_person", p->count.total > BROADCAST_ALONE);
	api_put(c->out, "languages", languages);
	api_put(c->out, "samples", samples);
	api_put(c->out, "blockers", notes_of(p, true));
	api_put(c->out, "notes", notes_of(p, false));
}

/* On the worker: looks at every trader. */
enum rc api_broadcast_plan(struct api_call *c)
{
	struct broadcast_facts f = facts_of(c);
	struct draft *d = c->state;
	enum rc rc = broadcast_plan_make(&f, &d->b, &d->texts, &d->plan);

	if (rc == RC_OK)
		tell_plan(c, d);
	return rc;
}

/* For an approval: many were counted when it was written, a few may have become many since. */
enum rc api_broadcast_recall(struct api_call *c)
{
	struct broadcast_facts f = facts_of(c);
	struct draft *d = c->state;

	return d->b.recipients > BROADCAST_ALONE
		       ? broadcast_plan_recall(&f, &d->b, &d->plan)
		       : broadcast_plan_make(&f, &d->b, &d->texts, &d->plan);
}

enum rc api_broadcast_new(struct api_call *c)
{
	struct draft *d = c->state;
	struct broadcast *b = &d->b;
	enum rc rc;

	if (d->plan.count.total == 0)
		return api_refuse(c, RC_INVALID, "nobody", "audience", "nobody is meant");
	b->recipients = d->plan.count.total;
	b->planned = d->plan.segments;
	b->state = b->recipients > BROADCAST_ALONE ? BROADCAST_WAITING : BROADCAST_DRAFT;
	rc = broadcast_add(c->store, b, &d->texts);
	if (rc != RC_OK)
		return rc;
	api_subject(c, "broadcast", b->id);
	(void)snprintf(c->detail, sizeof(c->detail), "%lld recipients, %lld segments",
		(long long)b->recipients, (long long)b->planned);
	json_decref(c->out);
	c->out = json_object();
	api_put_id(c->out, "id", b->id);
	return RC_OK;
}
