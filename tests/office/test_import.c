/* tests/office/test_import.c - lists of traders: all rows or none, every fault with its line */
#include "office/import.h"

#include "database.h"
#include "store/market.h"
#include "store/store.h"
#include "store/trader.h"
#include "t.h"

#define NOON     INT64_C(1764046800)
#define ok(call) assert_int_equal(call, RC_OK)

struct told {
	char text[2000];
	size_t length;
};

static void tell(const struct import_fault *f, void *arg)
{
	struct told *t = arg;

	t->length += (size_t)snprintf(t->text + t->length, sizeof(t->text) - t->length,
		"%d %s: %s\n", (int)f->line, f->column, f->sentence);
}

static struct store *open_store(void)
{
	struct store *st = NULL;
	struct err err = { .msg = "" };
	struct buf report;
	char url[128];
	int64_t id;

	buf_init(&report, 4096);
	if (store_open(&st, test_database(url, "sqlite::memory:"), STORE_WRITE, &err) !=
			RC_OK ||
		store_migrate(st, "migrations", NOON, &report, &err) != RC_OK)
		fail_msg("%s", err.msg);
	buf_release(&report);
	ok(store_begin(st));
	ok(market_add(st, "Pasar Turi", NOON, &id));
	return st;
}

static enum rc import(struct store *st, const char *text, bool dry_run, struct told *t,
	struct import_result *out)
{
	struct import in = { .text = text,
		.length = strlen(text),
		.language = "id",
		.source = "list.csv",
		.now = NOON,
		.rows_most = 5,
		.dry_run = dry_run };

	*t = (struct told){ .length = 0 };
	return import_traders(st, &in, tell, t, out);
}

#define HEADER "phone,name,market,stall,consent\n"

static void a_list_is_taken_whole(void **state)
{
	static const char list[] = HEADER "0812-3456-7890,\"Siti, Bu\",pasar turi,B2-15,ya\n"
					  "+6281234567891,Pak Joyo,,,2026-11-24\n";
	struct store *st = open_store();
	struct phone p = { "+6281234567890" };
	struct import_result r;
	struct trader t;
	struct told told;

	(void)state;
	ok(import(st, list, true, &told, &r));
	assert_int_equal(r.added, 2);
	assert_int_equal(trader_by_phone(st, &p, &t), RC_ABSENT);
	ok(import(st, list, false, &told, &r));
	assert_int_equal(r.added, 2);
	ok(trader_by_phone(st, &p, &t));
	assert_string_equal(t.name, "Siti, Bu");
	assert_int_equal(t.market_id, 1);
	/* Again, with another stall and no name: what is not given stays. */
	ok(import(st, HEADER "081234567890,,,C7,ya\n", false, &told, &r));
	assert_int_equal(r.changed, 1);
	ok(trader_by_phone(st, &p, &t));
	assert_string_equal(t.name, "Siti, Bu");
	assert_string_equal(t.stall, "C7");
	store_close(st);
}

static void one_fault_keeps_everything_out(void **state)
{
	static const char list[] = HEADER "081234567890,Siti,Pasar Turi,B2,ya\n"
					  "12345,Joyo,Pasar Lain,,tidak\n"
					  "+6281234567890,Sri,,,ya\n";
	struct store *st = open_store();
	struct phone p = { "+6281234567890" };
	struct import_result r;
	struct trader t;
	struct told told;

	(void)state;
	assert_int_equal(import(st, list, false, &told, &r), RC_INVALID);
	assert_int_equal(r.faults, 4);
	assert_non_null(strstr(told.text, "3 phone: not an Indonesian mobile number\n"));
	assert_non_null(strstr(told.text, "3 market: there is no market"));
	assert_non_null(strstr(told.text, "3 consent: must be"));
	assert_non_null(strstr(told.text, "4 phone: is there twice"));
	assert_int_equal(trader_by_phone(st, &p, &t), RC_ABSENT);
	store_close(st);
}

static void who_opted_out_is_not_imported(void **state)
{
	struct store *st = open_store();
	struct phone p = { "+6281234567890" };
	struct import_result r;
	struct told told;

	(void)state;
	ok(trader_remember_opted_out(st, &p, NOON));
	assert_int_equal(
		import(st, HEADER "081234567890,Siti,,,ya\n", false, &told, &r), RC_INVALID);
	assert_non_null(strstr(told.text, "2 phone: has asked not to be written to"));
	store_close(st);
}

static void headers_quotes_and_sizes_are_checked(void **state)
{
	static const char *const lists[] = { "", "name,phone\n",
		"phone,name,market,stall,other\n0812,a,,,ya\n", HEADER "\"0812\n",
		HEADER "0812345678901,\xff,,,ya\n",
		HEADER "081234567891,a,,,ya\n081234567892,a,,,ya\n081234567893,a,,,ya\n"
		       "081234567894,a,,,ya\n081234567895,a,,,ya\n081234567896,a,,,ya\n" };
	struct store *st = open_store();
	struct import_result r;
	struct told told;

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		print_message("%s\n", lists[i]);
		assert_int_equal(import(st, lists[i], false, &told, &r), RC_INVALID);
		assert_true(told.length > 0);
	}
	store_close(st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_taken_whole),
		cmocka_unit_test(one_fault_keeps_everything_out),
		cmocka_unit_test(who_opted_out_is_not_imported),
		cmocka_unit_test(headers_quotes_and_sizes_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
