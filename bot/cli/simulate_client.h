/*
 * cli/simulate_client.h - many phones at once over HTTP/1.1 that is kept alive, on this machine only (private to cli/)
 *
 * A talk is a row of calls, each made when the one before it was answered. A call is made again, as a gateway
 * does, until it is answered by 200: while the server is down, or answers that it cannot now (429, 5xx).
 */
#ifndef LAPAK_CLI_SIMULATE_CLIENT_H
#define LAPAK_CLI_SIMULATE_CLIENT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"

enum { CLIENT_PHONES = 48, CLIENT_PATH = 128 };

struct client_call {
	char path[CLIENT_PATH]; /* "/gateway/phone/inbound" */
	const char *type;       /* of the body, a constant; NULL: a GET */
	struct buf body;
};

/* The next call of a talk; answer: the last one's body, NULL at the talk's beginning. false: the talk is over. */
typedef bool client_fn(void *arg, size_t talk, const char *answer, struct client_call *call);

struct client {               /* client_open() */
	const uint16_t *port; /* where the server is now; borrowed */
	int64_t answers, retries;
	struct client_phone *phone; /* CLIENT_PHONES, owned */
};

void client_open(struct client *c, const uint16_t *port);
void client_close(struct client *c);
/* Has all talks 0..talks-1, CLIENT_PHONES at a time. RC_BROKEN: a call was not answered for a minute, or refused; err says. */
MUST_CHECK enum rc client_talk(
	struct client *c, size_t talks, client_fn *next, void *arg, struct err *err);

#endif
