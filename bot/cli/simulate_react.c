/*
 * cli/simulate_react.c - what a person texts back, by what the text asks for
 *
 * The people of a simulation read Indonesian, so the marks below are of
 * templates/messages/id.txt. A row more is all it takes to have them answer
 * another question.
 */
#include <stdio.h>
#include <string.h>

#include "cli/simulate_parts.h"
#include "store/follow_up.h"

struct reaction {
	const char *mark;   /* the text holds it */
	const char *answer; /* "@name" and the like are filled in */
	unsigned percent;   /* of those asked answer so */
	const char *other;  /* what others answer */
	unsigned other_percent;
};

/* The first that fits counts. */
static const struct reaction reactions[] = {
	{ "Kirim? Balas YA ", "@code", 100, "", 0 },
	{ "Siapa nama", "@name", 100, "", 0 },
	{ "tulis nama saja", "@name", 100, "", 0 },
	{ "asar mana?", "@market", 100, "", 0 },
	{ "stan atau kiosnya", "@stall", 100, "", 0 },
	{ "1 ya betul", "1", 100, "", 0 },
	{ "1 ya benar", "1", 100, "", 0 },
	{ "1 menggantikan", "1", 100, "", 0 },
	{ "1 antre, 2", "1", 90, "0", 10 },
	{ "Pilih pelatihan", "@wave", 100, "", 0 },
	{ "Lepas kursi", "1", 95, "2", 5 },
	{ "Keluar dari antrean", "1", 100, "", 0 },
	{ "Yakin? Balas YA", "YA", 100, "", 0 },
	{ "Mau berhenti", "1", 100, "", 0 },
	{ "1 saya ambil, 2", "1", 65, "2", 15 },
	{ "1 hadir, 2", "1", 75, "2", 8 },
	{ "dari live atau online", "0", 100, "", 0 },
	{ "lewat live?", "0", 100, "", 0 },
	{ "1 tetap begitu", "1", 100, "", 0 },
	{ "Lapor hasil hari ini? 1", "1", 100, "", 0 },
	{ "Maksudnya 1", "1", 100, "", 0 },
	{ "1 sudah dicoba 2 belum", "1", 55, "2", 35 },
	{ "Minggu ini live berapa kali?", "@lives", 85, "banyak", 5 },
	{ "1 lanjut, 2", "1", 50, "2", 50 },
	{ "1 hari ini, atau 2 kemarin", "1", 100, "", 0 },
	{ "aku berapa", "@amount", 100, "", 0 },
	{ "jumlahnya belum terbaca", "@amount", 100, "", 0 },
	{ "Silakan tulis pertanyaan", "Apa boleh bawa anak?", 100, "", 0 },
};

/* Any question that comes unasked and wants 1 or 2, as those about what was
 * tried. */
static const struct reaction unasked = { "", "1", 55, "2", 30 };

static void four_digits(const char *text, const char *after, char out[static 5])
{
	const char *at = strstr(text, after);
	size_t n = 0;

	if (at != NULL) {
		at += strlen(after);
		n = strspn(at, "0123456789");
		n = n < 4 ? n : 4;
		memcpy(out, at, n);
	}
	out[n] = '\0';
}

/* Of a week; one in three were not live at all. */
static int lives_of(struct random *r)
{
	int lives = (int)random_below(r, LIVES_MOST + 4);

	return lives > LIVES_MOST ? 0 : lives;
}

static void fill(const struct simulation *s, const struct talk *t, const char *text,
	const char *answer, char out[static SIMULATE_TEXT])
{
	char code[5];

	four_digits(text, "Balas YA ", code);
	if (strcmp(answer, "@lives") == 0)
		(void)snprintf(out, SIMULATE_TEXT, "%d", lives_of(&t->who->random));
	else if (strcmp(answer, "@code") == 0)
		(void)snprintf(out, SIMULATE_TEXT, "YA %s", code);
	else if (strcmp(answer, "@wave") == 0)
		(void)snprintf(out, SIMULATE_TEXT, "%s",
			t->wave != NEVER ? s->wave[t->wave].name : "0");
	else if (strcmp(answer, "@amount") == 0)
		(void)snprintf(
			out, SIMULATE_TEXT, "%s", t->amount[0] != '\0' ? t->amount : "BATAL");
	else
		(void)snprintf(out, SIMULATE_TEXT, "%s",
			strcmp(answer, "@name") == 0     ? t->who->name
			: strcmp(answer, "@market") == 0 ? t->who->market
			: strcmp(answer, "@stall") == 0  ? t->who->stall
							 : answer);
}

