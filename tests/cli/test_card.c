/* tests/cli/test_card.c - the stall card's layout: all of it on the page, nothing over anything else */
#include <math.h>
#include <stdbool.h>

#include "cli/card.h"
#include "t.h"

static struct card_metrics metrics;

static int read_metrics(void **state)
{
	struct err err = { .msg = "" };

	(void)state;
	if (card_metrics_read(&metrics, &err) != RC_OK)
		fail_msg("%s", err.msg);
	return 0;
}

/* A card like the shipped one, from its office, number and word. */
static void read_card(struct card *out, const char *lang, const char *office,
	const char *number, const char *word)
{
	static struct config config;
	struct err err = { .msg = "" };
	struct wording *w = NULL;
	struct buf report;

	buf_init(&report, 65536);
	if (wording_load(&w, "templates/messages", &report) != RC_OK)
		fail_msg("%s", report.data);
	(void)snprintf(config.office.name, sizeof(config.office.name), "%s", office);
	(void)snprintf(
		config.office.short_code, sizeof(config.office.short_code), "%s", number);
	(void)snprintf(config.office.check_word, sizeof(config.office.check_word), "%s", word);
	if (card_read(out, w, lang, &config, &err) != RC_OK)
		fail_msg("%s", err.msg);
	wording_free(w);
	buf_release(&report);
}

struct area {
	double left, top, right, bottom;
};

static struct area area_of(const struct card_mark *m)
{
	struct area a = { m->x, m->y, m->x + m->w, m->y + m->h };

	if (m->text != NULL) { /* from the top of an h to the foot of a p */
		a.top = m->y - 0.73 * m->size;
		a.bottom = m->y + 0.21 * m->size;
	}
	return a;
}

