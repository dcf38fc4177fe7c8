/* tests/office/test_push.c - what may be sent to whom and when, and what a pushed question does to a conversation */
#include "office_fixture.h"

#include "office/push.h"
#include "store/conversation.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 24 * HOUR };

static struct push_result push(struct desk *d, const struct trader *t, const char *text)
{
	struct push p = { .trader_id = t->id, .kind = KIND_TIP, .text = text };
	struct push_result r;

	ok(push_send(&d->work, &p, &r));
	return r;
}

static struct push_result ask(struct desk *d, const struct trader *t, bool replaces)
{
	struct pushed_question q = { .state = "owner.ask",
		.lives_until = d->work.now + 48 * HOUR,
		.replaces = replaces,
		.job = "wave.end",
		.subject = 7 };
	struct push p = { .trader_id = t->id,
		.kind = KIND_REMINDER,
		.text = "1 ya, 2 tidak",
		.question = &q };
	struct push_result r;

	ok(push_send(&d->work, &p, &r));
	return r;
}

static struct conversation conversation_at(struct desk *d, int64_t id)
{
	struct conversation c;

	ok(conversation_get(d->store, id, &c));
	return c;
}

static enum rc note_message(const struct message *m, void *arg)
{
	*(struct message *)arg = *m;
	((struct message *)arg)->text = NULL;
	((struct message *)arg)->phone = NULL;
	assert_true(strncmp(m->text, "LAPAK: ", 7) == 0);
	assert_true(strncmp(m->text, "LAPAK: LAPAK: ", 14) != 0);
	return RC_OK;
}

static void a_push_joins_the_traders_chain(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct push_result first = push(d, &t, "satu"), second = push(d, &t, "LAPAK: dua");
	struct message m;

	assert_int_equal(first.outcome, PUSH_QUEUED);
	assert_int_equal(second.outcome, PUSH_QUEUED);
	ok(message_get(d->store, second.message_id, note_message, &m));
	assert_int_equal(m.previous_id, first.message_id);
	assert_int_equal(m.state, MESSAGE_QUEUED);
	assert_int_equal(m.expires_at, NOON + DAY);
	assert_int_equal(m.segments, 1);
	assert_int_equal(conversation_at(d, t.id).last_message_id, second.message_id);
}

static void quiet_hours_hold_it_until_their_end(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct push_result r;

	d->work.now = NOON + 7 * HOUR; /* 19:00 */
	r = push(d, &t, "malam");
	assert_int_equal(r.outcome, PUSH_LATER);
	assert_string_equal(r.reason, "quiet-hours");
	assert_int_equal(r.not_before, NOON + 20 * HOUR);
	d->work.now = NOON + 20 * HOUR - 1; /* 07:59:59 */
	assert_int_equal(push(d, &t, "pagi").not_before, NOON + 20 * HOUR);
	d->work.now = NOON + 20 * HOUR;
	assert_int_equal(push(d, &t, "pagi").outcome, PUSH_QUEUED);
}

static void nothing_is_pushed_after_stop_or_to_nobody(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1), gone = { .id = 99 }, stall = { .id = 0 };

	t.stopped_at = NOON - DAY;
	ok(trader_update(d->store, &t));
	assert_int_equal(push(d, &t, "x").outcome, PUSH_NEVER);
	assert_string_equal(push(d, &t, "x").reason, "stopped");
	assert_string_equal(push(d, &gone, "x").reason, "erased");
	snprintf(stall.language, sizeof(stall.language), "id");
	snprintf(stall.phone.e164, sizeof(stall.phone.e164), "stall:1");
	ok(trader_add(d->store, &stall));
	assert_string_equal(push(d, &stall, "x").reason, "no-phone");
}

static void it_waits_a_quarter_of_an_hour_after_the_traders_own_sms(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct conversation c = {
		.trader_id = t.id, .state = "idle", .last_in_at = NOON - MINUTE
	};
	struct push_result r;

	ok(conversation_put(d->store, &c));
	r = push(d, &t, "x");
	assert_int_equal(r.outcome, PUSH_LATER);
	assert_int_equal(r.not_before, NOON + 14 * MINUTE);
	c.last_in_at = NOON + DAY; /* the clock was set back: no reason to wait for ever */
	ok(conversation_put(d->store, &c));
	assert_int_equal(push(d, &t, "x").outcome, PUSH_QUEUED);
	c.silent_until = NOON + HOUR;
	ok(conversation_put(d->store, &c));
	assert_string_equal(push(d, &t, "x").reason, "silent");
}

static void a_day_has_a_cap(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);

	for (int i = 0; i < 3; i++)
		assert_int_equal(push(d, &t, "x").outcome, PUSH_QUEUED);
	assert_string_equal(push(d, &t, "x").reason, "day-cap");
	assert_int_equal(push(d, &t, "x").not_before, NOON + 20 * HOUR); /* midnight is quiet */
	d->work.now = NOON + 20 * HOUR;
	assert_int_equal(push(d, &t, "x").outcome, PUSH_QUEUED);
}

static void one_question_at_a_time(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct push_result r;

	assert_int_equal(ask(d, &t, false).outcome, PUSH_QUEUED);
	assert_string_equal(conversation_at(d, t.id).state, "owner.ask");
	r = ask(d, &t, false);
	assert_int_equal(r.outcome, PUSH_LATER);
	assert_string_equal(r.reason, "question-open");
	assert_true(r.not_before > NOON + 48 * HOUR);
	assert_int_equal(push(d, &t, "no question").outcome, PUSH_QUEUED);
	assert_string_equal(conversation_at(d, t.id).state, "owner.ask");
	assert_int_equal(ask(d, &t, true).outcome, PUSH_QUEUED);
}

static void a_running_task_is_set_aside(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct conversation c = { .trader_id = t.id,
		.state = "enrol.name",
		.data = "enrol.wave=1\n",
		.lives_until = NOON + DAY };

	ok(conversation_put(d->store, &c));
	assert_int_equal(ask(d, &t, false).outcome, PUSH_QUEUED);
	c = conversation_at(d, t.id);
	assert_string_equal(c.state, "owner.ask");
	assert_non_null(strstr(c.data, "aside.state=enrol.name\n"));
	assert_non_null(strstr(c.data, "enrol.wave=1\n"));
	assert_non_null(strstr(c.data, "office.job=wave.end\n"));
}

static void without_a_gateway_it_waits(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);

	d->config.gateways = 0;
	assert_string_equal(push(d, &t, "x").reason, "no-gateway");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(a_push_joins_the_traders_chain),
		desk_test(quiet_hours_hold_it_until_their_end),
		desk_test(nothing_is_pushed_after_stop_or_to_nobody),
		desk_test(it_waits_a_quarter_of_an_hour_after_the_traders_own_sms),
		desk_test(a_day_has_a_cap),
		desk_test(one_question_at_a_time),
		desk_test(a_running_task_is_set_aside),
		desk_test(without_a_gateway_it_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
