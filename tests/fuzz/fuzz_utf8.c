/* tests/fuzz/fuzz_utf8.c - cleaned text is well-formed, within its bound, and stays as it is */
#include <stdint.h>
#include <string.h>

#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *s = (const char *)data;
	size_t max = n > 0 ? data[0] : 0, at = 0;
	struct buf once, twice;

	buf_init(&once, 3 * n + 1);
	buf_init(&twice, 3 * n + 1);
	if (!utf8_clean(&once, s, n, max) &&
		utf8_length(once.data, once.len) != utf8_length(s, n))
		BUG("a character was lost");
	if (once.len > max || !utf8_valid(once.data, once.len))
		BUG("%zu bytes of at most %zu", once.len, max);
	if (utf8_clean(&twice, once.data, once.len, once.len) ||
		strcmp(once.data, twice.data) != 0)
		BUG("cleaning changes clean text");
	buf_reset(&twice);
	while (at < n)
		utf8_put(&twice, utf8_next(s, n, &at));
	if (utf8_valid(s, n) && (twice.len != n || memcmp(twice.data, s, n) != 0))
		BUG("well-formed text does not survive");
	buf_release(&once);
	buf_release(&twice);
	return 0;
}