static bool overlap(struct area a, struct area b)
{
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static bool inside(struct area a, struct area b)
{
	return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
}

static void is_in_order(const struct card_page *page)
{
	const struct area sheet = { 0, 0, CARD_PAGE_WIDTH, CARD_PAGE_HEIGHT };

	for (size_t i = 0; i < page->marks; i++) {
		const struct card_mark *m = &page->mark[i];
		struct area a = area_of(m);

		print_message("  %.1f %.1f %.1f %s\n", m->x, m->y, m->size,
			m->text != NULL ? m->text : "(box)");
		assert_true(inside(a, sheet));
		if (m->text == NULL)
			continue;
		assert_true(a.left >= 20 && a.right <= CARD_PAGE_WIDTH - 20);
		assert_true(m->size >= 9);
		for (size_t k = 0; k < i; k++) {
			struct area b = area_of(&page->mark[k]);

			/* A text stands in a box or beside it, and never over another text. */
			if (page->mark[k].text == NULL)
				assert_true(inside(a, b) || !overlap(a, b));
			else
				assert_false(overlap(a, b));
		}
	}
}

static void nothing_overlaps_in_any_language(void **state)
{
	static const char *const langs[] = { "id", "jv", "en" };
	static const char *const words[] = { "MELATI", "WWWWWWWWWWWW", "" };

	(void)state;
	for (size_t l = 0; l < 3; l++)
		for (size_t i = 0; i < 3; i++) {
			struct err err = { .msg = "" };
			struct card_page page;
			struct card card;

			print_message("%s \"%s\"\n", langs[l], words[i]);
			read_card(&card, langs[l], "Dinkopdag Surabaya", "2323", words[i]);
			if (card_lay_out(&page, &card, &metrics, &err) != RC_OK)
				fail_msg("%s", err.msg);
			is_in_order(&page);
		}
}

static void a_long_office_and_number_shrink(void **state)
{
	struct card_page wide, usual;
	struct card card, other;
	struct err err = { .msg = "" };

	(void)state;
	read_card(&card, "id", "Dinkopdag Surabaya", "2323", "MELATI");
	read_card(&other, "id", "Dinas Koperasi Usaha Kecil dan Menengah1", "+62812345678901",
		"MELATI");
	assert_int_equal(card_lay_out(&usual, &card, &metrics, &err), RC_OK);
	assert_int_equal(card_lay_out(&wide, &other, &metrics, &err), RC_OK);
	is_in_order(&wide);
	for (size_t i = 0; i < wide.marks; i++)
		if (wide.mark[i].text == other.number)
			assert_true(wide.mark[i].size < usual.mark[i].size);
}

static void what_does_not_fit_is_named(void **state)
{
	static const char wide[] = "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW";
	static const struct {
		enum card_line line; /* CARD_LINES: the meaning of a row */
		size_t row;
		const char *said;
	} cases[] = {
		{ CARD_LINE_TITLE, 0, "[card.title]" },
		{ CARD_LINE_MENU, 0, "[card.menu]" },
		{ CARD_LINE_FORMS, 0, "[card.forms]" },
		{ CARD_LINE_WORD, 0, "[card.word]" },
		{ CARD_LINE_RATE, 0, "[card.rate]" },
		{ CARD_LINE_NEVER, 0, "[card.never]" },
		{ CARD_LINE_TO, 0, "[card.to]" },
		{ CARD_LINES, 1, "[card.sale]" },
		{ CARD_LINES, 6, "[card.leave_form]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { .msg = "" };
		struct card_page page;
		struct card card;
		char *to;

		print_message("%s\n", cases[i].said);
		read_card(&card, "id", "Dinas", "2323", "MELATI");
		to = cases[i].line < CARD_LINES ? card.line[cases[i].line]
						: card.row[cases[i].row].meaning;
		(void)snprintf(to, sizeof(card.line[0]), "%s", wide);
		assert_int_equal(card_lay_out(&page, &card, &metrics, &err), RC_INVALID);
		assert_non_null(strstr(err.msg, cases[i].said));
	}
}

static void widths_are_helveticas(void **state)
{
	static const struct {
		const char *text;
		bool bold;
		double width; /* at 1000 points, from Adobe's metrics of the font */
	} cases[] = {
		{ "", false, 0 },
		{ " ", false, 278 },
		{ "i", false, 222 },
		{ "W", false, 944 },
		{ "W", true, 944 },
		{ "a", true, 556 },
		{ "~", false, 584 },
		{ "JUAL", true, 556 + 722 + 722 + 611 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("\"%s\"\n", cases[i].text);
		assert_true(fabs(card_width(&metrics, cases[i].text, cases[i].bold, 1000) -
				    cases[i].width) < 0.001);
	}
}

static void svg_escapes_what_xml_keeps_for_itself(void **state)
{
	const struct card_page page = {
		.mark = { { .text = "<A&B> \"c\" 'd'\x01-\xff", .size = 10 } }, .marks = 1
	};
	struct buf b;

	(void)state;
	buf_init(&b, CARD_BYTES_MAX);
	card_svg(&b, &page, "T & <U>");
	assert_non_null(strstr(b.data, ">&lt;A&amp;B&gt; &quot;c&quot; 'd'?-?</text>"));
	assert_non_null(strstr(b.data, "<title>T &amp; &lt;U&gt;</title>"));
	buf_release(&b);
}

static void the_same_card_gives_the_same_bytes(void **state)
{
	struct err err = { .msg = "" };
	struct card_page page;
	struct card card;
	struct buf a, b;

	(void)state;
	read_card(&card, "jv", "Dinas (A) \\ B", "2323", "MELATI");
	assert_int_equal(card_lay_out(&page, &card, &metrics, &err), RC_OK);
	buf_init(&a, CARD_BYTES_MAX);
	buf_init(&b, CARD_BYTES_MAX);
	assert_int_equal(card_pdf(&a, &page, "T", &err), RC_OK);
	assert_int_equal(card_pdf(&b, &page, "T", &err), RC_OK);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
	assert_memory_equal(a.data, "%PDF-", 5);
	buf_release(&a);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_are_helveticas),
		cmocka_unit_test(nothing_overlaps_in_any_language),
		cmocka_unit_test(a_long_office_and_number_shrink),
		cmocka_unit_test(what_does_not_fit_is_named),
		cmocka_unit_test(svg_escapes_what_xml_keeps_for_itself),
		cmocka_unit_test(the_same_card_gives_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, read_metrics, NULL);
}
