/* cli/service.h - the running daemon: what the loop turns (private to cli/) */
#ifndef LAPAK_CLI_SERVICE_H
#define LAPAK_CLI_SERVICE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/log.h"
#include "cli/clock_watch.h"
#include "cli/notify.h"
#include "cli/open.h"
#include "cli/vitals.h"
#include "office/broadcast_pump.h"
#include "office/scheduler.h"
#include "relay/outbound.h"
#include "store/fleet.h"
#include "store/store.h"
#include "web/server.h"

enum { DISK_LEAST = 64 * 1024 * 1024 }; /* bytes free, below which the service is not ready */

struct fleet_watch { /* of the other servers on one database; all zero on a file */
	bool shared, leads, beat_due;
	int64_t id;        /* of this one; 0: none */
	int64_t beat_ms;   /* monotonic, of the last renewal of its lease */
	int64_t steady_ms; /* since when renewals have been regular */
	struct fleet_view view;
};

struct service {
	struct office office;
	const char *config_path; /* what was read, for SIGHUP; borrowed */
	bool confined;           /* unless --no-sandbox said otherwise */
	struct notify notify;
	struct outbound *outbound;
	struct server *server;
	struct broadcast_pump broadcasts;
	struct scheduler scheduler;
	struct fleet_watch fleet;
	char url[CONFIG_PATH + 8]; /* of the database, for workers */
	int instance;              /* the right to serve this database, a descriptor */
	int signals;               /* a signalfd for SIGTERM, SIGINT, SIGHUP */
	bool stopping;
	bool reload_wanted; /* as soon as no worker reads what would change */
	bool broken;        /* a commit's outcome is unknown: only a restart tells */
	bool disk_full;     /* the last turn could not be written */
	bool edits_changed; /* the API took a text of the office's own in this turn */
	int64_t edits_seen,
		edits_looked_ms; /* the newest edit in force; monotonic ms of the last look */
	bool in_doubt; /* a commit was sent and not answered: what it claimed may be in the outbox as being sent */
	int64_t turns, failed_turns, turns_again;
	int alone_turns;          /* to come, which have the database alone */
	struct store_share share; /* of a turn beside other servers */
	struct log_limit busy; /* lines about turns in a row that the database was away from */
	int64_t rest_until_ms; /* monotonic; after a turn that failed, what nobody waits for waits */
	struct histogram commits;
	struct clock_watch clock;
	int64_t started_at; /* unix seconds */
	int64_t pruned_at;  /* monotonic ms of the last look for old keys */
	int64_t drift_ms; /* the wall clock less the monotonic one, when it was last looked at */
};

/* Gives up what the daemon never needs, before the first thread (cli/sandbox.h). */
MUST_CHECK enum rc service_confine(const struct service *s, struct err *err);
/* The right to serve the database: a file's alone, a server's beside others. RC_CONFLICT: another lapak excludes it. */
MUST_CHECK enum rc service_take_database(struct service *s, struct err *err);
/* What this server left on the wire, and what servers did that are no more: replies go again, the rest is unknown and shown to
 * the office. Nothing of this one may be on the wire. */
MUST_CHECK enum rc service_recover(struct service *s);
/* One of several servers on a database (store/fleet.h): nothing of it is done on a file, which this one leads. */
MUST_CHECK enum rc service_fleet_join(struct service *s, struct err *err);
void service_fleet_leave(struct service *s);
bool service_leads(const struct service *s);
/* Whether a turn is wanted; and whether it must have the database alone, to bury a server or to lead. */
bool service_fleet_wants(const struct service *s, int64_t now_ms);
bool service_fleet_wants_alone(const struct service *s, int64_t now_ms);
/* Inside the turn's transaction, and after one that was not kept. */
MUST_CHECK enum rc service_fleet_turn(struct service *s, bool alone, int64_t now_ms);
void service_fleet_undone(struct service *s);
void service_fleet_metrics(const struct service *s, struct buf *out);
/* From now on s->signals says when one came. RC_BROKEN: it cannot. */
MUST_CHECK enum rc service_catch_signals(struct service *s);
/* SIGTERM and SIGINT ask for the end, the second time at once; SIGHUP for a reload. */
void service_read_signals(struct service *s);
/* The turn of the loop, if one is wanted: everything in one transaction, and the answers after it. */
void service_turn(struct service *s);
/* After a commit that failed with rc. When its outcome is unknown nothing is claimed until service_settle_doubt(), called
 * after a turn that was kept, finds nothing of ours on the wire and sets right what is left of it in the outbox. */
void service_doubt(struct service *s, enum rc rc);
void service_settle_doubt(struct service *s);
/* On stdout, for whoever started it in a terminal: where it listens, where a phone is. */
void service_say_addresses(const struct service *s);
/* The wall clock was set, or the machine slept: what is due by it is looked for at once. */
void service_notice_clock(struct service *s);
/* Every ten seconds: keys of messages older than a week are forgotten and texts older than a year, a few at a time, and parts of
 * texts whose rest never came go without it. */
bool service_prune_wants(const struct service *s, int64_t now_ms);
MUST_CHECK enum rc service_prune(struct service *s, int64_t now, int64_t now_ms);
/* For /readyz: the reasons why not, one a line. arg: struct service. */
void service_readiness(void *arg, struct buf *reasons);
/* An edit of the wording was kept in the turn's transaction. arg: struct service. */
void service_wording_changed(void *arg);
/* Whether the stall card can be made of w, as lapak check looks. arg: struct service. */
MUST_CHECK enum rc service_prove(void *arg, const struct wording *w, struct buf *report);
/* For /metrics: outbox, gateways, database. arg: struct service. */
void service_metrics(void *arg, bool database, struct buf *out);
/* Waits for the database's server and answers meanwhile what needs none; store_attend_fn. arg: struct service. */
MUST_CHECK bool service_attend(void *arg, int fd, short events, int ms);

#endif
