/* dialog/tips.c - TIPS: five series, the next tip not yet seen */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "dialog/answers.h"
#include "store/tip.h"

enum rc fill_series(struct turn *t, struct fields *f)
{
	struct tip_series series[TIP_SERIES_MAX];
	struct options o;
	size_t n = 0;
	enum rc rc =
		tip_series_list(t->d->store, t->trader.language, series, TIP_SERIES_MAX, &n);

	options_init(&o);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		(void)options_add(&o, (int)i + 1, series[i].title, 0);
	fields_add(f, FIELD_OPTIONS, turn_options(t, &o));
	return rc;
}

enum rc fill_seen(struct turn *t, struct fields *f)
{
	fields_add(f, FIELD_WORDS, notes_text(&t->notes, "tips.title"));
	return RC_OK;
}

static enum rc send_next(struct turn *t, const char *series)
{
	struct tip_ask ask = { t->trader.id, series, t->trader.language };
	struct tip tip;
	bool more = false;
	enum rc rc = tip_next(t->d->store, &ask, &tip, &more);

	if (rc == RC_ABSENT) {
		turn_go(t, ST_TIPS_SEEN);
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	SAY(t, more ? MSG_TIP_MORE : MSG_TIP_LAST, { FIELD_TIP, tip.text });
	turn_go(t, more ? ST_TIPS_NEXT : ST_IDLE);
	return tip_mark_seen(t->d->store, t->trader.id, tip.code, t->in->now);
}

static enum rc begin_series(struct turn *t, const struct tip_series *s)
{
	notes_put(&t->notes, "tips.series", s->series);
	notes_put(&t->notes, "tips.title", s->title);
	return send_next(t, s->series);
}

/* The series a text names: its number, its letter, or the beginning of its title. -1: none. */
static int series_called(const struct tip_series *series, size_t n, const char *text, int digit)
{
	size_t length = strlen(text);

	if (digit >= 1 && (size_t)digit <= n)
		return digit - 1;
	for (size_t i = 0; i < n; i++) {
		if (length == 1 && toupper((unsigned char)text[0]) == series[i].series[0])
			return (int)i;
		if (length >= 3 && strncasecmp(text, series[i].title, length) == 0)
			return (int)i;
	}
	return -1;
}

static enum rc choose(struct turn *t, const char *text, int digit, bool *chosen)
{
	struct tip_series series[TIP_SERIES_MAX];
	size_t n = 0;
	int which;
	enum rc rc =
		tip_series_list(t->d->store, t->trader.language, series, TIP_SERIES_MAX, &n);

	*chosen = false;
	if (rc != RC_OK)
		return rc;
	if (n == 0) {
		*chosen = true;
		turn_go(t, ST_IDLE);
		SAY_PLAIN(t, MSG_TIPS_NONE);
		return RC_OK;
	}
	which = series_called(series, n, text, digit);
	if (which < 0)
		return RC_OK;
	*chosen = true;
	return begin_series(t, &series[which]);
}

enum rc command_tips(struct turn *t)
{
	const char *argument = turn_argument(t);
	bool one = argument[0] >= '1' && argument[0] <= '9' && argument[1] == '\0';
	bool chosen = false;
	enum rc rc = choose(t, argument, one ? argument[0] - '0' : -1, &chosen);

	if (rc == RC_OK && !chosen)
		turn_go(t, ST_TIPS_SERIES);
	return rc;
}

enum rc answer_tips_series(struct turn *t)
{
	bool chosen = false;
	enum rc rc = choose(t, t->text, t->digit, &chosen);

	if (rc == RC_OK && !chosen)
		turn_miss(t);
	return rc;
}

enum rc answer_tips_next(struct turn *t)
{
	const char *series = notes_text(&t->notes, "tips.series");

	if (!turn_is_yes(t) || *series == '\0') {
		if (t->digit >= 0) /* another digit is the card's menu again */
			return answer_idle(t);
		turn_miss(t);
		return RC_OK;
	}
	return send_next(t, series);
}

enum rc answer_tips_seen(struct turn *t)
{
	char series[4];
	const char *noted = notes_text(&t->notes, "tips.series");
	enum rc rc;

	if (turn_is_no(t) || *noted == '\0') {
		turn_go(t, ST_IDLE);
		return RC_OK;
	}
	if (!turn_is_yes(t)) {
		turn_miss(t);
		return RC_OK;
	}
	(void)snprintf(series, sizeof(series), "%.3s", noted);
	rc = tip_forget(t->d->store, t->trader.id, series);
	return rc == RC_OK ? send_next(t, series) : rc;
}
