/* tests/store/test_postgres_fleet.c - several servers on one PostgreSQL: who is alive, who leads, whose a claim is
 *
 * Without TEST_DATABASE=postgresql it starts a server of its own and runs itself there. */
#include "claim_fixture.h"
#include "server_fixture.h"

#include "store/fleet.h"
#include "store/gateway_record.h"
#include "store/message.h"

static struct store *joined(const struct folder *f, const char *name)
{
	struct store *st = open_at(f->url, STORE_WRITE);
	int64_t id = 0;

	ok(store_begin(st));
	ok(fleet_join(st, name, &id));
	ok(store_commit(st));
	fleet_serve(st, id);
	return st;
}

static struct fleet_view beaten(struct store *st)
{
	struct fleet_view view;

	ok(store_begin(st));
	ok(fleet_beat(st, &view));
	ok(store_commit(st));
	return view;
}

/* The lease of the server of that name has run out. */
static void leave_silent(struct store *st, const char *name)
{
	static const struct sql silence = { "t.silence",
		"UPDATE server SET lives_until = lives_until - 20 WHERE name = $1" };
	struct stmt *s = db_prepare(st->db, &silence);

	db_text(s, 1, name);
	ok(db_run_some(s));
}

static enum rc lead(struct store *st, int64_t *fence)
{
	enum rc rc;

	ok(store_begin(st));
	rc = fleet_lead(st, fence);
	ok(store_commit(st));
	return rc;
}

static int64_t bury(struct store *st, int64_t *requeued, int64_t *unknown)
{
	int64_t n = 0;

	ok(store_begin(st));
	ok(fleet_bury(st, &n));
	ok(outbox_recover(st, false, NOON + 60, requeued, unknown));
	ok(store_commit(st));
	return n;
}

static void one_leads_until_it_is_no_more(void **state)
{
	struct store *st = migrated(*state), *a = joined(*state, "a"), *b = joined(*state, "b");
	struct fleet_view view = beaten(a);
	int64_t fence = 0, requeued = 0, unknown = 0;

	assert_int_equal(view.alive, 2);
	assert_int_equal(view.before, 0);
	assert_int_equal(beaten(b).before, 1);
	assert_int_equal(view.late, 0);
	assert_int_equal(view.leader, 0);
	ok(lead(a, &fence));
	assert_int_equal(fence, 1);
	assert_int_equal(lead(b, &fence), RC_CONFLICT);
	view = beaten(b);
	assert_int_equal(view.leader, 1);
	assert_int_equal(bury(b, &requeued, &unknown), 0);
	leave_silent(st, "a");
	assert_int_equal(lead(b, &fence), RC_CONFLICT); /* late is not dead */
	assert_int_equal(beaten(b).late, 1);
	assert_int_equal(bury(b, &requeued, &unknown), 1);
	ok(lead(b, &fence));
	assert_int_equal(fence, 2);
	/* What the former leader would write is refused. */
	assert_int_equal(store_begin(a), RC_CONFLICT);
	assert_int_equal(beaten(b).leader, 2);
	store_close(a);
	a = joined(*state, "a");
	ok(store_begin(b));
	ok(fleet_leave(b));
	ok(store_commit(b));
	assert_int_equal(beaten(a).alive, 1);
	assert_int_equal(beaten(a).leader, 0);
	store_close(a);
	store_close(b);
	store_close(st);
}

static int64_t queue(struct store *st, int64_t n, enum message_kind kind)
{
	char phone[24];
	struct message m = { .id = store_message_id(st),
		.kind = kind,
		.state = MESSAGE_QUEUED,
		.gateway = "kannel",
		.phone = phone,
		.text = "Halo",
		.at = NOON,
		.due_at = NOON,
		.expires_at = NOON + 600 };

	snprintf(phone, sizeof(phone), "+62812%08d", (int)n);
	ok(message_add(st, &m));
	return m.id;
}

static void what_a_dead_server_claimed_is_free(void **state)
{
	struct store *st = migrated(*state), *a = joined(*state, "a"), *b = joined(*state, "b");
	int64_t requeued = 0, unknown = 0;

	ok(store_begin(st));
	for (int i = 1; i <= 4; i++)
		queue(st, i, KIND_REPLY);
	queue(st, 5, KIND_REMINDER);
	ok(store_commit(st));
	ok(store_begin(a));
	assert_int_equal(claim(a, NOON, 3).n, 3);
	ok(store_commit(a));
	ok(store_begin(b));
	assert_int_equal(claim(b, NOON, 9).n, 2);
	ok(store_commit(b));
	leave_silent(st, "b");
	assert_int_equal(bury(a, &requeued, &unknown), 1);
	assert_int_equal(requeued, 1); /* what is on the wire of the living stays there */
	assert_int_equal(unknown, 1);
	assert_int_equal(number(st, "SELECT count(*) FROM message WHERE state = 'sending'"), 3);
	/* After a commit whose outcome is unknown, what is one's own is free as well. */
	ok(store_begin(a));
	ok(outbox_recover(a, true, NOON + 60, &requeued, &unknown));
	ok(store_commit(a));
	assert_int_equal(requeued, 3);
	store_close(a);
	store_close(b);
	store_close(st);
}

static void what_each_sent_counts_for_the_cap_of_all(void **state)
{
	struct store *a = migrated(*state), *b = joined(*state, "b");
	struct gateway_record x = { .gateway = "kannel", .day = 20000, .sent_today = 3 },
			      y = { .gateway = "kannel", .day = 20000, .sent_today = 4 };

	ok(gateway_record_put(a, &x));
	ok(gateway_record_put(b, &y));
	assert_int_equal(y.sent_today, 7);
	x.sent_today += 2;
	ok(gateway_record_put(a, &x));
	assert_int_equal(x.sent_today, 9);
	ok(gateway_record_put(b, &y)); /* nothing new */
	assert_int_equal(y.sent_today, 9);
	x.day++;
	x.sent_today = 1;
	x.sent_written = 0;
	ok(gateway_record_put(a, &x));
	assert_int_equal(x.sent_today, 1);
	store_close(a);
	store_close(b);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		server_test(one_leads_until_it_is_no_more),
		server_test(what_a_dead_server_claimed_is_free),
		server_test(what_each_sent_counts_for_the_cap_of_all),
	};

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("store/postgres_fleet", tests, NULL, NULL);
}
