/*
 * tests/wording/test_manners.c - what the shipped sentences and tips never say
 *
 * Operators and people take an SMS for fraud by a few words: a link, a secret code, a prize. And
 * nobody is scolded for a text that was not understood.
 */
#include "t.h"

#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>

#include "base/buf.h"
#include "text/outgoing.h"

static const char *const fraud[] = { "http", "www", ".com", ".id/", "transfer ke", "selamat",
	"gratis", "klik", "menang", "click", "congratulations", "winner", "!" };
/* Only a sentence that says what is never asked for, or why a text was refused, names these. */
static const char *const refused[] = { "otp", "pin", "hadiah", "prize" };
static const char *const naming[] = { "[card.never]\n", "[trainer.forbidden]\n" };
static const char *const blame[] = { "invalid", "format", "error", "gagal", "kosong",
	"failed" };
/* A tip may warn of a prize. */
static const char *const links[] = { "http", "www", ".com", ".id/", "klik", "!" };

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) != 0;
}

/* Whether text says word: a word of letters only by itself, so that "pin" is not in
 * "pinter"; anything else anywhere. */
static bool says(const char *text, const char *word)
{
	size_t n = strlen(word);
	bool whole = is_letter(word[0]) && is_letter(word[n - 1]) && n <= 3;

	for (const char *at = strcasestr(text, word); at != NULL; at = strcasestr(at + 1, word))
		if (!whole || ((at == text || !is_letter(at[-1])) && !is_letter(at[n])))
			return true;
	return false;
}

static bool may_name(const char *heading)
{
	for (size_t i = 0; i < sizeof(naming) / sizeof(naming[0]); i++)
		if (strcmp(heading, naming[i]) == 0)
			return true;
	return false;
}

/* The number of words of list that the lines of a file say, comments left out, and for the words
 * refused the sentences that may name them. */
static unsigned count_said(const char *path, const char *const *list, size_t n)
{
	FILE *f = fopen(path, "r");
	char line[1024];
	unsigned said = 0, lines = 0;
	bool named = false;

	print_message("%s\n", path);
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		if (line[0] == '[')
			named = may_name(line) && list == refused;
		if (line[0] == '#' || line[0] == '[' || named)
			continue;
		lines++;
		for (size_t i = 0; i < n; i++)
			if (says(line, list[i])) {
				said++;
				print_message("\"%s\" in %s", list[i], line);
			}
	}
	(void)fclose(f);
	assert_true(lines > 10);
	return said;
}

static unsigned count_in_folder(const char *folder, const char *const *list, size_t n)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	unsigned said = 0, files = 0;
	char path[512];

	assert_non_null(dir);
	for (entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		said += count_said(path, list, n);
		files++;
	}
	(void)closedir(dir);
	assert_true(files > 0);
	return said;
}

#define COUNT(folder, list) count_in_folder(folder, list, sizeof(list) / sizeof((list)[0]))

static void no_sentence_looks_like_fraud(void **state)
{
	(void)state;
	assert_int_equal(COUNT("templates/messages", fraud), 0);
	assert_int_equal(COUNT("templates/messages", refused), 0);
}

/* Also the sentences that name a secret: they warn of it and do not ask for it. */
static unsigned count_refused(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[1024];
	unsigned faults = 0, named = 0;

	print_message("%s\n", path);
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		bool sentence = line[0] != '#' && line[0] != '[';
		const struct outgoing *why =
			sentence ? outgoing_fault(line, strlen(line)) : NULL;

		named += may_name(line) ? 1 : 0;
		if (why != NULL) {
			faults++;
			print_message("%s: %s", why->sentence, line);
		}
	}
	(void)fclose(f);
	assert_int_equal(named, sizeof(naming) / sizeof(naming[0]));
	return faults;
}

static void the_office_could_send_every_sentence_itself(void **state)
{
	static const char *const languages[] = { "id", "jv", "en" };
	char path[64];

	(void)state;
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		(void)snprintf(path, sizeof(path), "templates/messages/%s.txt", languages[i]);
		assert_int_equal(count_refused(path), 0);
	}
}

static void no_tip_leads_elsewhere(void **state)
{
	(void)state;
	assert_int_equal(COUNT("templates/tips", links), 0);
}

static void nobody_is_blamed_for_a_text(void **state)
{
	(void)state;
	assert_int_equal(COUNT("templates/messages", blame), 0);
}

static void the_search_finds_words_and_not_their_likes(void **state)
{
	static const struct {
		const char *text, *word;
		bool said;
	} cases[] = {
		{ "Kirim PIN Anda", "pin", true },
		{ "pin", "pin", true },
		{ "HP pinter", "pin", false },
		{ "happiness, pin.", "pin", true },
		{ "Buka HTTPS://x", "http", true },
		{ "Bagus!", "!", true },
		{ "formatnya", "format", true },
		{ "", "otp", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("%s in \"%s\"\n", cases[i].word, cases[i].text);
		assert_int_equal(says(cases[i].text, cases[i].word), cases[i].said);
	}
}

/* The headings of a language's file, one after the other in the order of the file. */
static void read_headings(struct buf *out, const char *path)
{
	FILE *f = fopen(path, "r");
	char line[1024];

	print_message("%s\n", path);
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		if (line[0] == '[')
			buf_puts(out, line);
	(void)fclose(f);
}

static void every_language_has_the_same_sections_in_the_same_order(void **state)
{
	DIR *dir = opendir("templates/messages");
	const struct dirent *entry;
	struct buf first, other;
	char path[512];

	(void)state;
	assert_non_null(dir);
	buf_init(&first, 64 * 1024);
	buf_init(&other, 64 * 1024);
	read_headings(&first, "templates/messages/id.txt");
	for (entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "templates/messages/%s", entry->d_name);
		buf_reset(&other);
		read_headings(&other, path);
		assert_string_equal(other.data, first.data);
	}
	(void)closedir(dir);
	buf_release(&first);
	buf_release(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_sentence_looks_like_fraud),
		cmocka_unit_test(the_office_could_send_every_sentence_itself),
		cmocka_unit_test(no_tip_leads_elsewhere),
		cmocka_unit_test(nobody_is_blamed_for_a_text),
		cmocka_unit_test(the_search_finds_words_and_not_their_likes),
		cmocka_unit_test(every_language_has_the_same_sections_in_the_same_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
