/* tests/fuzz/fuzz_sale_text.c - any bytes are read, and no part is larger than its whole */
#include <stdint.h>

#include "text/sale_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sale_text read;
	const struct amount *total = &read.total, *live = &read.live;

	sale_text_parse(&read, (const char *)data, size, 20000);
	if ((read.live_said == SALE_TEXT_LIVE_UNSAID) !=
		(live->kind == AMOUNT_INVALID && live->reason == AMOUNT_NOTHING))
		BUG("the live part is said and not, or not said and there");
	if (total->kind == AMOUNT_DEFINITE && (total->value < 0 || total->value >= AMOUNT_MAX))
		BUG("a total out of range");
	if (total->kind == AMOUNT_AMBIGUOUS && total->value >= total->other)
		BUG("the lower reading is not the lower one");
	if (total->kind == AMOUNT_DEFINITE && live->kind == AMOUNT_DEFINITE &&
		live->value > total->value)
		BUG("more by live than in all");
	if (read.day.kind != DATE_NONE && read.day.start + read.day.length > size)
		BUG("the day's words end beyond the text");
	return 0;
}
