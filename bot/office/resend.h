/*
 * office/resend.h - a message that did not arrive goes out again, as a new one
 *
 * What was sent stays as it was in the record. The new one is pushed (office/push.h): not after STOP, not in quiet hours.
 */
#ifndef LAPAK_OFFICE_RESEND_H
#define LAPAK_OFFICE_RESEND_H
#include <stdint.h>

#include "base/rc.h"
#include "office/push.h"

/* RC_OK: out says what became of it. RC_ABSENT: no such message. RC_CONFLICT: it came in, may still arrive or has; or its
 * text or its trader is gone. */
MUST_CHECK enum rc message_resend(
	const struct work *w, int64_t message_id, struct push_result *out);

#endif
