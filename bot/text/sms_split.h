/*
 * text/sms_split.h - a long text in pieces that fit one SMS each
 *
 * 3GPP TS 23.040 §9.2.3.24.1: 160 septets or 70 16-bit units alone, 153 or 67 beside a header that joins the pieces. A piece
 * never ends within a character.
 */
#ifndef LAPAK_TEXT_SMS_SPLIT_H
#define LAPAK_TEXT_SMS_SPLIT_H
#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

enum { SMS_PIECES = 32 };

struct sms_piece {
	size_t from, length; /* bytes of the text */
};
struct sms_split {
	bool gsm7; /* false: has to go as UCS-2 */
	unsigned n;
	struct sms_piece piece[SMS_PIECES];
};

/* Of n bytes of UTF-8. RC_FULL for more than SMS_PIECES. */
MUST_CHECK enum rc sms_split(struct sms_split *out, const char *s, size_t n);

#endif
