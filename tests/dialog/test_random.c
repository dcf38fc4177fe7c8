/* tests/dialog/test_random.c - whatever is typed in whatever state: one short plain answer, and always a way out */
#include <inttypes.h>
#include <stdbool.h>

#include "history.h"
#include "store/conversation.h"
#include "store/trader.h"
#include "t.h"

enum { TURNS = 12000, FEW = 300 };

#define SEED UINT64_C(88172645463325252)

/* Back to a phone nothing is open for: whatever was asked, MENU answers and the silence of the loop breaker is the
 * only other thing there may be. */
static bool is_menu(const char *reply)
{
	return reply[0] == '\0' || strstr(reply, "5 SAYA") != NULL ||
	       strstr(reply, "kami diam") != NULL || strstr(reply, "stay silent") != NULL ||
	       strstr(reply, "Language?") != NULL; /* offered once */
}

static bool short_and_plain(
	const struct history_step *s, const char *reply, size_t n, bool menu)
{
	(void)s;
	return world_form_is_good(reply, n) && (!menu || is_menu(reply));
}

/* A longer campaign, or another one, on request. */
static uint64_t wanted(const char *name, uint64_t otherwise)
{
	const char *value = getenv(name);

	return value != NULL ? strtoull(value, NULL, 10) : otherwise;
}

/* The steps that break it, as few as can be, ready to become a script. */
static void tell(struct history_step *step, size_t n, history_rule *rule, uint64_t seed)
{
	n = history_shrink(step, n, rule);
	printf("RANDOM_SEED=%" PRIu64 " breaks the rule; the least that does:\n", seed);
	history_print(step, n);
}

static void any_text_in_any_state_gets_a_short_plain_answer(void **state)
{
	static bool reached[ST_COUNT];
	uint64_t seed = wanted("RANDOM_SEED", SEED);
	size_t turns = (size_t)wanted("RANDOM_TURNS", TURNS), broken;
	struct history_step *step = calloc(turns, sizeof(*step));
	int states = 0;

	(void)state;
	assert_non_null(step);
	history_draw(step, turns, seed);
	broken = history_play(step, turns, short_and_plain, reached);
	if (broken < turns) {
		tell(step, broken + 1, short_and_plain, seed);
		fail_msg("step %zu of %zu", broken, turns);
	}
	free(step);
	for (int i = 0; i < ST_COUNT; i++) {
		states += reached[i];
		if (!reached[i])
			printf("not reached: %s\n", state_row((enum state_id)i)->name);
	}
	printf("%zu turns, %d of %d states reached\n", turns, states, ST_COUNT);
	assert_int_equal(states, ST_COUNT);
}

/* Broken on purpose, by whoever turned to English and asked for the menu later. */
static bool never_an_english_menu(
	const struct history_step *s, const char *reply, size_t n, bool menu)
{
	(void)s;
	(void)n;
	(void)menu;
	return strstr(reply, "report sales") == NULL;
}

static void of_a_history_that_breaks_a_rule_the_least_is_told(void **state)
{
	static struct history_step step[FEW];
	size_t n;

	(void)state;
	history_draw(step, FEW, SEED);
	for (size_t i = 0; i < FEW; i++)
		step[i].asks_menu = false;
	(void)snprintf(step[100].text, HISTORY_TEXT, "BAHASA english");
	(void)snprintf(step[FEW - 2].text, HISTORY_TEXT, "MENU");
	(void)snprintf(step[FEW - 2].phone, sizeof(step[0].phone), "%s", step[100].phone);
	step[100].ussd = step[FEW - 2].ussd = false;
	n = history_play(step, FEW, never_an_english_menu, NULL);
	assert_true(n < FEW);
	n = history_shrink(step, n + 1, never_an_english_menu);
	history_print(step, n);
	assert_int_equal(n, 2);
	assert_int_equal(history_play(step, n, never_an_english_menu, NULL), 1);
	assert_string_equal(step[0].phone, step[1].phone);
}

/* From every state, set in the database by name: STOP stops, and MENU shows the menu. */
static void stop_and_menu_work_in_every_state(void **state)
{
	static struct world w;
	struct buf reply;

	(void)state;
	world_open(&w);
	buf_init(&reply, 2000);
	for (int i = 1; i < ST_COUNT; i++)
		for (int word = 0; word < 2; word++) {
			struct conversation c;
			struct trader who;
			struct phone p;

			(void)snprintf(w.phone, sizeof(w.phone), "+628130000%d%03d", word, i);
			world_text(&w, "halo", &reply);
			assert_int_equal(phone_parse(&p, w.phone, strlen(w.phone)), RC_OK);
			assert_int_equal(trader_by_phone(w.store, &p, &who), RC_OK);
			assert_int_equal(conversation_get(w.store, who.id, &c), RC_OK);
			(void)snprintf(c.state, sizeof(c.state), "%s",
				state_row((enum state_id)i)->name);
			c.lives_until = w.now + 600;
			assert_int_equal(store_begin(w.store), RC_OK);
			assert_int_equal(conversation_put(w.store, &c), RC_OK);
			assert_int_equal(store_commit(w.store), RC_OK);
			world_text(&w, word == 0 ? "STOP" : "MENU", &reply);
			print_message("%s: %s\n", c.state, reply.data);
			assert_non_null(strstr(reply.data,
				word == 0 ? "berhenti mengirim" : "Balas angka: 1 DAFTAR"));
		}
	buf_release(&reply);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_text_in_any_state_gets_a_short_plain_answer),
		cmocka_unit_test(of_a_history_that_breaks_a_rule_the_least_is_told),
		cmocka_unit_test(stop_and_menu_work_in_every_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
