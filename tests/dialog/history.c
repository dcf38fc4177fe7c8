/* tests/dialog/history.c - what people send, drawn by a seed; played; and the least of it that still breaks a rule */
#include "history.h"

#include <inttypes.h>
#include <stdlib.h>

#include "store/conversation.h"
#include "store/trader.h"
#include "t.h"

enum {
	PHONES = 60,
	STAY = 12,
	WORLD_TURNS =
		24000, /* then a new database: what was pushed to a phone is looked for in all of it */
	MENU_EACH = 97,
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

void history_draw(struct history_step *step, size_t n, uint64_t seed)
{
	char phone[24] = "", scratch[HISTORY_TEXT];
	size_t path = 0;

	for (size_t i = 0; i < n; i++) {
		struct history_step *s = &step[i];
		const char *next, *text;

		*s = (struct history_step){ .new_world = i > 0 && i % WORLD_TURNS == 0,
			.asks_menu = i % MENU_EACH == 0 };
		if (i % STAY == 0) { /* the next person */
			(void)snprintf(phone, sizeof(phone), "+6281200000%03d",
				(int)(roll(&seed) % PHONES));
			s->arrives = true;
			s->comes = (int64_t)(roll(&seed) % 7200);
			path = roll(&seed) % (sizeof(paths) / sizeof(paths[0]));
		}
		next = i % STAY < 8 ? paths[path][i % STAY] : NULL;
		text = next != NULL && roll(&seed) % 10 != 0
			       ? next
			       : pick(&seed, scratch, sizeof(scratch));
		s->wait = (int64_t)(roll(&seed) % (roll(&seed) % 50 == 0 ? 100000 : 60));
		s->ussd = next == NULL && roll(&seed) % 10 == 0;
		if (s->ussd)
			text = roll(&seed) % 2 == 0 ? "" : "1";
		(void)snprintf(s->phone, sizeof(s->phone), "%s", phone);
		(void)snprintf(s->text, sizeof(s->text), "%s", text);
	}
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

static void note_state(struct world *w, bool *reached)
{
	struct trader who;
	struct conversation c;
	struct phone p;

	assert_int_equal(phone_parse(&p, w->phone, strlen(w->phone)), RC_OK);
	if (trader_by_phone(w->store, &p, &who) == RC_OK &&
		conversation_get(w->store, who.id, &c) == RC_OK)
		reached[state_named(c.state)] = true;
}

static void wait_for(struct world *w, const struct history_step *s, struct buf *reply)
{
	if (s->arrives || strcmp(w->phone, s->phone) != 0) {
		(void)snprintf(w->phone, sizeof(w->phone), "%s", s->phone);
		world_until(w, w->now + s->comes);
		w->session[0] = '\0';
		world_pushed(w, reply); /* what was sent to this phone meanwhile */
	}
	world_until(w, w->now + s->wait);
}

static void send(struct world *w, const struct history_step *s, struct buf *reply)
{
	if (s->ussd)
		world_ussd(w, w->session[0] == '\0' ? "" : s->text, reply);
	else
		world_text(w, s->text, reply);
}

static bool play_one(
	struct world *w, const struct history_step *s, history_rule *rule, bool *reached)
{
	struct buf reply;
	bool good;

	buf_init(&reply, 2000);
	wait_for(w, s, &reply);
	if (reached != NULL)
		note_state(w, reached); /* also one that the office has set */
	send(w, s, &reply);
	good = rule(s, reply.data, reply.len, false);
	if (good && s->asks_menu) {
		world_text(w, "MENU", &reply);
		good = rule(s, reply.data, reply.len, true);
	}
	if (reached != NULL)
		note_state(w, reached);
	buf_release(&reply);
	return good;
}

size_t history_play(
	const struct history_step *step, size_t n, history_rule *rule, bool *reached)
{
	static struct world w;
	size_t i = 0;

	begin(&w);
	for (bool good = true; i < n && good; i += good) {
		if (step[i].new_world) {
			world_close(&w);
			begin(&w);
		}
		good = play_one(&w, &step[i], rule, reached);
	}
	world_close(&w);
	return i;
}

/* What is left without the steps from..from + length - 1. */
static size_t without(struct history_step *out, const struct history_step *step, size_t n,
	size_t from, size_t length)
{
	size_t end = from + length < n ? from + length : n;

	memcpy(out, step, from * sizeof(*step));
	memcpy(out + from, step + end, (n - end) * sizeof(*step));
	return n - (end - from);
}

size_t history_shrink(struct history_step *step, size_t n, history_rule *rule)
{
	struct history_step *less = calloc(n, sizeof(*less));

	assert_non_null(less);
	for (size_t length = n / 2; length >= 1; length /= 2)
		for (size_t from = 0; from < n;) {
			size_t left = without(less, step, n, from, length);
			size_t broken = history_play(less, left, rule, NULL);

			if (broken == left) { /* it is needed */
				from += length;
				continue;
			}
			n = broken + 1; /* what comes behind is not */
			memcpy(step, less, n * sizeof(*step));
		}
	free(less);
	return n;
}

void history_print(const struct history_step *step, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("+%" PRId64 "s %s %s %s\n", step[i].comes + step[i].wait, step[i].phone,
			step[i].ussd ? "*" : ">", step[i].text);
}
