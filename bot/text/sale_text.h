/*
 * text/sale_text.h - a day's report in one text: an amount, the part sold by live, a day
 *
 * "1,5jt live 400rb kemarin", "senin 2jt, 500rb dari online", "350rb tanpa live".
 */
#ifndef LAPAK_TEXT_SALE_TEXT_H
#define LAPAK_TEXT_SALE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/amount.h"
#include "text/date.h"

enum sale_text_live {
	SALE_TEXT_LIVE_UNSAID,
	SALE_TEXT_LIVE_GIVEN, /* live holds what was read, of whatever kind */
};

struct sale_text {
	struct amount total; /* AMOUNT_INVALID / AMOUNT_NOTHING when no amount stands there */
	enum sale_text_live live_said;
	struct amount live;
	struct date_read day;
	bool two_days; /* "kemarin 300rb hari ini 200rb": two reports; total is then
			* AMOUNT_INVALID / AMOUNT_SUM, and day one of the two */
};

/* Reads the whole of text (n bytes, at most 1,000 are looked at). today: market day of receipt. Always
 * fills out. */
void sale_text_parse(struct sale_text *out, const char *text, size_t n, int32_t today);

#endif
