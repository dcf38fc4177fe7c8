/* web/api_inbox.c - the questions of traders: who answers, answers, notes, texts used again */
#include <string.h>

#include "office/answer.h"
#include "store/inbox.h"
#include "store/message.h"
#include "store/thread.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"
#include "web/api_wording.h"

static json_t *row_of(const struct api_call *c, const struct inbox_row *r)
{
	const struct question *q = &r->question;
	bool over = q->state != QUESTION_OPEN;
	json_t *row = json_object();

	api_put_id(row, "id", q->id);
	api_put_text(row, "kind", question_kind_name(q->kind));
	api_put_text(row, "state", question_state_name(q->state));
	api_put_text(row, "text", q->text);
	api_put_time(row, "asked_at", q->asked_at);
	api_put_text(row, "answer", q->state == QUESTION_ANSWERED ? q->answer : NULL);
	api_put_text(row, "answered_by", over ? q->answered_by : NULL);
	api_put_time(row, "answered_at", over ? q->answered_at : 0);
	api_put_bool(row, "unread", r->read_at == 0);
	api_put_id(row, "assigned_id", r->staff_id);
	api_put_text(row, "assigned", r->staff_id != 0 ? r->login : NULL);
	api_put(row, "trader", api_trader_row(c, &r->who));
	return row;
}

static enum rc add_row(const struct inbox_row *r, void *arg)
{
	struct api_call *c = arg;
	bool sees;
	enum rc rc = api_sees(c, r->who.trader.id, &sees);

	if (rc != RC_OK)
		return rc;
	if (sees)
		return api_page_row(c, row_of(c, r), r->question.id);
	api_page_skip(c, r->question.id);
	return RC_OK;
}

enum rc api_inbox(struct api_call *c)
{
	const char *state = api_text(c->ask, "state");
	struct inbox_filter f = { .open_only = strcmp(state, "all") != 0 };
	enum rc rc = api_page_begin(c, &f.past, &f.limit);

	if (rc != RC_OK)
		return rc;
	if (strcmp(state, "mine") == 0)
		f.staff_id = c->who.staff_id;
	else if (strcmp(state, "unassigned") == 0)
		f.staff_id = -1;
	f.longest = strcmp(api_text(c->ask, "order"), "longest") == 0;
	f.trader_id = api_int(c->ask, "trader_id");
	do
		rc = inbox_each(c->store, &f, add_row, c);
	while (rc == RC_OK && api_page_goes_on(c, &f.past));
	return rc == RC_OK ? api_page_end(c) : rc;
}

struct answer_state {
	char name[16];
	int64_t due_at;
	bool queued;
};

static enum rc take_state(const struct message *m, void *arg)
{
	struct answer_state *s = arg;

	(void)snprintf(s->name, sizeof(s->name), "%s", message_state_name(m->state));
	s->due_at = m->due_at;
	s->queued = m->state == MESSAGE_QUEUED && m->tries == 0;
	return RC_OK;
}

enum rc api_inbox_one(struct api_call *c)
{
	struct answer_state s = { .name = "" };
	struct inbox_row r;
	enum rc rc = inbox_get(c->store, api_id(c, "id"), &r);

	if (rc == RC_OK)
		rc = api_own_trader(c, r.who.trader.id);
	if (rc == RC_OK && r.message_id != 0)
		rc = message_get(c->store, r.message_id, take_state, &s);
	if (rc != RC_OK)
		return rc;
	c->out = row_of(c, &r);
	api_put_text(c->out, "answer_state", s.name[0] != '\0' ? s.name : NULL);
	api_put_time(c->out, "answer_due_at", s.due_at);
	api_put_bool(c->out, "can_take_back", s.queued);
	return RC_OK;
}

/* The question of the path must be there. */
static enum rc question_there(struct api_call *c, struct inbox_row *r)
{
	enum rc rc = inbox_get(c->store, api_id(c, "id"), r);

	api_subject(c, "question", api_id(c, "id"));
	return rc == RC_OK ? api_own_trader(c, r->who.trader.id) : rc;
}

enum rc api_inbox_read(struct api_call *c)
{
	struct inbox_row r;
	enum rc rc = question_there(c, &r);

	return rc == RC_OK ? inbox_read(c->store, r.question.id, c->now) : rc;
}

enum rc api_inbox_assign(struct api_call *c)
{
	int64_t staff_id = 0;
	struct inbox_row r;
	enum rc rc = question_there(c, &r);

	if (rc == RC_OK)
		rc = api_assignee(c, r.who.trader.id, &staff_id);
	return rc == RC_OK ? inbox_assign(c->store, r.question.id, staff_id, c->now) : rc;
}

static enum rc text_fault(struct api_call *c, const struct wording_faults *why)
{
	c->faults = wording_faults_list(why);
	return api_refuse(c, RC_INVALID, "text", "text", "%s", why->fault[0].sentence);
}

static void tell_answer(struct api_call *c, const struct answer *a, int64_t due_at)
{
	c->out = json_object();
	api_put_text(c->out, "sms", a->sms.data);
	api_put_int(c->out, "segments", a->segments);
	api_put_int(c->out, "cost", a->segments * c->site->config->office.price_per_segment);
	api_put_time(c->out, "due_at", due_at);
}

static enum rc send_answer(struct api_call *c, struct answer *a)
{
	struct answer_to to = { .config = c->site->config,
		.question_id = api_id(c, "id"),
		.by = c->who.login,
		.now = c->now,
		.due_at = c->now + ANSWER_UNDO };
	enum rc rc = answer_send(c->store, &to, a);

