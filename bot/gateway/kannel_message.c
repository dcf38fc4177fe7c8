/*
 * gateway/kannel_message.c - an SMS as Kannel's get-url or post-url hands it over
 *
 * With mo-recode = true the text is UTF-8. Without it a Unicode SMS comes as UTF-16BE bytes, NULs
 * included, in the query (%b) or as the body of a POST.
 */
#include "gateway/kannel.h"

#include <string.h>
#include <strings.h>

#include "gateway/event.h"
#include "text/utf8.h"

enum charset { CHARSET_UTF8, CHARSET_UTF16BE, CHARSET_LATIN1 };

struct charset_name {
	const char *name;
	enum charset charset;
};

static const struct charset_name charsets[] = {
	{ "UTF-16BE", CHARSET_UTF16BE },
	{ "UTF-16", CHARSET_UTF16BE },
	{ "UCS-2", CHARSET_UTF16BE },
	{ "UCS-2BE", CHARSET_UTF16BE },
	{ "ISO-10646-UCS-2", CHARSET_UTF16BE },
	{ "ISO-8859-1", CHARSET_LATIN1 },
	{ "LATIN1", CHARSET_LATIN1 },
	{ "WINDOWS-1252", CHARSET_LATIN1 },
};

/* A name we do not know is read as UTF-8: malformed bytes are then marked, not guessed at. */
static enum charset charset_named(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++)
		if (strlen(charsets[i].name) == n &&
			strncasecmp(charsets[i].name, name, n) == 0)
			return charsets[i].charset;
	return CHARSET_UTF8;
}

/* The charset parameter of `text/plain; charset="UTF-8"`, quoted or not; NULL when absent. */
static const char *charset_parameter(const char *content_type, size_t *n)
{
	const char *at = strcasestr(content_type, "charset=");

	if (at == NULL)
		return NULL;
	at += strlen("charset=");
	if (*at == '"')
		at++;
	*n = strcspn(at, "\"; \t");
	return at;
}

static enum charset charset_of(const struct gateway_request *r)
{
	const struct form_field *named = form_get(r->query, "charset");
	const struct form_field *coding = form_get(r->query, "coding");
	size_t n = 0;
	const char *parameter = charset_parameter(r->content_type, &n);

	if (strcmp(r->method, "POST") == 0 && parameter != NULL)
		return charset_named(parameter, n);
	if (named != NULL && named->value_length > 0)
		return charset_named(named->value, named->value_length);
	if (coding != NULL && strcmp(coding->value, "2") == 0)
		return CHARSET_UTF16BE;
	return CHARSET_UTF8;
}

static unsigned unit_at(const char *s)
{
	return (unsigned)(unsigned char)s[0] << 8 | (unsigned char)s[1];
}

static bool is_high(unsigned unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(unsigned unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* A lone surrogate or half a unit becomes U+FFFD. */
static void decode_utf16(struct buf *out, const char *s, size_t n)
{
	size_t at = 0;

	while (at + 1 < n) {
		unsigned unit = unit_at(s + at);
		unsigned next = at + 3 < n ? unit_at(s + at + 2) : 0;

		at += 2;
		if (is_high(unit) && is_low(next)) {
			utf8_put(out, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
			at += 2;
		} else {
			utf8_put(out, unit);
		}
	}
	if (at < n)
		utf8_put(out, UTF8_BAD);
}

static void decode_latin1(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		utf8_put(out, (unsigned char)s[i]);
}

static void put_text(struct gateway_event *e, const char *s, size_t n, enum charset charset)
{
	struct buf utf8;

	if (charset == CHARSET_UTF8) {
		event_put_text(e, s, n);
		return;
	}
	buf_init(&utf8, (size_t)3 * FORM_BYTES);
	if (charset == CHARSET_UTF16BE)
		decode_utf16(&utf8, s, n);
	else
		decode_latin1(&utf8, s, n);
	event_put_text(e, utf8.data, utf8.len);
	buf_release(&utf8);
}

static bool is_plain_text(const char *content_type)
{
	static const char plain[] = "text/plain";
	size_t n = sizeof(plain) - 1;

	return strncasecmp(content_type, plain, n) == 0 &&
	       strchr("; \t", content_type[n]) != NULL;
}

/* The text: the body of a POST, else %b. A configuration may hold both %a (text) and %b (b): %a has
 * lost spaces, byte by byte. */
static enum rc read_text(const struct gateway_request *r, struct gateway_event *e)
{
	const struct form_field *text = form_get(r->query, "b");

	if (strcmp(r->method, "POST") == 0) {
		if (!is_plain_text(r->content_type))
			return RC_INVALID;
		put_text(e, r->body, r->length, charset_of(r));
		return RC_OK;
	}
	if (text == NULL)
		text = form_get(r->query, "text");
	if (text == NULL)
		return RC_INVALID;
	put_text(e, text->value, text->value_length, charset_of(r));
	return RC_OK;
}

enum rc kannel_read_message(const struct gateway_request *r, struct gateway_event *e)
{
	const struct form_field *from = form_get(r->query, "from");
	const struct form_field *id = form_get(r->query, "id");
	const struct form_field *to = form_get(r->query, "to");
	const struct form_field *ts = form_get(r->query, "ts");

	if (from == NULL || from->value_length == 0)
		return RC_INVALID;
	event_begin(e, EVENT_SMS);
	event_put_sender(e, from->value, from->value_length);
	if (id != NULL)
		identifier_copy(e->id, sizeof(e->id), id->value, id->value_length);
	if (to != NULL)
		printable_copy(e->to, sizeof(e->to), to->value, to->value_length);
	if (ts != NULL && digits_read(&e->at, ts->value, ts->value_length) != RC_OK)
		e->at = 0;
	return read_text(r, e);
}
