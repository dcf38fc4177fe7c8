/*
 * store/inbox.h - the office's side of questions: who answers, notes, texts used again
 */
#ifndef LAPAK_STORE_INBOX_H
#define LAPAK_STORE_INBOX_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/question.h"
#include "store/staff.h"
#include "store/trader.h"

struct inbox_row {
	struct question question;
	struct trader_row who;
	int64_t staff_id, read_at, message_id; /* 0: nobody, unread, none */
	char login[STAFF_LOGIN_MAX + 1];       /* of who answers it; "" nobody */
};
typedef enum rc inbox_fn(const struct inbox_row *row, void *arg);

struct inbox_filter {
	bool open_only;
	int64_t staff_id;  /* 0: any; -1: nobody's */
	int64_t trader_id; /* 0: any */
	bool longest; /* of open ones: who waits longest first, instead of newest first; ids grow with time */
	int64_t past, limit; /* ids behind it in that order; 0: all */
};
/* Newest first, or as the filter says. */
MUST_CHECK enum rc inbox_each(
	struct store *st, const struct inbox_filter *f, inbox_fn *fn, void *arg);
MUST_CHECK enum rc inbox_get(struct store *st, int64_t question_id, struct inbox_row *out);
/* staff_id 0: nobody. Else a person has the trader from now on (store/thread.h). */
MUST_CHECK enum rc inbox_assign(
	struct store *st, int64_t question_id, int64_t staff_id, int64_t now);
/* Notes that it was opened; the first time counts. */
MUST_CHECK enum rc inbox_read(struct store *st, int64_t question_id, int64_t now);
/* The SMS that answers it; 0: none any more. */
MUST_CHECK enum rc inbox_answered(struct store *st, int64_t question_id, int64_t message_id);
/* Closes without an answer: the bot has it again. RC_CONFLICT: it is not open. */
MUST_CHECK enum rc question_close(struct store *st, int64_t id, const char *by, int64_t now);
/* Opens what was answered again. RC_CONFLICT: it is open. */
MUST_CHECK enum rc question_reopen(struct store *st, int64_t id);

enum { NOTE_TEXT_MAX = 1000, CANNED_NAME_MAX = 40, CANNED_TEXT_MAX = 480 }; /* letters */

struct note {
	int64_t id, trader_id, staff_id, at;
	char login[STAFF_LOGIN_MAX + 1];
	char text[NOTE_TEXT_MAX * 4 + 1];
};
MUST_CHECK enum rc note_add(struct store *st, struct note *n);
typedef enum rc note_fn(const struct note *n, void *arg);
/* Newest first. */
MUST_CHECK enum rc note_each(
	struct store *st, int64_t trader_id, int64_t limit, note_fn *fn, void *arg);

struct canned {
	int64_t id, changed_at;
	char name[CANNED_NAME_MAX * 4 + 1], text[CANNED_TEXT_MAX * 4 + 1];
};
/* id 0: adds. RC_CONFLICT: the name is taken; RC_ABSENT: no such id. */
MUST_CHECK enum rc canned_put(struct store *st, struct canned *c);
/* Letters of either case are the same. RC_ABSENT: no such name. */
MUST_CHECK enum rc canned_by_name(struct store *st, const char *name, struct canned *out);
MUST_CHECK enum rc canned_drop(struct store *st, int64_t id);
typedef enum rc canned_fn(const struct canned *c, void *arg);
/* By name. */
MUST_CHECK enum rc canned_each(struct store *st, canned_fn *fn, void *arg);

#endif
