/* tests/fuzz/fuzz_form.c - a form that is taken can be written again and reads the same */
#include <stdint.h>
#include <string.h>

#include "text/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void form_write(struct buf *out, const struct form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		form_encode(out, f->field[i].name, strlen(f->field[i].name));
		buf_putc(out, '=');
		form_encode(out, f->field[i].value, f->field[i].value_length);
		buf_putc(out, '&');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	bool allow_nul = n > 0 && data[0] == '&';
	struct form first, second;
	struct buf written;

	if (form_parse(&first, (const char *)data, n, allow_nul) != RC_OK) {
		form_release(&first);
		return 0;
	}
	buf_init(&written, FORM_BYTES);
	form_write(&written, &first);
	if (!written.full) {
		if (form_parse(&second, written.data, written.len, allow_nul) != RC_OK ||
			second.count != first.count)
			BUG("%zu fields do not read back", first.count);
		for (size_t i = 0; i < first.count; i++)
			if (strcmp(first.field[i].name, second.field[i].name) != 0 ||
				first.field[i].value_length != second.field[i].value_length ||
				memcmp(first.field[i].value, second.field[i].value,
					first.field[i].value_length) != 0)
				BUG("field %zu differs", i);
		form_release(&second);
	}
	buf_release(&written);
	form_release(&first);
	return 0;
}
