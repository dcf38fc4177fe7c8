/*
 * office/broadcast_pump.h - broadcasts under way, a little in each turn of the loop
 *
 * A turn makes at most BROADCAST_SLICE recipients or some dozens of messages, and none while requests
 * wait, so that a million recipients never hold up a reply. Messages are made just ahead of the gateway's pace:
 * what is in the database already can still be stopped, and nothing is old when it goes. All memory between turns is the
 * time of the next look; a turn that was not kept needs no undoing.
 */
#ifndef LAPAK_OFFICE_BROADCAST_PUMP_H
#define LAPAK_OFFICE_BROADCAST_PUMP_H
#include <stdbool.h>
#include <stdint.h>

#include "base/config.h"
#include "base/rc.h"
#include "wording/wording.h"

struct store;

struct broadcast_pump {  /* a plain value; all zero to begin with */
	int64_t next_ms; /* of a monotonic clock */
};

struct broadcast_turn { /* borrowed for the call */
	struct store *store;
	const struct config *config;
	const struct wording *wording;
	int64_t now, now_ms;
	bool busy; /* requests were applied in this turn */
};

bool broadcast_pump_wants(const struct broadcast_pump *p, int64_t now_ms);
/* Milliseconds until it wants a turn; at most 1000. */
int broadcast_pump_timeout_ms(const struct broadcast_pump *p, int64_t now_ms);
/* Inside the turn's transaction, before the outbox is claimed. *queued: messages were made. */
MUST_CHECK enum rc broadcast_pump_turn(
	struct broadcast_pump *p, const struct broadcast_turn *t, bool *queued);

#endif
