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

static int64_t write_from(struct world *w, int phone, const char *text, int n)
{
	struct inbound_result out;
	struct batch b;
	int64_t trips = db_trips(w->store->db);

	make_batch(&b, w, phone, text, n);
	inbound_result_init(&out);
	assert_int_equal(store_begin_expecting(w->store, expect, &b), RC_OK);
	for (int i = 0; i < n; i++) {
		assert_int_equal(inbound_apply(&w->inbound, &w->config.gateway[1], &b.event[i],
					 NOW, &out),
			RC_OK);
		inbound_result_release(&out);
		inbound_result_init(&out);
	}
	assert_int_equal(store_commit(w->store), RC_OK);
	inbound_result_release(&out);
	return db_trips(w->store->db) - trips;
}

static void a_turn_waits_seldom(void **state)
{
	struct world *w = *state;
	int64_t alone[TURNS], batch[TURNS];

	/* What statements cost the first time they run is not what is measured. */
	for (int i = 0; i < TURNS; i++)
		(void)write_from(w, 0, turns[i].text, 1);
	for (int i = 0; i < TURNS; i++)
		alone[i] = write_from(w, 1, turns[i].text, 1);
	for (int i = 0; i < TURNS; i++)
		batch[i] = write_from(w, 100, turns[i].text, BATCH);
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

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(
		a_turn_waits_seldom, world_open, world_close) };

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("relay/trips", tests, NULL, NULL);
}
