/*
 * dialog/dialog.h - the conversation: one inbound text, at most one answer, one new state
 *
 * dialog_receive() runs inside a transaction that the caller opened; it reads and writes through store/
 * and leaves its answer in out. It never sends, and knows neither HTTP nor gateways.
 */
#ifndef LAPAK_DIALOG_DIALOG_H
#define LAPAK_DIALOG_DIALOG_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/working.h"
#include "store/message.h"
#include "text/phone.h"

struct store;
struct wording;

struct dialog { /* what a conversation needs; all borrowed for the program's life */
	struct store *store;
	const struct wording *wording;
	const char *office, *short_code; /* for CEK and the menu */
	const char *check_word;          /* of the stall card, for CEK; NULL or "" none */
	const char *language;            /* a new trader's */
	int64_t ask_above;               /* rupiah: a day's takings above it are always asked */
	bool strict; /* tests: a move the table of states does not declare ends the program */
	struct working_hours working; /* when questions are answered */
	int64_t price;                /* rupiah for a segment */
	int64_t push_cap; /* SMS a day to a number that did not ask for them; 0 no cap */
	int64_t question_backlog_limit; /* open questions above which none are invited; 0 no limit */
	uint32_t (*random)(uint32_t below); /* of codes that prove a number */
};

struct dialog_input {
	enum message_channel channel;
	struct phone phone; /* an Indonesian mobile number */
	const char *text;   /* UTF-8 as it came, need not be valid */
	size_t length;
	int64_t now;
	int64_t message_id;     /* of this inbound message */
	int64_t reply_id;       /* the id its reply will get */
	const char *session;    /* USSD session id; NULL on SMS */
	int32_t session_length; /* USSD: bytes of the session's whole input so far */
	bool session_begins;    /* USSD: a dial, without input */
	/* The dialogue failed over this text before: a fault of its own, not of the store. Nothing that was noted
	 * is trusted; the text goes to the office, and the phone is back at the menu. */
	bool stuck;
	bool replied; /* somebody else has answered: the text takes effect and nothing is said */
};

enum { DIALOG_PUSH_MAX = 320 };

struct dialog_push { /* an SMS to somebody else; its id is the head of their chain already */
	int64_t id;  /* 0: none */
	int64_t previous_id, trader_id;
	int64_t due_at, expires_at;
	struct phone phone;
	char text[DIALOG_PUSH_MAX + 1]; /* without the brand */
};

struct dialog_output {
	struct buf
		reply; /* without the brand; empty: say nothing. The caller inits and releases. */
	struct buf
		receipt; /* an SMS to send besides, after a change made by USSD; mostly empty */
	int64_t trader_id;       /* 0 when the person was just erased */
	int64_t previous_id;     /* the trader's message before this one */
	bool ends;               /* USSD: this screen is the last */
	struct dialog_push push; /* the caller zeroes it */
};

/* A text of that trader is going to be received: what is always asked for it is asked now. Only where store_is_far(). */
void dialog_expect(const struct dialog *d, int64_t trader_id, const char *text, int64_t now);

/* RC_OK, or the store's failure; then everything written must be undone by the caller. */
MUST_CHECK enum rc dialog_receive(
	const struct dialog *d, const struct dialog_input *in, struct dialog_output *out);

/* What is wrong with the dialogue itself (unreachable states, states without a way out, menus too deep, too many
 * options, messages without budget), one line each; RC_OK when nothing is. */
MUST_CHECK enum rc dialog_prove(struct buf *report);

/* The dialogue as a list, or as a Graphviz graph. */
void dialog_draw(struct buf *out, bool dot);

#endif
