/* tests/relay/test_trial.c - a dialogue tried: what the real one would say, and no trace of it */
#include "t.h"

#include <sqlite3.h>

#include "relay/trial.h"
#include "store/wave.h"

#include "world.h"

enum { STEPS = 8 };

/* The trial has a database of its own: its steps fail below the store. */
static int steps, fail_at;

int __real_sqlite3_step(sqlite3_stmt *stmt);
int __wrap_sqlite3_step(sqlite3_stmt *stmt);

int __wrap_sqlite3_step(sqlite3_stmt *stmt)
{
	return fail_at != 0 && ++steps == fail_at ? SQLITE_IOERR : __real_sqlite3_step(stmt);
}

struct heard {
	char state[STEPS][32], reply[STEPS][400];
	bool ends[STEPS];
	size_t n;
};

static enum rc hear_step(size_t i, const struct inbound_result *r, const char *state, void *arg)
{
	struct heard *h = arg;

	assert_int_equal(i, h->n);
	assert_true(h->n < STEPS);
	(void)snprintf(h->state[i], sizeof(h->state[i]), "%s", state);
	(void)snprintf(
		h->reply[i], sizeof(h->reply[i]), "%s", r->replies > 0 ? r->reply[0].data : "");
	h->ends[i] = r->ends;
	h->n++;
	return RC_OK;
}

static enum rc try_texts(
	struct world *w, const struct trial_step *step, size_t n, struct heard *h)
{
	const struct trial t = { .like = &w->inbound,
		.from = w->store,
		.language = "id",
		.step = step,
		.steps = n,
		.now = NOW };

	(void)snprintf(
		w->config.migrations.dir, sizeof(w->config.migrations.dir), "migrations");
	*h = (struct heard){ .n = 0 };
	return trial_run(&t, hear_step, h);
}

static void a_full_wave(struct world *w)
{
	const struct sitting sitting = { .starts_at = NOW + 10 * 86400, .code = "4821" };
	struct wave wave = { .name = "G9", .place = "Lt 3", .state = WAVE_OPEN, .seats = 1 };
	struct trader who = { .phone = { "+628129999999" },
		.created_at = NOW,
		.name = "Bu Sri",
		.language = "id" };
	struct enrolment seat;

	assert_int_equal(store_begin(w->store), RC_OK);
	assert_int_equal(market_add(w->store, "Kapasan", NOW, &wave.market_id), RC_OK);
	assert_int_equal(wave_add(w->store, &wave, &sitting, 1, NOW), RC_OK);
	assert_int_equal(trader_add(w->store, &who), RC_OK);
	assert_int_equal(enrolment_take(w->store,
				 &(struct enrolment_request){ .wave_id = wave.id,
					 .trader_id = who.id,
					 .by = "trader",
					 .now = NOW },
				 &seat),
		RC_OK);
	assert_int_equal(store_commit(w->store), RC_OK);
}

static void says_what_the_real_one_would_and_leaves_nothing(void **state)
{
	static const struct trial_step step[] = { { "2", false }, { "350rb", false },
		{ "0", false }, { "HAPUS DATA", false }, { "YA", false } };
	struct world *w = *state;
	struct row rows[2];
	struct heard h;

	assert_int_equal(try_texts(w, step, 5, &h), RC_OK);
	assert_int_equal(h.n, 5);
	assert_string_equal(h.state[0], "sale.amount");
	assert_string_equal(h.state[1], "sale.live");
	assert_non_null(strstr(h.reply[1], "Rp350.000"));
	assert_string_equal(h.state[3], "erase.confirm");
	assert_string_equal(h.state[4], "idle");
	assert_int_equal(world_rows(w, rows, 2), 0);
}

static void has_the_waves_of_today_with_a_seat_at_least(void **state)
{
	static const struct trial_step step[] = { { "DAFTAR G9", false }, { "Bu Ani", false } };
	struct world *w = *state;
	struct heard h;

	a_full_wave(w);
	assert_int_equal(try_texts(w, step, 2, &h), RC_OK);
	assert_string_equal(h.state[0], "enrol.name");
	assert_string_equal(h.state[1], "enrol.market");
}

static void a_ussd_session_is_one_until_it_ends(void **state)
{
	static const struct trial_step step[] = { { "", true }, { "2", true },
		{ "350rb", true }, { "0", true }, { "", true } };
	struct world *w = *state;
	struct heard h;

	assert_int_equal(try_texts(w, step, 5, &h), RC_OK);
	assert_string_equal(h.state[1], "sale.amount");
	assert_false(h.ends[2]);
	assert_true(h.ends[3]);
	assert_false(h.ends[4]);
	assert_non_null(strstr(h.reply[4], "DAFTAR"));
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

/* Longer than any SMS. */
static void what_no_phone_can_send_is_no_trial(void **state)
{
	static char text[GATEWAY_TEXT_MAX + 2];
	const struct trial_step one = { text, false };
	struct world *w = *state;
	struct heard h;

	memset(text, 'x', sizeof(text) - 1);
	assert_int_equal(try_texts(w, &one, 1, &h), RC_INVALID);
	assert_int_equal(h.n, 0);
}

/* Wherever it fails, the trial is broken, and the office's own database is as it was. */
static void a_step_that_fails_is_told(void **state)
{
	static const struct trial_step step[] = { { "DAFTAR G9", false }, { "", true },
		{ "2", true } };
	struct world *w = *state;
	struct heard h;
	int last, first, stride = getenv("EVERY_STEP") != NULL ? 1 : 17;

	a_full_wave(w);
	steps = 0;
	fail_at = INT32_MAX;
	assert_int_equal(try_texts(w, step, 3, &h), RC_OK);
	last = steps;
	first = last > 600 ? last - 600 : 1; /* before that the migrations, see tests/store */
	for (int k = first; k <= last; k += stride) {
		enum rc rc;

		steps = 0;
		fail_at = k;
		rc = try_texts(w, step, 3, &h);
		fail_at = 0;
		if (rc == RC_OK)
			fail_msg("step %d of %d failed, and nobody said so", k, last);
	}
	fail_at = 0;
	assert_int_equal(try_texts(w, step, 3, &h), RC_OK);
	assert_int_equal(h.n, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD(says_what_the_real_one_would_and_leaves_nothing),
		WORLD(has_the_waves_of_today_with_a_seat_at_least),
		WORLD(a_ussd_session_is_one_until_it_ends),
		WORLD(what_no_phone_can_send_is_no_trial),
		WORLD(a_step_that_fails_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
