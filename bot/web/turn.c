/*
 * web/turn.c - requests and the turn's transaction: they wait for it, are applied in it, are answered after it
 *
 * While the transaction itself waits for the database's server, requests still come in (server_attend()). They are no
 * part of that transaction, and wait in a queue of their own.
 */
#include "web/server.h"

#include "web/api_call.h"
#include "web/route.h"
#include "web/server_state.h"

enum {
	FINISHING_RUNS = 4, /* rounds in which a resumed request gets its answer out */
	LATE_MS = 2000,     /* how long who came late waits: some gateways hang up after 3 s */
};

void requests_empty(struct requests *q)
{
	q->first = NULL;
	q->end = &q->first;
	q->n = 0;
}

static void add(struct requests *q, struct request *r)
{
	r->next = NULL;
	*q->end = r;
	q->end = &r->next;
	q->n++;
}

static struct request *take(struct requests *q)
{
	struct request *r = q->first;

	if (r == NULL)
		return NULL;
	q->first = r->next;
	if (q->first == NULL)
		q->end = &q->first;
	q->n--;
	r->next = NULL;
	return r;
}

void server_tick(struct server *s)
{
	s->now = s->site.now(s->site.clock);
	s->now_ms = s->site.now_ms(s->site.clock);
}

void server_run_listeners(struct server *s)
{
	for (size_t i = 0; i < LISTENERS; i++)
		if (s->listener[i].daemon != NULL)
			(void)MHD_run(s->listener[i].daemon);
}

void server_queue(struct server *s, struct request *r)
{
	add(s->attending ? &s->late : &s->waiting, r);
}

void server_take_late(struct server *s)
{
	struct request *r;

	while ((r = take(&s->late)) != NULL)
		add(&s->waiting, r);
}

void server_resume(struct server *s, struct request *r)
{
	r->phase = REQUEST_RESUMED;
	s->resumed++;
	connection_enter(&s->connections, r->connection, CONNECTION_WRITING, s->now_ms);
	MHD_resume_connection(r->mhd);
}

/* A resume wakes nobody who polls from the outside: write the answers now. */
void server_finish(struct server *s)
{
	for (int i = 0; i < FINISHING_RUNS && s->resumed > 0; i++)
		server_run_listeners(s);
}

size_t server_waiting(const struct server *s)
{
	return s->waiting.n + s->late.n;
}

enum rc server_apply(struct server *s, int64_t now)
{
	for (struct request *r = s->waiting.first; r != NULL; r = r->next) {
		enum rc rc = r->route->apply(r, now);

		if (rc != RC_OK)
			return rc;
		r->phase = REQUEST_APPLIED;
	}
	return RC_OK;
}

/* What was decided stands, or the caller is told to come again. False: a worker has it now. */
static bool settle(struct server *s, struct request *r, bool kept)
{
	if (kept && api_waits_for_worker(r)) {
		r->phase = REQUEST_WORKING;
		if (!s->stopping && api_work(r)) {
			s->working++;
			return false;
		}
		kept = false;
	}
	r->route->settle(r, kept);
	return true;
}

void server_answer(struct server *s, bool kept)
{
	size_t batch = 0;
	struct request *r, *next = s->waiting.first;

	server_tick(s);
	requests_empty(&s->waiting);
	while ((r = next) != NULL) {
		next = r->next;
		r->next = NULL;
		batch += r->events > 0 || r->api != NULL;
		if (settle(s, r, kept && r->phase == REQUEST_APPLIED))
			server_resume(s, r);
	}
	if (batch > 0 && kept)
		metrics_batch(&s->metrics, batch);
	server_finish(s);
}

void server_attend(struct server *s)
{
	struct request *r;

	server_tick(s);
	s->attending = true;
	s->metrics.cut += connections_cut(&s->connections, s->now_ms);
	server_run_listeners(s);
	while ((r = s->late.first) != NULL && s->now_ms - r->whole_ms >= LATE_MS) {
		(void)take(&s->late);
		r->route->settle(r, false);
		server_resume(s, r);
	}
	server_finish(s);
	s->attending = false;
}
