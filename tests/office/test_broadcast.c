/* tests/office/test_broadcast.c - what a broadcast costs, who lets it go, and how it goes, turn by turn */
#include "broadcast_desk.h"

#include "base/days.h"
#include "store/conversation.h"

static void tells_cost_time_and_samples(void **state)
{
	struct desk *d = *state;
	struct broadcast_facts f = facts(d);
	struct broadcast_texts texts = { .of = { { "", "LAPAK: Halo {name}" } }, .n = 1 };
	struct broadcast b = { .price = 250 };
	struct broadcast_plan p = { .notes = 0 };

	people(d, 25);
	ok(broadcast_plan_make(&f, &b, &texts, &p));
	assert_int_equal(p.count.total, 25);
	assert_int_equal(p.segments, 25);
	assert_int_equal(p.cost, 25 * 250);
	assert_int_equal(p.begins_at, NOON);
	assert_int_equal(p.ends_at, NOON + 3); /* 10 a second */
	assert_int_equal(p.samples, 3);
	assert_string_equal(p.sample[0], "LAPAK: Halo Bu 0");
	assert_int_equal(p.notes, 0);
}

static void the_night_takes_no_part(void **state)
{
	struct desk *d = *state;
	struct broadcast_texts texts = { .of = { { "", "x" } }, .n = 1 };
	struct broadcast b = { .price = 250 };
	struct broadcast_plan p = { .notes = 0 };
	struct broadcast_facts f;

	d->now = NOON + 7 * 3600 - 1; /* a second before seven */
	people(d, 25);
	f = facts(d);
	ok(broadcast_plan_make(&f, &b, &texts, &p));
	assert_int_equal(p.begins_at, d->now);
	assert_int_equal(p.ends_at, NOON + 20 * 3600 + 2); /* next day at eight */
}

static void says(const struct broadcast_note *n, const char *code, const char *sentence)
{
	struct buf text;

	buf_init(&text, 400);
	broadcast_note_print(n, &text);
	assert_string_equal(broadcast_note_code(n), code);
	assert_non_null(strstr(text.data, sentence));
	buf_release(&text);
}

static void names_what_stands_in_the_way(void **state)
{
	struct desk *d = *state;
	struct broadcast_texts texts = { .of = { { "jv", "x" } }, .n = 1 };
	struct broadcast b = { .price = 250 };
	struct broadcast_plan p = { .notes = 0 };
	struct broadcast_facts f = facts(d);

	ok(broadcast_plan_make(&f, &b, &texts, &p));
	assert_int_equal(p.notes, 1);
	says(&p.note[0], "empty", "the audience is empty");
	people(d, 3);
	d->config.gateways = 0;
	p = (struct broadcast_plan){ .notes = 0 };
	ok(broadcast_plan_make(&f, &b, &texts, &p));
	assert_int_equal(p.notes, 2);
	says(&p.note[0], "no-text", "3 of them speak `id`");
	assert_string_equal(p.note[0].language, "id");
	says(&p.note[1], "no-gateway", "no [gateway.NAME]");
	assert_ptr_equal(broadcast_plan_blocker(&p), &p.note[0]);
}

/* Only told: it goes all the same. */
static void tells_what_is_worth_knowing(void **state)
{
	struct desk *d = *state;
	struct broadcast_texts texts = { .of = { { "", "x" } }, .n = 1 };
	struct broadcast b = { .price = 250 };
	struct broadcast_plan p = { .notes = 0 };
	struct broadcast_facts f;

	people(d, 3);
	d->now = NOON + 8 * 3600;
	d->config.office.broadcast_cap_per_day = 300;
	d->config.office.broadcast_cap = 750;
	f = facts(d);
	ok(broadcast_plan_make(&f, &b, &texts, &p));
	assert_int_equal(p.notes, 2);
	says(&p.note[0], "quiet-hours", "quiet hours");
	says(&p.note[1], "day-cap", "leaves Rp300 today");
	assert_null(broadcast_plan_blocker(&p));
	d->config.office.broadcast_cap = 749;
	p = (struct broadcast_plan){ .notes = 0 };
	ok(broadcast_plan_make(&f, &b, &texts, &p));
	says(broadcast_plan_blocker(&p), "over-cap",
		"Rp750, more than broadcast_cap allows: Rp749");
}

static void many_want_a_second_person(void **state)
{
	struct desk *d = *state;
	struct broadcast b;
	struct err err;

	people(d, 100);
	b = written(d, "x");
	ok(approve(d, &b, "rina", &err)); /* a hundred is not above a hundred */
	assert_int_equal(approve(d, &b, "budi", &err), RC_CONFLICT);
	(void)add_trader(d->st, 100);
	b = written(d, "x");
	assert_int_equal(approve(d, &b, "Rina", &err), RC_DENIED);
	assert_int_equal(of(d, b.id).state, BROADCAST_WAITING);
	ok(approve(d, &b, "budi", &err));
	assert_int_equal(of(d, b.id).state, BROADCAST_SENDING);
}

