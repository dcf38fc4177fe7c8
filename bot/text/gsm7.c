/* text/gsm7.c - what fits into an SMS and what it costs (3GPP TS 23.038 and 23.040) */
#include "text/gsm7.h"

#include "text/utf8.h"

enum {
	ESCAPE = 0x1B,
	ALPHABET = 128,
	GSM7_SINGLE = 160, /* septets; a part loses 7 of them to its concatenation header */
	GSM7_PART = 153,
	UCS2_SINGLE = 70,
	UCS2_PART = 67,
};

/* clang-format off */
static const uint16_t alphabet[ALPHABET] = { /* 0: the escape, no character */
	0x0040, 0x00A3, 0x0024, 0x00A5, 0x00E8, 0x00E9, 0x00F9, 0x00EC,
	0x00F2, 0x00C7, 0x000A, 0x00D8, 0x00F8, 0x000D, 0x00C5, 0x00E5,
	0x0394, 0x005F, 0x03A6, 0x0393, 0x039B, 0x03A9, 0x03A0, 0x03A8,
	0x03A3, 0x0398, 0x039E, 0x0000, 0x00C6, 0x00E6, 0x00DF, 0x00C9,
	0x0020, 0x0021, 0x0022, 0x0023, 0x00A4, 0x0025, 0x0026, 0x0027,
	0x0028, 0x0029, 0x002A, 0x002B, 0x002C, 0x002D, 0x002E, 0x002F,
	0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036, 0x0037,
	0x0038, 0x0039, 0x003A, 0x003B, 0x003C, 0x003D, 0x003E, 0x003F,
	0x00A1, 0x0041, 0x0042, 0x0043, 0x0044, 0x0045, 0x0046, 0x0047,
	0x0048, 0x0049, 0x004A, 0x004B, 0x004C, 0x004D, 0x004E, 0x004F,
	0x0050, 0x0051, 0x0052, 0x0053, 0x0054, 0x0055, 0x0056, 0x0057,
	0x0058, 0x0059, 0x005A, 0x00C4, 0x00D6, 0x00D1, 0x00DC, 0x00A7,
	0x00BF, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065, 0x0066, 0x0067,
	0x0068, 0x0069, 0x006A, 0x006B, 0x006C, 0x006D, 0x006E, 0x006F,
	0x0070, 0x0071, 0x0072, 0x0073, 0x0074, 0x0075, 0x0076, 0x0077,
	0x0078, 0x0079, 0x007A, 0x00E4, 0x00F6, 0x00F1, 0x00FC, 0x00E0,
};

static const struct { unsigned char septet; uint16_t code; } extension[] = {
	{ 0x0A, 0x000C }, { 0x14, 0x005E }, { 0x28, 0x007B }, { 0x29, 0x007D }, { 0x2F, 0x005C },
	{ 0x3C, 0x005B }, { 0x3D, 0x007E }, { 0x3E, 0x005D }, { 0x40, 0x007C }, { 0x65, 0x20AC },
};
/* clang-format on */
enum { EXTENSIONS = sizeof(extension) / sizeof(extension[0]) };

unsigned gsm7_septets(unsigned code)
{
	/* Most letters are where ASCII has them; the table is walked for the others only. */
	if (code < ALPHABET && code != 0 && alphabet[code] == code)
		return 1;
	for (size_t i = 0; i < EXTENSIONS; i++)
		if (extension[i].code == code)
			return 2;
	for (size_t i = 0; i < ALPHABET; i++)
		if (alphabet[i] == code && code != 0)
			return 1;
	return 0;
}

/* Whether GSM-7 carries all of it; units in that encoding or else in UCS-2. */
static bool text_units(const char *s, size_t n, unsigned *units)
{
	unsigned septets = 0, wide = 0, one;
	bool gsm7 = true;
	size_t at = 0;

	while (at < n) {
		uint32_t code = utf8_next(s, n, &at);

		one = gsm7 ? gsm7_septets(code) : 0;
		gsm7 = gsm7 && one > 0;
		septets += one;
		wide += code > 0xFFFF ? 2 : 1;
	}
	*units = gsm7 ? septets : wide;
	return gsm7;
}

/* Fills parts greedily, a pair never split, until the text or SMS_PARTS_MAX ends; part may be
 * NULL. */
static unsigned parts_fill(unsigned short *part, const char *s, size_t n, bool gsm7)
{
	unsigned room = gsm7 ? GSM7_PART : UCS2_PART, used = 0, parts = 1, one;
	size_t at = 0;

	while (at < n) {
		uint32_t code = utf8_next(s, n, &at);

		one = gsm7 ? gsm7_septets(code) : code > 0xFFFF ? 2 : 1;
		if (used + one > room) {
			if (parts == SMS_PARTS_MAX)
				break;
			parts++;
			used = 0;
		}
		used += one;
		if (part != NULL)
			part[parts - 1] = (unsigned short)used;
	}
	return parts;
}

void sms_cost(struct sms_cost *out, const char *s, size_t n)
{
	*out = (struct sms_cost){ .segments = 1 };
	out->gsm7 = text_units(s, n, &out->units);
	if (out->units <= (out->gsm7 ? GSM7_SINGLE : UCS2_SINGLE))
		out->part[0] = (unsigned short)out->units;
	else
		out->segments = parts_fill(out->part, s, n, out->gsm7);
}

unsigned sms_segments(const char *s, size_t n, bool *gsm7)
{
	unsigned units;

	*gsm7 = text_units(s, n, &units);
	if (units <= (*gsm7 ? GSM7_SINGLE : UCS2_SINGLE))
		return 1;
	return parts_fill(NULL, s, n, *gsm7);
}

void sms_print_cost(struct buf *out, const struct sms_cost *c)
{
	buf_printf(out, "%s %u %u ", c->gsm7 ? "GSM-7" : "UCS-2", c->segments, c->units);
	for (unsigned i = 0; i < c->segments; i++)
		buf_printf(out, "%s%u", i > 0 ? "+" : "", (unsigned)c->part[i]);
}

bool gsm7_plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] < ' ' || s[i] > '~' || s[i] == '`' ||
			gsm7_septets((unsigned char)s[i]) != 1)
			return false;
	return true;
}

static unsigned extension_decode(unsigned char septet)
{
	for (size_t i = 0; i < EXTENSIONS; i++)
		if (extension[i].septet == septet)
			return extension[i].code;
	/* §6.2.1.1: what the extension table lacks is shown as the default alphabet has it, a
	 * second escape as a space. */
	return septet == ESCAPE ? ' ' : alphabet[septet];
}

void gsm7_decode(struct buf *out, const unsigned char *septets, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (septets[i] >= ALPHABET)
			utf8_put(out, UTF8_BAD);
		else if (septets[i] != ESCAPE)
			utf8_put(out, alphabet[septets[i]]);
		else if (i + 1 == n || septets[i + 1] >= ALPHABET)
			utf8_put(out, ' ');
		else
			utf8_put(out, extension_decode(septets[++i]));
	}
}
