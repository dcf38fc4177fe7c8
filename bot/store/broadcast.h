/*
 * store/broadcast.h - one text to an audience: the broadcast, its recipients, its messages, its counters
 *
 * A recipient is a row without a text (broadcast, trader), made 1,000 at a time. The message is
 * made when its turn comes, in one transaction with the recipient's row, so that nobody gets two. What becomes
 * of messages is counted where it happens: message_settle() calls broadcast_settled().
 */
#ifndef LAPAK_STORE_BROADCAST_H
#define LAPAK_STORE_BROADCAST_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/audience.h"
#include "store/message.h"
#include "wording/broadcast_text.h"

enum {
	BROADCAST_NAME_MAX = 64, /* bytes of who made or approved it */
	BROADCAST_LANGUAGES = 9, /* one for each and one for the rest */
	BROADCAST_SLICE = 1000,  /* recipients made in one go */
	BROADCAST_APART =
		15 * 60, /* seconds since the trader's own SMS in which nothing is pushed */
	BROADCAST_LIVES = 24 * 3600,
};

enum broadcast_state {
	BROADCAST_DRAFT,
	BROADCAST_WAITING,   /* for a second person */
	BROADCAST_SCHEDULED, /* approved, its time has not come */
	BROADCAST_SENDING,
	BROADCAST_PAUSED,
	BROADCAST_DONE,
	BROADCAST_CANCELLED,
};
const char *broadcast_state_name(enum broadcast_state s);

struct broadcast { /* a plain value; fields as the columns of table broadcast say */
	int64_t id;
	enum broadcast_state state;
	struct audience audience;
	char made_by[BROADCAST_NAME_MAX + 1], approved_by[BROADCAST_NAME_MAX + 1];
	int64_t created_at, approved_at, starts_at, changed_at;
	int64_t price, recipients, planned;
	int64_t silent_before, expand_after, expand_until, found;
	bool expanded;
	int64_t send_after;
	int64_t sent, delivered, unknown, failed, open, segments, cost;
	int64_t tests, retry_after, retry_until;
};

/* Those who have not had it: no message was sent. Of a cancelled one, those who will not get it. */
int64_t broadcast_left(const struct broadcast *b);
/* Segments in all: of messages made, and expected of those left (unless it was cancelled). */
int64_t broadcast_segments(const struct broadcast *b);
/* Rupiah for broadcast_segments(). */
int64_t broadcast_cost(const struct broadcast *b);

struct broadcast_texts {
	struct {
		char language[AUDIENCE_LANGUAGE_MAX + 1]; /* "": for the rest */
		char text[BROADCAST_TEXT_MAX + 1];
	} of[BROADCAST_LANGUAGES];
	size_t n;
};
/* The text for a language: its own, else the one for the rest, else NULL. */
const char *broadcast_text_for(const struct broadcast_texts *t, const char *language);

/* Adds b (id and counters ignored) with its texts; fills b->id. */
MUST_CHECK enum rc broadcast_add(
	struct store *st, struct broadcast *b, const struct broadcast_texts *texts);
MUST_CHECK enum rc broadcast_get(struct store *st, int64_t id, struct broadcast *out);
MUST_CHECK enum rc broadcast_texts(struct store *st, int64_t id, struct broadcast_texts *out);
/* Writes what a person or the plan decides (state, approval, times, recipients, cursors), not the counters. */
MUST_CHECK enum rc broadcast_put(struct store *st, const struct broadcast *b);
typedef enum rc broadcast_fn(const struct broadcast *b, void *arg);
struct broadcast_ask {
	int64_t before; /* ids below it; 0: from the newest */
	int64_t limit;  /* 0: all */
};
/* Newest first. */
MUST_CHECK enum rc broadcast_each(
	struct store *st, const struct broadcast_ask *ask, broadcast_fn *fn, void *arg);
/* Those scheduled or sending, by id, at most max. */
MUST_CHECK enum rc broadcast_live(
	struct store *st, struct broadcast *out, size_t max, size_t *n);

/* The newest trader's id; 0: there is none. */
MUST_CHECK enum rc broadcast_last_trader(struct store *st, int64_t *out);
/* Makes the recipients among the next BROADCAST_SLICE trader ids and moves the cursor in b and in
 * the database; at the end sets expanded, and recipients to what they are. *made: rows. */
MUST_CHECK enum rc broadcast_expand(struct store *st, struct broadcast *b, int64_t *made);

