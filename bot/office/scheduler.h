/*
 * office/scheduler.h - does what has fallen due, a little each turn of the loop
 *
 * A job is removed and its effect written in one transaction, the turn's, each in a savepoint of its own: one that fails is
 * put off and spoils no neighbour. Waiting goes by the monotonic clock, due times by the wall clock, so that a clock that
 * jumps makes nothing happen twice. A kind is one row of the table in scheduler.c and one function.
 */
#ifndef LAPAK_OFFICE_SCHEDULER_H
#define LAPAK_OFFICE_SCHEDULER_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "office/work.h"
#include "store/job.h"

/* Does job, which is removed already; put it again to go on. At most about 50 rows of work a call. */
typedef enum rc job_fn(const struct work *w, const struct job_row *job);

struct scheduler {         /* all zero to begin with */
	int64_t next_due;  /* what the last look found */
	int64_t looked_ms; /* monotonic */
	bool looked;
};

/* Whether something is due; looks into the database at most once a second. Outside a transaction. */
bool scheduler_wants(struct scheduler *s, struct store *st, int64_t now, int64_t now_ms);
/* Inside the turn's transaction: does at most JOBS_A_TURN jobs, so that a reply behind them waits some milliseconds. */
enum { JOBS_A_TURN = 4 };
MUST_CHECK enum rc scheduler_run(struct scheduler *s, const struct work *w, int64_t now_ms);
/* Milliseconds until scheduler_wants() may become true; at most 1000. */
int scheduler_timeout_ms(const struct scheduler *s, int64_t now, int64_t now_ms);
/* The transaction was rolled back: looks again. */
void scheduler_undone(struct scheduler *s);

#endif
