/* base/sha1.c - HMAC-SHA1 (RFC 2104, FIPS 180-4) */
#include "base/sha1.h"

#include <stdint.h>
#include <string.h>

enum { BLOCK = 64 };

struct sha1 {
	uint32_t h[5];
	uint64_t length; /* bytes */
	unsigned char block[BLOCK];
};

static uint32_t turn(uint32_t x, int by)
{
	return x << by | x >> (32 - by);
}

/* FIPS 180-4 §6.1.2: f and K of step t. */
static uint32_t step(int t, const uint32_t v[5])
{
	if (t < 20)
		return ((v[1] & v[2]) | (~v[1] & v[3])) + 0x5A827999;
	if (t < 40)
		return (v[1] ^ v[2] ^ v[3]) + 0x6ED9EBA1;
	if (t < 60)
		return ((v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])) + 0x8F1BBCDC;
	return (v[1] ^ v[2] ^ v[3]) + 0xCA62C1D6;
}

static void compress(struct sha1 *s)
{
	uint32_t w[80], v[5];

	for (size_t t = 0; t < 16; t++)
		w[t] = (uint32_t)s->block[4 * t] << 24 | (uint32_t)s->block[4 * t + 1] << 16 |
		       (uint32_t)s->block[4 * t + 2] << 8 | (uint32_t)s->block[4 * t + 3];
	for (size_t t = 16; t < 80; t++)
		w[t] = turn(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
	memcpy(v, s->h, sizeof(v));
	for (int t = 0; t < 80; t++) {
		uint32_t next = turn(v[0], 5) + step(t, v) + v[4] + w[t];

		v[4] = v[3];
		v[3] = v[2];
		v[2] = turn(v[1], 30);
		v[1] = v[0];
		v[0] = next;
	}
	for (size_t i = 0; i < 5; i++)
		s->h[i] += v[i];
}

static void begin(struct sha1 *s)
{
	static const uint32_t first[5] = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476,
		0xC3D2E1F0 };

	memcpy(s->h, first, sizeof(first));
	s->length = 0;
}

static void add(struct sha1 *s, const void *data, size_t n)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < n; i++) {
		s->block[s->length++ % BLOCK] = p[i];
		if (s->length % BLOCK == 0)
			compress(s);
	}
}

static void end(struct sha1 *s, unsigned char out[static SHA1_BYTES])
{
	uint64_t bits = s->length * 8;
	unsigned char length[8];

	add(s, "\x80", 1);
	while (s->length % BLOCK != BLOCK - 8)
		add(s, "", 1);
	for (size_t i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	add(s, length, sizeof(length));
	for (size_t i = 0; i < SHA1_BYTES; i++)
		out[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void sha1(unsigned char out[static SHA1_BYTES], const void *data, size_t n)
{
	struct sha1 s;

	begin(&s);
	add(&s, data, n);
	end(&s, out);
}

void hmac_sha1(unsigned char out[static SHA1_BYTES], const void *key, size_t key_length,
	const void *data, size_t n)
{
	unsigned char pad[BLOCK] = { 0 }, inner[SHA1_BYTES];
	struct sha1 s;

	if (key_length > BLOCK)
		sha1(pad, key, key_length);
	else if (key_length > 0)
		memcpy(pad, key, key_length);
	for (size_t i = 0; i < BLOCK; i++)
		pad[i] ^= 0x36;
	begin(&s);
	add(&s, pad, BLOCK);
	add(&s, data, n);
	end(&s, inner);
	for (size_t i = 0; i < BLOCK; i++)
		pad[i] ^= 0x36 ^ 0x5C;
	begin(&s);
	add(&s, pad, BLOCK);
	add(&s, inner, sizeof(inner));
	end(&s, out);
}
