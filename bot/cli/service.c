/* cli/service.c - what the daemon tells about itself */
#include "cli/service.h"

#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "cli/card.h"
#include "cli/sandbox.h"
#include "store/early.h"
#include "store/message.h"
#include "store/overview.h"
#include "store/part.h"
#include "store/retention.h"

/* The leak checker of a sanitizer stops its own threads by ptrace, and coverage is written where the program was built. */
#if defined(__SANITIZE_ADDRESS__) || defined(LAPAK_COVERAGE)
enum { UNCONFINED = 1 };
#else
enum { UNCONFINED = 0 };
#endif

enum rc service_confine(const struct service *s, struct err *err)
{
	const struct config *c = &s->office.config;
	const char *file = config_database_file(c);
	const char *temporary = getenv("TMPDIR"); /* where a long report is sorted */
	char path[CONFIG_GATEWAYS + 1][CONFIG_PATH];
	const char *folder[CONFIG_GATEWAYS + 2];
	size_t n = 0;

	if (!s->confined || UNCONFINED)
		return RC_OK;
	if (file != NULL) {
		(void)snprintf(path[n], CONFIG_PATH, "%s", file);
		folder[n] = dirname(path[n]);
		n++;
	}
	for (size_t i = 0; i < c->gateways; i++) {
		if (c->gateway[i].smsd_database[0] == '\0')
			continue;
		(void)snprintf(path[n], CONFIG_PATH, "%s", c->gateway[i].smsd_database);
		folder[n] = dirname(path[n]);
		n++;
	}
	if (temporary != NULL && temporary[0] != '\0')
		folder[n++] = temporary;
	return sandbox_enter(folder, n, err);
}

void service_say_addresses(const struct service *s)
{
	const struct config *c = &s->office.config;
	const struct address *a = &c->server.listen;
	bool six = strchr(a->host, ':') != NULL;

	printf("Lapak is running on http://%s%s%s:%u/\n", six ? "[" : "", a->host,
		six ? "]" : "", server_port(s->server));
	for (size_t i = 0; i < c->gateways; i++)
		if (strcmp(c->gateway[i].type, "simulator") == 0) {
			printf("A phone in the browser:   http://%s%s%s:%u/phone\n",
				six ? "[" : "", a->host, six ? "]" : "",
				server_port(s->server));
			printf("A phone in the terminal:  build/lapak chat\n");
			break;
		}
	printf("Stop with Ctrl-C.\n");
	(void)fflush(stdout);
}

void service_readiness(void *arg, struct buf *reasons)
{
	struct service *s = arg;
	int64_t left = store_disk_free(s->office.store);

	if (s->stopping)
		buf_puts(reasons, "draining\n");
	if (s->broken)
		buf_puts(reasons,
			"a commit failed, or other servers took this one for dead; it "
			"restarts\n");
	if (s->disk_full || (left >= 0 && left < DISK_LEAST))
		buf_puts(reasons, "the disk of the database is full or nearly so\n");
}

void service_wording_changed(void *arg)
{
	struct service *s = arg;

	s->edits_changed = true;
}

enum rc service_prove(void *arg, const struct wording *w, struct buf *report)
{
	const struct service *s = arg;

	return card_check(w, &s->office.config, report);
}

enum { SENT, FAILED, RETRIED, UNKNOWN, RESULTS };

