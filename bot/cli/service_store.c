/* cli/service_store.c - the daemon and its database: the right to serve it, and what a loss leaves behind */
#include "base/log.h"
#include "cli/instance.h"
#include "cli/service.h"
#include "store/message.h"

enum rc service_take_database(struct service *s, struct err *err)
{
	const char *file = config_database_file(&s->office.config);

	return file != NULL ? instance_take(file, &s->instance, err)
			    : store_hold(s->office.store, false, err);
}

enum rc service_recover(struct service *s)
{
	int64_t requeued = 0, unknown = 0;
	enum rc rc = store_begin(s->office.store);

	if (rc == RC_OK)
		rc = outbox_recover(s->office.store, true, clock_now(), &requeued, &unknown);
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