	if (rc == RC_DENIED)
		return api_refuse(c, RC_CONFLICT, "no-gateway", "",
			"no gateway is configured to send by");
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "answered", "", "it is answered or closed already");
	if (rc == RC_OK)
		tell_answer(c, a, to.due_at);
	return rc;
}

enum rc api_inbox_answer(struct api_call *c)
{
	struct inbox_row r;
	struct answer a;
	struct wording_faults why;
	enum rc rc = question_there(c, &r);

	if (rc != RC_OK)
		return rc;
	rc = answer_compose(&a, api_text(c->in, "text"), &why);
	rc = rc == RC_OK ? send_answer(c, &a) : text_fault(c, &why);
	answer_release(&a);
	return rc;
}

enum rc api_inbox_take_back(struct api_call *c)
{
	struct inbox_row r;
	enum rc rc = question_there(c, &r);

	if (rc == RC_OK)
		rc = answer_take_back(c->store, r.question.id, c->now);
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "sent", "", "the answer is on its way already");
	return rc;
}

enum rc api_inbox_close(struct api_call *c)
{
	struct inbox_row r;
	enum rc rc = question_there(c, &r);

	return rc == RC_OK ? question_close(c->store, r.question.id, c->who.login, c->now) : rc;
}

/* Handed back by mistake: whoever it was assigned to has the trader again. */
enum rc api_inbox_reopen(struct api_call *c)
{
	struct inbox_row r;
	enum rc rc = question_there(c, &r);

	if (rc == RC_OK && r.question.state != QUESTION_CLOSED)
		return api_refuse(c, RC_CONFLICT, "state", "", "it was not closed");
	if (rc == RC_OK)
		rc = question_reopen(c->store, r.question.id);
	return rc == RC_OK && r.staff_id != 0 ? thread_resume(c->store, r.question.id, c->now)
					      : rc;
}

/* What a text becomes as an SMS, and what it costs; also when it may not go out. */
enum rc api_text_preview(struct api_call *c)
{
	struct answer a;
	struct wording_faults why;
	enum rc rc = answer_compose(&a, api_text(c->in, "text"), &why);

	tell_answer(c, &a, 0);
	api_put_text(c->out, "fault", rc == RC_OK ? NULL : why.fault[0].sentence);
	api_put(c->out, "faults", wording_faults_list(&why));
	answer_release(&a);
	return RC_OK;
}

/* ---- notes ---- */

static enum rc add_note(const struct note *n, void *arg)
{
	struct api_call *c = arg;
	json_t *row = json_object();

	api_put_id(row, "id", n->id);
	api_put_text(row, "by", n->login);
	api_put_text(row, "text", n->text);
	api_put_time(row, "at", n->at);
	return api_page_row(c, row, n->id);
}

enum rc api_notes(struct api_call *c)
{
	int64_t after, limit;
	struct trader t;
	enum rc rc = trader_by_id(c->store, api_id(c, "id"), &t);

	if (rc == RC_OK)
		rc = api_own_trader(c, t.id);
	if (rc == RC_OK)
		rc = api_page_begin(c, &after, &limit);
	if (rc == RC_OK)
		rc = note_each(c->store, api_id(c, "id"), limit, add_note, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

enum rc api_note_new(struct api_call *c)
{
	struct note n = {
		.trader_id = api_id(c, "id"), .staff_id = c->who.staff_id, .at = c->now
	};
	struct trader t;
	enum rc rc = trader_by_id(c->store, n.trader_id, &t);

	api_subject(c, "trader", n.trader_id);
	(void)snprintf(n.text, sizeof(n.text), "%s", api_text(c->in, "text"));
	if (rc == RC_OK)
		rc = api_own_trader(c, t.id);
	if (rc == RC_OK)
		rc = note_add(c->store, &n);
	if (rc == RC_OK) {
		c->out = json_object();
		api_put_id(c->out, "id", n.id);
	}
	return rc;
}

/* ---- texts used again ---- */

static enum rc add_canned(const struct canned *n, void *arg)
{
	struct api_call *c = arg;
	json_t *row = json_object();

	api_put_id(row, "id", n->id);
	api_put_text(row, "name", n->name);
	api_put_text(row, "text", n->text);
	api_put_time(row, "changed_at", n->changed_at);
	return api_list_row(c, row);
}

enum rc api_canned(struct api_call *c)
{
	enum rc rc = api_list_begin(c);

	return rc == RC_OK ? canned_each(c->store, add_canned, c) : rc;
}

static enum rc keep_canned(struct api_call *c, int64_t id)
{
	struct canned n = { .id = id, .changed_at = c->now };
	struct wording_faults why;
	enum rc rc = answer_check(api_text(c->in, "text"), &why);

	if (rc != RC_OK)
		return text_fault(c, &why);
	(void)snprintf(n.name, sizeof(n.name), "%s", api_text(c->in, "name"));
	(void)snprintf(n.text, sizeof(n.text), "%s", api_text(c->in, "text"));
	rc = canned_put(c->store, &n);
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "name", "name", "there is a text of that name");
	api_subject(c, "canned", n.id);
	if (rc == RC_OK) {
		c->out = json_object();
		api_put_id(c->out, "id", n.id);
	}
	return rc;
}

enum rc api_canned_new(struct api_call *c)
{
	return keep_canned(c, 0);
}

enum rc api_canned_change(struct api_call *c)
{
	return keep_canned(c, api_id(c, "id"));
}

enum rc api_canned_drop(struct api_call *c)
{
	api_subject(c, "canned", api_id(c, "id"));
	return canned_drop(c->store, api_id(c, "id"));
}
