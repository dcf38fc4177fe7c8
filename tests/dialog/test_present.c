/* tests/dialog/test_present.c - the attendance code cannot be guessed, and lives three hours */
#include "t.h"
#include "base/days.h"
#include "store/trader.h"
#include "store/wave.h"
#include "world.h"

enum { HOUR = 3600, PEOPLE = 14, OF_ONE = 5, OF_ALL = 60 };

static const char taken[] = "tercatat hadir di G4", wrong[] = "Kode itu belum cocok",
		  limit[] = "Minta pelatih mencatat hadir", closed[] = "tidak ada pertemuan";

static void becomes(struct world *w, int i)
{
	(void)snprintf(w->phone, sizeof(w->phone), "+6281234560%03d", i);
}

/* G4 begins at 12:00, and everyone has a seat in it. */
static int64_t gather(struct world *w)
{
	struct enrolment_request ask = { .by = "trader" };
	struct wave wave;

	world_open(w);
	ask.now = w->now;
	world_wave(w, "G4", "2026-11-24", 12, 30);
	assert_int_equal(wave_find(w->store, "G4", &wave), RC_OK);
	ask.wave_id = wave.id;
	for (int i = 0; i < PEOPLE; i++) {
		struct enrolment e;
		struct trader who;
		struct phone p;

		becomes(w, i);
		world_trader(w, w->phone, "Kapasan", "B1");
		assert_int_equal(phone_parse(&p, w->phone, strlen(w->phone)), RC_OK);
		assert_int_equal(trader_by_phone(w->store, &p, &who), RC_OK);
		ask.trader_id = who.id;
		assert_int_equal(store_begin(w->store), RC_OK);
		assert_int_equal(enrolment_take(w->store, &ask, &e), RC_OK);
		assert_int_equal(store_commit(w->store), RC_OK);
	}
	becomes(w, 0);
	return wave.starts_at;
}

static void assert_said(struct world *w, const char *text, const char *part)
{
	struct buf reply;

	buf_init(&reply, 2000);
	world_text(w, text, &reply);
	if (strstr(reply.data, part) == NULL)
		fail_msg("%s: %s, not %s", text, reply.data, part);
	buf_release(&reply);
	w->now += 5;
}

static void a_number_has_five_tries(void **state)
{
	static struct world w;

	(void)state;
	w.now = gather(&w);
	for (int i = 0; i < OF_ONE; i++)
		assert_said(&w, i % 2 == 0 ? "HADIR 1111" : "hadir 2222", wrong);
	assert_said(&w, "HADIR 3333", limit);
	assert_said(&w, "HADIR 4821", limit); /* the right one, guessed or not */
	assert_said(&w, "4821", limit);
	becomes(&w, 1);
	for (int i = 0; i < OF_ONE - 1; i++)
		assert_said(&w, "HADIR 1111", wrong);
	assert_said(&w, "HADIR 4821", taken); /* the fifth is not too late */
	world_close(&w);
}

static void digits_alone_are_tries_too(void **state)
{
	static struct world w;

	(void)state;
	w.now = gather(&w);
	for (int i = 0; i < OF_ONE; i++) {
		char digits[16];

		(void)snprintf(digits, sizeof(digits), "%d", 1111 + i);
		assert_said(&w, digits, "");
	}
	assert_said(&w, "4821", limit);
	world_close(&w);
}

static void a_sitting_has_sixty_tries(void **state)
{
	static struct world w;

	(void)state;
	w.now = gather(&w);
	for (int i = 0; i < OF_ALL - 1; i++) {
		becomes(&w, i / OF_ONE);
		assert_said(&w, "HADIR 1111", wrong);
	}
	becomes(&w, 12);
	assert_said(&w, "HADIR 4821", taken); /* the sixtieth is still to come */
	becomes(&w, 11);
	assert_said(&w, "HADIR 1111", wrong);
	becomes(&w, 13);
	assert_said(&w, "HADIR 4821", limit);
	world_close(&w);
}

static void the_code_lives_three_hours(void **state)
{
	static struct world w;
	int64_t starts_at = gather(&w);

	(void)state;
	w.now = starts_at - HOUR - 60; /* who comes early waits for the board */
	assert_said(&w, "HADIR 4821", "Belum waktunya");
	w.now = starts_at - HOUR;
	assert_said(&w, "HADIR 4821", taken);
	becomes(&w, 1);
	w.now = starts_at + 3 * HOUR;
	assert_said(&w, "HADIR 4821", taken);
	becomes(&w, 2);
	w.now = starts_at + 3 * HOUR + 1;
	assert_said(&w, "HADIR 4821", closed);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_has_five_tries),
		cmocka_unit_test(digits_alone_are_tries_too),
		cmocka_unit_test(a_sitting_has_sixty_tries),
		cmocka_unit_test(the_code_lives_three_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
