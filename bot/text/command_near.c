/* text/command_near.c - a keyword with one slip of the finger */
#include <string.h>

#include "base/distance.h"
#include "text/command_words.h"

enum {
	FUZZY_MIN = 4, /* shorter words have too many neighbours */
	JOIN_MAX = 12,
};

/* clang-format off */
static const char *const guards[][20] = {
#define G(...) { __VA_ARGS__ },
#include "text/command_guard.def"
#undef G
};

/* The words a slip is mended to; "berhenti" and "hapus" lead to a question only. */
static const char *const keywords[] = {
	"menu", "bantuan", "daftar", "pendaftaran", "lapor", "laporan", "jual", "jualan",
	"penjualan", "tips", "batal",
	"mulai", "bahasa", "hadir", "status", "jadwal", "koreksi", "libur", "tutup", "nihil",
	"kosong", "petugas",
	"lanjut", "ganti", "help", "tidak", "setuju", "pelatihan", "register", "cancel", "berhenti",
	"hapus",
};

/* Endings that leave the keyword what it is: -nya, Javanese -e and -ne, -lah. */
static const char *const endings[] = { "nya", "ne", "e", "lah", "kan", "an", "no", "ku", "s" };
/* clang-format on */

static bool is_keyword(const char *word)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		if (word_is(keywords[i], word))
			return true;
	}
	return false;
}

static bool is_guarded(const char *word)
{
	for (size_t i = 0; i < sizeof(guards) / sizeof(guards[0]); i++) {
		for (size_t j = 0; j < sizeof(guards[0]) / sizeof(guards[0][0]) && guards[i][j];
			j++) {
			if (word_is(guards[i][j], word))
				return true;
		}
	}
	return false;
}

/* Digits that stand for the letter they look like: d4ftar, t1ps. */
static bool mend_leet(char *out, const char *word)
{
	static const char digit[] = "01345";
	static const char letter[] = "oiaes";
	size_t letters = 0, changed = 0;

	for (; *word; word++) {
		const char *at = strchr(digit, *word);

		*out++ = at ? letter[at - digit] : *word;
		if (at)
			changed++;
		else if (*word >= 'a')
			letters++;
	}
	*out = '\0';
	return changed > 0 && letters > 0;
}

static bool mend_doubled(char *out, const char *word)
{
	const char *start = out;
	size_t n = strlen(word);

	for (; *word; word++) {
		if (out == start || out[-1] != *word)
			*out++ = *word;
	}
	*out = '\0';
	return (size_t)(out - start) < n;
}

static bool mend_ending(char *out, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t e = strlen(endings[i]);

		if (n < e + FUZZY_MIN || strcmp(word + n - e, endings[i]) != 0)
			continue;
		memcpy(out, word, n - e);
		out[n - e] = '\0';
		if (is_keyword(out))
			return true;
	}
	return false;
}

/* The one keyword within one slip; two of different meaning are none. */
static bool mend_slip(char *out, const char *word)
{
	size_t n = strlen(word);
	const char *found = NULL;

	if (n < FUZZY_MIN || is_guarded(word))
		return false;
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		size_t k = strlen(keywords[i]);

		if (word_distance(word, n, keywords[i], k, 1) > 1)
			continue;
		if (found &&
			strcmp(command_spelling(found), command_spelling(keywords[i])) != 0 &&
			strncmp(found, keywords[i], FUZZY_MIN) != 0)
			return false;
		found = keywords[i];
	}
	if (!found)
		return false;
	memcpy(out, found, strlen(found) + 1);
	return true;
}

/* "da ftar", "t i p s": all words from `at` on are pieces of one keyword. */
static bool mend_split(char *out, const struct spoken *s, size_t at)
{
	size_t n = 0;

	if (s->words.count - at < 2 || s->words.more)
		return false;
	for (size_t i = at; i < s->words.count; i++) {
		const struct word *w = &s->words.word[i];

		if (n + w->length > JOIN_MAX)
			return false;
		memcpy(out + n, w->text, w->length);
		n += w->length;
	}
	out[n] = '\0';
	return is_keyword(out) || strcmp(out, "stop") == 0;
}

/* "hapus dat": the second word is near enough to ask. */
static void mend_erase(struct spoken *s, size_t at)
{
	const char *next = at + 1 < s->words.count ? s->say[at + 1] : "";

	if (strcmp(s->say[at], "hapus") != 0 || strlen(next) < 3)
		return;
	if (word_distance(next, strlen(next), "data", 4, 1) <= 1)
		s->say[at + 1] = "data";
}

bool command_repair(struct spoken *s, size_t at, enum repair way, char memory[static WORD_MAX])
{
	const char *word = s->words.word[at].text;
	bool mended = false;

	switch (way) {
	case REPAIR_LEET:
		mended = mend_leet(memory, word);
		break;
	case REPAIR_DOUBLED:
		mended = mend_doubled(memory, word);
		break;
	case REPAIR_ENDING:
		mended = mend_ending(memory, word);
		break;
	case REPAIR_SLIP:
		mended = mend_slip(memory, word);
		break;
	case REPAIR_SPLIT:
		mended = mend_split(memory, s, at);
		if (mended)
			s->words.count = at + 1;
		break;
	case REPAIR_WAYS:
		break;
	}
	if (!mended)
		return false;
	s->say[at] = command_spelling(memory);
	mend_erase(s, at);
	return true;
}