static void goes_to_everybody_and_is_done(void **state)
{
	struct desk *d = *state;
	struct broadcast b;

	people(d, 150);
	b = approved(d, "LAPAK: Halo {name}");
	for (int i = 0; i < 10; i++) {
		turn(d);
		deliver(d);
	}
	b = of(d, b.id);
	assert_int_equal(b.state, BROADCAST_DONE);
	assert_int_equal(b.delivered, 150);
	assert_int_equal(broadcast_left(&b), 0);
	assert_int_equal(number(d->st, "SELECT count(DISTINCT phone) FROM message"), 150);
	assert_int_equal(
		number(d->st, "SELECT count(*) FROM message WHERE text = 'LAPAK: Halo Bu 7'"),
		1);
}

static void makes_only_what_the_gateway_takes_soon(void **state)
{
	struct desk *d = *state;

	people(d, 300);
	(void)approved(d, "x");
	for (int i = 0; i < 10; i++)
		turn(d);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 100); /* ten seconds */
}

static void nothing_is_made_in_quiet_hours(void **state)
{
	struct desk *d = *state;

	d->now = NOON + 7 * 3600;
	people(d, 5);
	(void)approved(d, "x");
	turn(d);
	turn(d);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 0);
	d->now = NOON + 20 * 3600;
	turn(d);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 5);
}

static void waits_for_its_time(void **state)
{
	struct desk *d = *state;
	struct broadcast b;

	people(d, 1);
	b = written(d, "x");
	b.starts_at = NOON + 60;
	ok(approve(d, &b, "budi", NULL));
	turn(d);
	d->now = NOON + 60;
	turn(d);
	assert_int_equal(of(d, b.id).state, BROADCAST_SENDING);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 1);
}

static void who_has_just_written_is_put_off(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->st, 1), stopped = add_trader(d->st, 2);
	struct conversation c = {
		.trader_id = t.id, .state = "idle", .last_in_at = NOON - 14 * 60
	};
	struct broadcast b = approved(d, "x");

	ok(conversation_put(d->st, &c));
	stopped.stopped_at = NOON; /* after the approval */
	ok(trader_update(d->st, &stopped));
	turn(d);
	b = of(d, b.id);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 0);
	d->now = NOON + 59;
	turn(d);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 0);
	turn(d);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 1);
}

static void caps_hold_it(void **state)
{
	struct desk *d = *state;
	struct broadcast b;

	people(d, 10);
	b = approved(d, "x");
	d->config.office.broadcast_cap_per_day = 4 * 250;
	turn(d);
	turn(d);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 4);
	assert_int_equal(of(d, b.id).state, BROADCAST_SENDING);
	d->now += DAY_SECONDS;
	turn(d);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 8);
	d->config.office.broadcast_cap_per_day = 0;
	d->config.office.broadcast_cap = 9 * 250;
	turn(d);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message"), 9);
	assert_int_equal(of(d, b.id).state, BROADCAST_PAUSED);
}

static void pauses_resumes_and_cancels(void **state)
{
	struct desk *d = *state;
	struct broadcast_facts f = facts(d);
	struct broadcast b;
	struct err err;

	people(d, 20);
	b = approved(d, "x");
	assert_int_equal(broadcast_resume(&f, &b, &err), RC_CONFLICT);
	turn(d);
	b = of(d, b.id);
	ok(broadcast_pause(&f, &b, &err));
	turn(d);
	deliver(d);
	assert_int_equal(of(d, b.id).sent, 0);
	ok(broadcast_resume(&f, &b, &err));
	turn(d);
	deliver(d);
	assert_int_equal(of(d, b.id).sent, 20);
	b = approved(d, "x"); /* nothing of it was made yet */
	ok(broadcast_cancel(&f, &b, &err));
	b = of(d, b.id);
	assert_int_equal(broadcast_left(&b), 20);
	assert_int_equal(broadcast_cancel(&f, &b, &err), RC_CONFLICT);
}

static void leaves_room_for_replies(void **state)
{
	struct desk *d = *state;
	struct broadcast_turn t = { .store = d->st,
		.config = &d->config,
		.wording = d->wording,
		.now = NOON,
		.now_ms = 1000,
		.busy = true };
	struct broadcast b;
	bool queued;

	people(d, 3);
	b = approved(d, "x");
	d->pump.next_ms = 1000;
	ok(broadcast_pump_turn(&d->pump, &t, &queued));
	assert_false(of(d, b.id).expanded);
	t.now_ms = 1020; /* but not for ever */
	ok(broadcast_pump_turn(&d->pump, &t, &queued));
	assert_true(of(d, b.id).expanded);
	assert_true(queued);
	assert_false(broadcast_pump_wants(&d->pump, t.now_ms));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(tells_cost_time_and_samples),
		desk_test(the_night_takes_no_part),
		desk_test(names_what_stands_in_the_way),
		desk_test(tells_what_is_worth_knowing),
		desk_test(many_want_a_second_person),
		desk_test(goes_to_everybody_and_is_done),
		desk_test(makes_only_what_the_gateway_takes_soon),
		desk_test(nothing_is_made_in_quiet_hours),
		desk_test(waits_for_its_time),
		desk_test(who_has_just_written_is_put_off),
		desk_test(caps_hold_it),
		desk_test(pauses_resumes_and_cancels),
		desk_test(leaves_room_for_replies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
