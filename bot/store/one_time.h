/*
 * store/one_time.h - a code sent to a registered number proves that whoever writes from it has it
 *
 * The sender of an SMS can be forged, so what a trainer sends by SMS waits here until the code that went to the
 * registered number comes back. One thing waits at a time; asking for another forgets it.
 */
#ifndef LAPAK_STORE_ONE_TIME_H
#define LAPAK_STORE_ONE_TIME_H
#include <stdint.h>

#include "base/rc.h"
#include "store/question.h"

struct store;

enum {
	ONE_TIME_LIVES = 10 * 60,
	ONE_TIME_TRIES = 3, /* at one code */
	ONE_TIME_ASKED_A_DAY = 40,
	ONE_TIME_FAILED_A_DAY =
		9 /* of 9,000 codes: a forger's luck in a day is one in a thousand */
};

enum one_time_purpose { ONE_TIME_ANSWER, ONE_TIME_BROADCAST, ONE_TIME_COUNT };

struct one_time {
	int64_t staff_id;
	enum one_time_purpose purpose;
	int64_t subject;              /* id of the question or broadcast */
	char text[QUESTION_TEXT_MAX]; /* what is to be sent */
	char code[5];
};

/* Lets o wait for its code. RC_FULL: too many codes were asked for, or tried wrongly, today. */
MUST_CHECK enum rc one_time_put(struct store *st, const struct one_time *o, int64_t now);
/* RC_OK: it was the code; out is what waited, and waits no more. RC_DENIED: it was not; *left tries remain. RC_ABSENT: nothing
 * waits, or it is too late. */
MUST_CHECK enum rc one_time_take(struct store *st, int64_t staff_id, const char *code,
	int64_t now, struct one_time *out, int *left);

#endif
