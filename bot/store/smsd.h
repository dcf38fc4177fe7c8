/*
 * store/smsd.h - the SQLite database of gammu-smsd, through which a USB modem sends and receives
 *
 * Another program's file (schema 17 of Gammu 1.42: docs/manual/smsd/tables), with its own transactions: nothing here is part of
 * a turn. So each step may be taken twice without harm: a message is inserted under a mark with its id and only when no such mark
 * is there, and what came in keeps its id until it is marked as taken. smsd writes the same file; RC_BUSY is an ordinary outcome.
 */
#ifndef LAPAK_STORE_SMSD_H
#define LAPAK_STORE_SMSD_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

struct smsd;

/* The file must be there, made by gammu-smsd's own schema; adds indexes of ours to it. The caller owns *out. err says what to do. */
MUST_CHECK enum rc smsd_open(struct smsd **out, const char *path, struct err *err);
void smsd_close(struct smsd *s); /* NULL is fine */

struct smsd_message { /* borrowed */
	int64_t id;   /* ours */
	const char *to, *text;
	const char *device; /* smsd's PhoneID; "" any */
	int64_t now, expires_at;
};
/* Hands it to smsd, in parts when it is long, GSM-7 when it fits. RC_OK also when it was handed over before. RC_INVALID: more
 * parts than an SMS can have. */
MUST_CHECK enum rc smsd_send(struct smsd *s, const struct smsd_message *m);

struct smsd_received { /* a view, for the callback */
	int64_t id;    /* the inbox's */
	const char *from, *text, *device;
};
typedef enum rc smsd_received_fn(const struct smsd_received *r, void *arg);
/* What came in and was not taken, oldest first, at most max; stops at the first outcome that is not RC_OK. */
MUST_CHECK enum rc smsd_inbox(struct smsd *s, int max, smsd_received_fn *fn, void *arg);
/* They are not shown again. */
MUST_CHECK enum rc smsd_taken(struct smsd *s, const int64_t *ids, int n);

enum smsd_state { SMSD_SENT, SMSD_DELIVERED, SMSD_FAILED, SMSD_EXPIRED };
struct smsd_report {
	int64_t id;             /* our message */
	int64_t item, position; /* smsd's, and which part: 1.. */
	enum smsd_state state;
	int code; /* TP-Status of a failure, -1 none */
};
struct smsd_cursor { /* all that was before it has been shown */
	char at[24]; /* "2026-11-24 02:00:00", UTC; "" from the beginning */
	int64_t item, position;
};
typedef enum rc smsd_report_fn(const struct smsd_report *r, void *arg);
/* What became of parts of our messages since the cursor, which moves on; at most max. A second is shown when it is over. */
MUST_CHECK enum rc smsd_reports(
	struct smsd *s, struct smsd_cursor *cursor, int max, smsd_report_fn *fn, void *arg);

/* Takes back one message of ours that nobody has begun to send and that expired before now; RC_ABSENT: there is none. */
MUST_CHECK enum rc smsd_take_back(struct smsd *s, int64_t now, int64_t *id);
/* Deletes what was taken in, and what was sent for us, more than days ago; at most max rows each. */
MUST_CHECK enum rc smsd_prune(struct smsd *s, int days, int max);

#endif
