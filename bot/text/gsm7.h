/*
 * text/gsm7.h - what fits into an SMS and what it costs
 *
 * 3GPP TS 23.038 §6.2.1 (the alphabet), TS 23.040 §9.2.3.24.1 (parts).
 * GSM-7 default alphabet with its extension table: 160 septets in one message, 153 a part.
 * UCS-2: 70 and 67 16-bit units. An extension pair and a surrogate pair are never split.
 */
#ifndef LAPAK_TEXT_GSM7_H
#define LAPAK_TEXT_GSM7_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { SMS_PARTS_MAX = 255 };

struct sms_cost {
	bool gsm7;         /* false: has to go as UCS-2 */
	unsigned units;    /* septets (extension characters count two) or 16-bit units */
	unsigned segments; /* 1..SMS_PARTS_MAX; an empty text is 1 */
	unsigned short part[SMS_PARTS_MAX]; /* units in each segment */
};

/* Counts n bytes of UTF-8 (malformed bytes count as U+FFFD, which is UCS-2). A text that needs
 * more than SMS_PARTS_MAX segments says SMS_PARTS_MAX; its units are those of the whole text.
 */
void sms_cost(struct sms_cost *out, const char *s, size_t n);

/* Segments and encoding only, without the per-part table; for counters and budgets. */
unsigned sms_segments(const char *s, size_t n, bool *gsm7);

/* "GSM-7 2 165 153+12": encoding, segments, units, units of each segment. */
void sms_print_cost(struct buf *out, const struct sms_cost *c);

/* Septets of one code point: 1, 2 (extension), or 0 when GSM-7 lacks it. */
unsigned gsm7_septets(unsigned code);

/* Whether every byte is printable ASCII that every Indonesian network carries in one septet:
 * none of ` ^ { } [ ] ~ | \ and no control character. */
bool gsm7_plain(const char *s, size_t n);

/* Appends s with everything that is not gsm7_plain() replaced by its nearest plain look (curly
 * quotes, dashes, accents, full-width, brackets, line ends), and dropped where there is none;
 * spaces then collapsed, none at either end. What is appended is gsm7_plain(), and at most
 * twice as long as s. */
void gsm7_fold(struct buf *out, const char *s, size_t n);

/* Decodes one 7-bit value per byte (not packed) into UTF-8; 0x1B leads an extension. For tests
 * against the table and for gateways that deliver raw septets. */
void gsm7_decode(struct buf *out, const unsigned char *septets, size_t n);

#endif