static const struct reaction *find(const char *text, bool pushed)
{
	for (size_t i = 0; i < sizeof(reactions) / sizeof(reactions[0]); i++)
		if (strstr(text, reactions[i].mark) != NULL)
			return &reactions[i];
	return pushed && strstr(text, "1 ") != NULL && strstr(text, " 2 ") != NULL ? &unasked
										   : NULL;
}

bool react(const struct simulation *s, struct talk *t, const char *text, bool pushed,
	char answer[static SIMULATE_TEXT])
{
	const struct reaction *r = find(text, pushed);
	uint64_t dice;

	if (r == NULL)
		return false;
	dice = random_below(&t->who->random, 100);
	if (dice < r->percent)
		fill(s, t, text, r->answer, answer);
	else if (dice < r->percent + r->other_percent)
		fill(s, t, text, r->other, answer);
	else
		return false;
	return true;
}

typedef void note_fn(struct simulation *s, struct talk *t);

static void note_seat(struct simulation *s, struct talk *t)
{
	s->did.enrolled++;
	t->who->waits = false;
	t->who->wave = t->wave;
}

static void note_queue(struct simulation *s, struct talk *t)
{
	s->did.waited++;
	t->who->waits = true;
	t->who->wave = t->wave;
}

static void note_left(struct simulation *s, struct talk *t)
{
	s->did.cancelled++;
	t->who->waits = false;
	t->who->wave = NEVER;
}

static void note_present(struct simulation *s, struct talk *t)
{
	if (t->who->trained == NEVER)
		s->did.present++;
	t->who->trained = s->day;
}

static void note_stop(struct simulation *s, struct talk *t)
{
	s->did.stops++;
	t->who->stopped = true;
	t->who->stopped_on = s->day;
}

static void note_start(struct simulation *s, struct talk *t)
{
	s->did.starts++;
	t->who->stopped = false;
}

static void note_erased(struct simulation *s, struct talk *t)
{
	s->did.erased++;
	t->who->erased = true;
	t->who->wave = NEVER;
}

static void note_tried(struct simulation *s, struct talk *t)
{
	(void)t;
	s->did.tips_tried++;
}

static void note_not_yet(struct simulation *s, struct talk *t)
{
	(void)t;
	s->did.tips_not_yet++;
}

static void note_check(struct simulation *s, struct talk *t)
{
	(void)t;
	s->did.checks++;
}

static void note_question(struct simulation *s, struct talk *t)
{
	(void)t;
	s->did.questions++;
}

void react_note(struct simulation *s, struct talk *t, const char *text)
{
	static const struct {
		const char *mark;
		note_fn *note;
	} notes[] = {
		{ " dapat kursi ", note_seat },
		{ " masuk antrean ", note_queue },
		{ " dilepas", note_left },
		{ "sudah keluar dari antrean", note_left },
		{ "tercatat hadir", note_present },
		{ "berhenti mengirim SMS", note_stop },
		{ "Terima kasih sudah kembali", note_start },
		{ "data Bapak/Ibu sudah dihapus", note_erased },
		{ "sudah diterima petugas", note_question },
		{ "Tips berikutnya kami kirim nanti", note_tried },
		{ "Tips ini kami kirim sekali lagi", note_not_yet },
		{ "Pelatih kami beri tahu", note_not_yet },
		{ "Tercatat: minggu ini", note_check },
	};

	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		if (strstr(text, notes[i].mark) != NULL) {
			notes[i].note(s, t);
			return;
		}
}
