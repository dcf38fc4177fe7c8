/* text/words_seam.c - words typed as one, as "TIDAKLAKU" and "350rblive50rb" */
#include <string.h>

#include "text/words.h"

enum { PIECES_MAX = 4 };

/* clang-format off */
/* Words that are run together. A word made of nothing but these is several. */
static const char *const pieces[] = {
	"tidak", "tdk", "gak", "ga", "gk", "nggak", "enggak", "ndak", "ora", "ra", "ogak", "mboten",
	"tak", "belum", "blm", "durung", "dereng",
	"laku", "payu", "pajeng", "jual", "jualan", "dodol", "dodolan", "buka", "bukak",
	"libur", "tutup", "prei", "sepi", "hadir", "datang", "bisa", "ikut",
	"kemarin", "kemaren", "kmrn", "wingi", "hari", "ini", "dino", "iki", "besok", "bsk", "sesuk",
	"mene", "senin", "senen", "selasa", "rabu", "rebo", "kamis", "kemis", "jumat", "sabtu",
	"setu", "minggu", "ahad",
};

/* What may follow the unit of an amount besides those. */
static const char *const after_unit[] = {
	"live", "life", "online", "onlen", "tiktok", "shopee", "tanpa", "dari",
};

static const char *const units[] = {
	"ribu", "rbu", "rb", "ewu", "ebu", "juta", "jta", "jt", "yuta", "k",
};
/* clang-format on */

struct list {
	const char *const *word;
	size_t count;
};

static const struct list all[] = {
	{ pieces, sizeof(pieces) / sizeof(pieces[0]) },
	{ after_unit, sizeof(after_unit) / sizeof(after_unit[0]) },
	{ units, sizeof(units) / sizeof(units[0]) },
};

/* Which of those may stand next. */
enum stage {
	STAGE_PLAIN = 1, /* pieces */
	STAGE_MONEY = 2, /* and what follows a unit */
	STAGE_DIGIT = 3, /* and a unit */
};

/* How long the first piece is when the n letters are nothing but pieces; 0: they are not. */
static size_t first_piece(const char *word, size_t n, enum stage stage, unsigned depth)
{
	if (depth == 0)
		return 0;
	for (size_t i = 0; i < (size_t)stage; i++) {
		enum stage next = stage == STAGE_PLAIN ? STAGE_PLAIN : STAGE_MONEY;

		for (size_t j = 0; j < all[i].count; j++) {
			const char *piece = all[i].word[j];
			size_t k = word[0] == piece[0] ? strlen(piece) : n + 1;

			if (k > n || memcmp(word, piece, k) != 0)
				continue;
			if (k == n || first_piece(word + k, n - k, next, depth - 1) > 0)
				return k;
		}
	}
	return 0;
}

static bool is_one_piece(const char *word, size_t n)
{
	for (size_t i = 0; i < all[0].count; i++) {
		if (pieces[i][0] == word[0] && strlen(pieces[i]) == n &&
			memcmp(pieces[i], word, n) == 0)
			return true;
	}
	return false;
}

size_t words_seam(const char *word, size_t n, bool after_digit)
{
	size_t k;

	if (is_one_piece(word, n))
		return 0;
	k = first_piece(word, n, after_digit ? STAGE_DIGIT : STAGE_PLAIN, PIECES_MAX);
	return k < n ? k : 0;
}
