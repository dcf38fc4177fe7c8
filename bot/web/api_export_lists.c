/* web/api_export_lists.c - the office's lists as CSV or XLSX files: questions, work, broadcasts, waves, tips, accounts, record */
#include "base/days.h"
#include "store/audit.h"
#include "store/broadcast.h"
#include "store/inbox.h"
#include "store/tip.h"
#include "store/wave.h"
#include "store/work_list.h"
#include "web/api_handlers.h"
#include "web/api_sheet.h"
#include "web/request.h"
#include "web/server_state.h"

enum { SITTINGS_BYTES = SITTINGS_MAX * 32 };

static void who_cells(struct sheet *s, const struct trader_row *r)
{
	sheet_text(s, r->trader.phone.e164);
	sheet_text(s, r->trader.name);
	sheet_text(s, r->market);
	sheet_text(s, r->trader.stall);
}

static enum rc add_question(const struct inbox_row *r, void *arg)
{
	const struct question *q = &r->question;
	bool over = q->state != QUESTION_OPEN;

	sheet_number(arg, q->id);
	sheet_text(arg, question_kind_name(q->kind));
	sheet_text(arg, question_state_name(q->state));
	who_cells(arg, &r->who);
	sheet_text(arg, q->text);
	api_sheet_instant(arg, q->asked_at);
	sheet_text(arg, r->staff_id != 0 ? r->login : "");
	sheet_text(arg, q->state == QUESTION_ANSWERED ? q->answer : "");
	sheet_text(arg, over ? q->answered_by : "");
	api_sheet_instant(arg, over ? q->answered_at : 0);
	return sheet_goes_on(arg);
}

enum rc api_export_questions(struct api_call *c)
{
	static const char *const headings[] = { "id", "kind", "state", "phone", "name",
		"market", "stall", "text", "asked_at", "assigned", "answer", "answered_by",
		"answered_at", NULL };
	struct inbox_filter all = { .open_only = false };
	struct api_sheet t;
	enum rc rc = api_sheet_open(c, &t, "questions", headings);

	return rc == RC_OK ? api_sheet_close(
				     &t, c, inbox_each(c->store, &all, add_question, t.sheet))
			   : rc;
}

static enum rc add_work(const struct work_item *i, void *arg)
{
	sheet_number(arg, i->id);
	sheet_text(arg, i->kind);
	who_cells(arg, &i->who);
	sheet_text(arg, i->wave);
	sheet_text(arg, i->person);
	api_sheet_instant(arg, i->opened_at);
	api_sheet_day(arg, i->due_day);
	return sheet_goes_on(arg);
}

enum rc api_export_work(struct api_call *c)
{
	static const char *const headings[] = { "id", "kind", "phone", "name", "market",
		"stall", "wave", "person", "opened_at", "due_day", NULL };
	struct work_ask all = { .wave_id = 0 };
	struct api_sheet t;
	enum rc rc = api_sheet_open(c, &t, "work", headings);

	return rc == RC_OK
		       ? api_sheet_close(&t, c, work_each(c->store, &all, add_work, t.sheet))
		       : rc;
}

static enum rc add_broadcast(const struct broadcast *b, void *arg)
{
	sheet_number(arg, b->id);
	sheet_text(arg, broadcast_state_name(b->state));
	sheet_text(arg, b->made_by);
	api_sheet_instant(arg, b->created_at);
	sheet_text(arg, b->approved_by);
	api_sheet_instant(arg, b->approved_at);
	api_sheet_instant(arg, b->starts_at);
	sheet_number(arg, b->recipients);
	sheet_number(arg, b->sent);
	sheet_number(arg, b->delivered);
	sheet_number(arg, b->unknown);
	sheet_number(arg, b->failed);
	sheet_number(arg, broadcast_left(b));
	sheet_number(arg, broadcast_segments(b));
	sheet_number(arg, broadcast_cost(b));
	return sheet_goes_on(arg);
}

enum rc api_export_broadcasts(struct api_call *c)
{
	static const char *const headings[] = { "id", "state", "made_by", "created_at",
		"approved_by", "approved_at", "starts_at", "recipients", "sent", "delivered",
		"unknown", "failed", "left", "segments", "cost", NULL };
	struct broadcast_ask all = { .before = 0 };
	struct api_sheet t;
	enum rc rc = api_sheet_open(c, &t, "broadcasts", headings);

	return rc == RC_OK ? api_sheet_close(&t, c,
				     broadcast_each(c->store, &all, add_broadcast, t.sheet))
			   : rc;
}

struct waves { /* being written: a wave's sittings are looked up for its row */
	struct store *store;
	struct sheet *sheet;
};

