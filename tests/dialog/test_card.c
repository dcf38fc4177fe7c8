/*
 * tests/dialog/test_card.c - the stall card and the bot agree: what is printed does, when texted,
 * what the card says, in every language; and what was printed once never changes
 */
#include <stdbool.h>

#include "base/days.h"
#include "cli/card.h"
#include "store/conversation.h"
#include "store/sale.h"
#include "store/wave.h"
#include "t.h"
#include "world.h"

struct phone_test { /* one trader's phone and the card that hangs beside it */
	struct world world;
	struct card card;
	struct buf reply;
};

static void start(struct phone_test *p, const char *lang)
{
	struct err err = { .msg = "" };

	world_open(&p->world);
	p->world.dialog.language = lang;
	p->world.dialog.check_word = "MELATI";
	(void)snprintf(p->world.config.office.check_word,
		sizeof(p->world.config.office.check_word), "MELATI");
	world_wave(&p->world, "G4", "2026-12-05", 9, 30);
	world_wave(&p->world, "G5", "2026-12-06", 9, 30);
	buf_init(&p->reply, 1024);
	if (card_read(&p->card, p->world.wording, lang, &p->world.config, &err) != RC_OK)
		fail_msg("%s: %s", lang, err.msg);
}

static void end(struct phone_test *p)
{
	buf_release(&p->reply);
	world_close(&p->world);
}

static void type(struct phone_test *p, const char *text)
{
	world_text(&p->world, text, &p->reply);
	p->world.now += 20;
	print_message("  %s -> %s\n", text, p->reply.data);
}

static void must(enum rc rc, const char *what)
{
	if (rc != RC_OK)
		fail_msg("%s: %s", what, rc_name(rc));
}

static struct trader owner(struct phone_test *p)
{
	struct phone number;
	struct trader t;

	must(phone_parse(&number, p->world.phone, strlen(p->world.phone)), "number");
	must(trader_by_phone(p->world.store, &number, &t), "trader");
	return t;
}

static void stands_at(struct phone_test *p, const char *state)
{
	struct conversation c;

	must(conversation_get(p->world.store, owner(p).id, &c), "conversation");
	assert_string_equal(c.state, state);
}

static void opens_enrolment(struct phone_test *p)
{
	stands_at(p, "enrol.wave");
	assert_non_null(strstr(p->reply.data, "G4"));
}

static void asks_for_takings(struct phone_test *p)
{
	stands_at(p, "sale.amount");
}

static void offers_tips(struct phone_test *p)
{
	struct conversation c;

	must(conversation_get(p->world.store, owner(p).id, &c), "conversation");
	assert_memory_equal(c.state, "tips.", 5);
}

static void takes_a_question(struct phone_test *p)
{
	stands_at(p, "ask.text");
}

static void shows_the_record(struct phone_test *p)
{
	stands_at(p, "me.menu");
}

static struct sale todays_sale(struct phone_test *p)
{
	struct sale s;

	must(sale_get(p->world.store, owner(p).id, day_of(p->world.now), &s), "sale");
	return s;
}

static void books_both_amounts(struct phone_test *p)
{
	struct sale s = todays_sale(p);

	assert_int_equal(s.status, SALE_SOLD);
	assert_true(s.total == 350000 && s.live == 50000);
}

static void books_a_closed_day(struct phone_test *p)
{
	assert_int_equal(todays_sale(p).status, SALE_CLOSED);
}

static void take_a_seat(struct phone_test *p)
{
	struct enrolment_request ask = { .by = "test", .now = p->world.now };
	struct enrolment seat;
	struct wave w;

	type(p, "halo");
	must(store_begin(p->world.store), "begin");
	must(wave_find(p->world.store, "G4", &w), "wave");
	ask.wave_id = w.id;
	ask.trader_id = owner(p).id;
	must(enrolment_take(p->world.store, &ask, &seat), "seat");
	must(store_commit(p->world.store), "commit");
}

/* A seat is given up after one question, whose answer is 1. */
static void gives_the_seat_back(struct phone_test *p)
{
	struct enrolment seat;
	struct wave w;

	type(p, "1");
	must(wave_find(p->world.store, "G4", &w), "wave");
	assert_int_equal(enrolment_get(p->world.store, w.id, owner(p).id, &seat), RC_ABSENT);
}

static void stops(struct phone_test *p)
{
	assert_true(owner(p).stopped_at != 0);
}

static void stop_first(struct phone_test *p)
{
	type(p, p->card.row[8].code);
	stops(p);
}

static void starts_again(struct phone_test *p)
{
	assert_true(owner(p).stopped_at == 0);
}

static void answers_with_the_word(struct phone_test *p)
{
	assert_non_null(strstr(p->reply.data, p->card.word));
	assert_non_null(strstr(p->reply.data, p->card.number));
}

