/* tests/dialog/test_prove.c - what is proved of the dialogue's table, and of every prompt */
#include <stdbool.h>

#include "dialog/state.h"
#include "t.h"
#include "world.h"

static void the_table_has_no_fault(void **state)
{
	struct buf report;

	(void)state;
	buf_init(&report, 65536);
	if (dialog_prove(&report) != RC_OK)
		fail_msg("%s", report.data);
	buf_release(&report);
}

static void stored_names_read_back(void **state)
{
	(void)state;
	for (int i = 0; i < ST_COUNT; i++)
		assert_int_equal(state_named(state_row((enum state_id)i)->name), i);
	assert_int_equal(state_named("no.such.state"), ST_IDLE);
}

/* The names in the database of offices that run today. Adding a row is fine; a row that goes or changes its
 * name would lose conversations. */
static void names_in_use_stay(void **state)
{
	static const char *const frozen[] = { "idle", "resume", "command.doubt", "sale.amount",
		"sale.live", "sale.which", "sale.sure", "sale.second", "sale.closed",
		"sale.zero", "sale.day", "sale.correct", "enrol.wave", "enrol.full",
		"enrol.name", "enrol.market", "enrol.stall", "enrol.confirm", "enrol.change",
		"leave.confirm", "tips.series", "tips.next", "tips.seen", "ask.text", "me.menu",
		"me.change", "me.name", "me.market", "me.stall", "language.choice",
		"erase.confirm", "stop.confirm", "helper.market", "helper.amount",
		"helper.second", "owner.ask" };

	(void)state;
	for (size_t i = 1; i < sizeof(frozen) / sizeof(frozen[0]); i++)
		if (state_named(frozen[i]) == ST_IDLE)
			fail_msg("state %s is gone", frozen[i]);
}

/* In amount and live states 0 is an amount, so the prompt must name BATAL as the way out and must not offer
 * 0 as "back". */
static void amount_prompts_name_the_way_out(void **state)
{
	FILE *f = fopen("templates/messages/id.txt", "r");
	char line[512], section[64] = "";

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		if (line[0] == '[')
			(void)snprintf(section, sizeof(section), "[%.60s", line + 1);
		for (int i = 0; i < ST_COUNT; i++) {
			const struct state *row = state_row((enum state_id)i);
			const char *name = wording_message_name(row->ask);

			if ((row->kind != KIND_AMOUNT && row->kind != KIND_LIVE) ||
				strncmp(section + 1, name, strlen(name)) != 0 ||
				section[1 + strlen(name)] != ']' || line[0] == '[' ||
				line[0] == '\n')
				continue;
			print_message("%s", line);
			assert_non_null(strstr(line, "BATAL"));
			assert_null(strstr(line, "0 kembali"));
		}
	}
	(void)fclose(f);
}

static void it_can_be_drawn(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 65536);
	dialog_draw(&out, true);
	assert_false(out.full);
	assert_int_equal(strncmp(out.data, "digraph lapak {", 15), 0);
	for (int i = 0; i < ST_COUNT; i++)
		assert_non_null(strstr(out.data, state_row((enum state_id)i)->name));
	buf_reset(&out);
	dialog_draw(&out, false);
	assert_non_null(strstr(out.data, "enrol.confirm (confirm"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_has_no_fault),
		cmocka_unit_test(stored_names_read_back),
		cmocka_unit_test(names_in_use_stay),
		cmocka_unit_test(amount_prompts_name_the_way_out),
		cmocka_unit_test(it_can_be_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
