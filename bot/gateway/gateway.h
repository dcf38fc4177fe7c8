/*
 * gateway/gateway.h - one shape for everything that carries SMS or USSD
 *
 * An adapter only translates: it holds no state, opens no socket, reads no clock, and knows neither store
 * nor dialogue. web/ hands it requests, relay/ sends what it builds and shows it the answers. To add one: gateway/NAME.c with a
 * const struct gateway, a row in registry.c, in base/config_read_gateway.c and in base/config_gateway.c, fixtures in tests/data/gateway/.
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
	GATEWAY_TEXT_MAX = 4096,             /* bytes of one inbound text that are kept */
	GATEWAY_EVENTS_MAX = 64,             /* events in one request */
	WEBHOOK_BODY_MAX = 16 * 1024,        /* bytes, unless the adapter says more */
	WEBHOOK_BODY_MOST = 4 * 1024 * 1024, /* of any adapter */
	SIGNATURE_WINDOW = 300, /* seconds a signed request may be away from now, either way */
	SEND_BATCH = 32,        /* messages in one request to a gateway, at most */
	SEND_HEADERS = 6,       /* header lines of one request to a gateway */
	SEND_HEADER_MAX = 640, /* bytes of one with its NUL: Basic of the longest secret fits */
};

enum gateway_event_kind {
	EVENT_SMS,
	EVENT_PART, /* one of several parts of an SMS that we have to join: group, part, parts */
	EVENT_USSD,     /* one hop of a session */
	EVENT_USSD_END, /* a session is over; its work was done with the last hop */
	EVENT_REPORT,   /* delivery report */
	EVENT_OUTBOX,   /* simulator: the pushed messages are asked for */
	EVENT_STOP,     /* the gateway tells that a number wants nothing more from us: from */
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
	char id[96]; /* the gateway's id of the message; "" none */
	/* A second thing to know it by; "" none. SMS: what stays the same when the gateway tells of it anew under another
	 * id. REPORT: its own id, so that one told twice counts once. */
	char other_id[96];
	enum sender sender; /* who sent it; see phone_sender() */
	struct phone from;
	char to[24];
	char text[GATEWAY_TEXT_MAX + 1]; /* cleaned UTF-8, see utf8_clean() */
	size_t length;
	int64_t at; /* the gateway's own time; 0 unknown */
	/* PART: those of one sender and one group make up a message; part is 1..parts. */
	char group[40];
	/* REPORT: parts is in how many parts the message went, when the gateway says it, and part is 1 when the report is of
	 * one part alone; 0 otherwise. */
	int32_t part, parts;
	char session[72]; /* USSD */
	bool replied; /* SMS: the gateway has answered the sender by itself; we say nothing */
	/* REPORT: our message id, or 0 and the gateway's in id; OUTBOX: after this id */
	int64_t reference;
	enum report_state report;
	char code[64]; /* REPORT: the gateway's word for it */
};

struct gateway_request {    /* borrowed for the call */
	const char *method; /* "GET", "POST" */
	const char *
		endpoint; /* "inbound", "report", "ussd", "outbox"; of an external one "sent", "delivered", "failed" too */
	/* As they came, for signatures: the whole URL a gateway called is public_url, path and, when raw_query is not "", '?' and
	 * raw_query. Never taken from the Host header, which anybody can write. */
	const char *path, *raw_query, *public_url;
	const struct form *query;
	const char *content_type;  /* "" when absent */
	const char *authorization; /* "" when absent */
	const char *body;
	size_t length;
	int64_t now;
	/* See gateway_header(). NULL: there are none. */
	const char *(*header)(const void *arg, const char *name);
	const void *header_arg;
};
/* A header's value; "" when it is absent or there more than once. Names are compared without case. Borrowed. */
const char *gateway_header(const struct gateway_request *r, const char *name);

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
	const char *to; /* E.164 */
	const char
		*text; /* folded to plain GSM-7 unless the configuration says unicode = "yes" */
	int64_t now;
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
	char id[96];         /* the gateway's id, "" none */
	char code[64];       /* its word, for the operator */
	bool stopped;        /* refused since the receiver wants nothing more from us */
	int64_t retry_after; /* RETRY: seconds the answer itself asks for; 0 none. That of the HTTP header is known without */
};
enum transport { TRANSPORT_OK, TRANSPORT_NOT_SENT, TRANSPORT_NO_ANSWER };
struct gateway_response {
	enum transport transport;
	long status;
	const char *body;
	size_t length;
};

