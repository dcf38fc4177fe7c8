/* relay/probe.h - one question over HTTP, waited for: for lapak doctor and lapak top, never in the loop */
#ifndef LAPAK_RELAY_PROBE_H
#define LAPAK_RELAY_PROBE_H
#include <stdint.h>

#include "base/buf.h"
#include "base/config.h"

struct probe {        /* the caller inits body and releases it */
	long status;  /* HTTP status; 0: no answer */
	int64_t date; /* the Date header, unix seconds; 0 none */
	struct buf body;
	char error[128]; /* why there was no answer */
};

/* GET url, or with head HEAD, within timeout_ms. RC_OK: an answer, whatever its status; RC_BROKEN: none, error says why. */
MUST_CHECK enum rc probe_ask(struct probe *out, const char *url, bool head, long timeout_ms);
/* "https://host:port/" of a URL: enough to see whether a gateway is there, without its sending anything. */
void probe_origin(const char *url, char out[static CONFIG_URL]);

#endif
