/* tests/base/test_days.c - instants, market days, weekdays and pasaran */
#include "t.h"

#include <time.h>

#include "base/days.h"

static int32_t day(const char *iso)
{
	int32_t out = -1;

	assert_int_equal(day_parse_iso(&out, iso), RC_OK);
	return out;
}

static void turns_the_market_day_at_four(void **state)
{
	static const struct {
		const char *calendar; /* the day by the calendar, in WIB */
		int hour, minute, second;
		const char *market;
	} rows[] = {
		{ "2026-11-24", 0, 0, 0, "2026-11-23" },
		{ "2026-11-24", 1, 30, 0, "2026-11-23" },
		{ "2026-11-24", 3, 59, 59, "2026-11-23" },
		{ "2026-11-24", 4, 0, 0, "2026-11-24" },
		{ "2026-11-24", 6, 59, 59, "2026-11-24" }, /* still the day before in UTC */
		{ "2026-11-24", 7, 0, 0, "2026-11-24" },
		{ "2026-11-24", 23, 59, 59, "2026-11-24" },
		{ "2027-01-01", 3, 0, 0, "2026-12-31" },
		{ "2028-03-01", 3, 0, 0, "2028-02-29" },
		{ "1970-01-02", 3, 0, 0, "1970-01-01" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int seconds = rows[i].hour * 3600 + rows[i].minute * 60 + rows[i].second;
		int64_t instant = day_instant(day(rows[i].calendar), seconds);

		print_message("%s %02d:%02d\n", rows[i].calendar, rows[i].hour, rows[i].minute);
		assert_int_equal(day_of(instant), day(rows[i].market));
		assert_int_equal(day_calendar(instant), day(rows[i].calendar));
		assert_int_equal(day_seconds(instant), seconds);
	}
}

static void counts_from_the_epoch_in_wib(void **state)
{
	(void)state;
	assert_int_equal(day_instant(0, 0), -7 * 3600);
	assert_int_equal(day_calendar(0), 0);
	assert_int_equal(day_seconds(0), 7 * 3600);
	assert_int_equal(day_calendar(-7 * 3600 - 1), -1);
	assert_int_equal(day_seconds(-7 * 3600 - 1), 86399);
	assert_int_equal(day_of(-3 * 3600), 0);
	assert_int_equal(day_of(-3 * 3600 - 1), -1);
	assert_int_equal(day_calendar(INT64_C(4102444799)), day("2100-01-01"));
	assert_int_equal(day_of(INT64_C(2147483648)), day("2038-01-19"));
}

static void knows_weekday_and_pasaran(void **state)
{
	static const struct {
		const char *iso;
		int weekday, pasaran;
	} rows[] = {
		{ "2025-01-01", 3, 2 }, /* Rabu Pon */
		{ "2024-09-01", 0, 0 }, /* Minggu Legi */
		{ "1970-01-01", 4, 3 }, /* Kamis Wage */
		{ "2025-01-02", 4, 3 }, /* Kamis Wage: 35 days and their multiples apart */
		{ "2025-01-03", 5, 4 }, /* Jumat Kliwon */
		{ "2025-01-04", 6, 0 },
		{ "2025-01-05", 0, 1 },
	};
	int32_t august;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].iso);
		assert_int_equal(day_weekday(day(rows[i].iso)), rows[i].weekday);
		assert_int_equal(day_pasaran(day(rows[i].iso)), rows[i].pasaran);
	}
	august = day("1970-01-01") - 8903; /* 1945-08-17, Jumat Legi, the day of independence */
	assert_int_equal(day_date(august).year, 1945);
	assert_int_equal(day_date(august).month, 8);
	assert_int_equal(day_date(august).day, 17);
	assert_int_equal(day_weekday(august), 5);
	assert_int_equal(day_pasaran(august), 0);
}

static void goes_on_day_by_day(void **state)
{
	int32_t last = day("2199-12-31");
	struct date d, before = day_date(-1);
	struct tm utc;
	time_t at;

	(void)state;
	for (int32_t i = 0; i <= last; i++) {
		int32_t back = -1;

		d = day_date(i);
		at = (time_t)i * 86400;
		assert_non_null(gmtime_r(&at, &utc));
		if (d.year != utc.tm_year + 1900 || d.month != utc.tm_mon + 1 ||
			d.day != utc.tm_mday || day_weekday(i) != utc.tm_wday)
			fail_msg("day %d is %d-%d-%d", i, d.year, d.month, d.day);
		if (day_from_date(&back, d) != RC_OK || back != i)
			fail_msg("day %d comes back as %d", i, back);
		if (day_pasaran(i) != (day_pasaran(i - 1) + 1) % 5)
			fail_msg("the pasaran of day %d does not follow", i);
		if (d.day != before.day + 1 && d.day != 1)
			fail_msg("day %d does not follow", i);
		before = d;
	}
}

static void refuses_dates_that_are_none(void **state)
{
	static const char *const rows[] = { "2026-02-29", "2100-02-29", "2026-04-31",
		"2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "1969-12-31",
		"2200-01-01", "2026-1-1", "2026-01-1", "26-01-01", "2026/01/01", "2026-01-01 ",
		" 2026-01-01", "2026-01-0a", "", "-026-01-01", "+026-01-01", "2026-01--1" };
	int32_t out = 77;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("\"%s\"\n", rows[i]);
		assert_int_equal(day_parse_iso(&out, rows[i]), RC_INVALID);
		assert_int_equal(out, 77);
	}
	assert_int_equal(day_from_date(&out, (struct date){ 2026, -1, 1 }), RC_INVALID);
	assert_int_equal(day_from_date(&out, (struct date){ 2026, 1, INT32_MAX }), RC_INVALID);
	assert_int_equal(day("2024-02-29") + 1, day("2024-03-01"));
	assert_int_equal(day("2000-02-29") + 1, day("2000-03-01"));
	assert_int_equal(day("2199-12-31"), 84005);
}

static void writes_days_and_instants(void **state)
{
	char iso[11], full[26];

	(void)state;
	day_iso(day("2026-11-24"), iso);
	assert_string_equal(iso, "2026-11-24");
	day_iso(0, iso);
	assert_string_equal(iso, "1970-01-01");
	instant_iso(1795487400, full);
	assert_string_equal(full, "2026-11-24T09:30:00+07:00");
	instant_iso(0, full);
	assert_string_equal(full, "1970-01-01T07:00:00+07:00");
	instant_iso(day_instant(day("2026-12-31"), 86399), full);
	assert_string_equal(full, "2026-12-31T23:59:59+07:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(turns_the_market_day_at_four),
		cmocka_unit_test(counts_from_the_epoch_in_wib),
		cmocka_unit_test(knows_weekday_and_pasaran),
		cmocka_unit_test(goes_on_day_by_day),
		cmocka_unit_test(refuses_dates_that_are_none),
		cmocka_unit_test(writes_days_and_instants),
	};

	return cmocka_run_group_tests_name("base/days", tests, NULL, NULL);
}
