/*
 * tests/fault/office.h - relay and dialogue in this process, for faults that strike inside it
 *
 * Message k comes from trader k % OFFICE_TRADERS and reports 350.000 for market day k / OFFICE_TRADERS, so that
 * what one message does is seen apart from what every other does: one row of sale, of version 1.
 */
#ifndef LAPAK_FAULT_OFFICE_H
#define LAPAK_FAULT_OFFICE_H
#include "relay/inbound.h"
#include "store/store.h"
#include "wording/wording.h"

enum { OFFICE_TRADERS = 40 };

struct office {
	struct store *store;
	struct wording *wording; /* loaded once, kept over office_close() */
	struct dialog dialog;
	struct inbound inbound;
	struct config config;
};

/* Anything but RC_OK: the store did not open; nothing to close. */
enum rc office_open(struct office *o, const char *path);
void office_close(struct office *o);
/* Makes the schema of a new database. */
enum rc office_migrate(struct office *o);
/* Message k, inside a transaction. */
enum rc office_receive(struct office *o, long k);

#endif
