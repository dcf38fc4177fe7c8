/*
 * office/intake.c - a list of traders whose rows are all there and faultless is kept, some rows at a time
 *
 * So that a hundred thousand of them never stall a reply. Once begun it goes to its end unless somebody stops it: the job is done
 * with its effect, and a restart goes on behind the last row kept. A list nobody wants, or what is left of one that was stopped,
 * goes the same way, without being kept.
 */
#include <stdio.h>

#include "base/config.h"
#include "office/import.h"
#include "office/jobs.h"
#include "store/audit.h"
#include "store/job.h"

enum {
	ROWS = 12,             /* under 1 ms; the scheduler does a few such jobs a turn */
	FORGOTTEN = 24 * 3600, /* after that it is told no more how it ended */
};

static enum rc note(const struct work *w, const struct intake *i)
{
	char actor[64], subject[32], detail[160];

	(void)snprintf(actor, sizeof(actor), "staff:%s", i->made_by);
	(void)snprintf(subject, sizeof(subject), "import:%lld", (long long)i->id);
	(void)snprintf(detail, sizeof(detail), "added %lld, changed %lld, skipped %lld",
		(long long)i->added, (long long)i->changed, (long long)i->skipped);
	return audit_add(w->store, &(struct audit_entry){ .actor = actor,
					   .action = "trader.imported",
					   .subject = subject,
					   .detail = detail,
					   .at = w->now });
}

static enum rc keep(
	const struct work *w, struct intake *i, const struct intake_row *row, size_t n)
{
	struct import in = {
		.language = w->config->office.language, .source = i->name, .now = w->now
	};
	enum rc rc = RC_OK;

	for (size_t k = 0; k < n && rc == RC_OK; k++) {
		bool added = false;

		rc = import_keep(w->store, &in, &row[k], &added);
		i->kept++;
		if (rc == RC_DENIED) {
			i->skipped++;
			rc = RC_OK;
		} else {
			i->added += added;
			i->changed += !added;
		}
	}
	return rc;
}

static enum rc look_again(const struct work *w, const struct intake *i, int64_t at)
{
	return job_put(
		w->store, &(struct job){ .kind = "intake", .subject = i->id, .due_at = at });
}

/* Its rows are gone: told a day longer how it ended, then forgotten. */
static enum rc end(const struct work *w, struct intake *i)
{
	enum rc rc;

	if (i->state == INTAKE_DROPPED && i->kept > 0 && w->now < i->changed_at + FORGOTTEN)
		return look_again(w, i, i->changed_at + FORGOTTEN);
	if (i->state == INTAKE_DONE || i->state == INTAKE_DROPPED)
		return intake_forget(w->store, i->id);
	i->state = i->state == INTAKE_KEEPING ? INTAKE_DONE : INTAKE_DROPPED;
	i->changed_at = w->now;
	rc = intake_put(w->store, i);
	if (rc == RC_OK && i->state == INTAKE_DONE)
		rc = note(w, i);
	return rc == RC_OK ? look_again(w, i, w->now + FORGOTTEN) : rc;
}

enum rc intake_round(const struct work *w, const struct job_row *job)
{
	struct intake_row row[ROWS];
	struct intake i;
	size_t n = 0;
	enum rc rc = intake_get(w->store, job->subject, &i);

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	rc = intake_rows(w->store, i.id, row, ROWS, &n);
	if (rc != RC_OK)
		return rc;
	if (n == 0)
		return end(w, &i);
	if (i.state == INTAKE_KEEPING) {
		rc = keep(w, &i, row, n);
	} else if (i.state ==
		   INTAKE_TAKING) { /* forgotten: what is left of it is not to be kept */
		i.state = INTAKE_DROPPED;
		i.changed_at = w->now;
	}
	if (rc == RC_OK)
		rc = intake_rows_drop(w->store, i.id, row[n - 1].line);
	if (rc == RC_OK)
		rc = intake_put(w->store, &i);
	return rc == RC_OK ? look_again(w, &i, w->now) : rc;
}
