/* base/config_template.c - texts of lapak.ini with {{word}} in them */
#include "base/config_template.h"

#include <string.h>

#include "base/config_parts.h"

static const char *const words[TEMPLATE_WORDS] = {
	[TEMPLATE_TO] = "to",
	[TEMPLATE_TO_DIGITS] = "to_digits",
	[TEMPLATE_TO_NATIONAL] = "to_national",
	[TEMPLATE_FROM] = "from",
	[TEMPLATE_TEXT] = "text",
	[TEMPLATE_ID] = "id",
	[TEMPLATE_USER] = "user",
	[TEMPLATE_PASSWORD] = "password",
	[TEMPLATE_KEY] = "key",
	[TEMPLATE_DEVICE] = "device",
	[TEMPLATE_MINUTES] = "minutes",
	[TEMPLATE_UNICODE] = "unicode",
	[TEMPLATE_REPORT_URL] = "report_url",
	[TEMPLATE_MESSAGE_ID] = "message_id",
	[TEMPLATE_TODAY] = "today",
	[TEMPLATE_YESTERDAY] = "yesterday",
};

static enum template_word word_of(const char *s, size_t n)
{
	enum template_word w = 0;

	while (w < TEMPLATE_WORDS && (strlen(words[w]) != n || memcmp(words[w], s, n) != 0))
		w++;
	return w;
}

/* NOLINTNEXTLINE(readability-function-size): an expansion needs its two callbacks */
bool template_expand(struct buf *out, const char *text, template_literal_fn *literal,
	template_put_fn *put, const void *arg, const char **bad)
{
	const char *at = text, *open, *close;

	for (open = strstr(at, "{{"); open != NULL; open = strstr(at, "{{")) {
		enum template_word word;

		close = strstr(open, "}}");
		word = close != NULL ? word_of(open + 2, (size_t)(close - open) - 2)
				     : TEMPLATE_WORDS;
		if (word == TEMPLATE_WORDS || close == NULL) {
			if (bad != NULL)
				*bad = open;
			return false;
		}
		literal(out, at, (size_t)(open - at), arg);
		put(out, word, arg);
		at = close + 2;
	}
	literal(out, at, strlen(at), arg);
	return true;
}

/* A digit for each word: what is left of a URL must be one. */
static void put_digit(struct buf *out, enum template_word word, const void *arg)
{
	(void)word;
	(void)arg;
	buf_putc(out, '0');
}

static void put_literal(struct buf *out, const char *s, size_t n, const void *arg)
{
	(void)arg;
	buf_add(out, s, n);
}

static bool is_template(const struct config_reading *r, struct buf *plain)
{
	const char *bad = "";

	if (template_expand(plain, r->value, put_literal, put_digit, NULL, &bad))
		return true;
	buf_printf(r->why, "holds `%.24s`; the words are", bad);
	for (int i = 0; i < TEMPLATE_WORDS; i++)
		buf_printf(r->why, " {{%s}}", words[i]);
	return false;
}

bool config_read_template(const struct config_reading *r)
{
	struct buf plain;
	bool fits;

	buf_init(&plain, CONFIG_PATH);
	fits = is_template(r, &plain);
	buf_release(&plain);
	return fits && config_read_text(r);
}

bool config_read_template_url(const struct config_reading *r)
{
	struct config_reading bare = *r;
	char url[CONFIG_URL];
	struct buf plain;
	bool fits;

	buf_init(&plain, CONFIG_PATH);
	fits = is_template(r, &plain);
	if (fits) {
		bare.value = plain.data;
		bare.to = url;
		fits = config_read_url(&bare);
	}
	buf_release(&plain);
	return fits && config_copy(r, r->value);
}
