/*
 * store/job.h - what falls due: one row a rule and a subject, removed with its effect
 *
 *	rc = job_put(st, &(struct job){ .kind = "offer.next", .subject = wave_id, .due_at = now });
 *
 * All calls inside the caller's transaction, except job_next_due(). office/scheduler.c says what a kind does.
 */
#ifndef LAPAK_STORE_JOB_H
#define LAPAK_STORE_JOB_H
#include <stdint.h>

#include "base/rc.h"

struct store;

enum { JOB_KIND_MAX = 40 };

struct job {
	const char *kind; /* 1 to JOB_KIND_MAX bytes; borrowed */
	int64_t subject;
	int64_t due_at; /* unix seconds */
	int64_t cursor; /* where a long job goes on */
};

struct job_row { /* the same as a plain value */
	char kind[JOB_KIND_MAX + 1];
	int64_t subject, due_at, cursor;
};

/* Adds the job, or moves the one of its kind and subject. */
MUST_CHECK enum rc job_put(struct store *st, const struct job *j);
/* The same, unless there is one that falls due earlier. */
MUST_CHECK enum rc job_hasten(struct store *st, const struct job *j);
/* RC_OK also when there is none. */
MUST_CHECK enum rc job_drop(struct store *st, const char *kind, int64_t subject);
/* When it falls due; RC_ABSENT: there is none. */
MUST_CHECK enum rc job_get(
	struct store *st, const char *kind, int64_t subject, struct job_row *out);
/* Removes the job that is due the longest and fills *out; RC_ABSENT: none is due at now. */
MUST_CHECK enum rc job_take(struct store *st, int64_t now, struct job_row *out);
/* When the next one falls due; INT64_MAX: there is none. */
MUST_CHECK enum rc job_next_due(struct store *st, int64_t *out);

#endif
