/*
 * tests/relay/test_sessions.c - many USSD sessions at once: none is mixed up with another, no screen is too long, and one that
 * broke off goes on at the next dial
 */
#include "t.h"

#include "base/days.h"
#include "store/market.h"
#include "store/tip.h"
#include "store/wave.h"
#include "text/gsm7.h"
#include "world.h"

enum {
	WALKERS = 1000,
	HOPS_MAX = 12,
	HOPS_A_COMMIT = 100,
	SCREEN = 160,
	TIPS = 3, /* a series */
};

#define SEED UINT64_C(88172645463325252)

struct walker {              /* a phone, its session, and what chance makes it type */
	uint64_t seed, seen; /* seen: all its screens, as a hash */
	char phone[24], session[24], typed[800];
	int hops;
	bool over;
};

static uint64_t roll(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static const char *const inputs[] = { "1", "2", "3", "4", "5", "0", "1", "2", "6", "MENU",
	"BATAL", "BANTUAN", "Siti Aminah Binti Abdul Rahman Sholeh", "Pak Budi", "turi",
	"B2-15", "JUAL", "350rb", "1,5jt live 400rb", "seket ewu", "500", "250jt", "nihil",
	"LIBUR", "UBAH 300rb", "TAMBAH 200rb", "sepi", "ya", "tidak", "TANYA boleh bawa cucu?",
	"BAHASA", "CEK", "JADWAL", "HAPUS DATA", "STOP", "MULAI", "DAFTAR G4", "SAYA", "TIPS 2",
	"kemarin", "JUAL 99jt", "ngawur", "\xF0\x9F\x98\x80", "**", "#", "{day} %s" };

/* Mostly digits, sometimes an amount that nobody else has. */
static void type(struct walker *k, char *out, size_t size)
{
	uint64_t chance = roll(&k->seed);

	if (chance % 5 == 0)
		(void)snprintf(out, size, "%d", 100000 + (int)(chance / 5 % 9000000));
	else if (chance % 5 < 3)
		(void)snprintf(out, size, "%s", inputs[chance / 5 % 8]);
	else
		(void)snprintf(out, size, "%s",
			inputs[chance / 5 % (sizeof(inputs) / sizeof(inputs[0]))]);
}

static size_t digits_at(const char *s)
{
	return strspn(s, "0123456789");
}

/* Left out are numbers that all share: of a question, of seats left. Amounts are grouped ("5.978.909") and stay. */
static void see(struct walker *k, const char *screen)
{
	while (*screen != '\0') {
		size_t n = digits_at(screen);
		bool grouped = n > 0 && screen[n] == '.' && digits_at(screen + n + 1) > 0;

		while (grouped && screen[n] == '.' && digits_at(screen + n + 1) > 0)
			n += 1 + digits_at(screen + n + 1);
		for (size_t i = 0; n == 0 ? i == 0 : grouped && i < n; i++)
			k->seen =
				(k->seen ^ (unsigned char)screen[i]) * UINT64_C(1099511628211);
		screen += n > 0 ? n : 1;
	}
	k->seen = (k->seen ^ 0xFF) * UINT64_C(1099511628211);
}

/* Applies one hop within an open transaction. */
static void hop(struct world *w, const char *phone, const char *session, const char *typed,
	int64_t now, struct inbound_result *out)
{
	static struct gateway_event e;

	e = (struct gateway_event){ .kind = EVENT_USSD };
	e.sender = phone_sender(&e.from, phone, strlen(phone));
	(void)snprintf(e.session, sizeof(e.session), "%s", session);
	(void)snprintf(e.text, sizeof(e.text), "%s", typed);
	e.length = strlen(e.text);
	inbound_result_init(out);
	assert_int_equal(
		inbound_apply(&w->inbound, &w->config.gateway[0], &e, now, out), RC_OK);
	assert_int_equal(out->replies, 1);
}

/* By construction: sentences are proved to fit an SMS with its brand, which USSD has not. */
static void check_screen(const struct walker *k, const struct buf *screen)
{
	if (screen->len == 0 || screen->len > SCREEN || !gsm7_plain(screen->data, screen->len))
		fail_msg("%s '%s': %zu characters: %s", k->session, k->typed, screen->len,
			screen->data);
}

static void walk(struct world *w, struct walker *k)
{
	struct inbound_result out;
	char input[64];

	if (k->hops > 0) {
		size_t n = strlen(k->typed);

		type(k, input, sizeof(input));
		(void)snprintf(k->typed + n, sizeof(k->typed) - n, "%s%s",
			k->hops > 1 ? "*" : "", input);
	}
	hop(w, k->phone, k->session, k->typed, NOW, &out);
	check_screen(k, &out.reply[0]);
	see(k, out.reply[0].data);
	k->hops++;
	k->over = out.ends || k->hops == HOPS_MAX;
	inbound_result_release(&out);
}

/* All of the greatest length. */
static void add_wave(struct world *w, const char *name, int seats)
{
	struct wave wave = { .state = WAVE_OPEN, .seats = seats };
	struct sitting s = { .code = "4821" };
	char market[32];
	int32_t day;

	(void)snprintf(market, sizeof(market), "Pasar Induk Osowil%s", name);
	assert_int_equal(day_from_date(&day, (struct date){ 2026, 12, 5 }), RC_OK);
	s.starts_at = day_instant(day, 9 * 3600);
	(void)snprintf(wave.name, sizeof(wave.name), "%s", name);
	(void)snprintf(wave.place, sizeof(wave.place), "Gedung serba guna L3");
	assert_int_equal(
		market_add(w->store, market, NOW, &wave.market_id), RC_OK); /* one of its own */
	assert_int_equal(wave_add(w->store, &wave, &s, 1, NOW), RC_OK);
}

static void add_tips(struct world *w)
{
	for (unsigned i = 0; i < TIP_SERIES_MAX * TIPS; i++) {
		char letter = (char)('A' + i % TIP_SERIES_MAX);
		struct tip t = { .language = "id", .series = { letter } };

		t.code[0] = letter;
		t.code[1] = (char)('1' + i / TIP_SERIES_MAX);
		(void)snprintf(t.title, sizeof(t.title), "siaran %s", t.series);
		for (int n = 0; n < TIP_TEXT_MAX; n++)
			t.text[n] = "tip panjang "[n % 12];
		assert_int_equal(tip_put(w->store, &t), RC_OK);
	}
}

static void set_up(struct world *w, struct walker *k)
{
	static const char *const waves[] = { "G4", "G5", "G6", "G7", "G8", "G9" };

	(void)snprintf(
		w->config.gateway[0].type, sizeof(w->config.gateway[0].type), "africastalking");
	assert_int_equal(store_begin(w->store), RC_OK);
	for (size_t i = 0; i < sizeof(waves) / sizeof(waves[0]); i++)
		add_wave(w, waves[i], WALKERS);
	add_tips(w);
	assert_int_equal(store_commit(w->store), RC_OK);
	for (int i = 0; i < WALKERS; i++) {
		k[i] = (struct walker){ .seed = SEED + (uint64_t)i * 7919 };
		(void)snprintf(k[i].phone, sizeof(k[i].phone), "+62812000%05d", i);
		(void)snprintf(k[i].session, sizeof(k[i].session), "ATUid_%d", i);
		for (int warm = 0; warm < 8; warm++)
			(void)roll(&k[i].seed);
	}
}

/* Runs them all to their end; in turn, or one after the other. Returns the hops. */
static int run(struct world *w, struct walker *k, bool in_turn)
{
	static int alive[WALKERS];
	int left = WALKERS, hops = 0;
	uint64_t seed = SEED;

	for (int i = 0; i < WALKERS; i++)
		alive[i] = i;
	assert_int_equal(store_begin(w->store), RC_OK);
	while (left > 0) {
		int at = in_turn ? (int)(roll(&seed) % (uint64_t)left) : left - 1;

		walk(w, &k[alive[at]]);
		if (k[alive[at]].over)
			alive[at] = alive[--left];
		if (++hops % HOPS_A_COMMIT == 0) {
			assert_int_equal(store_commit(w->store), RC_OK);
			assert_int_equal(store_begin(w->store), RC_OK);
		}
	}
	assert_int_equal(store_commit(w->store), RC_OK);
	return hops;
}

/* What a session shows is what it shows when nobody else is there. */
static void a_thousand_sessions_at_once_are_not_mixed_up(void **state)
{
	static struct walker mixed[WALKERS], alone[WALKERS];
	int hops, different = 0;

	set_up(*state, mixed);
	hops = run(*state, mixed, true);
	print_message("%d sessions, %d hops\n", WALKERS, hops);
	assert_true(hops > 3 * WALKERS);
	assert_int_equal(world_close(state), 0);
	assert_int_equal(world_open(state), 0);
	set_up(*state, alone);
	assert_int_equal(run(*state, alone, false), hops);
	for (int i = 0; i < WALKERS; i++) {
		assert_string_equal(mixed[i].typed, alone[i].typed);
		if (mixed[i].seen != alone[i].seen)
			fail_msg("%s '%s' was shown something else among others",
				mixed[i].session, mixed[i].typed);
		different += i > 0 && mixed[i].seen != mixed[i - 1].seen;
	}
	assert_true(different > WALKERS / 2); /* or there was nothing to mix up */
}

/* ---- a session that broke off ------------------------------------------------------------ */

struct shown {
	char text[400];
	bool ends;
};

static struct shown dial(struct world *w, const char *session, const char *typed, int64_t now)
{
	struct inbound_result out;
	struct shown s;

	assert_int_equal(store_begin(w->store), RC_OK);
	hop(w, "+6281234567890", session, typed, now, &out);
	assert_int_equal(store_commit(w->store), RC_OK);
	(void)snprintf(s.text, sizeof(s.text), "%s", out.reply[0].data);
	s.ends = out.ends;
	inbound_result_release(&out);
	print_message("%s '%s' +%d -> %s %s\n", session, typed, (int)(now - NOW),
		s.ends ? "END" : "CON", s.text);
	return s;
}

static void a_session_that_broke_off_goes_on_within_ten_minutes(void **state)
{
	static const int later[] = { 1, 9 * 60, 10 * 60 };

	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++) {
		struct world *w;
		struct shown asked, again, saved;

		if (i > 0) {
			assert_int_equal(world_close(state), 0);
			assert_int_equal(world_open(state), 0);
		}
		w = *state;
		(void)dial(w, "s1", "", NOW);
		asked = dial(w, "s1", "2", NOW);
		again = dial(w, "s2", "", NOW + later[i]);
		assert_string_equal(again.text, asked.text);
		assert_false(again.ends);
		saved = dial(w, "s2", "2jt", NOW + later[i] + 20);
		assert_non_null(strstr(saved.text, "Rp2.000.000"));
	}
}

/* Later than that it is not pushed on anyone, but not lost either: it is offered. */
static void a_session_that_broke_off_long_ago_is_offered(void **state)
{
	struct world *w = *state;
	struct shown menu = dial(w, "s1", "", NOW), asked = dial(w, "s1", "2", NOW), offered,
		     resumed;

	offered = dial(w, "s2", "", NOW + 10 * 60 + 1);
	assert_string_not_equal(offered.text, asked.text);
	assert_string_not_equal(offered.text, menu.text);
	assert_false(offered.ends);
	resumed = dial(w, "s2", "1", NOW + 10 * 60 + 10);
	assert_string_equal(resumed.text, asked.text);
}

int main(void)
{
#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)
	const struct CMUnitTest tests[] = {
		WORLD(a_thousand_sessions_at_once_are_not_mixed_up),
		WORLD(a_session_that_broke_off_goes_on_within_ten_minutes),
		WORLD(a_session_that_broke_off_long_ago_is_offered),
	};

	return world_run(tests);
}
