/* tests/wording/test_edit.c - texts of the office's own over the shipped ones: proved, in force, or left out */
#include "t.h"

#include "wording/edit.h"
#include "wording/source.h"

static struct wording *shipped(void)
{
	struct wording *w = NULL;
	struct buf report;

	buf_init(&report, 64 * 1024);
	if (wording_load(&w, "templates/messages", &report) != RC_OK)
		fail_msg("%s", report.data);
	buf_release(&report);
	return w;
}

static struct wording_edit edit_of(const char *language, const char *name, const char *text)
{
	static int64_t id;
	struct wording_edit e = { .id = ++id, .version = 1, .own = text != NULL };

	(void)snprintf(e.language, sizeof(e.language), "%s", language);
	(void)snprintf(e.name, sizeof(e.name), "%s", name);
	(void)snprintf(e.text, sizeof(e.text), "%s", text != NULL ? text : "");
	return e;
}

static void assert_text(
	const struct wording *w, const char *lang, enum message_id id, const char *wanted)
{
	struct buf b;

	buf_init(&b, 1024);
	wording_template(w, lang, id, &b);
	assert_string_equal(b.data, wanted);
	buf_release(&b);
}

static void an_edit_is_in_force_and_the_shipped_text_is_known(void **state)
{
	struct wording *w = shipped(), *fresh = NULL, *again;
	struct wording_edit e = edit_of("id", "sale.ask_day", "Laku berapa {day}?");
	struct field day = { FIELD_DAY, "Sel 24 Nov" };
	const struct wording_laid *laid;
	struct wording_faults faults;
	struct buf before, b;

	(void)state;
	buf_init(&before, 1024);
	buf_init(&b, 1024);
	wording_template(w, "id", MSG_SALE_ASK_DAY, &before);
	assert_int_equal(wording_try(&fresh, w, &e, &faults), RC_OK);
	assert_int_equal(faults.n, 0);
	wording_render(fresh, "id", MSG_SALE_ASK_DAY, &day, 1, &b);
	assert_string_equal(b.data, "Laku berapa Sel 24 Nov?");
	assert_text(w, "id", MSG_SALE_ASK_DAY, before.data);
	buf_reset(&b);
	wording_shipped(fresh, "id", MSG_SALE_ASK_DAY, &b);
	assert_string_equal(b.data, before.data);
	assert_int_equal(wording_edits(fresh, &laid), 1);
	assert_true(laid[0].fits);
	assert_ptr_equal(wording_edit_of(fresh, "id", "sale.ask_day"), &laid[0]);
	assert_null(wording_edit_of(fresh, "jv", "sale.ask_day"));
	assert_int_equal(wording_longest(fresh, "id", MSG_SALE_ASK_DAY), 12 + 10 + 1);
	assert_int_equal(wording_edit_longest(w, &e), 23);
	/* Laid over a set that has edits, only those given count; nothing is piled up. */
	again = wording_with(fresh, NULL, 0);
	assert_text(again, "id", MSG_SALE_ASK_DAY, before.data);
	assert_int_equal(wording_edits(again, &laid), 0);
	wording_free(w);
	wording_free(fresh);
	wording_free(again);
	buf_release(&before);
	buf_release(&b);
}

struct bad {
	const char *language, *name, *text, *code, *about;
};

#define FIFTY "12345678901234567890123456789012345678901234567890"

/* clang-format off */
static const struct bad bad[] = {
	{ "id", "sale.ask_day", "Laku {dai}?", "unknown-field", "dai" },
	{ "id", "sale.ask_day", "Laku {amount}?", "field-not-given", "amount" },
	{ "id", "sale.ask_day", "Laku {day?", "brace", "" },
	{ "id", "sale.ask_day", "Laku day}?", "brace", "" },
	{ "id", "sale.ask_day", "", "empty", "" },
	{ "id", "sale.ask_day", "Laku \xE2\x80\x9C" "berapa\xE2\x80\x9D?", "not-plain", "\xE2\x80\x9C\xE2\x80\x9D" },
	{ "id", "sale.ask_day", FIFTY FIFTY FIFTY "1234", "too-long", "" },
	{ "id", "sale.ask_day", FIFTY FIFTY "123456789012345678901234567890123456789012345{day}", "too-long", "" },
	{ "id", "word.weekdays", "Min Sen", "words", "" },
	{ "id", "word.months", "1 2 3 4 5 Juni 7 8 9 10 11 12", "long-word", "Juni" },
	{ "id", "sale.ask_day", "Mohon kirim PIN Ibu", "forbidden", "" },
	{ "id", "sale.ask_day", "Lihat bit.ly/x", "forbidden", "" },
	{ "id", "sale.ask_day", "Laku \xFF", "not-utf8", "" },
	{ "id", "sale.gone", "Laku?", "no-message", "sale.gone" },
	{ "xx", "sale.ask_day", "Laku?", "no-language", "xx" },
};
/* clang-format on */