/* In the order of the card; a new row there needs one here. */
static const struct promise {
	void (*before)(struct phone_test *p);
	void (*keeps)(struct phone_test *p);
} promises[CARD_ROWS] = {
	{ NULL, opens_enrolment },
	{ NULL, asks_for_takings },
	{ NULL, offers_tips },
	{ NULL, takes_a_question },
	{ NULL, shows_the_record },
	{ NULL, books_both_amounts },
	{ take_a_seat, gives_the_seat_back },
	{ NULL, books_a_closed_day },
	{ NULL, stops },
	{ stop_first, starts_again },
	{ NULL, answers_with_the_word },
};

/* As the first text of a phone, and from one that has written before. */
static void text_it(const char *lang, size_t row, bool digit, bool first)
{
	const struct promise *promise = &promises[row];
	struct phone_test p;

	start(&p, lang);
	print_message("%s row %zu%s\n", lang, row, first ? ", first contact" : "");
	if (!first)
		type(&p, "halo");
	if (promise->before != NULL)
		promise->before(&p);
	type(&p, digit ? p.card.row[row].digit : p.card.row[row].code);
	promise->keeps(&p);
	assert_string_equal(owner(&p).language, lang);
	end(&p);
}

/* The codes of the shipped languages, one a file. */
static size_t shipped(char code[LANGUAGES_MAX][LANGUAGE_CODE_MAX + 1])
{
	const char *loaded[LANGUAGES_MAX];
	struct phone_test p;
	size_t n;

	start(&p, "id");
	n = wording_languages(p.world.wording, loaded);
	for (size_t i = 0; i < n; i++)
		(void)snprintf(code[i], LANGUAGE_CODE_MAX + 1, "%s", loaded[i]);
	end(&p);
	assert_true(n >= 3);
	return n;
}

static void what_the_card_says_comes_true_when_texted(void **state)
{
	char lang[LANGUAGES_MAX][LANGUAGE_CODE_MAX + 1];
	size_t n = shipped(lang);

	(void)state;
	for (size_t l = 0; l < n; l++)
		for (size_t row = 0; row < CARD_ROWS; row++)
			for (int first = 0; first < 2; first++) {
				text_it(lang[l], row, false, first != 0);
				if (row < CARD_DIGITS)
					text_it(lang[l], row, true, first != 0);
			}
}

static void a_digit_and_its_word_are_answered_alike(void **state)
{
	char lang[LANGUAGES_MAX][LANGUAGE_CODE_MAX + 1];
	size_t n = shipped(lang);

	(void)state;
	for (size_t l = 0; l < n; l++)
		for (size_t row = 0; row < CARD_DIGITS; row++) {
			char by_digit[1024];
			struct phone_test p;

			start(&p, lang[l]);
			type(&p, "halo");
			type(&p, p.card.row[row].digit);
			(void)snprintf(by_digit, sizeof(by_digit), "%s", p.reply.data);
			end(&p);
			start(&p, lang[l]);
			type(&p, "halo");
			type(&p, p.card.row[row].code);
			assert_string_equal(p.reply.data, by_digit);
			end(&p);
		}
}

/* The answer to the check is one segment, brand and all. */
static void the_check_fits_one_segment_with_and_without_a_word(void **state)
{
	static const char *const words[] = { "MELATI", "", NULL };

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct phone_test p;

		start(&p, "id");
		p.world.dialog.check_word = words[i];
		type(&p, "halo");
		type(&p, "CEK");
		assert_in_range(p.reply.len, 1, 160);
		assert_true((strstr(p.reply.data, "MELATI") != NULL) == (i == 0));
		end(&p);
	}
}

static void add_codes(struct buf *out, const struct card *c)
{
	for (size_t i = 0; i < CARD_ROWS; i++)
		buf_printf(out, "%s%s%s\n", c->row[i].digit,
			c->row[i].digit[0] != '\0' ? " " : "", c->row[i].code);
}

static void printed_codes_are_frozen(void **state)
{
	char lang[LANGUAGES_MAX][LANGUAGE_CODE_MAX + 1], line[200];
	size_t n = shipped(lang);
	FILE *f = fopen("tests/data/card-codes.txt", "r");
	struct buf frozen, printed;

	(void)state;
	assert_non_null(f);
	buf_init(&frozen, 4096);
	buf_init(&printed, 4096);
	while (fgets(line, sizeof(line), f) != NULL)
		if (line[0] != '#')
			buf_puts(&frozen, line);
	(void)fclose(f);
	for (size_t l = 0; l < n; l++) {
		struct phone_test p;

		print_message("%s\n", lang[l]);
		start(&p, lang[l]);
		buf_reset(&printed);
		add_codes(&printed, &p.card);
		assert_string_equal(printed.data, frozen.data);
		end(&p);
	}
	buf_release(&frozen);
	buf_release(&printed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printed_codes_are_frozen),
		cmocka_unit_test(what_the_card_says_comes_true_when_texted),
		cmocka_unit_test(a_digit_and_its_word_are_answered_alike),
		cmocka_unit_test(the_check_fits_one_segment_with_and_without_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
