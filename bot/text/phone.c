/* text/phone.c - one canonical form for an Indonesian mobile number */
#include "text/phone.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "text/utf8.h"

enum {
	DIGITS_MAX = 24, /* more than any prefix plus a full number: too long anyway */
	E164_DIGITS = 15,
	NATIONAL_MIN = 9, /* 8xx and six digits; libphonenumber's metadata for ID */
	NATIONAL_MAX = 12,
	INTERNATIONAL_MIN = 9, /* a bare digit string shorter than this is a service's */
	LANDLINE_MIN = 8,
};

/* What a spelling holds once the decoration is gone. */
struct dialled {
	char digit[DIGITS_MAX + 1];
	size_t count;
	bool plus;
};

struct prefix {
	char first[4];
	char last[4];
	const char *name;
};

/* resources/carrier/en/62.txt of libphonenumber; the three digits after +62. */
static const struct prefix operators[] = {
	{ "811", "813", "telkomsel" },
	{ "814", "816", "indosat" },
	{ "817", "819", "xl" },
	{ "821", "823", "telkomsel" },
	{ "831", "833", "axis" },
	{ "838", "838", "axis" },
	{ "851", "853", "telkomsel" },
	{ "855", "858", "indosat" },
	{ "859", "859", "xl" },
	{ "877", "879", "xl" },
	{ "881", "889", "smartfren" },
	{ "895", "899", "tri" },
};

/* Full-width forms (U+FF01..FF5E) are what some keyboards send for ASCII. */
static uint32_t narrow(uint32_t code)
{
	if (code >= 0xFF01 && code <= 0xFF5E)
		return code - 0xFEE0;
	return code;
}

/* Characters people put between digits, and the invisible ones that come along when copying. */
static bool is_decoration(uint32_t code)
{
	if (code >= 0x2000 && code <= 0x2015)
		return true;
	if (code >= 0x202A && code <= 0x202E)
		return true;
	switch (code) {
	case ' ':
	case '.':
	case '-':
	case '/':
	case '(':
	case ')':
	case 0x00A0:
	case 0x202F:
	case 0x2060:
	case 0x2212:
	case 0x3000:
	case 0xFEFF:
		return true;
	default:
		return false;
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* RC_INVALID when there is anything but digits, decoration and one plus in front of them. */
static enum rc read_dialled(struct dialled *out, const char *text, size_t n)
{
	size_t at = 0;

	while (n > 0 && is_blank(text[n - 1]))
		n--;
	while (at < n && is_blank(text[at]))
		at++;
	*out = (struct dialled){ .count = 0 };
	while (at < n) {
		uint32_t code = narrow(utf8_next(text, n, &at));

		if (code >= '0' && code <= '9') {
			if (out->count == DIGITS_MAX)
				return RC_INVALID;
			out->digit[out->count++] = (char)code;
		} else if (code == '+') {
			if (out->plus || out->count > 0)
				return RC_INVALID;
			out->plus = true;
		} else if (!is_decoration(code)) {
			return RC_INVALID;
		}
	}
	return out->count > 0 ? RC_OK : RC_INVALID;
}

static bool begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The digits after the country code, or NULL when this is not meant to be an Indonesian
 * number. Takes what people type: 62, 0062, an operator's 001 007 008 009 before 62, and a
 * trunk 0 kept after it. */
static const char *national_part(const struct dialled *d)
{
	static const char *const country[] = { "0062", "00162", "00762", "00862", "00962",
		"62" };
	const char *s = d->digit;

	if (d->plus && !begins(s, "62"))
		return NULL;
	for (size_t i = 0; i < sizeof(country) / sizeof(country[0]); i++) {
		if (!begins(s, country[i]))
			continue;
		s += strlen(country[i]);
		return *s == '0' ? s + 1 : s;
	}
	if (begins(s, "00"))
		return NULL;
	return *s == '0' ? s + 1 : s;
}

static bool is_mobile(const char *national)
{
	size_t n = strlen(national);

	if (n < NATIONAL_MIN || n > NATIONAL_MAX || national[0] != '8')
		return false;
	return national[1] != '0' && national[1] != '4';
}

static void put_e164(struct phone *out, const char *country, const char *digits)
{
	size_t c = strlen(country);

	memset(out, 0, sizeof(*out));
	out->e164[0] = '+';
	memcpy(out->e164 + 1, country, c);
	memcpy(out->e164 + 1 + c, digits, strlen(digits));
}

enum rc phone_parse(struct phone *out, const char *text, size_t n)
{
	struct dialled d;
	const char *national;

	if (read_dialled(&d, text, n) != RC_OK)
		return RC_INVALID;
	national = national_part(&d);
	if (!national || !is_mobile(national))
		return RC_INVALID;
	put_e164(out, "62", national);
	return RC_OK;
}

/* 0800, 0804, 0807, 0809: calls that somebody sells, never a person. */
static bool is_service_range(const char *national)
{
	return begins(national, "80");
}

/* Full numbers of other countries and Indonesian landlines; false for a short code. */
static bool read_other_number(struct phone *out, const struct dialled *d)
{
	const char *s = d->digit;
	const char *national;

	if (!d->plus && begins(s, "00") && s[2] != '0' && d->count - 2 >= INTERNATIONAL_MIN &&
		d->count - 2 <= E164_DIGITS && !national_part(d)) {
		put_e164(out, "", s + 2);
		return true;
	}
	if (!d->plus && *s == '0') {
		national = s + 1;
		if (d->count < LANDLINE_MIN || d->count > E164_DIGITS - 1 || *national == '0' ||
			is_service_range(national))
			return false;
		put_e164(out, "62", national);
		return true;
	}
	if (*s == '0' || d->count > E164_DIGITS)
		return false;
	if (!d->plus && d->count < INTERNATIONAL_MIN)
		return false;
	put_e164(out, "", s);
	return true;
}

enum sender phone_sender(struct phone *out, const char *text, size_t n)
{
	struct dialled d;
	struct buf clean;

	if (phone_parse(out, text, n) == RC_OK)
		return SENDER_MOBILE;
	if (read_dialled(&d, text, n) == RC_OK && read_other_number(out, &d))
		return SENDER_FOREIGN;
	buf_init(&clean, sizeof(out->e164) - 1);
	utf8_clean(&clean, text, n, sizeof(out->e164) - 1);
	memset(out, 0, sizeof(*out));
	if (clean.len > 0)
		memcpy(out->e164, clean.data, clean.len);
	buf_release(&clean);
	return SENDER_SERVICE;
}

void phone_mask(const struct phone *p, char out[static 17])
{
	size_t n = strnlen(p->e164, sizeof(p->e164) - 1);
	size_t head = n >= 12 ? 6 : 3;
	size_t tail = n >= 12 ? 3 : 1;

	memset(out, 0, sizeof(p->e164));
	if (p->e164[0] != '+' || n < 6) {
		memcpy(out, p->e164, n);
		return;
	}
	memcpy(out, p->e164, head);
	memset(out + head, '*', 4);
	memcpy(out + head + 4, p->e164 + n - tail, tail);
}

const char *phone_operator(const struct phone *p)
{
	const char *national = p->e164 + 3;

	if (!begins(p->e164, "+62"))
		return "other";
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
		if (strncmp(national, operators[i].first, 3) >= 0 &&
			strncmp(national, operators[i].last, 3) <= 0)
			return operators[i].name;
	}
	return "other";
}
