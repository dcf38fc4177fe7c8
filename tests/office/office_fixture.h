/* tests/office/office_fixture.h - a migrated database, the real wording and a clock that is moved by hand */
#ifndef LAPAK_TESTS_OFFICE_FIXTURE_H
#define LAPAK_TESTS_OFFICE_FIXTURE_H
#include "../store/store_fixture.h"
#include "base/config.h"
#include "base/days.h"
#include "office/scheduler.h"
#include "wording/wording.h"

struct desk { /* *state of a test */
	struct store *store;
	struct wording *wording;
	struct config config;
	struct scheduler scheduler;
	struct work work;
	int64_t now_ms;
};

static inline int open_desk(void **state)
{
	struct desk *d = test_calloc(1, sizeof(*d));
	struct buf report;

	buf_init(&report, 65536);
	d->store = open_test();
	if (wording_load(&d->wording, "templates/messages", &report) != RC_OK)
		fail_msg("%s", report.data);
	buf_release(&report);
	snprintf(d->config.gateway[0].name, sizeof(d->config.gateway[0].name), "phone");
	snprintf(d->config.gateway[0].type, sizeof(d->config.gateway[0].type), "simulator");
	d->config.gateways = 1;
	d->config.office.quiet_hours = (struct quiet_hours){ 19 * 60, 8 * 60 };
	d->config.office.push_cap_per_day = 3;
	d->work = (struct work){
		.store = d->store, .wording = d->wording, .config = &d->config, .now = NOON
	};
	d->now_ms = 1;
	ok(store_begin(d->store));
	*state = d;
	return 0;
}

static inline int close_desk(void **state)
{
	struct desk *d = *state;

	store_close(d->store);
	wording_free(d->wording);
	test_free(d);
	return 0;
}

#define desk_test(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)

/* Everything that is due at d->work.now, as the loop would do it. */
static inline void run_due(struct desk *d)
{
	d->now_ms += 1000;
	while (scheduler_wants(&d->scheduler, d->store, d->work.now, d->now_ms))
		ok(scheduler_run(&d->scheduler, &d->work, d->now_ms));
}

/* Moves the clock to the instant, minute by minute where something is due. */
static inline void run_until(struct desk *d, int64_t until)
{
	int64_t due = 0;

	for (;;) {
		ok(job_next_due(d->store, &due));
		if (due > until)
			break;
		if (due > d->work.now)
			d->work.now = due;
		run_due(d);
	}
	d->work.now = until;
}

#endif
