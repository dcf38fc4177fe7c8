/* tests/wording/test_broadcast_text.c - what may be written to many, and how it reads on one phone */
#include "t.h"

#include "wording/broadcast_text.h"

static struct wording *shipped(void)
{
	struct wording *w = NULL;
	struct buf report;

	buf_init(&report, 65536);
	if (wording_load(&w, "templates/messages", &report) != RC_OK)
		fail_msg("%s", report.data);
	buf_release(&report);
	return w;
}

struct composed {
	struct buf text;
	struct wording_faults faults;
};

static enum rc compose(
	struct composed *c, struct wording *w, const char *language, const char *typed)
{
	buf_init(&c->text, BROADCAST_TEXT_MAX);
	c->faults.n = 0;
	return broadcast_compose(w, language, typed, &c->text, &c->faults);
}

static void release(struct composed *c)
{
	buf_release(&c->text);
}

static void adds_the_brand_and_the_word_that_stops(void **state)
{
	static const struct {
		const char *language, *typed, *text;
	} texts[] = {
		{ "id", "Besok libur", "LAPAK: Besok libur. Berhenti: STOP" },
		{ "id", " LAPAK:  Besok libur ", "LAPAK: Besok libur. Berhenti: STOP" },
		{ "id", "lapak: Besok\nlibur", "LAPAK: Besok libur. Berhenti: STOP" },
		{ "jv", "Sugeng {name}", "LAPAK: Sugeng {name}. Mandheg: STOP" },
		{ "en", "Hello {name}, come", "LAPAK: Hello {name}, come. To stop: STOP" },
		{ "id", "Tidak mau lagi: STOP", "LAPAK: Tidak mau lagi: STOP" },
		{ "id", "{name}{name}", "LAPAK: {name}{name}. Berhenti: STOP" },
		{ "id", "caf\xC3\xA9 [1]", "LAPAK: cafe (1). Berhenti: STOP" },
	};
	struct wording *w = shipped();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct composed c;

		print_message("%s\n", texts[i].typed);
		assert_int_equal(compose(&c, w, texts[i].language, texts[i].typed), RC_OK);
		assert_string_equal(c.text.data, texts[i].text);
		release(&c);
	}
	wording_free(w);
}

static void names_each_fault(void **state)
{
	static const struct {
		const char *typed, *code, *about, *sentence;
	} texts[] = {
		{ "", "empty", "", "the text is empty" },
		{ " LAPAK: ", "empty", "", "the text is empty" },
		{ "Halo {nama}", "unknown-field", "{nama}", "no field {nama}" },
		{ "Halo {", "brace", "{", "a { without its other half" },
		{ "Halo }", "brace", "}", "a } without its other half" },
		{ "Halo {name", "brace", "{", "a { without its other half" },
		{ "Besok \xE2\x98\xBA libur", "sign", "\xE2\x98\xBA", "the sign \xE2\x98\xBA" },
		{ "Balas dengan PIN", "secret", "", "may not go out" },
		{ "Mohon transfer dulu", "transfer", "", "may not go out" },
		{ "Anda menang undian", "prize", "", "may not go out" },
		{ "Lihat www.contoh.com", "link", "", "may not go out" },
		{ "\xFF", "not-utf8", "", "not UTF-8" },
	};
	struct wording *w = shipped();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct composed c;

		assert_int_equal(compose(&c, w, "id", texts[i].typed), RC_INVALID);
		print_message("%s: %s\n", texts[i].typed, c.faults.fault[0].sentence);
		assert_int_equal(c.faults.n, 1);
		assert_string_equal(c.faults.fault[0].code, texts[i].code);
		assert_string_equal(c.faults.fault[0].about, texts[i].about);
		assert_non_null(strstr(c.faults.fault[0].sentence, texts[i].sentence));
		release(&c);
	}
	wording_free(w);
}

/* Two segments hold 306: "LAPAK: " and ". Berhenti: STOP" leave 283. */
static void two_segments_and_no_more(void **state)
{
	struct wording *w = shipped();
	struct composed c;
	char typed[400];

	(void)state;
	memset(typed, 'x', sizeof(typed));
	typed[283] = '\0';
	assert_int_equal(compose(&c, w, "id", typed), RC_OK);
	assert_int_equal(broadcast_longest(c.text.data), 2);
	release(&c);
	typed[283] = 'x';
	typed[284] = '\0';
	assert_int_equal(compose(&c, w, "id", typed), RC_INVALID);
	assert_string_equal(c.faults.fault[0].code, "segments");
	assert_int_equal(c.faults.fault[0].n, 3);
	assert_int_equal(c.faults.fault[0].most, 2);
	release(&c);
	memcpy(typed + 264, "{name}", 7); /* the longest name has 20 */
	assert_int_equal(compose(&c, w, "id", typed), RC_INVALID);
	release(&c);
	memcpy(typed + 263, "{name}", 7);
	assert_int_equal(compose(&c, w, "id", typed), RC_OK);
	release(&c);
	memset(typed, 'x', 350);
	typed[350] = '\0';
	assert_int_equal(compose(&c, w, "id", typed), RC_INVALID);
	release(&c);
	wording_free(w);
}

static void renders_a_name_or_what_stands_for_one(void **state)
{
	static const struct {
		const char *name, *sms;
	} people[] = {
		{ "Siti", "LAPAK: Halo Siti, Siti!" },
		{ "", "LAPAK: Halo Bapak/Ibu, Bapak/Ibu!" },
		{ "{name}", "LAPAK: Halo (name), (name)!" },
		{ "Raden Ajeng Kartini Djojo",
			"LAPAK: Halo Raden Ajeng Kartini, Raden Ajeng Kartini!" },
		{ "\xE2\x98\xBA", "LAPAK: Halo Bapak/Ibu, Bapak/Ibu!" },
	};
	struct wording *w = shipped();
	struct buf sms;

	(void)state;
	buf_init(&sms, BROADCAST_SMS_MAX);
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		buf_reset(&sms);
		broadcast_render(w, "id", "LAPAK: Halo {name}, {name}!", people[i].name, &sms);
		assert_string_equal(sms.data, people[i].sms);
	}
	buf_release(&sms);
	wording_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adds_the_brand_and_the_word_that_stops),
		cmocka_unit_test(names_each_fault),
		cmocka_unit_test(two_segments_and_no_more),
		cmocka_unit_test(renders_a_name_or_what_stands_for_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
