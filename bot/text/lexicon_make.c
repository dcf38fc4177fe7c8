/*
 * text/lexicon_make.c - prints lexicon.inc: the word tables as constant hash tables
 *
 * A program of its own that make runs while it builds; no part of Lapak.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/amount_parts.h"
#include "text/command_words.h"
#include "text/lexicon.h"

enum { ROW_WORDS = 40, WORDS_LIMIT = 4000, SLOTS_LIMIT = 16384 };

struct row { /* of a .def file */
	uint32_t value;
	const char *word[ROW_WORDS];
};

/* clang-format off */
static const struct row roles[] = {
#define R(roles, ...) { roles, { __VA_ARGS__, NULL } },
#include "text/amount_roles.def"
#undef R
};

static const struct row numbers[] = {
#define N(class, value, unit, flags, ...) { 0, { __VA_ARGS__, NULL } },
#include "text/number_words.def"
#undef N
};

static const struct row variants[] = {
#define V(spelling, ...) { 0, { __VA_ARGS__, NULL } },
#include "text/command_variants.def"
#undef V
};

static const struct row fillers[] = {
#define L FILLER_LEAD
#define T FILLER_TAIL
#define P FILLER_POLITE
#define N FILLER_NAME
#define F(kind, ...) { kind, { __VA_ARGS__, NULL } },
#include "text/command_fillers.def"
#undef F
#undef N
#undef P
#undef T
#undef L
};

static const struct row commands[] = {
#define W(id, how, ...) { 0, { __VA_ARGS__, NULL } },
#include "text/command_words.def"
#undef W
};

static const struct row date_variants[] = {
#define V(spelling, ...) { 0, { __VA_ARGS__, NULL } },
#include "text/date_words.def"
#undef V
};

static const struct row dates[] = {
#define D(kind, days, ...) { 0, { __VA_ARGS__, NULL } },
#define N(kind, days, ...) { 0, { __VA_ARGS__, NULL } },
#include "text/date_words.def"
#undef N
#undef D
};
/* clang-format on */

struct table {
	struct lexicon_entry entry[WORDS_LIMIT];
	size_t count;
};

static void stop(const char *why, const char *name)
{
	(void)fprintf(stderr, "lexicon: %s: %s\n", name, why);
	exit(1);
}

static struct lexicon_entry *find(struct table *t, const char *word, size_t n)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->entry[i].length == n && memcmp(t->entry[i].word, word, n) == 0)
			return &t->entry[i];
	return NULL;
}

static struct lexicon_entry *add(struct table *t, const char *word, size_t n, const char *name)
{
	if (t->count == WORDS_LIMIT)
		stop("too many words", name);
	t->entry[t->count] = (struct lexicon_entry){ .word = word, .length = (uint32_t)n };
	return &t->entry[t->count++];
}

static size_t slots_of(const struct table *t)
{
	size_t slots = 64;

	while (slots < 3 * t->count)
		slots *= 2;
	return slots;
}

static void print_slots(const struct table *t, const char *name)
{
	static uint16_t slot[SLOTS_LIMIT];
	size_t slots = slots_of(t);

	if (slots > SLOTS_LIMIT)
		stop("too many slots", name);
	memset(slot, 0, sizeof(slot));
	for (size_t i = 0; i < t->count; i++) {
		size_t at = lexicon_hash(t->entry[i].word, t->entry[i].length) & (slots - 1);

		while (slot[at] != 0)
			at = (at + 1) & (slots - 1);
		slot[at] = (uint16_t)(i + 1);
	}
	printf("static const uint16_t %s_slot[] = {", name);
	for (size_t i = 0; i < slots; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : " ", slot[i]);
	printf("\n};\n");
}

static void print_entries(const struct table *t, const char *name)
{
	printf("static const struct lexicon_entry %s_entry[] = {\n", name);
	for (size_t i = 0; i < t->count; i++)
		printf("\t{ \"%.*s\", %u, %u },\n", (int)t->entry[i].length, t->entry[i].word,
			t->entry[i].length, t->entry[i].value);
	printf("};\n");
	print_slots(t, name);
}

static void print_table(const struct table *t, const char *name)
{
	print_entries(t, name);
	printf("const struct lexicon lexicon_%s = { %s_entry, %s_slot, %zu };\n\n", name, name,
		name, slots_of(t));
}

/* What is said of a word in several rows is added up. */
static void print_bits(const struct row *rows, size_t n, const char *name)
{
	struct table *t = calloc(1, sizeof(*t));

	if (t == NULL)
		stop("out of memory", name);
	for (size_t i = 0; i < n; i++)
		for (const char *const *w = rows[i].word; *w; w++) {
			struct lexicon_entry *e = find(t, *w, strlen(*w));

			if (e == NULL)
				e = add(t, *w, strlen(*w), name);
			e->value |= rows[i].value;
		}
	print_table(t, name);
	free(t);
}

/* The first row a word stands in. */
static void print_rows(const struct row *rows, size_t n, const char *name)
{
	struct table *t = calloc(1, sizeof(*t));

	if (t == NULL)
		stop("out of memory", name);
	for (size_t i = 0; i < n; i++)
		for (const char *const *w = rows[i].word; *w; w++)
			if (find(t, *w, strlen(*w)) == NULL)
				add(t, *w, strlen(*w), name)->value = (uint32_t)i;
	print_table(t, name);
	free(t);
}

/* All phrases that begin with first, in the order of the rows; returns how many. */
static size_t print_run(const struct row *rows, size_t n, const struct lexicon_entry *first)
{
	size_t run = 0;

	for (size_t i = 0; i < n; i++)
		for (const char *const *w = rows[i].word; *w; w++) {
			if (strcspn(*w, " ") != first->length ||
				memcmp(*w, first->word, first->length) != 0)
				continue;
			printf("\t{ \"%s\", %zu },\n", *w, i);
			run++;
		}
	if (run >= LEXICON_RUN)
		stop("too many phrases begin alike", first->word);
	return run;
}

static void print_phrases(const struct row *rows, size_t n, const char *name)
{
	struct table *t = calloc(1, sizeof(*t));
	size_t at = 0;

	if (t == NULL)
		stop("out of memory", name);
	for (size_t i = 0; i < n; i++)
		for (const char *const *w = rows[i].word; *w; w++)
			if (find(t, *w, strcspn(*w, " ")) == NULL)
				(void)add(t, *w, strcspn(*w, " "), name);
	printf("static const struct lexicon_phrase %s_phrase[] = {\n", name);
	for (size_t i = 0; i < t->count; i++) {
		size_t run = print_run(rows, n, &t->entry[i]);

		t->entry[i].value = (uint32_t)(at * LEXICON_RUN + run);
		at += run;
	}
	printf("};\n");
	print_entries(t, name);
	printf("const struct lexicon_phrases lexicon_%s = { { %s_entry, %s_slot, %zu }, %s_phrase };\n\n",
		name, name, name, slots_of(t), name);
	free(t);
}

#define ROWS(list) (list), sizeof(list) / sizeof((list)[0])

int main(void)
{
	printf("/* lexicon.inc - made by text/lexicon_make.c from the .def files */\n");
	print_bits(ROWS(roles), "roles");
	print_rows(ROWS(numbers), "numbers");
	print_bits(ROWS(fillers), "fillers");
	print_rows(ROWS(variants), "variants");
	print_rows(ROWS(date_variants), "date_variants");
	print_phrases(ROWS(commands), "commands");
	print_phrases(ROWS(dates), "dates");
	return ferror(stdout) != 0;
}