static void what_does_not_fit_is_refused_with_its_place(void **state)
{
	struct wording *w = shipped();

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wording_edit e = edit_of(bad[i].language, bad[i].name, bad[i].text);
		struct wording *fresh = w;
		struct wording_faults faults;

		print_message("%s: %s\n", bad[i].code, bad[i].text);
		assert_int_equal(wording_try(&fresh, w, &e, &faults), RC_INVALID);
		assert_null(fresh);
		assert_true(faults.n >= 1);
		assert_string_equal(faults.fault[0].code, bad[i].code);
		assert_string_equal(faults.fault[0].about, bad[i].about);
		assert_true(faults.fault[0].sentence[0] != '\0');
	}
	wording_free(w);
}

/* Every fault of a text is told at once. */
static void all_faults_are_told(void **state)
{
	struct wording *w = shipped(), *fresh;
	struct wording_edit e =
		edit_of("id", "sale.ask_day", "{a} {b} {c} {d} {e} {f} {g} {h} {i} ~");
	struct wording_faults faults;

	(void)state;
	assert_int_equal(wording_try(&fresh, w, &e, &faults), RC_INVALID);
	assert_int_equal(faults.n, WORDING_FAULTS_MAX);
	assert_string_equal(faults.fault[0].code, "not-plain");
	assert_string_equal(faults.fault[0].advice, "-");
	assert_string_equal(faults.fault[1].code, "unknown-field");
	assert_string_equal(faults.fault[1].advice, "{day}");
	assert_int_equal(wording_edit_longest(w, &e), 0);
	wording_free(w);
}

/* After an upgrade: the shipped text is in force, the others are not touched, and it is known which. */
static void an_edit_that_does_not_fit_is_left_out(void **state)
{
	struct wording *w = shipped(), *fresh;
	const struct wording_edit edits[] = { edit_of("id", "sale.ask_day", "Laku {gone}?"),
		edit_of("id", "thanks.text", "Sami-sami. MENU"), edit_of("id", "old.text", "x"),
		edit_of("id", "sale.ask", NULL) };
	const struct wording_laid *laid;
	struct buf b;

	(void)state;
	buf_init(&b, 1024);
	wording_template(w, "id", MSG_SALE_ASK_DAY, &b);
	fresh = wording_with(w, edits, 4);
	assert_int_equal(wording_edits(fresh, &laid), 4);
	assert_false(laid[0].fits);
	assert_true(laid[1].fits);
	assert_false(laid[2].fits);
	assert_true(laid[3].fits);
	assert_text(fresh, "id", MSG_SALE_ASK_DAY, b.data);
	assert_text(fresh, "id", MSG_THANKS, "Sami-sami. MENU");
	wording_free(w);
	wording_free(fresh);
	buf_release(&b);
}

/* A set's edits are laid one after another, thousands of times: it stays as large as it was. */
static void edits_replace_each_other(void **state)
{
	struct wording *w = shipped();
	struct wording_faults faults;

	(void)state;
	for (int i = 0; i < 300; i++) {
		char text[40];
		struct wording_edit e;
		struct wording *fresh;
		const struct wording_laid *laid;

		(void)snprintf(text, sizeof(text), "Sama-sama %d", i);
		e = edit_of("id", "thanks.text", text);
		assert_int_equal(wording_try(&fresh, w, &e, &faults), RC_OK);
		wording_free(w);
		w = fresh;
		assert_int_equal(wording_edits(w, &laid), 1);
	}
	assert_text(w, "id", MSG_THANKS, "Sama-sama 299");
	wording_free(w);
}

static void a_holder_keeps_the_old_set(void **state)
{
	struct wording *w = shipped(), *held = wording_hold(w);

	(void)state;
	wording_free(w);
	assert_true(wording_has_language(held, "id"));
	wording_free(held);
}

static void add(const char *token, size_t n, void *arg)
{
	buf_printf(arg, "<%.*s>", (int)n, token);
}

static void what_a_text_leaves_out_is_told(void **state)
{
	struct wording *w = shipped();
	struct buf b;

	(void)state;
	buf_init(&b, 1024);
	wording_lost(w, "id", MSG_CARD_SALE, "jual saja {a", add, &b);
	assert_string_equal(b.data, "<2><JUAL>");
	buf_reset(&b);
	wording_lost(w, "id", MSG_CARD_SALE, "2 JUAL = lapor", add, &b);
	assert_string_equal(b.data, "");
	wording_lost(w, "id", MSG_SALE_SAME, "Sudah dicatat {day}.", add, &b);
	assert_non_null(strstr(b.data, "<{amount}>"));
	assert_null(strstr(b.data, "<{day}>"));
	buf_release(&b);
	wording_free(w);
}

static void a_text_is_tidied_as_a_file_is_read(void **state)
{
	static const char typed[] = "  satu \r\n\n\tdua  tiga \n";
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	wording_tidy(&b, typed, sizeof(typed) - 1);
	assert_string_equal(b.data, "satu dua  tiga");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edit_is_in_force_and_the_shipped_text_is_known),
		cmocka_unit_test(what_does_not_fit_is_refused_with_its_place),
		cmocka_unit_test(all_faults_are_told),
		cmocka_unit_test(an_edit_that_does_not_fit_is_left_out),
		cmocka_unit_test(edits_replace_each_other),
		cmocka_unit_test(a_holder_keeps_the_old_set),
		cmocka_unit_test(what_a_text_leaves_out_is_told),
		cmocka_unit_test(a_text_is_tidied_as_a_file_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
