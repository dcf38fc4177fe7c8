/* tests/fuzz/fuzz_date.c - any bytes as a date: no crash, and a phrase that lies inside the text */
#include <stdint.h>
#include <stdlib.h>

#include "text/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct date_read *d, size_t size, int32_t today)
{
	if (d->start > size || d->length > size - d->start)
		abort();
	if (d->kind != DATE_NONE && d->length == 0)
		abort();
	if (d->kind == DATE_DEFINITE && d->day > today)
		abort();
	if (d->kind == DATE_FUTURE && d->day < today)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int32_t today = size > 0 ? 19000 + data[0] * 16 : 20000;
	struct date_read d;
	struct buf b;

	date_parse(&d, (const char *)data, size, today);
	check(&d, size, today);
	buf_init(&b, 64);
	date_print_parse(&b, &d);
	buf_release(&b);
	date_find(&d, (const char *)data, size, today);
	check(&d, size, today);
	return 0;
}
