/* office/wave_text.c - what the office tells about a wave, in a trader's language */
#include "office/wave_text.h"

#include <stdio.h>

#include "base/days.h"
#include "store/trader.h"

enum { TEXT_MAX = 400, DAY_SIZE = 32, TIME_SIZE = 12 };

struct moment {
	char day[DAY_SIZE], time[TIME_SIZE];
};

static void say_moment(
	const struct work *w, const char *language, int64_t at, struct moment *out)
{
	struct buf b;
	int seconds = day_seconds(at);

	buf_init(&b, DAY_SIZE - 1);
	wording_day(w->wording, language, day_calendar(at), &b);
	(void)snprintf(out->day, sizeof(out->day), "%s", b.data);
	(void)snprintf(
		out->time, sizeof(out->time), "%02d.%02d", seconds / 3600, seconds / 60 % 60);
	buf_release(&b);
}

/* Appends the sentence to out, without the brand. RC_ABSENT: the trader is gone. */
static enum rc say(
	const struct work *w, int64_t trader_id, const struct wave_news *news, struct buf *out)
{
	struct moment at, until;
	struct trader who;
	enum rc rc = trader_by_id(w->store, trader_id, &who);
	struct field fields[] = { { FIELD_WAVE, news->wave->name }, { FIELD_DAY, at.day },
		{ FIELD_TIME, at.time }, { FIELD_MARKET, news->wave->market },
		{ FIELD_PLACE, news->wave->place }, { FIELD_DAY2, until.day },
		{ FIELD_TIME2, until.time } };
	size_t n = news->message == MSG_WAVE_CANCELLED ? 2 : news->until != 0 ? 7 : 5;

	if (rc != RC_OK)
		return rc;
	say_moment(w, who.language, news->at, &at);
	say_moment(w, who.language, news->until, &until);
	wording_render(w->wording, who.language, news->message, fields, n, out);
	return RC_OK;
}

enum rc wave_push(const struct work *w, const struct wave_news *news, struct push *p,
	struct push_result *out)
{
	struct buf text;
	enum rc rc;

	buf_init(&text, TEXT_MAX);
	rc = say(w, p->trader_id, news, &text);
	p->text = text.data;
	if (rc == RC_OK)
		rc = push_send(w, p, out);
	buf_release(&text);
	p->text = NULL;
	return rc;
}
