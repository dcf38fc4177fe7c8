/*
 * cli/serve.c - the daemon's one loop
 *
 * One turn: requests are read and suspended, applied in one transaction together with what gateways
 * answered and what is due, committed, and only then answered. What threads there are (web/worker.h, store/db_log.c,
 * store/db_postgres_call.c) write no rows.
 */
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/commands.h"
#include "cli/edits.h"
#include "cli/options.h"
#include "cli/reload.h"
#include "cli/sandbox.h"
#include "cli/service.h"
#include "store/message.h"

enum {
	/* Bytes of freed memory kept: giving it back and faulting it in cost more. */
	KEEP_FREE = 16 << 20,
	DRAIN_MS = 9000,  /* how long open requests and sends may take at the end */
	SILENT_MS = 1000, /* and a connection without a request */
};

static int64_t now_of(void *clock)
{
	(void)clock;
	return clock_now();
}

static int64_t now_ms_of(void *clock)
{
	(void)clock;
	return clock_monotonic_ms();
}

static uint64_t random_number(void *arg)
{
	uint64_t n = 0;

	(void)arg;
	if (getentropy(&n, sizeof(n)) != 0)
		BUG("no randomness");
	return n;
}

static void random_bytes(void *arg, void *bytes, size_t n)
{
	(void)arg;
	if (getentropy(bytes, n) != 0)
		BUG("no randomness");
}

static enum rc wait_for_work(struct service *s)
{
	int64_t now = clock_now(), now_ms = clock_monotonic_ms();
	int timeout = server_timeout_ms(s->server),
	    other = outbound_timeout_ms(s->outbound, now, now_ms),
	    pump = broadcast_pump_timeout_ms(&s->broadcasts, now_ms),
	    due = scheduler_timeout_ms(&s->scheduler, now, now_ms);
	int64_t rest = s->rest_until_ms - now_ms;
	int fds[SERVER_FDS + 1];
	size_t n = server_fds(s->server, fds);

	pump = due < pump ? due : pump;
	if (pump < other && !s->stopping && service_leads(s))
		other = pump;
	if (other < rest)
		other = (int)rest;
	fds[n++] = s->signals;
	return outbound_wait(s->outbound, fds, n, other < timeout ? other : timeout);
}

/* Whether everything that was begun is over. A connection that was accepted and has said nothing yet gets a second. */
static bool drained(const struct service *s, int64_t since_ms, int64_t now_ms)
{
	if (now_ms - since_ms > DRAIN_MS)
		return true;
	return server_open(s->server) == 0 && outbound_in_flight(s->outbound) == 0 &&
	       (!server_hears(s->server) || now_ms - since_ms > SILENT_MS);
}

static enum rc loop(struct service *s)
{
	int64_t since_ms = -1;
	enum rc rc = RC_OK;

	while (rc == RC_OK && !s->broken) {
		rc = wait_for_work(s);
		notify_beat(&s->notify, clock_monotonic_ms());
		service_notice_clock(s);
		service_read_signals(s);
		if (s->reload_wanted && !server_working(s->server)) {
			s->reload_wanted = false;
			reload(s);
		}
		if (reload_edits_due(s, clock_monotonic_ms()))
			reload_edits(s, clock_monotonic_ms());
		if (s->stopping && since_ms < 0) {
			server_drain(s->server);
			outbound_drain(s->outbound);
			since_ms = clock_monotonic_ms();
		}
		server_run(s->server);
		outbound_run(s->outbound, clock_monotonic_ms());
		service_turn(s);
		if (s->stopping && drained(s, since_ms, clock_monotonic_ms()))
			break;
	}
	return s->broken ? RC_BROKEN : rc;
}

static enum rc start(struct service *s, struct site *site, struct err *err)
{
	enum rc rc = service_take_database(s, err);

	if (rc == RC_OK)
		rc = store_prepare_all(s->office.store, err);
	/* Reloading does not change it, but may change the configuration around it. */
	(void)snprintf(s->url, sizeof(s->url), "%s", s->office.config.database.url);

