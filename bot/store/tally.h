/*
 * store/tally.h - private to store/: sums of sales and messages by day, for the office's figures
 *
 * Whoever adds, changes or removes a row of sale or message says so here, inside the same transaction. Nothing is
 * written at once: what is said is added up in memory and goes to sale_day, goods_day and message_day when store_commit()
 * begins, one statement for each row of sums that changed in the turn, however many messages the turn had. An undone
 * savepoint or a rolled back transaction takes back what was said in it.
 */
#ifndef LAPAK_STORE_TALLY_H
#define LAPAK_STORE_TALLY_H
#include "store/message.h"
#include "store/sale.h"
#include "text/goods.h"

struct tally;

/* Least takings of the step that takings belong to: -1 closed, 0 sold nothing; else the first two digits, from 20 on
 * in twos, from 50 on in fives, so that a step is a tenth of its least takings wide at most: 350.000, 360.000. */
rupiah sale_step(enum sale_status status, rupiah total);

struct tally_sale {
	int32_t day;
	int64_t market_id; /* 0: none */
	enum sale_status status;
	rupiah total, live; /* live may be SALE_LIVE_UNKNOWN */
};
/* by: 1 the row came, -1 it went. */
void tally_sale(struct store *st, const struct tally_sale *what, int by);

/* The same for each of the goods its trader sells, a list as goods_read() leaves it. */
void tally_goods(struct store *st, const struct tally_sale *what, const char *goods, int by);

struct tally_message {
	int64_t at;
	const char *gateway;
	enum message_kind kind;
	enum message_state state;
	int32_t segments;
};
void tally_message(struct store *st, const struct tally_message *what, int by);
/* The message left state `from` for `to`. */
void tally_turned(struct store *st, struct tally_message what, enum message_state from,
	enum message_state to);

/* A trader's takings count for another market from now on; to_market -1: for none, the trader goes. */
MUST_CHECK enum rc sale_counted_elsewhere(
	struct store *st, int64_t trader_id, int64_t from_market, int64_t to_market);

/* The trader sells other goods from now on; lists as goods_read() leaves them. */
MUST_CHECK enum rc sale_counted_for(
	struct store *st, int64_t trader_id, const char *from, const char *to);

/* For store.c. NULL: no memory. */
struct tally *tally_new(void);
void tally_free(struct tally *t);
void tally_begin(struct tally *t);
void tally_save(struct tally *t);
void tally_release(struct tally *t);
void tally_undo(struct tally *t);
MUST_CHECK enum rc tally_keep(struct store *st);

#endif
