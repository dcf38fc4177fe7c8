/* cli/service.c - what the daemon tells about itself */
#include "cli/service.h"

#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/sandbox.h"
#include "store/message.h"

/* The leak checker of a sanitizer stops its own threads by ptrace, and coverage is written where the program was built. */
#if defined(__SANITIZE_ADDRESS__) || defined(LAPAK_COVERAGE)
enum { UNCONFINED = 1 };
#else
enum { UNCONFINED = 0 };
#endif

enum rc service_confine(const struct service *s, struct err *err)
{
	const struct config *c = &s->office.config;
	char path[CONFIG_GATEWAYS + 1][CONFIG_PATH];
	const char *folder[CONFIG_GATEWAYS + 1];
	size_t n = 0;

	if (!s->confined || UNCONFINED)
		return RC_OK;
	(void)snprintf(path[n], CONFIG_PATH, "%s", c->database.path);
	folder[n] = dirname(path[n]);
	n++;
	for (size_t i = 0; i < c->gateways; i++) {
		if (c->gateway[i].smsd_database[0] == '\0')
			continue;
		(void)snprintf(path[n], CONFIG_PATH, "%s", c->gateway[i].smsd_database);
		folder[n] = dirname(path[n]);
		n++;
	}
	return sandbox_enter(folder, n, err);
}

void service_readiness(void *arg, struct buf *reasons)
{
	struct service *s = arg;
	int64_t left = store_disk_free(s->office.store);

	if (s->stopping)
		buf_puts(reasons, "draining\n");
	if (s->broken)
		buf_puts(reasons, "a commit failed; the service restarts\n");
	if (s->disk_full || (left >= 0 && left < DISK_LEAST))
		buf_puts(reasons, "the disk of the database is full or nearly so\n");
	if (!s->broken && store_writable(s->office.store) != RC_OK)
		buf_puts(reasons, "the database cannot be written\n");
}

static void put_gauge(struct buf *out, const char *name, const char *help, int64_t value)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s gauge\n%s %" PRId64 "\n", name, help, name,
		name, value);
}

static void put_gateways(struct service *s, struct buf *out)
{
	const struct config *c = &s->office.config;

	buf_puts(out, "# HELP lapak_send_total Messages handed to a gateway, by outcome.\n"
		      "# TYPE lapak_send_total counter\n");
	for (size_t i = 0; i < c->gateways; i++) {
		struct gateway_health h;
		const char *name = c->gateway[i].name;

		outbound_health(s->outbound, i, &h);
		buf_printf(out,
			"lapak_send_total{gateway=\"%s\",result=\"sent\"} %" PRId64 "\n", name,
			h.sent);
		buf_printf(out,
			"lapak_send_total{gateway=\"%s\",result=\"failed\"} %" PRId64 "\n",
			name, h.failed);
		buf_printf(out,
			"lapak_send_total{gateway=\"%s\",result=\"retried\"} %" PRId64 "\n",
			name, h.retried);
		buf_printf(out,
			"lapak_send_total{gateway=\"%s\",result=\"unknown\"} %" PRId64 "\n",
			name, h.unknown);
	}
	buf_puts(out, "# HELP lapak_gateway_resting Whether the gateway rests after failures.\n"
		      "# TYPE lapak_gateway_resting gauge\n");
	for (size_t i = 0; i < c->gateways; i++) {
		struct gateway_health h;

		outbound_health(s->outbound, i, &h);
		buf_printf(out, "lapak_gateway_resting{gateway=\"%s\"} %d\n",
			c->gateway[i].name, h.resting ? 1 : 0);
	}
}

/* For the alert that the last backup is old. */
static void put_backup(struct service *s, struct buf *out)
{
	char at[128];
	int64_t made = 0, now = clock_now();

	if (setting_get(s->office.store, "backup_at", at) == RC_OK)
		made = strtoll(at, NULL, 10);
	put_gauge(out, "lapak_backup_age_seconds",
		"Since the last lapak backup; -1: there has been none.",
		made > 0 ? (made < now ? now - made : 0) : -1);
}

void service_metrics(void *arg, struct buf *out)
{
	struct service *s = arg;
	struct outbox_count n = { 0, 0, 0 };

	put_gateways(s, out);
	if (outbox_counts(s->office.store, &n) == RC_OK) {
		int64_t now = clock_now();

		buf_printf(out,
			"# HELP lapak_outbox_messages Messages not yet sent.\n"
			"# TYPE lapak_outbox_messages gauge\n"
			"lapak_outbox_messages{state=\"queued\"} %" PRId64
			"\nlapak_outbox_messages{state=\"sending\"} %" PRId64 "\n",
			n.queued, n.sending);
		put_gauge(out, "lapak_outbox_oldest_age_seconds",
			"Age of the oldest waiting message.",
			n.oldest_queued_at > 0 && n.oldest_queued_at < now
				? now - n.oldest_queued_at
				: 0);
	}
	vitals_write(s, out);
	put_backup(s, out);
	put_gauge(out, "lapak_disk_free_bytes", "Bytes left on the disk of the database.",
		store_disk_free(s->office.store));
	buf_printf(out,
		"# HELP lapak_turns_failed_total Turns of the loop whose transaction was not "
		"kept.\n# TYPE lapak_turns_failed_total counter\nlapak_turns_failed_total %" PRId64
		"\n",
		s->failed_turns);
}
