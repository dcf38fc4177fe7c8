/* cli/service_fleet.c - the daemon as one of several servers on one database: its lease, the others', and who leads */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/service.h"
#include "store/message.h"

static void name_of(const struct service *s, char out[static FLEET_NAME + 1])
{
	const struct address *a = &s->office.config.server.listen;
	char machine[48] = "";

	(void)gethostname(machine, sizeof(machine) - 1);
	(void)snprintf(out, FLEET_NAME + 1, "%.40s %.30s:%u", machine, a->host, a->port);
}

enum rc service_fleet_join(struct service *s, struct err *err)
{
	struct fleet_watch *f = &s->fleet;
	struct store *st = s->office.store;
	char name[FLEET_NAME + 1];
	enum rc rc;

	f->shared = fleet_is_one(st);
	if (!f->shared)
		return RC_OK;
	name_of(s, name);
	rc = store_begin(st);
	if (rc == RC_OK)
		rc = fleet_join(st, name, &f->id);
	if (rc == RC_OK)
		rc = store_commit(st);
	if (rc != RC_OK) {
		store_rollback(st);
		return err_set(
			err, rc, "the database does not take this server in; see its log");
	}
	fleet_serve(st, f->id);
	f->steady_ms = clock_monotonic_ms();
	log_event(LOG_INFO, "joined", "server=%" PRId64, f->id);
	return RC_OK;
}

bool service_leads(const struct service *s)
{
	return !s->fleet.shared || s->fleet.leads;
}

/* While the database was away nobody could renew: others get the time of a lease to come back as well. */
static bool may_bury(const struct fleet_watch *f, int64_t now_ms)
{
	return f->view.late > 0 && now_ms - f->steady_ms >= (int64_t)FLEET_LEASE * 1000;
}

static bool has_chores(const struct fleet_watch *f, int64_t now_ms)
{
	return f->beat_ms > 0 && (f->view.leader == 0 || may_bury(f, now_ms));
}

static bool beat_is_due(const struct fleet_watch *f, int64_t now_ms)
{
	return f->beat_due || now_ms - f->beat_ms >= FLEET_BEAT_MS;
}

bool service_fleet_wants(const struct service *s, int64_t now_ms)
{
	const struct fleet_watch *f = &s->fleet;

	return f->shared && (beat_is_due(f, now_ms) || has_chores(f, now_ms));
}

bool service_fleet_wants_alone(const struct service *s, int64_t now_ms)
{
	return s->fleet.shared && !s->stopping && has_chores(&s->fleet, now_ms);
}

/* What they had claimed is free. */
static enum rc bury(struct service *s)
{
	int64_t n = 0, requeued = 0, unknown = 0;
	enum rc rc = fleet_bury(s->office.store, &n);

	if (rc == RC_OK)
		rc = outbox_recover(s->office.store, false, clock_now(), &requeued, &unknown);
	if (rc != RC_OK)
		return rc;
	s->fleet.view.late = 0;
	log_event(LOG_WARN, "server-gone",
		"servers=%" PRId64 " requeued=%" PRId64 " unknown=%" PRId64, n, requeued,
		unknown);
	return RC_OK;
}

/* It may be another that led and was buried just now. */
static enum rc lead(struct service *s)
{
	struct fleet_watch *f = &s->fleet;
	enum rc rc = fleet_lead(s->office.store, &f->view.fence);

	if (rc == RC_CONFLICT) {
		f->beat_due = true;
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	f->view.leader = f->id;
	f->leads = true;
	outbound_share(s->outbound, f->view.alive, f->view.before, true);
	scheduler_undone(&s->scheduler);
	log_event(LOG_INFO, "leads", "server=%" PRId64 " fence=%" PRId64, f->id, f->view.fence);
	return RC_OK;
}

static enum rc beat(struct service *s, int64_t now_ms)
{
	struct fleet_watch *f = &s->fleet;
	enum rc rc = fleet_beat(s->office.store, &f->view);

	if (rc != RC_OK)
		return rc;
	if (f->beat_ms > 0 && now_ms - f->beat_ms > (int64_t)FLEET_LEASE * 1000 / 2)
		f->steady_ms = now_ms;
	f->beat_ms = now_ms;
	f->beat_due = false;
	f->leads = f->view.leader == f->id;
	outbound_share(s->outbound, f->view.alive, f->view.before, f->leads);
	return RC_OK;
}

enum rc service_fleet_turn(struct service *s, bool alone, int64_t now_ms)
{
	struct fleet_watch *f = &s->fleet;
	enum rc rc = RC_OK;

	if (!f->shared)
		return RC_OK;
	if (beat_is_due(f, now_ms))
		rc = beat(s, now_ms);
	if (rc != RC_OK || !alone || s->stopping)
		return rc;
	if (may_bury(f, now_ms))
		rc = bury(s);
	return rc == RC_OK && f->view.leader == 0 ? lead(s) : rc;
}

void service_fleet_undone(struct service *s)
{
	s->fleet.leads = false;
	s->fleet.beat_due = true;
}

void service_fleet_leave(struct service *s)
{
	struct store *st = s->office.store;
	enum rc rc;

	if (s->fleet.id == 0)
		return;
	rc = store_begin(st);
	if (rc == RC_OK)
		rc = fleet_leave(st);
	if (rc == RC_OK)
		rc = store_commit(st);
	if (rc != RC_OK) /* its lease runs out by itself */
		store_rollback(st);
}

void service_fleet_metrics(const struct service *s, struct buf *out)
{
	const struct fleet_watch *f = &s->fleet;

	metric_gauge(out, "lapak_leads", "1 when this server does what is done once for all.",
		service_leads(s) ? 1 : 0);
	if (!f->shared)
		return;
	metric_head(out, "lapak_servers", "gauge",
		"Servers on this database; late: without a word for longer than their lease.");
	buf_printf(out,
		"lapak_servers{state=\"alive\"} %" PRId64
		"\nlapak_servers{state=\"late\"} %" PRId64 "\n",
		f->view.alive, f->view.late);
	metric_gauge(out, "lapak_lead_fence",
		"Grows with each change of the server that leads.", f->view.fence);
}