static enum rc add_wave(const struct wave *w, void *arg)
{
	const struct waves *all = arg;
	struct sitting sitting[SITTINGS_MAX];
	struct sheet *s = all->sheet;
	char text[SITTINGS_BYTES] = "";
	size_t n = 0, used = 0;
	enum rc rc = wave_sittings(all->store, w->id, sitting, SITTINGS_MAX, &n);

	for (size_t i = 0; i < n; i++) {
		char iso[26];

		instant_iso(sitting[i].starts_at, iso);
		used += (size_t)snprintf(
			text + used, sizeof(text) - used, "%s%s", i > 0 ? ", " : "", iso);
	}
	sheet_number(s, w->id);
	sheet_text(s, w->name);
	sheet_text(s, w->market);
	sheet_text(s, w->place);
	sheet_text(s, wave_state_name(w->state));
	sheet_number(s, w->seats);
	sheet_number(s, w->taken);
	sheet_number(s, w->waiting);
	sheet_text(s, text);
	return rc == RC_OK ? sheet_goes_on(s) : rc;
}

enum rc api_export_waves(struct api_call *c)
{
	static const char *const headings[] = { "id", "name", "market", "place", "state",
		"seats", "taken", "waiting", "sittings", NULL };
	struct waves all = { .store = c->store };
	struct api_sheet t;
	enum rc rc = api_sheet_open(c, &t, "waves", headings);

	if (rc != RC_OK)
		return rc;
	all.sheet = t.sheet;
	return api_sheet_close(&t, c, wave_each(c->store, 0, add_wave, &all));
}

static enum rc add_tip(const struct tip *tip, int64_t seen, void *arg)
{
	sheet_text(arg, tip->code);
	sheet_text(arg, tip->language);
	sheet_text(arg, tip->title);
	sheet_text(arg, tip->text);
	sheet_text(arg, tip->goods);
	sheet_number(arg, seen);
	return sheet_goes_on(arg);
}

enum rc api_export_tips(struct api_call *c)
{
	static const char *const headings[] = { "code", "language", "title", "text", "goods",
		"seen", NULL };
	struct api_sheet t;
	enum rc rc = api_sheet_open(c, &t, "tips", headings);

	return rc == RC_OK ? api_sheet_close(&t, c, tip_each_seen(c->store, add_tip, t.sheet))
			   : rc;
}

/* No password, not even its hash. */
static enum rc add_account(const struct staff *s, void *arg)
{
	sheet_text(arg, s->login);
	sheet_text(arg, s->name);
	sheet_text(arg, role_name(s->role));
	sheet_text(arg, s->phone.e164);
	api_sheet_instant(arg, s->created_at);
	api_sheet_instant(arg, s->disabled_at);
	return sheet_goes_on(arg);
}

enum rc api_export_staff(struct api_call *c)
{
	static const char *const headings[] = { "login", "name", "role", "phone", "created_at",
		"disabled_at", NULL };
	struct api_sheet t;
	enum rc rc = api_sheet_open(c, &t, "staff", headings);

	return rc == RC_OK
		       ? api_sheet_close(&t, c, staff_each(c->store, 0, add_account, t.sheet))
		       : rc;
}

static enum rc add_entry(const struct audit_row *r, void *arg)
{
	sheet_number(arg, r->id);
	api_sheet_instant(arg, r->at);
	sheet_text(arg, r->actor);
	sheet_text(arg, r->action);
	sheet_text(arg, r->subject);
	sheet_text(arg, r->detail);
	sheet_text(arg, r->hash);
	return sheet_goes_on(arg);
}

enum rc api_export_audit(struct api_call *c)
{
	static const char *const headings[] = { "id", "at", "actor", "action", "subject",
		"detail", "hash", NULL };
	const char *actor = api_text(c->ask, "actor"), *subject = api_text(c->ask, "subject");
	struct audit_filter f = { .actor = actor[0] != '\0' ? actor : NULL,
		.subject = subject[0] != '\0' ? subject : NULL };
	struct api_sheet t;
	enum rc rc = api_sheet_open(c, &t, "audit", headings);

	return rc == RC_OK
		       ? api_sheet_close(&t, c, audit_each(c->store, &f, add_entry, t.sheet))
		       : rc;
}

/* ---- how far one is ---- */

static struct progress_place *place_of(struct api_call *c)
{
	return progress_find(
		&c->request->server->progress, c->who.staff_id, api_part(c, "word"));
}

enum rc api_progress(struct api_call *c)
{
	struct progress_place *p = place_of(c);

	if (p == NULL)
		return RC_ABSENT;
	c->out = json_object();
	api_put_int(c->out, "rows", atomic_load(&p->watch.rows));
	return RC_OK;
}

enum rc api_progress_stop(struct api_call *c)
{
	struct progress_place *p = place_of(c);

	if (p == NULL)
		return RC_ABSENT;
	atomic_store(&p->watch.stop, true);
	return RC_OK;
}
