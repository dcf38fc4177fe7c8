/* tests/office/seats_fixture.h - people with a place in a wave, and what was written to them */
#ifndef LAPAK_TESTS_SEATS_FIXTURE_H
#define LAPAK_TESTS_SEATS_FIXTURE_H
#include "office_fixture.h"
#include "store/conversation.h"
#include "store/seat.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 24 * HOUR };

static inline struct seat take_seat(
	struct desk *d, const struct wave *w, const struct trader *t)
{
	struct enrolment_request ask = { w->id, t->id, true, "trader", d->work.now };
	struct enrolment e;
	struct seat seat;

	ok(enrolment_take(d->store, &ask, &e));
	ok(seat_by_id(d->store, e.id, &seat));
	return seat;
}

static inline struct seat seat_now(struct desk *d, int64_t id)
{
	struct seat seat;

	ok(seat_by_id(d->store, id, &seat));
	return seat;
}

static inline void free_seat(struct desk *d, const struct seat *seat)
{
	ok(seat_free(d->store,
		&(struct seat_change){ .id = seat->id, .by = "rina", .now = d->work.now },
		false));
}

struct letters { /* what was written to one number */
	const char *what;
	int count;
	int64_t last_at;
};

static inline enum rc count_letter(const struct message *m, void *arg)
{
	struct letters *l = arg;

	if (m->text == NULL || strstr(m->text, l->what) == NULL)
		return RC_OK;
	l->count++;
	l->last_at = m->at > l->last_at ? m->at : l->last_at;
	return RC_OK;
}

/* How many SMS with `what` in them; last_at: when the newest was written. */
static inline struct letters letters_to(
	struct desk *d, const struct trader *t, const char *what)
{
	struct message_filter filter = { .phone = t->phone.e164 };
	struct letters l = { .what = what };

	ok(message_each(d->store, &filter, count_letter, &l));
	return l;
}

/* The SMS of that id has left us, or did not. */
static inline void settle(struct desk *d, int64_t message_id, enum message_state state)
{
	ok(message_settle(d->store,
		&(struct settlement){ .id = message_id, .state = state, .now = d->work.now }));
}

#endif