static void put_gateways(struct service *s, struct buf *out)
{
	static const char *const name[RESULTS] = { "sent", "failed", "retried", "unknown" };
	const struct config *c = &s->office.config;
	int64_t row[CONFIG_GATEWAYS][RESULTS] = { { 0 } };
	struct gateway_health h;

	metric_head(out, "lapak_gateway_resting", "gauge",
		"Whether the gateway rests after failures.");
	for (size_t i = 0; i < c->gateways; i++) {
		int64_t *to = row[metric_gateway_row(c, i)];

		outbound_health(s->outbound, i, &h);
		to[SENT] += h.sent;
		to[FAILED] += h.failed;
		to[RETRIED] += h.retried;
		to[UNKNOWN] += h.unknown;
		buf_printf(out, "lapak_gateway_resting{gateway=\"%s\"} %d\n",
			c->gateway[i].name, h.resting ? 1 : 0);
	}
	metric_head(out, "lapak_send_total", "counter",
		"Messages handed to a gateway, by outcome.");
	for (size_t i = 0; i < metric_gateway_rows(c); i++)
		for (size_t r = 0; r < RESULTS; r++)
			buf_printf(out,
				"lapak_send_total{gateway=\"%s\",result=\"%s\"} %" PRId64 "\n",
				metric_gateway_name(c, i), name[r], row[i][r]);
}

static void put_totals(struct service *s, struct buf *out)
{
	const struct outbound_totals *t = outbound_totals(s->outbound);

	metric_histogram(out, "lapak_send_seconds",
		"From a request to a gateway to its answer, or to giving up on it.",
		&outbound_scale, &t->answered);
	metric_counter(
		out, "lapak_segments_total", "Segments sent through gateways.", t->segments);
	metric_counter(out, "lapak_spend_rupiah_total",
		"What they cost at price_per_segment, in rupiah.", t->spend);
}

static void put_outbox(struct service *s, struct buf *out)
{
	struct outbox_count n = { .queued = 0 };
	int64_t now = clock_now();

	if (outbox_counts(s->office.store, &n) != RC_OK)
		return;
	metric_head(out, "lapak_outbox_messages", "gauge",
		"Messages not yet sent; prio 1 replies, 2 reminders, 3 tips and broadcasts.");
	for (int i = 0; i < OUTBOX_PRIORITIES; i++)
		buf_printf(out,
			"lapak_outbox_messages{state=\"queued\",prio=\"%d\"} %" PRId64
			"\nlapak_outbox_messages{state=\"sending\",prio=\"%d\"} %" PRId64 "\n",
			i + 1, n.queued_by[i], i + 1, n.sending_by[i]);
	metric_gauge(out, "lapak_outbox_oldest_age_seconds",
		"Age of the oldest waiting message.",
		n.oldest_queued_at > 0 && n.oldest_queued_at < now ? now - n.oldest_queued_at
								   : 0);
}

static void put_office(struct service *s, struct buf *out)
{
	struct office_gauges g;

	if (overview_gauges(s->office.store, clock_now(), &g) != RC_OK)
		return;
	metric_head(out, "lapak_sessions_active", "gauge",
		"Who is signed in to the console or the API.");
	buf_printf(out,
		"lapak_sessions_active{kind=\"browser\"} %" PRId64
		"\nlapak_sessions_active{kind=\"script\"} %" PRId64 "\n",
		g.browsers, g.scripts);
	metric_head(out, "lapak_wave_capacity", "gauge", "Seats of all waves in a state.");
	buf_printf(out,
		"lapak_wave_capacity{state=\"open\"} %" PRId64
		"\nlapak_wave_capacity{state=\"running\"} %" PRId64 "\n",
		g.open.capacity, g.running.capacity);
	metric_head(out, "lapak_wave_enrolled", "gauge", "Of these, seats taken or offered.");
	buf_printf(out,
		"lapak_wave_enrolled{state=\"open\"} %" PRId64
		"\nlapak_wave_enrolled{state=\"running\"} %" PRId64 "\n",
		g.open.enrolled, g.running.enrolled);
}

/* For the alert that the last backup is old. */
static void put_backup(struct service *s, struct buf *out)
{
	char at[128];
	int64_t made = 0, now = clock_now();

	if (setting_get(s->office.store, "backup_at", at) == RC_OK)
		made = strtoll(at, NULL, 10);
	metric_gauge(out, "lapak_backup_age_seconds",
		"Since the last lapak backup; -1: there has been none.",
		made > 0 ? (made < now ? now - made : 0) : -1);
}

