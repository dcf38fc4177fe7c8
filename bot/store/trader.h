/* store/trader.h - a trader: a person with a phone number, and the stall they sell from */
#ifndef LAPAK_STORE_TRADER_H
#define LAPAK_STORE_TRADER_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "text/phone.h"

struct store;

enum {
	TRADER_NAME_MAX = 40, /* characters; bytes are at most four times that */
	TRADER_STALL_MAX = 20,
	MARKET_NAME_MAX = 20,
};

struct trader {     /* a plain value: copy it, nothing to free */
	int64_t id; /* 0: not known yet */
	struct phone phone;
	char name[TRADER_NAME_MAX * 4 + 1];   /* "" until asked */
	int64_t market_id;                    /* 0 until asked */
	char stall[TRADER_STALL_MAX * 4 + 1]; /* "" until asked */
	char language[8];
	int64_t stopped_at; /* 0: may be written to */
	int64_t created_at;
};

/* trader_by_phone() is going to be asked. Only where store_is_far(). */
void trader_expect(struct store *st, const struct phone *p);
/* RC_ABSENT when the number is new. */
MUST_CHECK enum rc trader_by_phone(struct store *st, const struct phone *p, struct trader *out);
MUST_CHECK enum rc trader_by_id(struct store *st, int64_t id, struct trader *out);
/* Adds t (its id is ignored) and fills t->id. */
MUST_CHECK enum rc trader_add(struct store *st, struct trader *t);
/* Writes every field but id, phone and created_at. */
MUST_CHECK enum rc trader_update(struct store *st, const struct trader *t);

/* Removes the person everywhere: sales, history, enrolments, questions, consent, tips seen, complaints,
 * conversation, trader; message rows lose text, phone and trader. When the number had opted out, keeps a salted hash of it. */
MUST_CHECK enum rc trader_erase(struct store *st, const struct trader *t, int64_t now);
/* Whether an erased number had opted out (it is not re-imported; its own first text is answered without pushes). */
MUST_CHECK enum rc trader_opted_out(struct store *st, const struct phone *p, bool *out);

/* Keeps the hash of a number that wants nothing from us and belongs to no trader. */
MUST_CHECK enum rc trader_remember_opted_out(
	struct store *st, const struct phone *p, int64_t now);

/* A row for lists. */
struct trader_row {
	struct trader trader;
	char market[MARKET_NAME_MAX * 4 + 1];
};
typedef enum rc trader_fn(const struct trader_row *row, void *arg);
/* By id; limit 0 = all. Stops at and returns the first outcome of fn that is not RC_OK. */
MUST_CHECK enum rc trader_each(struct store *st, int64_t limit, trader_fn *fn, void *arg);

/* Which version of the consent text was shown, when and how. */
MUST_CHECK enum rc consent_add(struct store *st, int64_t trader_id, const char *version,
	const char *language, const char *source, int64_t now);

/* "sepi": one open complaint of few buyers a trader and day; RC_CONFLICT when already noted. */
MUST_CHECK enum rc complaint_add(struct store *st, int64_t trader_id, int32_t day, int64_t now);

/* `from` and `into` are one person: what was reported, attended, asked and agreed to goes to `into`, of two reports of a day the
 * later one stands, and `from` is removed; its number may go on reporting for the stall. by: the staff name.
 * RC_CONFLICT: both have a place in one wave. RC_INVALID: they are one record. */
MUST_CHECK enum rc trader_merge(struct store *st, const struct trader *from,
	const struct trader *into, const char *by, int64_t now);

#endif
