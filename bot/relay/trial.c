/* relay/trial.c - the dialogue tried in a world of its own */
#include "relay/trial.h"

#include <stdio.h>
#include <string.h>

#include "store/conversation.h"
#include "store/market.h"
#include "store/store.h"
#include "store/tip.h"
#include "store/wave.h"

enum { WAVES_MAX = 8, REPORT_MAX = 8192, HISTORY_MAX = 1024, SECONDS_BETWEEN = 5 };

static const char person[] = "+628100000000";

struct stage {
	struct dialog dialog;
	struct inbound inbound;
	struct gateway_config gateway;
	struct store *store;
	struct phone phone;
	struct buf history; /* of the USSD session that is open */
	bool dialled;
	unsigned sessions;
};

static enum rc copy_markets(struct store *from, struct store *to, int64_t now)
{
	struct market market[MARKETS_MAX];
	int64_t id;
	size_t n = 0;
	enum rc rc = market_list(from, market, MARKETS_MAX, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = market_add(to, market[i].name, now, &id);
	return rc;
}

/* With the seats that are free, and one where there are none: whoever tries wants to come in. */
static enum rc copy_wave(struct store *from, struct store *to, struct wave *w, int64_t now)
{
	struct sitting sitting[SITTINGS_MAX];
	struct market market;
	size_t n = 0;
	enum rc rc = wave_sittings(from, w->id, sitting, SITTINGS_MAX, &n);

	if (rc == RC_OK)
		rc = market_by_name(to, w->market, &market);
	if (rc != RC_OK)
		return rc;
	w->market_id = market.id;
	w->seats = w->seats > w->taken ? w->seats - w->taken : 1;
	w->state = WAVE_OPEN;
	return wave_add(to, w, sitting, n, now);
}

static enum rc copy_waves(struct store *from, struct store *to, int64_t now)
{
	const struct wave_page page = { .now = now, .max = WAVES_MAX };
	struct wave wave[WAVES_MAX];
	size_t n = 0;
	bool more;
	enum rc rc = wave_open_list(from, &page, wave, &n, &more);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = copy_wave(from, to, &wave[i], now);
	return rc;
}

static enum rc copy_tip(const struct tip *t, void *to)
{
	return tip_put(to, t);
}

static enum rc fill(const struct trial *t, struct store *to)
{
	enum rc rc = store_begin(to);

	if (rc == RC_OK)
		rc = copy_markets(t->from, to, t->now);
	if (rc == RC_OK)
		rc = copy_waves(t->from, to, t->now);
	if (rc == RC_OK)
		rc = tip_each(t->from, 0, copy_tip, to);
	return rc == RC_OK ? store_commit(to) : rc;
}

static enum rc stage_open(struct stage *s, const struct trial *t)
{
	const struct config *config = t->like->config;
	struct err err;
	struct buf report;
	enum rc rc = store_open(&s->store, "sqlite::memory:", STORE_WRITE, &err);

	buf_init(&report, REPORT_MAX);
	if (rc == RC_OK)
		rc = store_migrate(s->store, config->migrations.dir, t->now, &report, &err);
	buf_release(&report);
	if (rc == RC_OK)
		rc = fill(t, s->store);
	if (rc == RC_OK)
		rc = phone_parse(&s->phone, person, strlen(person));
	s->dialog = *t->like->dialog;
	s->dialog.store = s->store;
	s->dialog.language = t->language;
	s->inbound =
		(struct inbound){ .store = s->store, .dialog = &s->dialog, .config = config };
	s->gateway = (struct gateway_config){ .name = "trial",
		.type = "simulator",
		.allowed_prefixes = "+628",
		.rate_per_second = 1 };
	return rc;
}

/* The session's whole input, as gateways tell it. */
static void dial_on(struct stage *s, const char *text)
{
	if (!s->dialled) {
		s->dialled = true;
		s->sessions++;
		buf_reset(&s->history);
	}
	if (text[0] == '\0')
		return;
	if (s->history.len > 0)
		buf_putc(&s->history, '*');
	buf_puts(&s->history, text);
}

static enum rc event_make(
	struct stage *s, const struct trial_step *step, size_t i, struct gateway_event *e)
{
	const char *text = step->text;

	memset(e, 0, sizeof(*e));
	e->kind = step->ussd ? EVENT_USSD : EVENT_SMS;
	e->sender = phone_sender(&e->from, person, strlen(person));
	if (step->ussd) {
		dial_on(s, text);
		text = s->history.len > 0 ? s->history.data : "";
		(void)snprintf(e->session, sizeof(e->session), "trial-%u", s->sessions);
	} else {
		(void)snprintf(e->id, sizeof(e->id), "trial-%zu", i);
	}
	e->length = strlen(text);
	if (e->length > GATEWAY_TEXT_MAX || s->history.full)
		return RC_INVALID;
	memcpy(e->text, text, e->length);
	return RC_OK;
}

static enum rc where(struct stage *s, struct conversation *c)
{
	struct trader who;
	enum rc rc = trader_by_phone(s->store, &s->phone, &who);

	if (rc == RC_OK)
		rc = conversation_get(s->store, who.id, c);
	if (rc == RC_ABSENT) { /* after HAPUS DATA there is nobody */
		(void)snprintf(c->state, sizeof(c->state), "idle");
		return RC_OK;
	}
	return rc;
}

static enum rc play(struct stage *s, const struct trial *t, size_t i, trial_fn *fn, void *arg)
{
	struct gateway_event e;
	struct inbound_result r;
	struct conversation c;
	enum rc rc = event_make(s, &t->step[i], i, &e);

	if (rc != RC_OK)
		return rc;
	inbound_result_init(&r);
	rc = store_begin(s->store);
	if (rc == RC_OK)
		rc = inbound_apply(&s->inbound, &s->gateway, &e,
			t->now + (int64_t)i * SECONDS_BETWEEN, &r);
	if (rc == RC_OK)
		rc = store_commit(s->store);
	if (rc == RC_OK)
		rc = where(s, &c);
	if (rc == RC_OK)
		rc = fn(i, &r, c.state, arg);
	if (t->step[i].ussd && r.ends)
		s->dialled = false;
	inbound_result_release(&r);
	return rc;
}

enum rc trial_run(const struct trial *t, trial_fn *fn, void *arg)
{
	struct stage s = { .store = NULL };
	enum rc rc;

	buf_init(&s.history, HISTORY_MAX);
	rc = stage_open(&s, t);
	for (size_t i = 0; rc == RC_OK && i < t->steps; i++)
		rc = play(&s, t, i, fn, arg);
	store_close(s.store);
	buf_release(&s.history);
	return rc;
}
