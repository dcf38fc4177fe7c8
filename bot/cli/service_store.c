/* cli/service_store.c - the daemon and its database: the right to serve it, and what a loss leaves behind */
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/instance.h"
#include "cli/service.h"
#include "store/message.h"

/* Another lapak serves it: this one waits, ready to take over within a second, and answers nobody meanwhile. */
static enum rc stand_by(struct service *s, struct err *err)
{
	enum rc rc = RC_CONFLICT;

	log_event(LOG_INFO, "standing-by", "reason=\"another lapak serves this database\"");
	printf("Standing by: another lapak serves this database. Stop with Ctrl-C.\n");
	(void)fflush(stdout);
	notify_say(
		&s->notify, "READY=1\nSTATUS=Standing by: another lapak serves this database");
	while (rc == RC_CONFLICT || rc == RC_BUSY) {
		(void)sleep(1);
		notify_beat(&s->notify, clock_monotonic_ms());
		rc = store_hold(s->office.store, err);
	}
	if (rc == RC_OK)
		log_event(LOG_INFO, "taking-over", "reason=\"the other lapak has gone\"");
	return rc;
}

enum rc service_take_database(struct service *s, struct err *err)
{
	const char *file = config_database_file(&s->office.config);
	enum rc rc = file != NULL ? instance_take(file, &s->instance, err)
				  : store_hold(s->office.store, err);

	return rc == RC_CONFLICT && file == NULL ? stand_by(s, err) : rc;
}

enum rc service_recover(struct service *s)
{
	int64_t requeued = 0, unknown = 0;
	enum rc rc = store_begin(s->office.store);

	if (rc == RC_OK)
		rc = outbox_recover(s->office.store, clock_now(), &requeued, &unknown);
	if (rc == RC_OK)
		rc = store_commit(s->office.store);
	if (rc != RC_OK) {
		store_rollback(s->office.store);
		return rc;
	}
	if (requeued + unknown > 0)
		log_event(LOG_INFO, "recovered", "requeued=%lld unknown=%lld",
			(long long)requeued, (long long)unknown);
	return RC_OK;
}

void service_doubt(struct service *s, enum rc rc)
{
	/* After a failed fsync only a restart knows what is on the disk. */
	if (rc != RC_BUSY) {
		s->broken = s->broken || rc == RC_BROKEN;
		return;
	}
	s->in_doubt = true;
	outbound_drain(s->outbound);
}

void service_settle_doubt(struct service *s)
{
	if (!s->in_doubt || s->stopping || outbound_in_flight(s->outbound) > 0 ||
		service_recover(s) != RC_OK)
		return;
	s->in_doubt = false;
	outbound_resume(s->outbound);
}
