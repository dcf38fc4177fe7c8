/* tests/text/test_form.c - urlencoded forms from outside */
#include "t.h"

#include "text/form.h"

#define S(text) text, sizeof(text) - 1

/* "name=value;" of each field, for comparing. */
static void form_show(struct buf *out, const struct form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		buf_printf(out, "%s=", f->field[i].name);
		buf_add(out, f->field[i].value, f->field[i].value_length);
		buf_putc(out, ';');
	}
}

static void reads_forms(void **state)
{
	static const struct {
		const char *body;
		size_t n;
		enum rc rc;
		const char *fields;
	} rows[] = {
		{ S(""), RC_OK, "" },
		{ S("a=1"), RC_OK, "a=1;" },
		{ S("a=1&b=2"), RC_OK, "a=1;b=2;" },
		{ S("from=%2B62812&text=JUAL+350rb"), RC_OK, "from=+62812;text=JUAL 350rb;" },
		{ S("a=b=c"), RC_OK, "a=b=c;" },
		{ S("a"), RC_OK, "a=;" },
		{ S("a&b=1"), RC_OK, "a=;b=1;" },
		{ S("a="), RC_OK, "a=;" },
		{ S("=f&g=zz"), RC_OK, "=f;g=zz;" }, /* an empty name drops nothing after it */
		{ S("&&a=1&&"), RC_OK, "a=1;" },
		{ S("="), RC_OK, "=;" },
		{ S("a=1&a=2"), RC_OK, "a=1;a=2;" },
		{ S("te%78t=%c3%A9"), RC_OK, "text=\xC3\xA9;" },
		{ S("a=%26%3D%25"), RC_OK, "a=&=%;" },
		{ S("a=\xFF"), RC_OK, "a=\xFF;" },
		{ S("a=%FF"), RC_OK, "a=\xFF;" },
		{ S("a=%"), RC_INVALID, "" },
		{ S("a=%4"), RC_INVALID, "" },
		{ S("a=%zz"), RC_INVALID, "" },
		{ S("a=%4&b=1"), RC_INVALID, "" },
		{ S("%4=1"), RC_INVALID, "" },
		{ S("b=1&a=% 1"), RC_INVALID, "" },
		{ S("a=%00"), RC_INVALID, "" },
		{ S("a=1%002"), RC_INVALID, "" },
		{ S("a=\0"), RC_INVALID, "" },
		{ S("a\0=1"), RC_INVALID, "" },
	};
	struct form f;
	struct buf shown;

	(void)state;
	buf_init(&shown, 256);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].body);
		buf_reset(&shown);
		assert_int_equal(form_parse(&f, rows[i].body, rows[i].n, false), rows[i].rc);
		form_show(&shown, &f);
		assert_string_equal(shown.data, rows[i].fields);
		form_release(&f);
	}
	buf_release(&shown);
}

static void keeps_an_escaped_nul_where_it_is_asked_to(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(form_parse(&f, S("text=%00J%00U&x=1"), true), RC_OK);
	assert_int_equal(f.field[0].value_length, 4);
	assert_memory_equal(f.field[0].value, "\0J\0U", 5);
	assert_string_equal(form_get(&f, "x")->value, "1");
	form_release(&f);
	assert_int_equal(form_parse(&f, S("te%00xt=1"), true), RC_INVALID);
	form_release(&f);
	assert_int_equal(form_parse(&f, S("text=\0"), true), RC_INVALID);
	form_release(&f);
}

static void refuses_too_many_fields_and_bytes(void **state)
{
	struct form f;
	struct buf body;

	(void)state;
	buf_init(&body, FORM_BYTES + 1);
	for (int i = 0; i < FORM_FIELDS; i++)
		buf_puts(&body, "a=1&");
	assert_int_equal(form_parse(&f, body.data, body.len, false), RC_OK);
	assert_int_equal(f.count, FORM_FIELDS);
	form_release(&f);
	buf_puts(&body, "b");
	assert_int_equal(form_parse(&f, body.data, body.len, false), RC_FULL);
	assert_int_equal(f.count, 0);
	form_release(&f);
	buf_reset(&body);
	while (body.len < FORM_BYTES)
		buf_putc(&body, 'a');
	assert_int_equal(form_parse(&f, body.data, body.len, false), RC_OK);
	form_release(&f);
	buf_putc(&body, 'a');
	assert_int_equal(form_parse(&f, body.data, body.len, false), RC_FULL);
	form_release(&f);
	buf_release(&body);
}

static void finds_fields_and_repeats(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(form_parse(&f, S("key=1&to=2&key=3"), false), RC_OK);
	assert_string_equal(form_get(&f, "key")->value, "1");
	assert_string_equal(form_get(&f, "to")->value, "2");
	assert_null(form_get(&f, "Key"));
	assert_null(form_get(&f, "ke"));
	assert_true(form_repeats(&f, "key"));
	assert_false(form_repeats(&f, "to"));
	assert_false(form_repeats(&f, "from"));
	form_release(&f);
	form_release(&f);
}

static void encodes_so_that_it_reads_back(void **state)
{
	struct form f;
	struct buf b;
	char all[255];

	(void)state;
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (char)(i + 1);
	buf_init(&b, 1024);
	form_encode(&b, S("a b&+%=\xC3\xA9~_.-Z9\0"));
	assert_string_equal(b.data, "a%20b%26%2B%25%3D%C3%A9~_.-Z9%00");
	buf_reset(&b);
	buf_puts(&b, "x=");
	form_encode(&b, all, sizeof(all));
	assert_int_equal(form_parse(&f, b.data, b.len, false), RC_OK);
	assert_int_equal(f.count, 1);
	assert_int_equal(f.field[0].value_length, sizeof(all));
	assert_memory_equal(f.field[0].value, all, sizeof(all));
	form_release(&f);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_forms),
		cmocka_unit_test(keeps_an_escaped_nul_where_it_is_asked_to),
		cmocka_unit_test(refuses_too_many_fields_and_bytes),
		cmocka_unit_test(finds_fields_and_repeats),
		cmocka_unit_test(encodes_so_that_it_reads_back),
	};

	return cmocka_run_group_tests_name("text/form", tests, NULL, NULL);
}
