/* tests/text/test_phone.c - every spelling of a number, and what is not one */
#include "t.h"

#include "text/phone.h"

struct spelling {
	const char *text, *want; /* want NULL: refused */
};

static const char *read_phone(struct phone *p, const char *text)
{
	return phone_parse(p, text, strlen(text)) == RC_OK ? p->e164 : "INVALID";
}

/* The wanted answer of a corpus row: column 5 is "=" or "lapak=...", column 2 the oracle's. */
static const char *wanted(char *column[5])
{
	if (strcmp(column[4], "=") == 0)
		return column[1];
	return strcmp(column[4], "lapak=REJECT") == 0 ? "INVALID"
						      : column[4] + strlen("lapak=");
}

static unsigned split_tabs(char *line, char *column[], unsigned most)
{
	unsigned n = 0;
	char *at = line;

	line[strcspn(line, "\n")] = '\0';
	while (n < most) {
		column[n++] = at;
		at = strchr(at, '\t');
		if (!at)
			break;
		*at++ = '\0';
	}
	return n;
}

static void agrees_with_the_phone_corpus(void **state)
{
	FILE *f = fopen("tests/data/phones.tsv", "r");
	char line[1024];
	char *column[6];
	unsigned good = 0, all = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		struct phone p;

		assert_int_equal(split_tabs(line, column, 6), 6);
		all++;
		if (strcmp(read_phone(&p, column[0]), wanted(column)) == 0)
			good++;
		else
			print_message("\"%s\": want %s\n", column[0], wanted(column));
	}
	fclose(f);
	print_message("phones %u/%u\n", good, all);
	assert_true(all > 100);
	assert_int_equal(good, all);
}

static void reads_what_people_write_on_paper(void **state)
{
	static const struct spelling spellings[] = {
		{ "0812 3456 7890", "+6281234567890" },
		{ "(0812) 3456-7890", "+6281234567890" },
		{ "+62\xC2\xA0"
		  "812\xE2\x80\x91"
		  "3456\xE2\x80\x91"
		  "7890",
			"+6281234567890" },
		{ "\xE2\x80\xAA+62 812-3456-7890\xE2\x80\xAC", "+6281234567890" },
		{ "001 62 812 3456 7890", "+6281234567890" },
		{ "0816281234567890", NULL },
		{ "+081234567890", NULL },
		{ "081234567890 +6281234567890", NULL },
		{ "0812,3456,7890", NULL },
		{ "0812[3456]7890", NULL },
		{ "+81234567890", NULL },
		{ "0812\xFF"
		  "34567890",
			NULL },
		{ "+", NULL },
		{ "()", NULL },
	};
	struct phone p;

	(void)state;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		print_message("%s\n", spellings[i].text);
		assert_string_equal(read_phone(&p, spellings[i].text),
			spellings[i].want ? spellings[i].want : "INVALID");
	}
}

static void leaves_out_untouched_when_refused(void **state)
{
	struct phone p = { "+6281111111111" };

	(void)state;
	assert_int_equal(phone_parse(&p, "0315345678", 10), RC_INVALID);
	assert_string_equal(p.e164, "+6281111111111");
}

static void tells_people_from_machines(void **state)
{
	static const struct {
		const char *text;
		enum sender want;
		const char *out;
	} senders[] = {
		{ "6281234567890", SENDER_MOBILE, "+6281234567890" },
		{ "081234567890", SENDER_MOBILE, "+6281234567890" },
		{ "+6591234567", SENDER_FOREIGN, "+6591234567" },
		{ "6591234567", SENDER_FOREIGN, "+6591234567" },
		{ "006591234567", SENDER_FOREIGN, "+6591234567" },
		{ "0315345678", SENDER_FOREIGN, "+62315345678" },
		{ "+62315345678", SENDER_FOREIGN, "+62315345678" },
		{ "3636", SENDER_SERVICE, "3636" },
		{ "1500046", SENDER_SERVICE, "1500046" },
		{ "08001401234", SENDER_SERVICE, "08001401234" },
		{ "TELKOMSEL", SENDER_SERVICE, "TELKOMSEL" },
		{ "DINAS KOPERASI SURABAYA", SENDER_SERVICE, "DINAS KOPERASI S" },
		{ "+99999999999999999999", SENDER_SERVICE, "+999999999999999" },
		{ "", SENDER_SERVICE, "" },
	};
	struct phone p;

	(void)state;
	for (size_t i = 0; i < sizeof(senders) / sizeof(senders[0]); i++) {
		print_message("%s\n", senders[i].text);
		assert_int_equal(phone_sender(&p, senders[i].text, strlen(senders[i].text)),
			senders[i].want);
		assert_string_equal(p.e164, senders[i].out);
	}
}

static void shows_only_the_ends_of_a_number(void **state)
{
	static const struct spelling masks[] = {
		{ "+6281234567890", "+62812****890" },
		{ "+62811921374", "+62811****374" },
		{ "+62812345678901", "+62812****901" },
		{ "+12345678", "+12****8" },
		{ "TELKOMSEL", "TELKOMSEL" },
		{ "", "" },
	};
	char out[17];

	(void)state;
	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		struct phone p = { "" };

		memcpy(p.e164, masks[i].text, strlen(masks[i].text));
		phone_mask(&p, out);
		assert_string_equal(out, masks[i].want);
	}
}

static void knows_the_operator_by_the_prefix(void **state)
{
	static const struct spelling prefixes[] = {
		{ "081134567890", "telkomsel" },
		{ "085112345678", "telkomsel" },
		{ "081634567890", "indosat" },
		{ "085812345678", "indosat" },
		{ "081912345678", "xl" },
		{ "087812345678", "xl" },
		{ "083812345678", "axis" },
		{ "089512345678", "tri" },
		{ "088112345678", "smartfren" },
		{ "082412345678", "other" },
	};
	struct phone p;

	(void)state;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		print_message("%s\n", prefixes[i].text);
		assert_string_not_equal(read_phone(&p, prefixes[i].text), "INVALID");
		assert_string_equal(phone_operator(&p), prefixes[i].want);
	}
	assert_int_equal(phone_sender(&p, "+6591234567", 11), SENDER_FOREIGN);
	assert_string_equal(phone_operator(&p), "other");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_phone_corpus),
		cmocka_unit_test(reads_what_people_write_on_paper),
		cmocka_unit_test(leaves_out_untouched_when_refused),
		cmocka_unit_test(tells_people_from_machines),
		cmocka_unit_test(shows_only_the_ends_of_a_number),
		cmocka_unit_test(knows_the_operator_by_the_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
