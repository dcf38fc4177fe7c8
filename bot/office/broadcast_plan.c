/* office/broadcast_plan.c - what a broadcast will cost, how long it takes, and what stands in its way */
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "base/quiet.h"
#include "gateway/gateway.h"
#include "office/broadcast.h"
#include "wording/broadcast_text.h"

enum { DAYS_MOST = 4000 };

/* There is room for each kind once, and for each language. */
static void note(struct broadcast_plan *p, struct broadcast_note n)
{
	if (p->notes == BROADCAST_NOTES_MOST)
		BUG("more notes than kinds");
	p->note[p->notes++] = n;
}

static void note_language(struct broadcast_plan *p, const char *language, int64_t traders)
{
	struct broadcast_note n = { .kind = NOTE_NO_TEXT, .n = traders };

	(void)snprintf(n.language, sizeof(n.language), "%s", language);
	note(p, n);
}

static void price(struct broadcast_plan *p, const struct broadcast *b,
	const struct broadcast_texts *texts)
{
	for (size_t i = 0; i < p->count.languages; i++) {
		const char *language = p->count.of[i].language;
		const char *text = broadcast_text_for(texts, language);

		p->of[i].text = text != NULL;
		p->of[i].segments = text != NULL ? broadcast_longest(text) : 0;
		p->segments += p->of[i].segments * p->count.of[i].traders;
		if (text == NULL)
			note_language(p, language, p->count.of[i].traders);
	}
	p->cost = p->segments * b->price;
}

/* When the last one has gone, skipping quiet hours. */
static int64_t end_of(const struct quiet_hours *q, int64_t begins, int64_t seconds)
{
	int64_t at = quiet_end(q, begins);

	for (int day = 0; day < DAYS_MOST; day++) {
		int64_t night = quiet_begin(q, at);

		if (night == INT64_MAX || night - at >= seconds)
			return at + seconds;
		seconds -= night - at;
		at = quiet_end(q, night);
	}
	return at;
}

static void time_it(
	struct broadcast_plan *p, const struct broadcast_facts *f, const struct broadcast *b)
{
	const struct quiet_hours *q = &f->config->office.quiet_hours;
	const struct gateway_config *g =
		gateway_for(f->config, &(struct gateway_need){ .bulk = true });
	int64_t rate;

	if (g == NULL) {
		note(p, (struct broadcast_note){ .kind = NOTE_NO_GATEWAY });
		return;
	}
	rate = g->rate_per_second;
	p->begins_at = quiet_end(q, b->starts_at > f->now ? b->starts_at : f->now);
	p->ends_at = end_of(q, p->begins_at, (p->count.total + rate - 1) / rate);
	if (p->begins_at > f->now && b->starts_at <= f->now)
		note(p, (struct broadcast_note){ .kind = NOTE_QUIET_HOURS });
	if (p->ends_at - p->begins_at > (int64_t)7 * DAY_SECONDS)
		note(p, (struct broadcast_note){ .kind = NOTE_LONG });
}

static enum rc look_at_caps(struct broadcast_plan *p, const struct broadcast_facts *f)
{
	const struct config *c = f->config;
	int64_t spent = 0;
	enum rc rc = broadcast_spent(f->store, day_calendar(f->now), &spent);

	if (c->office.broadcast_cap > 0 && p->cost > c->office.broadcast_cap)
		note(p, (struct broadcast_note){ .kind = NOTE_OVER_CAP,
				.n = p->cost,
				.most = c->office.broadcast_cap });
	if (c->office.broadcast_cap_per_day > 0 &&
		p->cost > c->office.broadcast_cap_per_day - spent)
		note(p, (struct broadcast_note){ .kind = NOTE_DAY_CAP,
				.n = c->office.broadcast_cap_per_day > spent
					     ? c->office.broadcast_cap_per_day - spent
					     : 0 });
	return rc;
}

static enum rc take_samples(struct broadcast_plan *p, const struct broadcast_facts *f,
	const struct audience_ask *ask, const struct broadcast_texts *texts)
{
	struct trader t[BROADCAST_SAMPLES];
	struct buf sms;
	size_t n = 0;
	enum rc rc = audience_sample(f->store, ask, BROADCAST_SAMPLES, t, &n);

	buf_init(&sms, BROADCAST_SMS_MAX);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		const char *text = broadcast_text_for(texts, t[i].language);

		if (text == NULL)
			continue;
		buf_reset(&sms);
		broadcast_render(f->wording, t[i].language, text, t[i].name, &sms);
		(void)snprintf(p->sample[p->samples++], BROADCAST_SMS_MAX + 1, "%s", sms.data);
	}
	buf_release(&sms);
	return rc;
}

enum rc broadcast_plan_make(const struct broadcast_facts *f, const struct broadcast *b,
	const struct broadcast_texts *texts, struct broadcast_plan *out)
{
	struct audience_ask ask = { .audience = &b->audience,
		.silent_before = f->now - b->audience.silent_days * DAY_SECONDS,
		.until = INT64_MAX };
	enum rc rc = audience_count(f->store, &ask, &out->count);

	if (rc != RC_OK)
		return rc;
	if (out->count.total == 0)
		note(out, (struct broadcast_note){ .kind = NOTE_EMPTY });
	price(out, b, texts);
	time_it(out, f, b);
	rc = look_at_caps(out, f);
	return rc == RC_OK ? take_samples(out, f, &ask, texts) : rc;
}

enum rc broadcast_plan_recall(
	const struct broadcast_facts *f, const struct broadcast *b, struct broadcast_plan *out)
{
	enum rc rc = broadcast_last_trader(f->store, &out->count.last_id);

	if (rc != RC_OK)
		return rc;
	out->count.total = b->recipients;
	out->count.first_id = 1;
	out->segments = b->planned;
	out->cost = b->planned * b->price;
	time_it(out, f, b);
	return look_at_caps(out, f);
}
