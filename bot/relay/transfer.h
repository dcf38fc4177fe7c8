/*
 * relay/transfer.h - one HTTP request to a gateway and its answer (private to relay/)
 *
 * A transfer keeps its libcurl handle, so that the next one costs no set-up. Connections are those
 * of the multi handle: kept open, and looked at again only while they are fresh (see transfer.c).
 */
#ifndef LAPAK_RELAY_TRANSFER_H
#define LAPAK_RELAY_TRANSFER_H
#include <curl/curl.h>
#include <stdint.h>

#include "gateway/gateway.h"

struct transfer {
	CURL *easy;   /* NULL until first used */
	CURLU *place; /* what easy was told of server */
	struct curl_slist *headers;
	const char *headers_for; /* the content type they say */
	struct buf server;       /* the URL libcurl was told, without what changes */
	struct gateway_send
		send; /* filled by an adapter between transfer_clear() and _start() */
	struct buf answer;
};

/* answer_max: bytes of an answer that are kept; ANSWER_MAX for what a gateway says to a message. */
enum { ANSWER_MAX = 64 * 1024 };
void transfer_init(struct transfer *t, size_t answer_max);
void transfer_release(struct transfer *t);
/* Empties request and answer of the one before. */
void transfer_clear(struct transfer *t);

/* Puts it on the wire; owner comes back as CURLINFO_PRIVATE. Anything but RC_OK: not sent. */
MUST_CHECK enum rc transfer_start(struct transfer *t, CURLM *multi, void *owner);
/* Reads what came of it and takes it off multi. out borrows from t until transfer_clear().
 * retry_after: seconds the gateway asked for, 0 none. */
void transfer_end(struct transfer *t, CURLM *multi, CURLcode result,
	struct gateway_response *out, int64_t *retry_after);

#endif
