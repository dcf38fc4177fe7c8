/* text/sms_split.c - a long text in pieces that fit one SMS each */
#include "text/sms_split.h"

#include "text/gsm7.h"
#include "text/utf8.h"

static unsigned units_of(uint32_t code, bool gsm7)
{
	if (gsm7)
		return gsm7_septets(code);
	return code > 0xFFFF ? 2 : 1;
}

enum rc sms_split(struct sms_split *out, const char *s, size_t n)
{
	struct sms_cost cost;
	size_t at = 0;

	sms_cost(&cost, s, n);
	if (cost.segments > SMS_PIECES)
		return RC_FULL;
	out->gsm7 = cost.gsm7;
	out->n = cost.segments;
	for (unsigned i = 0; i < cost.segments; i++) {
		unsigned used = 0;

		out->piece[i].from = at;
		while (at < n && used < cost.part[i])
			used += units_of(utf8_next(s, n, &at), cost.gsm7);
		out->piece[i].length = at - out->piece[i].from;
	}
	return RC_OK;
}
