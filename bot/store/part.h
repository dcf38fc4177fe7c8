/*
 * store/part.h - parts of long SMS: those that came in and wait for the rest, and reports on those that went out
 */
#ifndef LAPAK_STORE_PART_H
#define LAPAK_STORE_PART_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

struct store;

struct part_key { /* borrowed */
	const char *gateway, *sender, *group;
};
struct part { /* a view: strings are borrowed for the call (in) or until the callback returns (out) */
	struct part_key key;
	const char *id, *text; /* id "": none */
	int32_t part, parts;   /* part 1..parts, parts 2..255 */
	int64_t sent_at, kept_at;
};
/* Keeps it; one that is there already is replaced. */
MUST_CHECK enum rc part_keep(struct store *st, const struct part *p);
typedef enum rc part_fn(const struct part *p, void *arg);
/* The parts there are of one message, first to last. */
MUST_CHECK enum rc part_each(
	struct store *st, const struct part_key *key, part_fn *fn, void *arg);
MUST_CHECK enum rc part_drop(struct store *st, const struct part_key *key);
/* One part that came before an instant, the oldest; RC_ABSENT: there is none. */
MUST_CHECK enum rc part_stale(struct store *st, int64_t before, part_fn *fn, void *arg);

/* Takes note of another name of message_id (0: of none). RC_CONFLICT: it was known. */
MUST_CHECK enum rc other_note(
	struct store *st, const char *gateway, const char *key, int64_t message_id, int64_t at);
/* The message a name is about; RC_ABSENT: not known. */
MUST_CHECK enum rc other_find(
	struct store *st, const char *gateway, const char *key, int64_t *message_id);
/* Forgets names and counts of reports older than before, at most limit of each. */
MUST_CHECK enum rc part_prune(struct store *st, int64_t before, int64_t limit);

struct part_progress {
	int32_t parts, delivered; /* parts 0: not told */
};
/* Adds what a report said (parts 0: not told; delivered: 0 or 1 more) and reads what is known then. */
MUST_CHECK enum rc part_report(struct store *st, int64_t message_id,
	const struct part_progress *more, int64_t now, struct part_progress *out);
MUST_CHECK enum rc part_report_drop(struct store *st, int64_t message_id);

#endif