	(void)mallopt(M_TRIM_THRESHOLD, KEEP_FREE);
	(void)mallopt(M_TOP_PAD, KEEP_FREE / 16);
	if (rc == RC_OK)
		rc = service_confine(s, err);
	if (rc == RC_OK)
		rc = store_keep_log(s->office.store, err);
	if (rc == RC_OK)
		rc = service_fleet_join(s, err);
	if (rc == RC_OK)
		rc = service_recover(s);
	if (rc == RC_OK)
		rc = outbound_open(&s->outbound, s->office.store, &s->office.config,
			random_number, NULL, err);
	if (rc == RC_OK)
		rc = outbound_listen(s->outbound, &s->office.inbound, err);
	if (rc != RC_OK)
		return rc;
	*site = (struct site){ .config = &s->office.config,
		.inbound = &s->office.inbound,
		.templates = s->office.config.templates.dir,
		.store = s->office.store,
		.database = s->url,
		.outbound = s->outbound,
		.random = random_bytes,
		.now = now_of,
		.now_ms = now_ms_of,
		.wording_changed = service_wording_changed,
		.prove = service_prove,
		.readiness = service_readiness,
		.metrics = service_metrics,
		.inherited = s->notify.socket,
		.inherited_count = s->notify.sockets,
		.arg = s };
	rc = server_start(&s->server, site, err);
	store_attend(s->office.store, service_attend, s);
	if (rc == RC_OK && service_catch_signals(s) != RC_OK)
		return err_set(err, RC_BROKEN, "could not watch for signals");
	return rc;
}

/* Before anything is opened, so that root leaves no files behind. */
static enum exit_status refuse_root(const struct invocation *in)
{
	struct err err = { .rc = RC_DENIED };
	struct config config;
	enum exit_status status = EXIT_DONE;

	if (geteuid() != 0 || option_given(in, "allow-root"))
		return EXIT_DONE;
	status = cli_config(in, &config);
	if (status == EXIT_DONE &&
		sandbox_check_user(config_database_file(&config), &err) != RC_OK)
		status = cli_failed(&err);
	config_forget(&config);
	return status;
}

enum exit_status command_serve(const struct invocation *in)
{
	struct service s = { .signals = -1,
		.instance = -1,
		.config_path = cli_config_path(in),
		.busy = { .per_minute = 10 },
		.started_at = clock_now() };
	struct site site;
	struct err err = { .rc = RC_BROKEN, .msg = "could not start" };
	enum exit_status status;

	(void)umask(077);
	notify_open(&s.notify);
	s.confined = !option_given(in, "no-sandbox");
	status = refuse_root(in);
	if (status == EXIT_DONE)
		status = office_open(&s.office, in, NEED_DIALOG);
	if (status != EXIT_DONE)
		goto out;
	if (start(&s, &site, &err) != RC_OK) {
		status = cli_failed(&err);
		goto out;
	}
	edits_log(s.office.wording, NULL);
	s.edits_seen = edits_newest(s.office.wording);
	service_say_addresses(&s);
	notify_say(&s.notify, "READY=1\nSTATUS=Answering on port %u", server_port(s.server));
	if (loop(&s) != RC_OK ||
		(outbound_in_flight(s.outbound) > 0 && service_recover(&s) != RC_OK))
		status = EXIT_FAILED;
	log_event(LOG_INFO, "stopped", "turns=%lld", (long long)s.turns);
out:
	server_stop(s.server);
	s.server = NULL;
	outbound_close(s.outbound);
	if (s.office.store != NULL && status == EXIT_DONE)
		service_fleet_leave(&s);
	if (s.office.store != NULL && status == EXIT_DONE)
		store_checkpoint(s.office.store);
	if (s.signals >= 0)
		(void)close(s.signals);
	office_close(&s.office);
	if (s.instance >= 0)
		(void)close(s.instance);
	notify_close(&s.notify);
	return status;
}
