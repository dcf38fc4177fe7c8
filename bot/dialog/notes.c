/* dialog/notes.c - half-done answers of a conversation */
#include "dialog/notes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/rc.h"

/* The length of value cut to at most max bytes without splitting a UTF-8 character. */
static size_t cut_length(const char *value, size_t length, size_t max)
{
	if (length <= max)
		return length;
	while (max > 0 && ((unsigned char)value[max] & 0xC0U) == 0x80U)
		max--;
	return max;
}

static void put_bytes(
	struct notes *n, const char *key, size_t key_length, const char *value, size_t length)
{
	size_t at = 0;

	if (key_length == 0 || key_length > NOTE_KEY_MAX)
		return;
	while (at < n->count && (strlen(n->note[at].key) != key_length ||
					memcmp(n->note[at].key, key, key_length) != 0))
		at++;
	if (at == NOTES_MAX) {
		at--;
		memmove(&n->note[0], &n->note[1], at * sizeof(n->note[0]));
	} else if (at == n->count) {
		n->count++;
	}
	memcpy(n->note[at].key, key, key_length);
	n->note[at].key[key_length] = '\0';
	length = cut_length(value, length, NOTE_VALUE_MAX);
	for (size_t i = 0; i < length; i++)
		n->note[at].value[i] = (value[i] == '\n' || value[i] == '\0') ? ' ' : value[i];
	n->note[at].value[length] = '\0';
}

void notes_parse(struct notes *n, const char *data)
{
	n->count = 0;
	while (*data != '\0') {
		const char *end = strchr(data, '\n');
		size_t length = end != NULL ? (size_t)(end - data) : strlen(data);
		const char *equals = memchr(data, '=', length);

		if (equals != NULL)
			put_bytes(n, data, (size_t)(equals - data), equals + 1,
				length - (size_t)(equals - data) - 1);
		data += length + (end != NULL ? 1 : 0);
	}
}

static size_t printed_length(const struct notes *n, size_t i)
{
	return strlen(n->note[i].key) + strlen(n->note[i].value) + 2;
}

void notes_print(const struct notes *n, char *out, size_t size)
{
	size_t from = n->count, left = size - 1, used = 0;

	while (from > 0 && printed_length(n, from - 1) <= left)
		left -= printed_length(n, --from);
	out[0] = '\0';
	for (size_t i = from; i < n->count; i++) {
		(void)snprintf(
			out + used, size - used, "%s=%s\n", n->note[i].key, n->note[i].value);
		used += printed_length(n, i);
	}
}

const char *notes_get(const struct notes *n, const char *key)
{
	for (size_t i = 0; i < n->count; i++)
		if (strcmp(n->note[i].key, key) == 0)
			return n->note[i].value;
	return NULL;
}

const char *notes_text(const struct notes *n, const char *key)
{
	const char *value = notes_get(n, key);

	return value != NULL ? value : "";
}

int64_t notes_number(const struct notes *n, const char *key, int64_t otherwise)
{
	const char *s = notes_text(n, key);
	bool negative;
	int64_t value = 0;

	if (*s == '\0')
		return otherwise;
	negative = *s == '-';
	for (s += negative ? 1 : 0; *s != '\0'; s++) {
		if (*s < '0' || *s > '9' || value > (INT64_MAX - 9) / 10)
			return otherwise;
		value = value * 10 + (*s - '0');
	}
	return negative ? -value : value;
}

void notes_put(struct notes *n, const char *key, const char *value)
{
	size_t length = strlen(key);

	if (length == 0 || length > NOTE_KEY_MAX || strchr(key, '=') != NULL)
		BUG("bad note key %s", key);
	put_bytes(n, key, length, value, strlen(value));
}

void notes_put_number(struct notes *n, const char *key, int64_t value)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%" PRId64, value);
	notes_put(n, key, text);
}

void notes_forget(struct notes *n, const char *prefix)
{
	size_t kept = 0, length = strlen(prefix);

	for (size_t i = 0; i < n->count; i++)
		if (strncmp(n->note[i].key, prefix, length) != 0)
			n->note[kept++] = n->note[i];
	n->count = kept;
}
