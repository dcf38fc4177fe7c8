/* tests/office/broadcast_desk.h - a desk broadcasts are sent from: a store in memory, its wording, a gateway, a clock */
#ifndef LAPAK_TESTS_OFFICE_BROADCAST_DESK_H
#define LAPAK_TESTS_OFFICE_BROADCAST_DESK_H
#include "store/store_fixture.h"

#include "office/broadcast.h"
#include "office/broadcast_pump.h"

/* NOON is 12:00 WIB; quiet from 19:00 to 08:00. */
struct desk {
	struct store *st;
	struct wording *wording;
	struct config config;
	struct broadcast_pump pump;
	int64_t now, now_ms;
};

static inline int open_desk(void **state)
{
	struct desk *d = test_calloc(1, sizeof(*d));
	void *st = NULL;
	struct buf report;

	buf_init(&report, 65536);
	ok(wording_load(&d->wording, "templates/messages", &report));
	buf_release(&report);
	assert_int_equal(begin_in_memory(&st), 0);
	d->st = st;
	d->now = NOON;
	d->now_ms = 1000000;
	d->config.office.quiet_hours = (struct quiet_hours){ 19 * 60, 8 * 60 };
	d->config.office.price_per_segment = 250;
	d->config.gateway[0] = (struct gateway_config){ .name = "phone",
		.type = "simulator",
		.allowed_prefixes = "+628",
		.rate_per_second = 10 };
	d->config.gateways = 1;
	*state = d;
	return 0;
}

static inline int close_desk(void **state)
{
	struct desk *d = *state;

	wording_free(d->wording);
	store_close(d->st);
	test_free(d);
	return 0;
}

#define desk_test(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)

static inline struct broadcast_facts facts(const struct desk *d)
{
	return (struct broadcast_facts){ d->st, &d->config, d->wording, d->now };
}

static inline void people(struct desk *d, int n)
{
	for (int i = 0; i < n; i++)
		(void)add_trader(d->st, i);
}

/* Written by rina, for everybody. */
static inline struct broadcast written(struct desk *d, const char *text)
{
	struct broadcast_texts texts = { .n = 1 };
	struct broadcast b = { .state = BROADCAST_WAITING,
		.created_at = d->now,
		.price = 250,
		.made_by = "rina" };

	snprintf(texts.of[0].text, sizeof(texts.of[0].text), "%s", text);
	ok(broadcast_add(d->st, &b, &texts));
	return b;
}

static inline enum rc approve(
	struct desk *d, struct broadcast *b, const char *by, struct err *err)
{
	struct broadcast_facts f = facts(d);
	struct broadcast_texts texts;
	struct broadcast_plan p = { .notes = 0 };
	enum rc rc;

	ok(broadcast_texts(d->st, b->id, &texts));
	ok(broadcast_plan_make(&f, b, &texts, &p));
	rc = broadcast_approve(&f, b, by, &p, err);
	return rc;
}

/* A turn as the loop has it, without claiming. */
static inline void turn(struct desk *d)
{
	struct broadcast_turn t = { .store = d->st,
		.config = &d->config,
		.wording = d->wording,
		.now = d->now,
		.now_ms = d->now_ms };
	bool queued;

	ok(broadcast_pump_turn(&d->pump, &t, &queued));
	d->now_ms += 1000;
	d->now++;
}

static inline enum rc arrive(const struct message *m, void *arg)
{
	struct desk *d = arg;

	return message_settle(d->st,
		&(struct settlement){ .id = m->id, .state = MESSAGE_DELIVERED, .now = d->now });
}

static inline void deliver(struct desk *d)
{
	ok(outbox_claim(d->st,
		&(struct outbox_ask){ .gateway = "phone", .now = d->now, .max = 1000 }, arrive,
		d));
}

static inline struct broadcast of(struct desk *d, int64_t id)
{
	struct broadcast b;

	ok(broadcast_get(d->st, id, &b));
	return b;
}

static inline struct broadcast approved(struct desk *d, const char *text)
{
	struct broadcast b = written(d, text);

	ok(approve(d, &b, "budi", NULL));
	return b;
}

#endif
