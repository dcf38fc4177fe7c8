/* tests/relay/rig.c - the outbound half at work: a world, a sink, and clocks that tests turn */
#include "t.h"

#include "rig.h"

#include "store/db.h"
#include "sweep.h"

static uint64_t chance(void *arg)
{
	return ((struct rig *)arg)->random;
}

static void open_outbound(struct rig *r)
{
	struct err err;

	assert_int_equal(outbound_open(&r->outbound, r->world->store, &r->world->config, chance,
				 r, &err),
		RC_OK);
}

void rig_reopen(struct rig *r)
{
	outbound_close(r->outbound);
	open_outbound(r);
}

int rig_open(void **state)
{
	struct rig *r = calloc(1, sizeof(*r));
	void *world = NULL;

	assert_non_null(r);
	if (world_open(&world) != 0)
		return -1;
	r->world = world;
	r->sink = sink_open();
	r->now = NOW;
	r->now_ms = 1000000;
	for (size_t i = 1; i < 3; i++)
		(void)snprintf(r->world->config.gateway[i].send_url, CONFIG_URL, "%s",
			sink_url(r->sink));
	open_outbound(r);
	*state = r;
	return 0;
}

int rig_close(void **state)
{
	struct rig *r = *state;
	void *world = r->world;

	outbound_close(r->outbound);
	sink_close(r->sink);
	free(r);
	return world_close(&world);
}

int64_t rig_queue(struct rig *r, size_t gateway, enum message_kind kind, int number)
{
	char phone[20], text[40];
	struct message m = { .channel = CHANNEL_SMS,
		.kind = kind,
		.state = MESSAGE_QUEUED,
		.gateway = r->world->config.gateway[gateway].name,
		.phone = phone,
		.text = text,
		.at = r->now,
		.due_at = r->now,
		.expires_at = r->now + 600,
		.segments = 1 };

	assert_int_equal(store_begin(r->world->store), RC_OK);
	m.id = store_message_id(r->world->store);
	(void)snprintf(phone, sizeof(phone), "+62812345678%02d", number);
	(void)snprintf(text, sizeof(text), "LAPAK: no %d", (int)m.id);
	assert_int_equal(message_add(r->world->store, &m), RC_OK);
	assert_int_equal(store_commit(r->world->store), RC_OK);
	outbound_nudge(r->outbound);
	return m.id;
}

static bool break_at(struct rig *r, int k, bool stays)
{
	struct store *st = r->world->store;
	enum rc rc;
	int steps;

	assert_int_equal(store_begin(st), RC_OK);
	(void)db_fail_steps(st->db, k, stays ? INT32_MAX : k);
	rc = outbound_apply(r->outbound, r->now, r->now_ms);
	steps = db_fail_steps(st->db, 0, 0);
	if (steps >= k && !rc_breaks(rc))
		fail_msg("step %d of a turn failed and gave %s", k, rc_name(rc));
	store_rollback(st);
	outbound_undone(r->outbound);
	return steps >= k;
}

/* Also what is whole but not kept: the last k of each sweep is a commit that fails. */
static void rig_break(struct rig *r)
{
	for (int stays = 0; stays <= 1 && world_breaks(); stays++)
		for (int k = 1; break_at(r, k, stays); k = sweep_next(k))
			assert_true(k < SWEEP_MOST);
}

void rig_turn(struct rig *r)
{
	rig_break(r);
	assert_int_equal(store_begin(r->world->store), RC_OK);
	assert_int_equal(outbound_apply(r->outbound, r->now, r->now_ms), RC_OK);
	assert_int_equal(store_commit(r->world->store), RC_OK);
	outbound_start(r->outbound, r->now, r->now_ms);
}

void rig_fly(struct rig *r)
{
	for (int i = 0; outbound_in_flight(r->outbound) > 0; i++) {
		assert_true(i < 10000);
		assert_int_equal(outbound_wait(r->outbound, NULL, 0, 1000), RC_OK);
		outbound_run(r->outbound, r->now_ms);
	}
}

void rig_round(struct rig *r)
{
	rig_turn(r);
	rig_fly(r);
	rig_turn(r);
}

void rig_pass(struct rig *r, int64_t seconds)
{
	r->now += seconds;
	r->now_ms += seconds * 1000;
}

const struct row *rig_row(struct rig *r, int64_t id)
{
	r->rows = world_rows(r->world, r->row, RIG_ROWS);
	for (size_t i = 0; i < r->rows; i++)
		if (r->row[i].id == id)
			return &r->row[i];
	fail_msg("no message %d", (int)id);
	return NULL;
}

size_t rig_sending(struct rig *r)
{
	size_t n = 0;

	r->rows = world_rows(r->world, r->row, RIG_ROWS);
	for (size_t i = 0; i < r->rows; i++)
		n += r->row[i].state == MESSAGE_SENDING;
	return n;
}
