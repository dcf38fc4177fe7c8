/* office/scheduler.c - does what has fallen due, a little each turn of the loop */
#include "office/scheduler.h"

#include <string.h>

#include "base/log.h"
#include "office/jobs.h"
#include "store/store.h"

enum { LOOK_EVERY_MS = 1000, PUT_OFF = 300 };

static const struct {
	const char *kind;
	job_fn *handler;
} table[] = {
#define JOB(kind, handler) { kind, handler },
#include "office/jobs.def"
#undef JOB
};

static job_fn *handler_of(const char *kind)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].kind, kind) == 0)
			return table[i].handler;
	return NULL;
}

static void look(struct scheduler *s, struct store *st, int64_t now_ms)
{
	s->looked = true;
	s->looked_ms = now_ms;
	if (job_next_due(st, &s->next_due) != RC_OK)
		s->next_due = INT64_MAX; /* the store has logged it; looks again in a second */
}

bool scheduler_wants(struct scheduler *s, struct store *st, int64_t now, int64_t now_ms)
{
	if (!s->looked || now_ms - s->looked_ms >= LOOK_EVERY_MS)
		look(s, st, now_ms);
	return s->next_due <= now;
}

static enum rc put_off(const struct work *w, const struct job_row *job, enum rc why)
{
	log_event(LOG_WARN, "job-put-off", "kind=%s rc=%s seconds=%d", job->kind, rc_name(why),
		(int)PUT_OFF);
	return job_put(w->store, &(struct job){ .kind = job->kind,
					 .subject = job->subject,
					 .due_at = w->now + PUT_OFF,
					 .cursor = job->cursor });
}

/* In a savepoint. A full disk and a broken database are the turn's trouble, not the job's. */
static enum rc run_saved(const struct work *w, struct job_row *job)
{
	job_fn *handler;
	enum rc rc = job_take(w->store, w->now, job);

	if (rc != RC_OK)
		return rc;
	handler = handler_of(job->kind);
	if (handler == NULL) /* of a newer program, before it was put back */
		return put_off(w, job, RC_ABSENT);
	rc = handler(w, job);
	return rc == RC_ABSENT ? RC_INVALID : rc;
}

static enum rc run_one(const struct work *w)
{
	struct job_row job;
	enum rc rc = store_save(w->store), undone;

	if (rc != RC_OK)
		return rc;
	rc = run_saved(w, &job);
	if (rc == RC_OK)
		return store_release(w->store);
	undone = store_undo(w->store);
	if (undone != RC_OK || rc == RC_ABSENT || rc == RC_BROKEN || rc == RC_FULL ||
		rc == RC_BUSY)
		return undone != RC_OK ? undone : rc;
	return put_off(w, &job, rc);
}

enum rc scheduler_run(struct scheduler *s, const struct work *w, int64_t now_ms)
{
	enum rc rc = RC_OK;

	if (s->next_due > w->now)
		return RC_OK;
	for (int i = 0; i < JOBS_A_TURN && rc == RC_OK; i++)
		rc = run_one(w);
	if (rc == RC_ABSENT)
		rc = RC_OK;
	if (rc == RC_OK)
		look(s, w->store, now_ms);
	return rc;
}

int scheduler_timeout_ms(const struct scheduler *s, int64_t now, int64_t now_ms)
{
	int64_t look_in = LOOK_EVERY_MS - (now_ms - s->looked_ms);
	int64_t due_in;

	if (!s->looked || look_in <= 0 || s->next_due <= now)
		return 0;
	due_in = s->next_due - now > 1 ? look_in : 1000;
	return (int)(due_in < look_in ? due_in : look_in);
}

void scheduler_undone(struct scheduler *s)
{
	s->looked = false;
}
