/* gateway/event.c - filling an event from bytes of outside */
#include "gateway/event.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "text/utf8.h"

static bool is_printable(char c)
{
	return c > ' ' && c < 0x7F;
}

void event_begin(struct gateway_event *e, enum gateway_event_kind kind)
{
	*e = (struct gateway_event){ .kind = kind, .sender = SENDER_SERVICE };
}

void event_put_sender(struct gateway_event *e, const char *s, size_t n)
{
	e->sender = phone_sender(&e->from, s, n);
}

void event_put_international(struct gateway_event *e, const char *s, size_t n)
{
	enum { LEAST = 8, MOST = 15 }; /* digits; fewer are a short code */
	char number[MOST + 2] = "+";
	int64_t digits;

	if (n < LEAST || n > MOST || s[0] == '0' || digits_read(&digits, s, n) != RC_OK) {
		event_put_sender(e, s, n);
		return;
	}
	memcpy(number + 1, s, n);
	event_put_sender(e, number, n + 1);
}

void event_put_text(struct gateway_event *e, const char *s, size_t n)
{
	struct buf clean;

	buf_init(&clean, GATEWAY_TEXT_MAX);
	(void)utf8_clean(&clean, s, n, GATEWAY_TEXT_MAX);
	memcpy(e->text, clean.data, clean.len);
	e->text[clean.len] = '\0';
	e->length = clean.len;
	buf_release(&clean);
}

static void hash_copy(char *out, size_t size, const char *s, size_t n)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof(hash) + 1];

	(void)crypto_hash_sha256(hash, (const unsigned char *)s, n);
	(void)sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	(void)snprintf(out, size, "sha256-%s", hex);
}

void identifier_copy(char *out, size_t size, const char *s, size_t n)
{
	bool plain = n < size;

	for (size_t i = 0; i < n && plain; i++)
		plain = is_printable(s[i]);
	if (!plain) {
		hash_copy(out, size, s, n);
		return;
	}
	memcpy(out, s, n);
	out[n] = '\0';
}

void printable_copy(char *out, size_t size, const char *s, size_t n)
{
	size_t used = 0;

	for (size_t i = 0; i < n && used + 1 < size; i++)
		if (is_printable(s[i]) || s[i] == ' ')
			out[used++] = s[i];
	out[used] = '\0';
}

enum rc digits_read(int64_t *out, const char *s, size_t n)
{
	int64_t value = 0;

	if (n == 0)
		return RC_INVALID;
	for (size_t i = 0; i < n; i++) {
		int digit = s[i] - '0';

		if (digit < 0 || digit > 9 || value > (INT64_MAX - digit) / 10)
			return RC_INVALID;
		value = value * 10 + digit;
	}
	*out = value;
	return RC_OK;
}
