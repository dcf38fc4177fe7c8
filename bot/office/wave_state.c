/* office/wave_state.c - a wave begins with its first sitting and is done when the last is over */
#include "office/jobs.h"
#include "store/wave.h"

enum rc wave_begin(const struct work *w, const struct job_row *job)
{
	struct wave wave;
	enum rc rc = wave_by_id(w->store, job->subject, &wave);

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (wave.state != WAVE_OPEN && wave.state != WAVE_FULL && wave.state != WAVE_CLOSED)
		return RC_OK; /* a draft nobody opened, or called off */
	return wave_set_state(w->store, wave.id, WAVE_RUNNING, w->now);
}

enum rc wave_end(const struct work *w, const struct job_row *job)
{
	struct wave wave;
	enum rc rc = wave_by_id(w->store, job->subject, &wave);

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	if (wave.state != WAVE_RUNNING)
		return RC_OK;
	rc = wave_close_roster(w->store, wave.id, w->now);
	if (rc == RC_OK)
		rc = wave_set_state(w->store, wave.id, WAVE_DONE, w->now);
	return rc == RC_OK ? job_put(w->store, &(struct job){ .kind = "follow",
						       .subject = wave.id,
						       .due_at = w->now })
			   : rc;
}
