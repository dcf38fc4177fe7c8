/* tests/dialog/test_random.c - whatever is typed in whatever state: one short plain answer, and always a way out */
#include <inttypes.h>
#include <stdbool.h>

#include "dialog/state.h"
#include "store/conversation.h"
#include "store/trader.h"
#include "t.h"
#include "world.h"

enum {
	TURNS = 12000,
	PHONES = 60,
	STAY = 12,
	WORLD_TURNS =
		24000, /* then a new database: what was pushed to a phone is looked for in all of it */
};

static uint64_t roll(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Things people send, and things nobody sends. */
static const char *const texts[] = {
	"0", "1", "2", "3", "4", "5", "6", "9", "1.", "ya", "tidak", "ok", "suwun", "halo",
	"MENU", "BATAL", "BANTUAN", "DAFTAR", "DAFTAR G4", "daftar g5", "DAFTAR X9",
	"DAFTAR G4 Siti, turi, B2-15", "JUAL", "JUAL 350rb", "jual 1,5jt live 400rb",
	"JUAL 500", "JUAL 99jt", "JUAL 250jt", "JUAL 900rb besok", "JUAL 800rb kemarin",
	"JUAL minggu lalu 500rb", "1,5jt", "350rb", "500", "750", "seket ewu", "LIBUR", "nihil",
	"gak payu", "sepi", "UBAH", "UBAH 300rb", "UBAH 300rb live 400rb", "TAMBAH 200rb",
	"TAMBAH", "tips", "TIPS 2", "TANYA", "TANYA boleh bawa cucu?", "SAYA", "DATA G4",
	"datar", "BAHASA", "BAHASA english", "CEK", "JADWAL", "HADIR", "HADIR 4821", "4821",
	"BATAL G4", "UNTUK 7 300rb", "UNTUK B2-15 1jt kemarin", "UNTUK", "tidak bisa datang",
	"LANJUT", "MULAI", "Siti Aminah", "B2-15", "turi", "kapasan", "ribu", "juta", "ganti",
	"banyak", "hutang 500rb", "200+150rb", "{day} %s", "", "   ", "\xc3\x28",
	"\xf0\x9f\x98\x80", "rugi", "live 400rb",
	"a very long text that goes on and on and on and on and on and on and on and on and on and on"
};

/* Ways deep into the dialogue; a person walks a part of one before anything happens. */
static const char *const paths[][8] = { { "DAFTAR", "2", "Siti Aminah", "1", "B2-15", "2",
						"1" },
	{ "DAFTAR G4", "1", "Budi", "2", "12" },
	{ "DAFTAR G5 Siti, turi, B2-15", "1", "BATAL G5" },
	{ "DAFTAR G5 Siti, turi, B2-15", "2" }, { "5", "1", "1" }, { "5", "1", "2" },
	{ "5", "1", "3" }, { "5", "2" }, { "HAPUS DATA" }, { "verhenti" },
	{ "JUAL 350rb live 0", "nihil" }, { "JUAL 350rb live 0", "LIBUR" },
	{ "JUAL 350rb live 0", "JUAL 200rb" }, { "JUAL 250jt" }, { "JUAL 900rb besok" },
	{ "JUAL 350rb live 0", "UBAH" }, { "3", "1" }, { "4" }, { "datar" },
	{ "DAFTAR G5", "MENU", "LANJUT" }, { "2" }, { "500" }, { "JUAL 350rb" },
	{ "DAFTAR G4 Siti, turi, B2-15", "1" }, { "TIPS 1", "1", "1", "1", "1", "1", "1", "1" },
	{ "TIPS 1" }, { "UNTUK 7 350rb", "1" }, { "UNTUK 7", "kapasan" },
	{ "DAFTAR G4 Budi, kapasan, 12", "1" }, { "DAFTAR G4 Budi, kapasan, 12", "1", "1" },
	{ "DAFTAR G4 Budi, kapasan, 12", "1", "1", "BATAL G4", "1" }, { "BATAL G4", "1" },
	{ "BATAL G4", "1" }, { "UNTUK 7 750", "kapasan", "2", "UNTUK 7 200rb" } };

static const char *pick(uint64_t *seed, char *scratch, size_t size)
{
	size_t n;

	if (roll(seed) % 3 == 0)
		return texts[roll(seed) % 4];
	if (roll(seed) % 8 != 0)
		return texts[roll(seed) % (sizeof(texts) / sizeof(texts[0]))];
	n = roll(seed) % (size - 1);
	for (size_t i = 0; i < n; i++)
		scratch[i] = (char)(roll(seed) % 3 == 0 ? 32 + roll(seed) % 95
							: 1 + roll(seed) % 255);
	scratch[n] = '\0';
	return scratch;
}

/* Back to a phone nothing is open for: whatever was asked, MENU answers and the silence of the loop breaker is the
 * only other thing there may be. */
static void menu_works(struct world *w, struct buf *reply)
{
	world_text(w, "MENU", reply);
	if (reply->len > 0 && strstr(reply->data, "5 SAYA") == NULL &&
		strstr(reply->data, "kami diam") == NULL &&
		strstr(reply->data, "stay silent") == NULL &&
		strstr(reply->data, "Language?") == NULL) /* offered once */
		fail_msg("MENU gave: %s", reply->data);
}

static void begin(struct world *w)
{
	world_open(w);
	world_wave(w, "G4", "2027-05-05", 9,
		3); /* in sight all the time: seats are freed and offered */
	world_wave(w, "G5", "2026-12-12", 9, 200);
	world_trader(w, "+6281200000001", "Kapasan", "7");
	world_trader(w, "+6281200000002", "Kapasan", "7");
	world_trader(w, "+6281200000003", "PGS", "7");
	world_wave(w, "G6", "2026-11-24", 11, 20); /* over soon: tips and checks follow */
	for (int i = 4; i < 20; i++) {
		char phone[24];

		(void)snprintf(phone, sizeof(phone), "+6281200000%03d", i);
		world_trader(w, phone, "PGS", "8");
		world_attends(w, phone, "G6");
	}
}

static void note_state(struct world *w, bool reached[static ST_COUNT])
{
	struct trader who;
	struct conversation c;
	struct phone p;

	assert_int_equal(phone_parse(&p, w->phone, strlen(w->phone)), RC_OK);
	if (trader_by_phone(w->store, &p, &who) == RC_OK &&
		conversation_get(w->store, who.id, &c) == RC_OK)
		reached[state_named(c.state)] = true;
}

static void any_text_in_any_state_gets_a_short_plain_answer(void **state)
{
	static struct world w;
	static bool reached[ST_COUNT];
	struct buf reply;
	uint64_t seed = 88172645463325252U;
	char scratch[120];
	const char *more = getenv("RANDOM_TURNS"); /* a longer campaign on request */
	int turns = more != NULL ? (int)strtol(more, NULL, 10) : TURNS;
	int states = 0;
	size_t path = 0;

	(void)state;
	begin(&w);
	buf_init(&reply, 2000);
	for (int i = 0; i < turns; i++) {
		const char *next = i % STAY < 8 ? paths[path][i % STAY] : NULL;
		const char *text;

		if (i > 0 && i % WORLD_TURNS == 0) {
			world_close(&w);
			begin(&w);
		}
		if (i % STAY == 0) { /* the next person */
			(void)snprintf(w.phone, sizeof(w.phone), "+6281200000%03d",
				(int)(roll(&seed) % PHONES));
			world_until(&w, w.now + (int64_t)(roll(&seed) % 7200));
			w.session[0] = '\0';
			path = roll(&seed) % (sizeof(paths) / sizeof(paths[0]));
			next = paths[path][0];
			world_pushed(&w, &reply); /* what was sent to this phone meanwhile */
		}
		text = next != NULL && roll(&seed) % 10 != 0
			       ? next
			       : pick(&seed, scratch, sizeof(scratch));
		world_until(&w,
			w.now + (int64_t)(roll(&seed) % (roll(&seed) % 50 == 0 ? 100000 : 60)));
		note_state(&w, reached); /* also one that the office has set */
		if (next == NULL && roll(&seed) % 10 == 0)
			world_ussd(&w, roll(&seed) % 2 == 0 || w.session[0] == '\0' ? "" : "1",
				&reply);
		else
			world_text(&w, text, &reply);
		world_check_form(reply.data, reply.len, text);
		if (i % 97 == 0)
			menu_works(&w, &reply);
		note_state(&w, reached);
	}
	for (int i = 0; i < ST_COUNT; i++) {
		states += reached[i];
		if (!reached[i])
			printf("not reached: %s\n", state_row((enum state_id)i)->name);
	}
	printf("%d turns, %d of %d states reached\n", turns, states, ST_COUNT);
	assert_int_equal(states, ST_COUNT);
	buf_release(&reply);
	world_close(&w);
}

/* From every state, set in the database by name: STOP stops, and MENU shows the menu. */
static void stop_and_menu_work_in_every_state(void **state)
{
	static struct world w;
	struct buf reply;

	(void)state;
	world_open(&w);
	buf_init(&reply, 2000);
	for (int i = 1; i < ST_COUNT; i++)
		for (int word = 0; word < 2; word++) {
			struct conversation c;
			struct trader who;
			struct phone p;

			(void)snprintf(w.phone, sizeof(w.phone), "+628130000%d%03d", word, i);
			world_text(&w, "halo", &reply);
			assert_int_equal(phone_parse(&p, w.phone, strlen(w.phone)), RC_OK);
			assert_int_equal(trader_by_phone(w.store, &p, &who), RC_OK);
			assert_int_equal(conversation_get(w.store, who.id, &c), RC_OK);
			(void)snprintf(c.state, sizeof(c.state), "%s",
				state_row((enum state_id)i)->name);
			c.lives_until = w.now + 600;
			assert_int_equal(store_begin(w.store), RC_OK);
			assert_int_equal(conversation_put(w.store, &c), RC_OK);
			assert_int_equal(store_commit(w.store), RC_OK);
			world_text(&w, word == 0 ? "STOP" : "MENU", &reply);
			print_message("%s: %s\n", c.state, reply.data);
			assert_non_null(strstr(reply.data,
				word == 0 ? "berhenti mengirim" : "Balas angka: 1 DAFTAR"));
		}
	buf_release(&reply);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_text_in_any_state_gets_a_short_plain_answer),
		cmocka_unit_test(stop_and_menu_work_in_every_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
