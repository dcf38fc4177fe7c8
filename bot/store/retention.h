/* store/retention.h - what is kept for a time only: texts, after which only counts remain */
#ifndef LAPAK_STORE_RETENTION_H
#define LAPAK_STORE_RETENTION_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

struct store;

enum { MESSAGE_TEXT_DAYS = 365 };

/* Takes the text away of messages, questions and their answers from before that instant (unix seconds), and deletes the office's
 * notes about traders, oldest first, at most limit of each a call, inside the caller's transaction. Who wrote when stays, and what
 * waits to be sent keeps its text. *done: nothing is left to do. */
MUST_CHECK enum rc retention_blank(struct store *st, int64_t before, int64_t limit, bool *done);

#endif