/* A recipient whose turn it is; borrowed for the call. */
struct broadcast_person {
	int64_t trader_id;
	bool exists; /* false: erased meanwhile */
	struct phone phone;
	char name[TRADER_NAME_MAX * 4 + 1], language[AUDIENCE_LANGUAGE_MAX + 1];
	int64_t stopped_at, last_in_at;
	int64_t last_message_id; /* its head; 0 none */
	int64_t waited;          /* the due_at it waited for; -1: it did not wait */
};
/* The next ones by trader id after b->send_after, at most max; *n how many. */
MUST_CHECK enum rc broadcast_next(struct store *st, const struct broadcast *b, size_t max,
	struct broadcast_person *out, size_t *n);
/* Those who waited and are due at now, at most max. */
MUST_CHECK enum rc broadcast_due(struct store *st, int64_t id, int64_t now, size_t max,
	struct broadcast_person *out, size_t *n);
/* Whether anybody still waits. */
MUST_CHECK enum rc broadcast_waits(struct store *st, int64_t id, bool *out);

/* Each of these is one person's turn; exactly one is called. The counters are written by them. */
MUST_CHECK enum rc broadcast_make(struct store *st, struct broadcast *b,
	const struct broadcast_person *p, struct message *m);
MUST_CHECK enum rc broadcast_put_off(
	struct store *st, struct broadcast *b, const struct broadcast_person *p, int64_t until);
MUST_CHECK enum rc broadcast_drop(struct store *st, struct broadcast *b,
	const struct broadcast_person *p, const char *reason);
/* One text on one phone first, whoever's it is: m's gateway, phone, text, times and segments are given. It counts as the
 * day's spending, and for no recipient. */
MUST_CHECK enum rc broadcast_test(
	struct store *st, const struct broadcast *b, struct message *m);
/* Writes how far b->send_after got. */
MUST_CHECK enum rc broadcast_sent_up_to(struct store *st, const struct broadcast *b);

/* Takes back what is queued and not yet on the wire: those people are left. put_back: their turn comes
 * again. *n how many. */
MUST_CHECK enum rc broadcast_withdraw(
	struct store *st, struct broadcast *b, bool put_back, int64_t now, int64_t *n);

/* What became of a broadcast's message; from and to as in message_settle(). */
MUST_CHECK enum rc broadcast_settled(struct store *st, const struct message *m,
	enum message_state from, enum message_state to);
/* Takes back one queued message after RC_CONFLICT; the person's turn comes again if the broadcast goes on. */
MUST_CHECK enum rc broadcast_take_back(struct store *st, int64_t message_id, int64_t now);
/* A person is being erased: their turn is over. */
MUST_CHECK enum rc broadcast_forget(struct store *st, const struct trader *t);

/* Rupiah spent on broadcasts on a calendar day in WIB. */
MUST_CHECK enum rc broadcast_spent(struct store *st, int32_t day, int64_t *out);
/* Broadcast messages queued on a gateway, counted up to most. */
MUST_CHECK enum rc broadcast_queued(
	struct store *st, const char *gateway, int64_t most, int64_t *out);

struct broadcast_reason {
	const char *state, *reason; /* "failed", "absent subscriber"; reason "" none */
	int64_t people;
};
typedef enum rc broadcast_reason_fn(const struct broadcast_reason *r, void *arg);
/* How many people came to what end, and why; most first. Looks at every recipient. */
MUST_CHECK enum rc broadcast_reasons(
	struct store *st, int64_t id, broadcast_reason_fn *fn, void *arg);
struct broadcast_result {
	int64_t trader_id;
	const char *phone, *name, *state, *reason; /* phone "": erased meanwhile */
	int64_t at;                                /* 0: nothing happened yet */
};
/* "left", "dropped" or a message's state. */
bool broadcast_result_state_is(const char *state);
struct broadcast_result_ask {
	int64_t id;        /* the broadcast */
	const char *state; /* NULL: any */
	int64_t after;     /* trader ids above it */
	int64_t limit;     /* 0: all */
};
typedef enum rc broadcast_result_fn(const struct broadcast_result *r, void *arg);
/* Person by person, by trader id. Looks at every recipient from there on until it has enough. */
MUST_CHECK enum rc broadcast_results(struct store *st, const struct broadcast_result_ask *ask,
	broadcast_result_fn *fn, void *arg);

/* How many people's message failed, expired or was rejected on the way. Looks at every recipient. */
MUST_CHECK enum rc broadcast_lost(struct store *st, int64_t id, int64_t *people);
/* Gives the next recipients after b->retry_after whose message was lost their turn again, and moves that cursor in b and in
 * the database. Looks at BROADCAST_SLICE recipients at most. */
MUST_CHECK enum rc broadcast_retry_slice(struct store *st, struct broadcast *b);

#endif
