/* web/api.c - a call from its request to its answer */
#include "web/api_call.h"

#include <stdlib.h>
#include <string.h>

#include "store/audit.h"
#include "store/store.h"
#include "web/api_auth.h"
#include "web/api_input.h"
#include "web/api_once.h"
#include "web/api_reply.h"
#include "web/reply.h"
#include "web/server_state.h"
#include "wording/wording.h"

void api_call_free(struct api_call *c)
{
	if (c == NULL)
		return;
	if (c->state_free != NULL)
		c->state_free(c->state);
	if (c->file != NULL)
		(void)fclose(c->file);
	wording_free(c->wording);
	json_decref(c->faults);
	progress_give(c->progress);
	json_decref(c->ask);
	json_decref(c->in);
	json_decref(c->out);
	free(c);
}

void api_handle(struct request *r)
{
	/* Everything else needs the database: who is it? */
	if (r->server->site.store == NULL)
		reply_unavailable(r);
}

static enum rc note(struct api_call *c)
{
	char actor[64];
	struct audit_entry entry = { .actor = actor,
		.action = c->route->audit,
		.subject = c->subject,
		.detail = c->detail,
		.at = c->now };

	if (c->route->audit == NULL || c->who.id == 0 || c->idle)
		return RC_OK;
	(void)snprintf(actor, sizeof(actor), "staff:%s", c->who.login);
	return audit_add(c->store, &entry);
}

/* The first part: who calls, what comes in, and the handler's own run. */
static enum rc begin(struct api_call *c, bool *replayed)
{
	enum rc rc = api_auth(c);

	if (rc == RC_OK)
		rc = api_input(c);
	if (rc == RC_OK)
		rc = api_precondition(c);
	if (rc == RC_OK)
		rc = api_once_find(c, replayed);
	if (rc == RC_OK && !*replayed && c->route->run != NULL)
		rc = c->route->run(c);
	return rc;
}

static enum rc step(struct api_call *c)
{
	bool replayed = false;
	enum rc rc;

	if (c->step == API_RUN) {
		rc = begin(c, &replayed);
		if (rc != RC_OK || replayed) {
			c->step = API_DONE;
			return rc;
		}
		if (c->route->work != NULL) {
			c->step = API_WORK;
			return RC_OK;
		}
	} else {
		rc = c->outcome != RC_OK ? c->outcome : c->route->after(c);
		if (rc != RC_OK) {
			c->step = API_DONE;
			return rc;
		}
	}
	c->step = API_DONE;
	rc = note(c);
	if (rc != RC_OK)
		return rc;
	api_reply(c, RC_OK);
	return api_once_keep(c);
}

/* What the bot says may be another set after this turn; the call goes on with the one it began with. */
static void hold_dialog(struct api_call *c)
{
	c->dialog = *c->site->inbound->dialog;
	wording_free(c->wording);
	c->wording = c->dialog.wording != NULL ? wording_hold(c->dialog.wording) : NULL;
}

bool server_wants_alone(const struct server *s)
{
	const struct request *r = s->waiting.first;

	while (r != NULL && r->api == NULL)
		r = r->next;
	return r != NULL;
}

enum rc api_apply(struct request *r, int64_t now)
{
	struct api_call *c = r->api;
	enum rc rc = store_save(r->server->site.store), saved;

	if (rc != RC_OK)
		return rc;
	c->now = now;
	c->store = r->server->site.store;
	hold_dialog(c);
	rc = step(c);
	if (rc_breaks(rc) && !c->refused)
		return rc;
	saved = rc == RC_OK || c->keep ? store_release(c->store) : store_undo(c->store);
	if (saved != RC_OK)
		return saved;
	if (rc != RC_OK)
		api_reply(c, rc);
	return RC_OK;
}

void api_settle(struct request *r, bool kept)
{
	if (!kept)
		reply_unavailable(r);
}

/* On a worker's thread; the request is suspended, and nobody else's meanwhile. */
static void work(void *arg, struct store *st)
{
	struct api_call *c = arg;
	struct store *loop = c->store;
	bool blind = st == NULL && (c->route->flags & API_SECRET) == 0;

	c->store = st;
	c->outcome = blind ? RC_BUSY : c->route->work(c);
	c->store = loop;
	if (c->route->after != NULL) {
		c->step = API_AFTER;
		return;
	}
	c->step = API_DONE;
	api_reply(c, c->outcome);
}

bool api_waits_for_worker(const struct request *r)
{
	return r->api != NULL && r->api->step == API_WORK;
}

static enum worker_kind worker_of(const struct api_route *r)
{
	if ((r->flags & API_SECRET) != 0)
		return WORKER_SECRETS;
	return (r->flags & (API_FILE | API_LARGE)) != 0 ? WORKER_FILES : WORKER_READS;
}

bool api_work(struct request *r)
{
	struct api_call *c = r->api;

	c->task = (struct task){ .run = work, .arg = c };
	if ((c->route->flags & API_FILE) != 0)
		c->progress = progress_take(
			&r->server->progress, c->who.staff_id, api_text(c->ask, "progress"));
	return worker_post(r->server->worker[worker_of(c->route)], &c->task);
}
