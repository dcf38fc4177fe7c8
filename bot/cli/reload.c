/* cli/reload.c - SIGHUP: configuration, secrets and wording anew, all of it or nothing */
#include "cli/reload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/edits.h"
#include "store/wording.h"

enum { LOOK_EVERY_MS = 1000 }; /* for an edit that another process made */

/* The first line of a report, as the log's reason. */
static void refuse(const char *what, const struct buf *report)
{
	log_event(LOG_WARN, "reload-refused",
		"what=%s reason=\"%.*s\" remedy=\"mend it, then systemctl reload lapak; until then "
		"the old one is in force\"",
		what, (int)strcspn(report->data, "\n"), report->data);
}

static bool same_address(const struct address *a, const struct address *b)
{
	return a->port == b->port && strcmp(a->host, b->host) == 0;
}

/* The gateways themselves are routes, queues and counters; their settings are not. */
static bool same_gateways(const struct config *a, const struct config *b)
{
	if (a->gateways != b->gateways)
		return false;
	for (size_t i = 0; i < a->gateways; i++)
		if (strcmp(a->gateway[i].name, b->gateway[i].name) != 0 ||
			strcmp(a->gateway[i].type, b->gateway[i].type) != 0 ||
			strcmp(a->gateway[i].smsd_database, b->gateway[i].smsd_database) != 0)
			return false;
	return true;
}

/* What only a restart can change; NULL: nothing of it differs. */
static const char *needs_restart(const struct config *a, const struct config *b)
{
	if (!same_address(&a->server.listen, &b->server.listen))
		return "server.listen";
	if (!same_address(&a->server.metrics_listen, &b->server.metrics_listen))
		return "server.metrics_listen";
	if (a->server.max_connections != b->server.max_connections)
		return "server.max_connections";
	if (a->server.max_connections_per_address != b->server.max_connections_per_address)
		return "server.max_connections_per_address";
	if (strcmp(a->database.url, b->database.url) != 0)
		return "database.url";
	if (strcmp(a->templates.dir, b->templates.dir) != 0)
		return "templates.dir";
	if (strcmp(a->migrations.dir, b->migrations.dir) != 0)
		return "migrations.dir";
	return same_gateways(a, b) ? NULL : "the list of gateways";
}

static enum rc load(struct service *s, struct office *fresh, struct buf *report)
{
	const char *key;

	if (config_load(&fresh->config, s->config_path, environ, report) != RC_OK) {
		refuse("configuration", report);
		return RC_INVALID;
	}
	key = needs_restart(&s->office.config, &fresh->config);
	if (key != NULL) {
		log_event(LOG_WARN, "reload-refused",
			"what=configuration reason=\"%s changed\" remedy=\"systemctl restart lapak\"",
			key);
		return RC_CONFLICT;
	}
	buf_reset(report);
	if (office_wording(fresh, s->office.store, &fresh->wording, report) != RC_OK) {
		refuse("wording", report);
		return RC_INVALID;
	}
	return RC_OK;
}

static void take_wording(struct service *s, struct wording *fresh)
{
	edits_log(fresh, s->office.wording);
	s->edits_seen = edits_newest(fresh);
	wording_free(s->office.wording);
	s->office.wording = fresh;
	s->office.dialog.wording = fresh;
}

/* Everything points into the one struct config, which keeps its place. */
static void take_over(struct service *s, struct office *fresh)
{
	take_wording(s, fresh->wording);
	fresh->wording = NULL;
	s->office.config = fresh->config;
	office_dialog(&s->office);
	outbound_reload(s->outbound);
}

void reload_edits(struct service *s, int64_t now_ms)
{
	struct wording *fresh;
	int64_t newest = 0;

	s->edits_looked_ms = now_ms;
	/* A failure is logged; the next look tries again. */
	if (wording_edit_newest(s->office.store, &newest) != RC_OK || newest == s->edits_seen)
		return;
	fresh = wording_hold(s->office.wording);
	if (edits_lay(&fresh, s->office.store) != RC_OK) {
		wording_free(fresh);
		return;
	}
	take_wording(s, fresh);
	log_event(LOG_INFO, "wording-changed", "edit=%lld", (long long)newest);
}

bool reload_edits_due(const struct service *s, int64_t now_ms)
{
	return s->edits_changed || now_ms - s->edits_looked_ms >= LOOK_EVERY_MS;
}

void reload(struct service *s)
{
	struct office *fresh = calloc(1, sizeof(*fresh));
	struct buf report;

	if (fresh == NULL) {
		log_event(LOG_ERROR, "reload-refused", "what=all reason=\"no memory\"");
		return;
	}
	buf_init(&report, CONFIG_REPORT_MAX);
	notify_reloading(&s->notify, clock_monotonic_ms());
	if (load(s, fresh, &report) == RC_OK) {
		take_over(s, fresh);
		log_event(LOG_INFO, "reloaded", "what=all");
	}
	notify_say(&s->notify, "READY=1");
	buf_release(&report);
	office_close(fresh);
	free(fresh);
}
