/* text/number_words.c - numerals of the market */
#include "text/number_words.h"

#include <string.h>

#include "base/distance.h"
#include "text/lexicon.h"

enum {
	NEAR_MIN = 4,      /* letters of a numeral that a slip may be mended to */
	NEAR_UNIT_MIN = 3, /* the same for units, which are known by their place */
	SPLIT_MIN = 4,
	LETTERS_MAX = 48,
	JOINED_MAX = 96,
	PIECE_MAX = 16, /* letters of the longest numeral */
};

/* clang-format off */
static const struct number_word words[] = {
#define N(class, value, unit, flags, ...) \
	{ NUMBER_##class, flags, value, unit, { __VA_ARGS__, NULL } },
#include "text/number_words.def"
#undef N
};
/* clang-format on */

/* Words one slip away from a numeral that people mean when they write them. */
static const char *const lookalikes[] = {
	"aku",
	"batu",
	"bayu",
	"biji",
	"buta",
	"cepat",
	"duta",
	"ekor",
	"enak",
	"gaji",
	"ibu",
	"jumat",
	"koma",
	"laku",
	"lalu",
	"lama",
	"lemah",
	"lusa",
	"mata",
	"pintu",
	"pita",
	"rabu",
	"ratu",
	"ribut",
	"saku",
	"sapu",
	"setu",
	"siti",
	"status",
	"surat",
	"tamu",
	"tempat",
	"tiba",
	"tujuan",
	"uang",
	"abu",
	"abuh",
	"tahu",
	"telur",
	"telor",
	"sate",
	"satpam",
	"bulan",
	"belah",
	"malas",
	"balas",
	"beras",
	"gelas",
	"kelas",
	"emas",
	"riba",
	"sembako",
	"koran",
	"sepatu",
	"satuan",
	"sangat",
	"senang",
	"empuk",
	"kembali",
	"kota",
	"kopi",
	"toko",
	"tokoh",
	"lem",
	"eku",
	"seken",
};

const struct number_word *number_word_find(const char *word, size_t n)
{
	uint32_t row = 0;

	return lexicon_find(&lexicon_numbers, word, n, &row) ? &words[row] : NULL;
}

bool number_word_follows(const struct number_word *word)
{
	switch (word->class) {
	case NUMBER_TIMES_TEN:
	case NUMBER_PLUS_TEN:
	case NUMBER_PLUS_TWENTY:
	case NUMBER_TIMES_HUNDRED:
	case NUMBER_UNIT:
	case NUMBER_M:
		return true;
	case NUMBER_ZERO:
	case NUMBER_DIGIT:
	case NUMBER_TEEN:
	case NUMBER_TENS:
	case NUMBER_HUNDREDS:
	case NUMBER_WHOLE:
	case NUMBER_LUMP:
	case NUMBER_HALF:
	case NUMBER_QUARTER:
	case NUMBER_QUARTERS:
	case NUMBER_POINT:
		return false;
	}
	return false;
}

static bool is_lookalike(const char *word, size_t n)
{
	for (size_t i = 0; i < sizeof(lookalikes) / sizeof(lookalikes[0]); i++) {
		if (strlen(lookalikes[i]) == n && memcmp(lookalikes[i], word, n) == 0)
			return true;
	}
	return false;
}

/* "rbb", "jtx": an abbreviated unit and one stray letter. */
static bool is_trailed(const char *spelling, const char *word, size_t n)
{
	return n == 3 && strlen(spelling) == 2 && memcmp(spelling, word, 2) == 0;
}

/* The least letters a numeral must have to be mended to. */
static size_t near_min(const struct number_word *w)
{
	return w->class == NUMBER_UNIT ? NEAR_UNIT_MIN : NEAR_MIN;
}

/* How near a word is: no neighbour, a neighbour too short to trust, or one to mend to. */
enum nearness { FAR, RIVAL, NEAR };

static enum nearness spelling_near(
	const struct number_word *w, const char *spelling, const char *word, size_t n)
{
	size_t length = strlen(spelling);

	if (w->class == NUMBER_UNIT && is_trailed(spelling, word, n))
		return NEAR;
	if (length < NEAR_UNIT_MIN || word_distance(word, n, spelling, length, 1) > 1)
		return FAR;
	if (length >= near_min(w) && n >= near_min(w))
		return NEAR;
	return n >= NEAR_MIN ? RIVAL : FAR;
}

static enum nearness nearness_of(const struct number_word *w, const char *word, size_t n)
{
	enum nearness best = FAR;

	for (const char *const *s = w->spelling; *s; s++) {
		enum nearness this = spelling_near(w, *s, word, n);

		best = this > best ? this : best;
	}
	return best;
}

static bool same_value(const struct number_word *a, const struct number_word *b)
{
	return a->class == b->class && a->value == b->value && a->unit == b->unit;
}

/* "ribuu", "jutaa", "rbb": a key held too long. */
static const struct number_word *find_undoubled(const char *word, size_t n)
{
	char once[LETTERS_MAX];
	size_t length = 0;

	if (n > sizeof(once))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || word[i] != word[i - 1])
			once[length++] = word[i];
	}
	return length > 1 && length < n ? number_word_find(once, length) : NULL;
}

const struct number_word *number_word_near(const char *word, size_t n)
{
	const struct number_word *found = find_undoubled(word, n), *rival = NULL;

	if (found)
		return found;
	if (n < NEAR_UNIT_MIN || is_lookalike(word, n))
		return NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		enum nearness this = nearness_of(&words[i], word, n);

		if (this == FAR)
			continue;
		if (rival && !same_value(rival, &words[i]))
			return NULL;
		rival = &words[i];
		if (this == NEAR && (!found || (found->flags & NUMBER_BOUND)))
			found = &words[i];
	}
	return found;
}

/* Single letters and "pak" are too common inside other words. */
static bool may_join(const struct number_word *w, const char *piece, size_t n)
{
	return n > 1 && !(n == 3 && memcmp(piece, "pak", 3) == 0) && w->class != NUMBER_M;
}

/* The longest piece at word[at] from which the end can be reached; 0: none. next: the same for
 * the places after it. */
static size_t piece_at(const char *word, size_t n, size_t at, const size_t *next)
{
	size_t most = n - at < PIECE_MAX ? n - at : PIECE_MAX;

	for (size_t length = most; length > 1; length--) {
		const struct number_word *w;

		if (at + length < n && next[at + length] == 0)
			continue;
		w = number_word_find(word + at, length);
		if (w && may_join(w, word + at, length))
			return length;
	}
	return 0;
}

size_t number_word_split(
	const struct number_word **out, size_t *ends, size_t max, const char *word, size_t n)
{
	size_t length[JOINED_MAX] = { 0 }, count = 0;

	if (n < SPLIT_MIN || n > JOINED_MAX)
		return 0;
	for (size_t at = n; at-- > 0;)
		length[at] = piece_at(word, n, at, length);
	for (size_t at = 0; at < n; at += length[at]) {
		if (length[at] == 0 || count == max)
			return 0;
		out[count] = number_word_find(word + at, length[at]);
		ends[count++] = at + length[at];
	}
	return count;
}
