/*
 * gateway/gateway.h - one shape for everything that carries SMS or USSD
 *
 * An adapter only translates: it holds no state, opens no socket, reads no clock, and knows neither store
 * nor dialogue. web/ hands it requests, relay/ sends what it builds and shows it the answers. To add one: gateway/NAME.c with a
 * const struct gateway, a row in registry.c and in base/config_read.c, fixtures in tests/data/gateway/.
 *
 * MUST: verify before parse; fill every event completely; treat all bytes as hostile. MUST NOT: block, allocate
 * without a ceiling, log a number or a text.
 */
#ifndef LAPAK_GATEWAY_GATEWAY_H
#define LAPAK_GATEWAY_GATEWAY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/config.h"
#include "text/form.h"
#include "text/phone.h"

enum {
	GATEWAY_TEXT_MAX = 4096, /* bytes of one inbound text that are kept */
	GATEWAY_EVENTS_MAX = 64, /* events in one request */
	WEBHOOK_BODY_MAX = 16 * 1024,
	SEND_HEADERS = 3,      /* header lines of one request to a gateway */
	SEND_HEADER_MAX = 640, /* bytes of one with its NUL: Basic of the longest secret fits */
};

enum gateway_event_kind {
	EVENT_SMS,
	EVENT_USSD,   /* one hop of a session */
	EVENT_REPORT, /* delivery report */
	EVENT_OUTBOX, /* simulator: the pushed messages are asked for */
	EVENT_STOP,   /* the gateway tells that a number wants nothing more from us: from */
};

enum report_state {
	REPORT_NOTHING,
	REPORT_SENT,
	REPORT_DELIVERED,
	REPORT_FAILED,
	REPORT_EXPIRED,
	REPORT_REJECTED
};

struct gateway_event { /* a plain value */
	enum gateway_event_kind kind;
	char id[96];        /* the gateway's id of the message; "" none */
	enum sender sender; /* who sent it; see phone_sender() */
	struct phone from;
	char to[24];
	char text[GATEWAY_TEXT_MAX + 1]; /* cleaned UTF-8, see utf8_clean() */
	size_t length;
	int64_t at;       /* the gateway's own time; 0 unknown */
	char session[72]; /* USSD */
	/* REPORT: our message id, or 0 and the gateway's in id; OUTBOX: after this id */
	int64_t reference;
	enum report_state report;
	char code[64]; /* REPORT: the gateway's word for it */
};

struct gateway_request {      /* borrowed for the call */
	const char *method;   /* "GET", "POST" */
	const char *endpoint; /* "inbound", "report", "ussd", "outbox" */
	const struct form *query;
	const char *content_type;  /* "" when absent */
	const char *authorization; /* "" when absent */
	const char *body;
	size_t length;
	int64_t now;
};

/* What to send back over HTTP; text is in body. */
struct gateway_answer {
	unsigned status;
	const char *content_type;
	struct buf body; /* caller inits and releases */
};

/* What an applied request led to: the replies in order, for adapters that answer inline. */
struct gateway_outcome {
	const char *reply[2];     /* NULL-ended when fewer; with brand on SMS */
	bool ends;                /* USSD */
	const struct buf *outbox; /* OUTBOX: the JSON array of messages */
};

/* One message to be sent. */
struct gateway_message {
	int64_t id;
	const char *to, *text;
	int64_t expires_in;     /* seconds the message is still worth sending */
	const char *public_url; /* "http://127.0.0.1:8080": where our webhooks are reached */
};
struct gateway_send { /* an HTTP request for libcurl; caller inits and releases the bufs */
	const char *method;
	struct buf url, body;
	const char *content_type;                   /* NULL: none */
	char header[SEND_HEADERS][SEND_HEADER_MAX]; /* "Name: value"; "" for no more */
};

enum verdict {
	VERDICT_SENT,    /* accepted */
	VERDICT_RETRY,   /* later; retry_after seconds if > 0 */
	VERDICT_REFUSED, /* never try this message again */
	VERDICT_MISCONFIGURED, /* credentials, credit, sender: rest the whole gateway and tell the operator */
	VERDICT_UNKNOWN, /* the request left and no answer came */
};
struct gateway_judgement {
	enum verdict verdict;
	char id[96];   /* the gateway's id, "" none */
	char code[64]; /* its word, for the operator */
	bool stopped;  /* refused since the receiver wants nothing more from us */
};
enum transport { TRANSPORT_OK, TRANSPORT_NOT_SENT, TRANSPORT_NO_ANSWER };
struct gateway_response {
	enum transport transport;
	long status;
	const char *body;
	size_t length;
};

struct gateway {
	const char *type;    /* as in lapak.ini */
	bool inline_reply;   /* replies travel in the HTTP answer; nothing is sent over HTTP */
	bool always_200;     /* once authentic, nothing but 200 (or 503 for our own trouble) */
	bool names_messages; /* its reports know a message by the gateway's id, not by ours */
	/* RC_OK, or RC_DENIED. */
	enum rc (*verify)(const struct gateway_config *c, const struct gateway_request *r);
	/* Fills at most GATEWAY_EVENTS_MAX events; RC_INVALID: not what the contract says. */
	enum rc (*parse)(const struct gateway_config *c, const struct gateway_request *r,
		struct gateway_event *events, size_t *n);
	/* The HTTP answer to an applied (or repeated) request. */
	void (*answer)(const struct gateway_config *c, const struct gateway_event *e,
		const struct gateway_outcome *o, struct gateway_answer *out);
	/* NULL for inline_reply adapters that never send. */
	enum rc (*build)(const struct gateway_config *c, const struct gateway_message *m,
		struct gateway_send *out);
	void (*judge)(const struct gateway_config *c, const struct gateway_response *r,
		struct gateway_judgement *out);
};

/* NULL: no such adapter in this build. */
const struct gateway *gateway_find(const char *type);

/* Who carries an SMS to the traders of a gateway: itself when it can send, else the first listed that can; NULL when none
 * can. NULL for preferred: the first that can. */
const struct gateway_config *gateway_sender(
	const struct config *c, const struct gateway_config *preferred);

/* Constant-time comparison with either live secret of the gateway; false when none is configured. */
bool gateway_secret_matches(const struct gateway_config *c, const char *given);

#endif
