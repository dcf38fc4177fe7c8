/*
 * store/gateway_record.h - how each gateway does, as the daemon last wrote it
 *
 * Only the daemon writes; the shell and the office read beside it. Of several servers on one database each adds what it
 * sent itself, and learns what all of them did.
 */
#ifndef LAPAK_STORE_GATEWAY_RECORD_H
#define LAPAK_STORE_GATEWAY_RECORD_H
#include <stdint.h>

#include "base/rc.h"

struct store;

enum gateway_state { GATEWAY_WORKS, GATEWAY_RESTS, GATEWAY_MISCONFIGURED };
const char *gateway_state_name(enum gateway_state s);

struct gateway_record { /* instants are 0 for never */
	char gateway[33];
	enum gateway_state state;
	int64_t state_since, last_success, last_inbound;
	char last_error[64];
	int64_t last_error_at;
	int32_t day; /* the calendar day that sent_today counts */
	int64_t sent_today;
	int64_t sent_written; /* of these, what gateway_record_put() has added */
	char balance[32];
	int64_t balance_at, at;
};
/* Updates sent_today, and sent_written, to what the row says then. */
MUST_CHECK enum rc gateway_record_put(struct store *st, struct gateway_record *r);
/* RC_ABSENT: nothing was ever written of it; out is untouched then. */
MUST_CHECK enum rc gateway_record_get(
	struct store *st, const char *gateway, struct gateway_record *out);

#endif
