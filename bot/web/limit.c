/* web/limit.c - how often somebody may ask, and how long a guesser waits */
#include "web/limit.h"

#include <sodium.h>
#include <string.h>

enum { FORGET_MS = 3600 * 1000, TOKEN = 1000 };

static uint64_t key_of(const struct limits *l, const char *kind, const char *name)
{
	crypto_generichash_state state;
	uint64_t key;
	unsigned char hash[crypto_generichash_BYTES_MIN];

	(void)crypto_generichash_init(&state, l->seed, sizeof(l->seed), sizeof(hash));
	(void)crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
	(void)crypto_generichash_update(&state, (const unsigned char *)name, strlen(name));
	(void)crypto_generichash_final(&state, hash, sizeof(hash));
	memcpy(&key, hash, sizeof(key));
	return key;
}

/* The key's row, or the one of its set that was left alone longest, made empty. */
static struct limit_row *row_of(struct limits *l, uint64_t key, bool *fresh)
{
	struct limit_row *set = &l->row[key % (LIMIT_ROWS / LIMIT_WAYS) * LIMIT_WAYS],
			 *oldest = set;

	*fresh = false;
	for (size_t i = 0; i < LIMIT_WAYS; i++) {
		if (set[i].at_ms != 0 && set[i].key == key)
			return &set[i];
		if (set[i].at_ms < oldest->at_ms)
			oldest = &set[i];
	}
	*oldest = (struct limit_row){ .key = key };
	*fresh = true;
	return oldest;
}

unsigned limit_take(struct limits *l, const char *kind, const char *name,
	const struct limit_rate *rate, int64_t now_ms)
{
	bool fresh;
	struct limit_row *row = row_of(l, key_of(l, kind, name), &fresh);
	int64_t full = (int64_t)rate->burst * TOKEN, more = now_ms - row->at_ms;

	if (fresh || more < 0 || more > full) /* one token a millisecond at most */
		row->tokens = full;
	else
		row->tokens += more * rate->per_second;
	if (row->tokens > full)
		row->tokens = full;
	row->at_ms = now_ms > 0 ? now_ms : 1;
	if (row->tokens < TOKEN) {
		l->rates++;
		return (unsigned)((TOKEN - row->tokens) / (TOKEN * (int64_t)rate->per_second)) +
		       1;
	}
	row->tokens -= TOKEN;
	return 0;
}

static int64_t wait_of(unsigned tries, unsigned most)
{
	unsigned seconds = 1;

	if (tries < LIMIT_FREE)
		return 0;
	for (unsigned i = LIMIT_FREE; i < tries && seconds < most; i++)
		seconds *= 2;
	return (int64_t)(seconds < most ? seconds : most) * 1000;
}

unsigned guess_begin(
	struct limits *l, const char *kind, const char *name, unsigned most, int64_t now_ms)
{
	bool fresh;
	struct limit_row *row = row_of(l, key_of(l, kind, name), &fresh);
	int64_t left;

	if (now_ms - row->at_ms > FORGET_MS)
		row->tries = 0;
	left = row->at_ms + wait_of(row->tries, most) - now_ms;
	if (row->tries > 0 && left > 0) {
		l->guesses++;
		return (unsigned)((left + 999) / 1000);
	}
	if (row->tries < 64)
		row->tries++;
	row->at_ms = now_ms > 0 ? now_ms : 1;
	return 0;
}

void guess_right(struct limits *l, const char *kind, const char *name)
{
	bool fresh;
	struct limit_row *row = row_of(l, key_of(l, kind, name), &fresh);

	row->tries = 0;
	if (fresh)
		row->at_ms = 0;
}
