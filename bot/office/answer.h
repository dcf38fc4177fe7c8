/*
 * office/answer.h - the office answers a trader's question by SMS
 *
 * It goes to someone who asked, so a trader who said STOP gets it too.
 */
#ifndef LAPAK_OFFICE_ANSWER_H
#define LAPAK_OFFICE_ANSWER_H
#include <stdint.h>

#include "base/buf.h"
#include "base/config.h"
#include "base/rc.h"
#include "wording/edit.h"

struct store;

enum {
	ANSWER_SEGMENTS_MOST = 2,
	ANSWER_BYTES_MOST = 4096, /* a ceiling for struct answer's sms */
	ANSWER_UNDO = 120, /* seconds in which an answer from the console can be taken back */
};

struct answer {
	struct buf sms; /* as it goes out: with the brand, folded to GSM-7 */
	int32_t segments;
	int64_t message_id; /* set by answer_send() */
};

/* Makes the SMS of a text. answer_release() also after a failure. RC_INVALID: it may not go out, and why is the one fault of it:
 * "empty", "too-long", "segments", or what text/outgoing.h calls it. */
MUST_CHECK enum rc answer_compose(
	struct answer *out, const char *text, struct wording_faults *why);
/* Whether a text could be an answer, as answer_compose() says. */
MUST_CHECK enum rc answer_check(const char *text, struct wording_faults *why);
void answer_release(struct answer *a);

struct answer_to {
	const struct config *config;
	int64_t question_id;
	const char *by;
	int64_t now, due_at; /* due_at: not sent before */
};
/* Marks the question answered and queues the SMS, inside the caller's transaction. RC_ABSENT: no such question;
 * RC_CONFLICT: it is answered or closed already; RC_DENIED: no gateway is configured to send by. */
MUST_CHECK enum rc answer_send(struct store *st, const struct answer_to *to, struct answer *a);
/* Takes an answer back that has not left yet: the question is open again. RC_ABSENT: no such question or answer;
 * RC_CONFLICT: it is on its way. */
MUST_CHECK enum rc answer_take_back(struct store *st, int64_t question_id, int64_t now);

#endif
