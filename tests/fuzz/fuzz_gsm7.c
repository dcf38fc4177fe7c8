/* tests/fuzz/fuzz_gsm7.c - parts add up, folding gives what every network carries */
#include <stdint.h>
#include <string.h>

#include "text/gsm7.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_cost(const char *s, size_t n)
{
	struct sms_cost cost;
	unsigned sum = 0;
	bool gsm7;

	sms_cost(&cost, s, n);
	for (unsigned i = 0; i < cost.segments; i++)
		sum += cost.part[i];
	if (sum != cost.units && cost.segments < SMS_PARTS_MAX)
		BUG("parts give %u of %u units", sum, cost.units);
	if (sms_segments(s, n, &gsm7) != cost.segments || gsm7 != cost.gsm7)
		BUG("two counts differ");
	for (unsigned i = 0; cost.segments > 1 && i < cost.segments; i++)
		if (cost.part[i] == 0 || cost.part[i] > (gsm7 ? 153 : 67))
			BUG("part %u has %u units", i, (unsigned)cost.part[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *s = (const char *)data;
	struct buf once, twice;

	check_cost(s, n);
	buf_init(&once, 4 * n + 1);
	buf_init(&twice, 4 * n + 1);
	gsm7_fold(&once, s, n);
	gsm7_fold(&twice, once.data, once.len);
	if (!gsm7_plain(once.data, once.len) || once.len > 2 * n)
		BUG("folded text is not plain, or %zu bytes of %zu", once.len, n);
	if (strcmp(once.data, twice.data) != 0)
		BUG("folding changes folded text");
	buf_reset(&once);
	gsm7_decode(&once, data, n);
	if (once.full)
		BUG("%zu septets gave more than %zu bytes", n, once.ceiling);
	buf_release(&once);
	buf_release(&twice);
	return 0;
}
