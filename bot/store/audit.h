/*
 * store/audit.h - who changed what: rows that are only ever added, each chained to the one before
 *
 * A row's hash is BLAKE2b-256 (RFC 7693) over its canonical form: the 32 bytes of the previous hash (zeros before
 * the first row), id and at as 8 bytes each, most significant first, then actor, action, subject and
 * detail, each as its length in 8 bytes and its bytes. Changing, removing or putting in a row breaks the chain there.
 * Whoever can write the database can also write a new chain; a head noted on paper (lapak audit verify prints it)
 * shows that too.
 *
 *	rc = audit_add(st, &(struct audit_entry){ .actor = "staff:rina", .action = "wave.open",
 *		.subject = "wave:12", .detail = "G4", .at = now });
 *
 * No phone numbers and no texts of messages go in: a person who is erased cannot be taken out.
 */
#ifndef LAPAK_STORE_AUDIT_H
#define LAPAK_STORE_AUDIT_H
#include <stdint.h>

#include "base/rc.h"

struct store;

enum {
	AUDIT_ACTOR_MAX = 64,
	AUDIT_ACTION_MAX = 40,
	AUDIT_SUBJECT_MAX = 60,
	AUDIT_DETAIL_MAX = 400,
	AUDIT_HASH_HEX = 65, /* 64 digits and the NUL */
};

struct audit_entry { /* strings are borrowed; longer ones than the bounds are cut at a character */
	const char *actor;   /* "staff:rina", "cli:root", "trader", "system" */
	const char *action;  /* "wave.open" */
	const char *subject; /* "wave:12"; NULL or "" none */
	const char *detail;  /* NULL or "" none */
	int64_t at;          /* unix seconds */
};

/* Adds a row, inside the caller's transaction with the change it tells of. */
MUST_CHECK enum rc audit_add(struct store *st, const struct audit_entry *e);

struct audit_row {
	int64_t id, at;
	char actor[AUDIT_ACTOR_MAX + 1], action[AUDIT_ACTION_MAX + 1],
		subject[AUDIT_SUBJECT_MAX + 1], detail[AUDIT_DETAIL_MAX + 1],
		hash[AUDIT_HASH_HEX];
};
typedef enum rc audit_fn(const struct audit_row *row, void *arg);
struct audit_filter {
	const char *actor, *subject; /* exactly; NULL: any */
	int64_t before;              /* only ids below it; 0: all */
	int64_t limit;               /* 0: all */
};
/* Newest first. */
MUST_CHECK enum rc audit_each(
	struct store *st, const struct audit_filter *filter, audit_fn *fn, void *arg);

struct audit_head {
	int64_t id; /* of the newest row; 0: there is none */
	char hash[AUDIT_HASH_HEX];
};
struct audit_verdict {
	int64_t rows;           /* whole so far */
	struct audit_head head; /* the last whole row */
	int64_t broken;         /* the first row that is not what it was; 0: none */
	const char *why;        /* a sentence when broken != 0 */
};
/* Goes through the chain from its first row. noted: a head written down earlier, NULL none. RC_OK: it could be
 * read; out says what was found. */
MUST_CHECK enum rc audit_verify(
	struct store *st, const struct audit_head *noted, struct audit_verdict *out);

#endif
