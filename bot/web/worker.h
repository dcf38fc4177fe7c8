/*
 * web/worker.h - private to web/: a thread for what takes long, with a read-only store of its own
 *
 * The loop posts tasks and is woken by a descriptor when some are done. A task is run once, in the
 * order of posting; whoever posted it owns it again when worker_done() gives it back. Nothing is
 * shared with the loop but the two lists.
 */
#ifndef LAPAK_WEB_WORKER_H
#define LAPAK_WEB_WORKER_H
#include <stdbool.h>

#include "base/rc.h"

struct store;
struct worker;

enum { WORKER_TASKS = 64 }; /* that may wait; an office has 20 clerks */

struct task {
	struct task *next;
	/* On the thread; st is NULL for a worker without a database. */
	void (*run)(void *arg, struct store *st);
	void *arg;
};

/* url as for store_open(), opened by the thread at its first task; NULL: no database. *fd, borrowed,
 * becomes readable when tasks are done. */
MUST_CHECK enum rc worker_start(struct worker **out, const char *url, int *fd, struct err *err);
/* False: WORKER_TASKS wait already, or the worker stops. */
MUST_CHECK bool worker_post(struct worker *w, struct task *t);
/* What is done since the last call, in order; NULL none. */
struct task *worker_done(struct worker *w);
/* Wakes the loop from within a task. */
void worker_wake(struct worker *w);
/* Waits for the task that runs; the others, done or not, are given back. NULL is fine. */
struct task *worker_stop(struct worker *w);

#endif
