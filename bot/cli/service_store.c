/* cli/service_store.c - the daemon and its database: the right to serve it, and what a loss leaves behind */
#include <poll.h>

#include "base/log.h"
#include "cli/instance.h"
#include "cli/service.h"
#include "store/message.h"

enum {
	SILENT_MS = 10000, /* after which a server that says nothing is given up */
	STOPPING_MS = 2000,
	QUIET_MS = 100, /* that nobody notices */
};

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

bool service_attend(void *arg, int fd, short events, int ms)
{
	struct service *s = arg;
	int64_t until, now_ms = clock_monotonic_ms();
	struct pollfd wanted[2 + SERVER_FDS] = { { .fd = fd, .events = events },
		{ .fd = s->signals, .events = POLLIN } };
	int fds[SERVER_FDS];
	size_t n = s->server != NULL ? server_attend_fds(s->server, fds) : 0;

	for (size_t i = 0; i < n; i++)
		wanted[2 + i] = (struct pollfd){ .fd = fds[i], .events = POLLIN };
	until = now_ms + (ms < 0 ? SILENT_MS : ms);
	if (poll(wanted, 1, ms >= 0 && ms < QUIET_MS ? ms : QUIET_MS) > 0)
		return true;
	while ((now_ms = clock_monotonic_ms()) < until) {
		int64_t left = until - now_ms;

		(void)poll(wanted, (nfds_t)(2 + n), left < QUIET_MS ? (int)left : QUIET_MS);
		if (wanted[0].revents != 0)
			return true;
		notify_beat(&s->notify, now_ms);
		if (n > 0)
			server_attend(s->server);
		service_read_signals(s);
		if (s->stopping && until > now_ms + STOPPING_MS)
			until = now_ms + STOPPING_MS;
	}
	return false;
}