void service_metrics(void *arg, bool database, struct buf *out)
{
	struct service *s = arg;

	put_gateways(s, out);
	put_totals(s, out);
	if (database) {
		put_outbox(s, out);
		put_office(s, out);
		put_backup(s, out);
	}
	vitals_write(s, database, out);
	service_fleet_metrics(s, out);
	metric_gauge(out, "lapak_database_up", "1 when the database answers.", database);
	metric_gauge(out, "lapak_disk_free_bytes", "Bytes left on the disk of the database.",
		store_disk_free(s->office.store));
	metric_counter(out, "lapak_database_waits_total",
		"Answers of the database's server that were waited for; 0 for a file.",
		(uint64_t)store_trips(s->office.store));
	metric_counter(out, "lapak_clock_jumps_total",
		"Times the wall clock was set by more than an hour.", (uint64_t)s->clock.jumps);
	metric_counter(out, "lapak_turns_failed_total",
		"Turns of the loop whose transaction was not kept.", (uint64_t)s->failed_turns);
	metric_counter(out, "lapak_turns_again_total",
		"Turns done again, alone, after meeting another server's.",
		(uint64_t)s->turns_again);
}

enum { CLOCK_JUMP_MS = 2500 }; /* more than the coarse seconds of the wall clock make */

/* RC_OK, or it is to be tried again at the next turn. */
static enum rc hurry_replies(struct service *s, int64_t now)
{
	enum rc rc = store_begin(s->office.store);

	if (rc == RC_OK)
		rc = outbox_clock_back(s->office.store, now);
	if (rc == RC_OK)
		rc = store_commit(s->office.store);
	if (rc != RC_OK)
		store_rollback(s->office.store);
	return rc;
}

void service_notice_clock(struct service *s)
{
	int64_t now = clock_now(), now_ms = clock_monotonic_ms();
	int64_t drift_ms = now * 1000 - now_ms;
	int64_t moved_ms = drift_ms - s->drift_ms;
	int64_t jump = clock_watch_look(&s->clock, now, now_ms);

	if (jump != 0)
		log_event(LOG_WARN, "clock-jumped", "seconds=%lld", (long long)jump);
	if (moved_ms <= -CLOCK_JUMP_MS && hurry_replies(s, now) != RC_OK)
		return;
	s->drift_ms = drift_ms;
	if (moved_ms > -CLOCK_JUMP_MS && moved_ms < CLOCK_JUMP_MS)
		return;
	scheduler_undone(&s->scheduler);
	outbound_look(s->outbound);
}

enum { SEEN_DAYS = 7, PRUNE_EVERY_MS = 10000, PRUNE_ROWS = 500 };

bool service_prune_wants(const struct service *s, int64_t now_ms)
{
	return now_ms - s->pruned_at >= PRUNE_EVERY_MS;
}

enum rc service_prune(struct service *s, int64_t now, int64_t now_ms)
{
	bool done = true, blank = true;
	enum rc rc;

	if (!service_prune_wants(s, now_ms))
		return RC_OK;
	rc = seen_prune(s->office.store, now - (int64_t)SEEN_DAYS * 86400, PRUNE_ROWS, &done);
	if (rc == RC_OK)
		rc = retention_blank(s->office.store, now - (int64_t)MESSAGE_TEXT_DAYS * 86400,
			PRUNE_ROWS, &blank);
	if (done && blank)
		s->pruned_at = now_ms;
	if (rc == RC_OK)
		rc = part_prune(s->office.store, now - (int64_t)SEEN_DAYS * 86400, PRUNE_ROWS);
	if (rc == RC_OK)
		rc = early_prune(s->office.store, now - EARLY_LIVES);
	if (rc == RC_OK)
		rc = inbound_overdue(&s->office.inbound, now);
	return rc == RC_ABSENT ? RC_OK : rc;
}
