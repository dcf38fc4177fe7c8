/* tests/relay/test_trips.c - how often a turn waits for the PostgreSQL server: what costs a way of a millisecond there
 *
 * Without TEST_DATABASE=postgresql it starts a server of its own and runs itself there. */
#include "database.h"
#include "t.h"

#include <unistd.h>

#include "rig.h"
#include "store/db.h"
#include "store/market.h"

enum { BATCH = 32 };

/* What a trader writes, and how often its turn may wait: alone, and in a batch of 32 from as many traders. */
static const struct {
	const char *text;
	int alone, batch;
} turns[] = {
	{ "halo", 6, 130 },
	{ "MENU", 3, 3 },
	{ "JUAL 350rb live 0", 4, 35 },
	{ "JUAL 360rb live 0", 4, 35 },
	{ "TAMBAH 20rb", 4, 35 },
	{ "2", 3, 3 },
	{ "500rb", 4, 35 },
	{ "HADIR 4821", 5, 67 },
	{ "3", 4, 35 },
	{ "5", 5, 67 },
	{ "DAFTAR G4 Siti, turi, B2-15", 9, 195 },
	{ "JADWAL", 4, 35 },
	{ "TANYA boleh bawa cucu?", 8, 163 },
	{ "SEPI", 8, 163 },
};
enum { TURNS = sizeof(turns) / sizeof(turns[0]) };

struct batch {
	const struct world *w;
	int n;
	struct gateway_event event[BATCH];
};

static void make_batch(
	struct batch *b, const struct world *w, int phone, const char *text, int n)
{
	*b = (struct batch){ .w = w, .n = n };
	for (int i = 0; i < n; i++) {
		struct gateway_event *e = &b->event[i];

		e->kind = EVENT_SMS;
		(void)snprintf(e->from.e164, sizeof(e->from.e164), "+628120000%04d", phone + i);
		(void)snprintf(e->id, sizeof(e->id), "%d-%d-%.20s", phone, i, text);
		(void)snprintf(e->text, sizeof(e->text), "%s", text);
		e->length = strlen(e->text);
	}
}

static void expect(struct store *st, void *arg)
{
	const struct batch *b = arg;

	(void)st;
	for (int step = 0; step < INBOUND_STEPS; step++)
		for (int i = 0; i < b->n; i++)
			inbound_expect(&b->w->inbound, &b->w->config.gateway[1], &b->event[i],
				NOW, step);
}

static enum rc begin_beside_others(struct world *w, struct batch *b, struct store_share *share)
{
	*share = (struct store_share){ .ids = (size_t)b->n * 4 };
	for (int i = 0; i < b->n; i++)
		assert_true(inbound_shares(&b->event[i], share));
	return store_begin_shared(w->store, share, expect, b);
}

/* RC_BUSY: it wants the database alone. */
static enum rc write_from(
	struct world *w, int phone, const char *text, int n, bool beside, int64_t *trips)
{
	struct inbound_result out;
	struct store_share share;
	struct batch b;
	enum rc rc;

	*trips = -db_trips(w->store->db);
	make_batch(&b, w, phone, text, n);
	inbound_result_init(&out);
	rc = beside ? begin_beside_others(w, &b, &share)
		    : store_begin_expecting(w->store, expect, &b);
	for (int i = 0; i < n && rc == RC_OK; i++) {
		rc = inbound_apply(&w->inbound, &w->config.gateway[1], &b.event[i], NOW, &out);
		inbound_result_release(&out);
		inbound_result_init(&out);
	}
	if (rc == RC_OK)
		rc = store_commit(w->store);
	else
		store_rollback(w->store);
	inbound_result_release(&out);
	*trips += db_trips(w->store->db);
	assert_true(rc == RC_OK || (beside && rc == RC_BUSY && store_wants_alone(w->store)));
	return rc;
}

/* The same, done again if it must be. Of the turns that need not be, *trips counts those of the last try. */
static void write_beside(struct world *w, int phone, const char *text, int n, int64_t *trips)
{
	if (write_from(w, phone, text, n, true, trips) != RC_OK)
		(void)!write_from(w, phone, text, n, false, trips);
}

static void a_turn_waits_seldom(void **state)
{
	struct world *w = *state;
	int64_t alone[TURNS], batch[TURNS];

	/* What statements cost the first time they run is not what is measured. */
	for (int i = 0; i < TURNS; i++)
		(void)!write_from(w, 0, turns[i].text, 1, false, &alone[i]);
	for (int i = 0; i < TURNS; i++)
		(void)!write_from(w, 1, turns[i].text, 1, false, &alone[i]);
	for (int i = 0; i < TURNS; i++)
		(void)!write_from(w, 100, turns[i].text, BATCH, false, &batch[i]);
	print_message("%-32s %6s %6s %8s\n", "ways to the server of a turn", "alone", "of 32",
		"a message");
	for (int i = 0; i < TURNS; i++)
		print_message("%-32s %6d %6d %8.1f\n", turns[i].text, (int)alone[i],
			(int)batch[i], (double)batch[i] / BATCH);
	for (int i = 0; i < TURNS; i++) {
		assert_true(alone[i] <= turns[i].alone);
		assert_true(batch[i] <= turns[i].batch);
	}
}

/* The locks and the ids of a turn beside other servers go with what is asked first. */
static void a_turn_beside_others_waits_no_oftener(void **state)
{
	struct world *w = *state;
	int64_t one, many;

	for (int i = 0; i < TURNS; i++)
		write_beside(w, 200, turns[i].text, 1, &one);
	for (int i = 0; i < TURNS; i++) {
		write_beside(w, 201, turns[i].text, 1, &one);
		write_beside(w, 300, turns[i].text, BATCH, &many);
		print_message(
			"beside others %-32s %6d %6d\n", turns[i].text, (int)one, (int)many);
		assert_true(one <= turns[i].alone);
		assert_true(many <= turns[i].batch);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_turn_waits_seldom, world_open, world_close),
		cmocka_unit_test_setup_teardown(
			a_turn_beside_others_waits_no_oftener, world_open, world_close),
	};

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("relay/trips", tests, NULL, NULL);
}
