/* tests/fuzz/fuzz_amount.c - any bytes as an amount: no crash, promises kept */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/amount.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		abort();
}

static int is_sum(rupiah n)
{
	return n >= 0 && n < AMOUNT_MAX;
}

/* What is printed reads back as the same sum; below 10,000 it may be a doubt. */
static void check_print(rupiah n)
{
	struct amount again;
	struct buf b;

	buf_init(&b, 64);
	amount_print(&b, n);
	amount_parse(&again, b.data, b.len);
	check(again.kind == AMOUNT_DEFINITE || (n < 10000 && again.kind == AMOUNT_AMBIGUOUS));
	check(n < 10000 || again.value == n);
	buf_release(&b);
}

static void check_say(rupiah n, const char *lang)
{
	struct amount again;
	struct buf b;

	buf_init(&b, 400);
	amount_say(&b, n, lang);
	check(!b.full);
	amount_parse(&again, b.data, b.len);
	check(again.kind != AMOUNT_INVALID &&
		(again.kind != AMOUNT_DEFINITE || again.value == n));
	buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = { "id", "jv", "en" };
	const char *text = (const char *)data;
	struct amount a;
	int64_t words = 0;

	amount_parse(&a, text, size);
	check((unsigned)a.kind <= AMOUNT_INVALID && (unsigned)a.reason < AMOUNT_REASONS);
	check(is_sum(a.value) && is_sum(a.other));
	check(a.kind != AMOUNT_AMBIGUOUS || a.value < a.other);
	check(a.kind == AMOUNT_AMBIGUOUS || a.other == 0);
	if (a.kind == AMOUNT_DEFINITE) {
		check_print(a.value);
		check_say(a.value, langs[size % 3]);
	}
	if (amount_words(&words, text, size) == RC_OK)
		check(words >= 0);
	return 0;
}
