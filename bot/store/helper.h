/*
 * store/helper.h - who may report for a stall that is not theirs
 *
 * A stall is a trader's; the trader is the owner of its sales. A helper is a phone number. What a helper
 * reports waits here until the owner (or the office, for an owner without a phone) has allowed it; from then
 * on it is booked as the owner's sale with typed_by = the helper's number.
 *
 * An owner without a number of their own is a trader whose phone is the placeholder "stall:N"; nothing is ever
 * sent there. trader_hand_over() moves such a record, or one that stands under a helper's number, to the
 * number of its owner.
 */
#ifndef LAPAK_STORE_HELPER_H
#define LAPAK_STORE_HELPER_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/sale.h"
#include "store/trader.h"

enum { HELPER_BY_MAX = 40 };

enum helper_state { HELPER_ASKED, HELPER_ALLOWED, HELPER_REFUSED };
const char *helper_state_name(enum helper_state s);

struct helper { /* a plain value */
	int64_t owner_id;
	struct phone phone;
	enum helper_state state;
	int64_t requested_at;
	int64_t asked_at;    /* 0: the owner was not asked yet */
	int64_t answered_at; /* 0: no answer yet */
	char answered_by[HELPER_BY_MAX + 1];
};

/* RC_ABSENT: this number never reported for that owner. */
MUST_CHECK enum rc helper_get(
	struct store *st, int64_t owner_id, const struct phone *p, struct helper *out);
/* Inserts, or replaces the whole row. */
MUST_CHECK enum rc helper_put(struct store *st, const struct helper *h);
/* The oldest request the owner was not asked about yet. RC_ABSENT: none. */
MUST_CHECK enum rc helper_next_unasked(struct store *st, int64_t owner_id, struct helper *out);

/* The trader at a stall of market_id, however the stall is spelt; of several who share one, the first who
 * registered. RC_ABSENT: nobody. */
MUST_CHECK enum rc stall_find(
	struct store *st, const char *stall, int64_t market_id, struct trader *out);
/* In how many markets somebody has a stall of that name. */
MUST_CHECK enum rc stall_markets(struct store *st, const char *stall, int *out);
/* The trader at a stall of that name whom p has reported for before. RC_ABSENT: none, or in several markets. */
MUST_CHECK enum rc stall_of_helper(
	struct store *st, const char *stall, const struct phone *p, struct trader *out);

/* Files s (trader_id: the owner; typed_by: the helper) until there is an answer; replaces what waits for the day. */
MUST_CHECK enum rc waiting_put(struct store *st, const struct sale *s);
/* RC_ABSENT: nothing of that helper waits for the day. */
MUST_CHECK enum rc waiting_get(struct store *st, int64_t owner_id, const struct phone *helper,
	int32_t day, struct sale *out);
/* Books what waits, except on days that have a report by then, and forgets it. *last_day: the newest day booked, 0 none. */
MUST_CHECK enum rc waiting_book(
	struct store *st, int64_t owner_id, const struct phone *helper, int32_t *last_day);
MUST_CHECK enum rc waiting_forget(
	struct store *st, int64_t owner_id, const struct phone *helper);

struct helper_row {
	struct helper helper;
	struct phone owner;
	char market[MARKET_NAME_MAX * 4 + 1], stall[TRADER_STALL_MAX * 4 + 1];
	int64_t waiting; /* reports */
};
typedef enum rc helper_fn(const struct helper_row *row, void *arg);
/* Newest request first; limit 0 = all. */
MUST_CHECK enum rc helper_each(struct store *st, int64_t limit, helper_fn *fn, void *arg);

/* Adds t under a placeholder: fills t->phone and t->id. */
MUST_CHECK enum rc trader_add_without_phone(struct store *st, struct trader *t);
/* Whether t has a number that can be written to. */
bool trader_has_phone(const struct trader *t);
/* Gives t's record another number: sales, places and consent go with it; what the old number was being asked does
 * not. RC_CONFLICT: the number belongs to another trader. */
MUST_CHECK enum rc trader_hand_over(
	struct store *st, const struct trader *t, const struct phone *to);

#endif
