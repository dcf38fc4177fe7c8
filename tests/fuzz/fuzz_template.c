/* tests/fuzz/fuzz_template.c - texts of lapak.ini with words in them: one pass, and every byte is accounted for */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/config_template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { ROOM = 64 * 1024 };

struct seen {
	size_t literal, words;
};

static struct seen seen;

static void literal(struct buf *out, const char *s, size_t n, const void *arg)
{
	(void)arg;
	seen.literal += n;
	buf_add(out, s, n);
}

/* What is put in looks like a word itself: it must not be looked at again. */
static void put(struct buf *out, enum template_word word, const void *arg)
{
	(void)arg;
	if ((int)word < 0 || word >= TEMPLATE_WORDS)
		BUG("word %d", (int)word);
	seen.words++;
	buf_puts(out, "{{to}}");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text = malloc(n + 1);
	const char *bad = NULL;
	struct buf out;

	if (text == NULL)
		return 0;
	if (n > 0)
		memcpy(text, data, n);
	text[n] = '\0';
	seen = (struct seen){ 0, 0 };
	buf_init(&out, ROOM);
	if (template_expand(&out, text, literal, put, NULL, &bad)) {
		if (!out.full && out.len != seen.literal + 6 * seen.words)
			BUG("%zu bytes of %zu and %zu words", out.len, seen.literal,
				seen.words);
		if (strstr(text, "{{") == NULL && (out.full || strcmp(out.data, text) != 0))
			BUG("a text without words was changed");
	} else if (bad < text || bad >= text + strlen(text) || strncmp(bad, "{{", 2) != 0) {
		BUG("the fault is not in the text");
	}
	buf_release(&out);
	free(text);
	return 0;
}
