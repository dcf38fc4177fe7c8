/*
 * store/fleet.h - the servers of one shared database: who is alive, and who leads
 *
 * A server has a row as long as it is alive. It renews its lease every FLEET_BEAT_MS; one whose lease ran out is buried
 * by another, in a transaction that has the database alone. From then on each of its transactions is refused as it
 * begins, and what it claimed of the outbox is free. The number of a server is new at each start, so a former life is
 * refused as well. One server leads, until its row goes: its jobs, broadcasts and retention run in such transactions too.
 * All times are the database's. A file has no fleet: nothing here is called for it but fleet_is_one().
 */
#ifndef LAPAK_STORE_FLEET_H
#define LAPAK_STORE_FLEET_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

struct store;

enum {
	FLEET_LEASE = 10, /* seconds a server lives on without a word */
	FLEET_BEAT_MS = 2000,
	FLEET_NAME = 80, /* bytes of a name, at most */
};

struct fleet_view {
	int64_t alive, late; /* servers; late: whose lease has run out */
	int64_t before;      /* how many of those alive started before this one */
	int64_t leader;      /* the server that leads; 0: none does */
	int64_t fence;       /* grows with each change of the leader */
};

/* Whether several servers may have the database. */
bool fleet_is_one(const struct store *st);
/* Adds a server of that name. Inside a transaction; *id is in force by fleet_serve(), after the commit. */
MUST_CHECK enum rc fleet_join(struct store *st, const char *name, int64_t *id);
void fleet_serve(struct store *st, int64_t id);
/* Renews the own lease and looks around. Inside a transaction. */
MUST_CHECK enum rc fleet_beat(struct store *st, struct fleet_view *out);
/* The servers whose leases have run out are no more; *n: how many. Inside a transaction that has the database alone. */
MUST_CHECK enum rc fleet_bury(struct store *st, int64_t *n);
/* Leads from now on: RC_CONFLICT when another does. As fleet_bury(). */
MUST_CHECK enum rc fleet_lead(struct store *st, int64_t *fence);
/* Goes, at the end. Inside a transaction. */
MUST_CHECK enum rc fleet_leave(struct store *st);

struct fleet_server { /* a plain value */
	int64_t id, started_at;
	int64_t silent; /* seconds since its last word, about */
	char name[FLEET_NAME + 1];
	bool alive, leads;
};
typedef enum rc fleet_fn(const struct fleet_server *s, void *arg);
/* In the order in which they started. */
MUST_CHECK enum rc fleet_each(struct store *st, fleet_fn *fn, void *arg);

#endif
