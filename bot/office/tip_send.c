/* office/tip_send.c - the next tip goes to a trader who did not ask for it */
#include "office/tip_send.h"

#include "wording/wording.h"

enum { TEXT_MAX = 400 };

static enum rc choose(
	const struct work *w, const struct trader *who, const char *only, struct tip *tip)
{
	struct tip_series series[TIP_SERIES_MAX];
	struct tip_ask ask = { who->id, only, who->language };
	bool more;
	size_t n = 0;
	enum rc rc;

	if (only != NULL)
		return tip_next(w->store, &ask, tip, &more);
	rc = tip_series_list(w->store, who->language, series, TIP_SERIES_MAX, &n);
	if (rc != RC_OK)
		return rc;
	rc = RC_ABSENT;
	for (size_t i = 0; i < n && rc == RC_ABSENT; i++) {
		ask.series = series[i].series;
		rc = tip_next(w->store, &ask, tip, &more);
	}
	return rc;
}

enum rc tip_send(const struct work *w, int64_t trader_id, const char *series, struct tip *tip,
	struct push_result *out)
{
	struct push p = { .trader_id = trader_id, .kind = KIND_TIP };
	struct trader who;
	struct buf text;
	enum rc rc = trader_by_id(w->store, trader_id, &who);

	if (rc == RC_OK)
		rc = choose(w, &who, series, tip);
	if (rc != RC_OK)
		return rc;
	buf_init(&text, TEXT_MAX);
	wording_render(w->wording, who.language, MSG_TIP_LAST,
		&(struct field){ FIELD_TIP, tip->text }, 1, &text);
	p.text = text.data;
	rc = push_send(w, &p, out);
	buf_release(&text);
	if (rc == RC_OK && out->outcome == PUSH_QUEUED)
		rc = tip_mark_seen(w->store, trader_id, tip->code, w->now);
	return rc;
}
