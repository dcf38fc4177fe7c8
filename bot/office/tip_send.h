/* office/tip_send.h - the next tip goes to a trader who did not ask for it */
#ifndef LAPAK_OFFICE_TIP_SEND_H
#define LAPAK_OFFICE_TIP_SEND_H
#include "base/rc.h"
#include "office/push.h"
#include "store/tip.h"

/* The first tip of the series that the trader has not seen, in the trader's language; series NULL: of the first series that
 * has one. RC_OK: tip is the one, out says what became of it; it is noted as seen when it was queued. RC_ABSENT: there is
 * none, or no such trader. */
MUST_CHECK enum rc tip_send(const struct work *w, int64_t trader_id, const char *series,
	struct tip *tip, struct push_result *out);

#endif
