/* text/form.c - application/x-www-form-urlencoded, as bytes from outside */
#include "text/form.h"

#include <string.h>

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Decodes n bytes at s in place (it only ever shrinks), ends them with a NUL and leaves the new
 * length in *length. The byte behind the n may be overwritten. */
static bool decode(char *s, size_t n, bool allow_nul, size_t *length)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		char c = s[i];

		if (c == '\0')
			return false;
		if (c == '+') {
			c = ' ';
		} else if (c == '%') {
			int high = i + 2 < n ? hex_value(s[i + 1]) : -1;
			int low = i + 2 < n ? hex_value(s[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		}
		if (c == '\0' && !allow_nul)
			return false;
		s[used++] = c;
	}
	s[used] = '\0';
	*length = used;
	return true;
}

/* One name=value of n bytes; no '=' gives an empty value. */
static enum rc field_add(struct form *out, char *s, size_t n, bool allow_nul)
{
	struct form_field *field;
	char *equals = memchr(s, '=', n);
	size_t name_length = equals != NULL ? (size_t)(equals - s) : n;
	char *value = equals != NULL ? equals + 1 : s + n;

	if (out->count == FORM_FIELDS)
		return RC_FULL;
	field = &out->field[out->count];
	if (!decode(value, n - (size_t)(value - s), allow_nul, &field->value_length) ||
		!decode(s, name_length, false, &name_length))
		return RC_INVALID;
	field->name = s;
	field->value = value;
	out->count++;
	return RC_OK;
}

enum rc form_parse(struct form *out, const char *s, size_t n, bool allow_nul)
{
	enum rc rc = RC_OK;
	char *at, *end;

	out->count = 0;
	buf_init(&out->memory, FORM_BYTES);
	buf_add(&out->memory, s, n);
	if (out->memory.full)
		return RC_FULL;
	at = out->memory.data;
	end = at + out->memory.len;
	while (at < end && rc == RC_OK) {
		char *stop = memchr(at, '&', (size_t)(end - at));

		if (stop == NULL)
			stop = end;
		if (stop > at)
			rc = field_add(out, at, (size_t)(stop - at), allow_nul);
		at = stop + 1;
	}
	if (rc != RC_OK)
		out->count = 0;
	return rc;
}

void form_release(struct form *f)
{
	buf_release(&f->memory);
	f->count = 0;
}

const struct form_field *form_get(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->field[i].name, name) == 0)
			return &f->field[i];
	return NULL;
}

bool form_repeats(const struct form *f, const char *name)
{
	size_t found = 0;

	for (size_t i = 0; i < f->count; i++)
		found += strcmp(f->field[i].name, name) == 0;
	return found > 1;
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || c == '.' || c == '~';
}

void form_encode(struct buf *out, const char *s, size_t n)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t done = 0;

	while (done < n) { /* what is plain goes in one piece */
		size_t run = 0;

		while (done + run < n && is_plain(s[done + run]))
			run++;
		buf_add(out, s + done, run);
		done += run;
		if (done < n) {
			unsigned char c = (unsigned char)s[done++];

			buf_add(out, (const char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
		}
	}
}