/* What a gateway that does not call us is asked from time to time. */
enum gateway_ask {
	ASK_INBOX,   /* for what came in lately, every poll_seconds */
	ASK_REPORT,  /* what became of one message */
	ASK_BALANCE, /* credit left */
};
struct gateway_question {
	enum gateway_ask ask;
	int64_t reference; /* REPORT: our message, and the gateway's id of it */
	const char *id;
	int64_t now;
	size_t skip; /* told(): events to leave out, since they were told already */
};
struct gateway_told {
	/* Events, as by parse, in the order they happened; GATEWAY_EVENTS_MAX of them: there may be more behind these. */
	size_t n;
	char balance[32]; /* BALANCE: for people; "" not told */
};

struct gateway {
	const char *type; /* as in lapak.ini */
	bool local; /* replies travel in the HTTP answer and nothing is sent: what is pushed is kept to be asked for */
	bool inline_reply; /* replies can travel in the HTTP answer: reply = "inline"; build is for the rest */
	bool modem;          /* sends through store/smsd.h, not over HTTP */
	bool always_200;     /* once authentic, nothing but 200 (or 503 for our own trouble) */
	bool names_messages; /* its reports know a message by the gateway's id, not by ours */
	size_t body_max;     /* bytes of a webhook's body; 0: WEBHOOK_BODY_MAX */
	unsigned denied;     /* HTTP status of a call that verify refuses; 0: 403 */
	/* RC_OK, or RC_DENIED. */
	enum rc (*verify)(const struct gateway_config *c, const struct gateway_request *r);
	/* Fills at most GATEWAY_EVENTS_MAX events, first what the request is about: answer is asked for that one. RC_INVALID: not
	 * what the contract says. */
	enum rc (*parse)(const struct gateway_config *c, const struct gateway_request *r,
		struct gateway_event *events, size_t *n);
	/* The HTTP answer to an applied (or repeated) request. */
	void (*answer)(const struct gateway_config *c, const struct gateway_event *e,
		const struct gateway_outcome *o, struct gateway_answer *out);
	/* NULL for adapters that send nothing over HTTP. */
	enum rc (*build)(const struct gateway_config *c, const struct gateway_message *m,
		struct gateway_send *out);
	void (*judge)(const struct gateway_config *c, const struct gateway_response *r,
		struct gateway_judgement *out);
	/* Several messages in one request, 2..batch of them; NULL: one at a time. All of out[0..n) are filled; m is the array
	 * that was built from, its text no longer there. */
	size_t batch; /* at most SEND_BATCH */
	enum rc (*build_batch)(const struct gateway_config *c, const struct gateway_message *m,
		size_t n, struct gateway_send *out);
	void (*judge_batch)(const struct gateway_config *c, const struct gateway_response *r,
		const struct gateway_message *m, size_t n, struct gateway_judgement *out);
	/* NULL: nothing can be asked. RC_ABSENT: not that, in this configuration. */
	enum rc (*ask)(const struct gateway_config *c, const struct gateway_question *q,
		struct gateway_send *out);
	/* The answer to it; fills at most GATEWAY_EVENTS_MAX events. RC_INVALID: not understood; anything but RC_OK: nothing was
	 * told. */
	enum rc (*told)(const struct gateway_config *c, const struct gateway_question *q,
		const struct gateway_response *r, struct gateway_event *events,
		struct gateway_told *out);
};

/* NULL: no such adapter in this build. */
const struct gateway *gateway_find(const char *type);

/* Whether a reply to this gateway's SMS travels in its HTTP answer. */
bool gateway_replies_inline(const struct gateway_config *c);

/* Who carries a message. One that can send, whose purpose fits and that carries the number; of several the one with the longest
 * prefix, then the first listed; a reply goes back the way its question came when that one fits. When no purpose fits, any
 * that carries the number. NULL: none does. */
struct gateway_need {
	const struct gateway_config *preferred; /* the way a trader's text came; NULL none */
	const char *to;                         /* E.164; NULL: any number */
	bool bulk;                              /* not a reply */
	uint32_t without;                       /* bit i: not by config's gateway i */
};
const struct gateway_config *gateway_for(
	const struct config *c, const struct gateway_need *need);

/* Who carries an SMS to the traders of a gateway: itself when it can send, else the first listed that can; NULL when none
 * can. NULL for preferred: the first that can. */
const struct gateway_config *gateway_sender(
	const struct config *c, const struct gateway_config *preferred);

/* Whether the sender is answered at all: Indonesian mobiles with an allowed prefix; a number abroad only where the
 * configuration names its prefix; short and lettered senders never. */
bool gateway_answers(const struct gateway_config *c, const struct gateway_event *e);

/* Constant-time comparison with either live secret of the gateway; false when none is configured. */
bool gateway_secret_matches(const struct gateway_config *c, const char *given);

#endif
