/*
 * web/limit.h - private to web/: how often somebody may ask, and how long a guesser waits
 *
 * Both are small tables of fixed size in memory: an attacker with many addresses pushes out the
 * oldest rows, never the bounds. Keys are hashed with a random seed, so that none can be chosen to
 * meet another's.
 */
#ifndef LAPAK_WEB_LIMIT_H
#define LAPAK_WEB_LIMIT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LIMIT_ROWS = 1024, LIMIT_WAYS = 4, LIMIT_SEED = 16 };

struct limit_row {
	uint64_t key;
	int64_t at_ms;  /* last looked at; 0: free */
	int64_t tokens; /* thousandths */
	unsigned tries; /* failures in a row */
};

struct limits { /* all zero but seed to begin with */
	unsigned char seed[LIMIT_SEED];
	struct limit_row row[LIMIT_ROWS];
	uint64_t rates, guesses; /* refused so far by limit_take(), by guess_begin() */
};

struct limit_rate {
	unsigned per_second, burst;
};

/* Takes one of the key's tokens. 0, or in how many seconds there is one. kind keeps names of
 * different kinds apart ("address", "session"). */
unsigned limit_take(struct limits *l, const char *kind, const char *name,
	const struct limit_rate *rate, int64_t now_ms);

/* Guesses: the first LIMIT_FREE failures are free, then each doubles the wait from 1 s up to most
 * seconds; an hour without a guess forgets all. Counts a guess at once, so that many at a time
 * gain nothing: guess_right() takes it back. 0: go on; else in how many seconds (nothing counted). */
enum { LIMIT_FREE = 5 };
unsigned guess_begin(
	struct limits *l, const char *kind, const char *name, unsigned most, int64_t now_ms);
void guess_right(struct limits *l, const char *kind, const char *name);

#endif
