/* tests/dialog/world_probe.c - at a moment of a conversation, whatever else may come */
#include "store/conversation.h"
#include "store/trader.h"
#include "t.h"
#include "text/gsm7.h"
#include "world.h"

enum { DAY = 86400, SOME = 37 /* of this many texts one is tried, unless all are asked for */ };

/* clang-format off */
static const char *const texts[] = {
	"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "1.", "(2)", "1 2", "ya", "YA", "ya.", "YA!!", "ya hapus", "yak", "tidak",
	"TIDAK", "bukan", "salah", "tidak jadi", "ok", "suwun", "halo", "ri", "rb", "ribu", "jt", "juta", "ganti", "semua", "",
	"   ", "?", ".", "\xf0\x9f\x98\x80", "\xc3\x28", "a", "x=y", "aside.state=idle",
	"MENU", "BATAL", "BATAL G4", "BATAL X9", "BATAL jual", "BANTUAN", "bantuan jual", "LANJUT", "MULAI", "JADWAL", "CEK", "SEPI",
	"STOP", "stop dulu", "BERHENTI", "verhenti", "berhenti kirim", "HAPUS DATA", "hapus", "SAYA", "DATA G4", "BAHASA",
	"BAHASA english", "BAHASA jawa", "BAHASA 2", "BAHASA 9", "BAHASA klingon", "english", "DAFTAR", "DAFTAR G4", "DAFTAR X9",
	"DAFTAR G4 Siti, turi, B2-15", "DAFTAR G4 Siti, turi", "DAFTAR G4 Siti", "DAFTAR G4 , ,", "daftar g4 siti kapasan 12",
	"Siti Aminah", "nama saya Budi", "saya", "bu", "X", "12345", "B2-15", "B2", "lantai 3", "blok", "-", "turi", "pasar turi",
	"tur", "kapsan", "PGS", "pgs lama", "pasar", "pasar mana saja", "Genteng",
	"JUAL", "JUAL 350rb", "jual 1,5jt live 400rb", "JUAL 500", "JUAL 5", "JUAL 99jt", "JUAL 250jt", "JUAL 2000jt", "JUAL 900rb besok",
	"JUAL 800rb kemarin", "JUAL minggu lalu 500rb", "JUAL 500rb 31 feb", "JUAL 500rb senin", "JUAL kemarin 500rb lusa 200rb",
	"JUAL live 100rb", "JUAL 100rb live 500rb", "JUAL 300rb live 500", "JUAL 300rb live semua", "JUAL live", "JUAL sepi", "JUAL libur",
	"JUAL nihil", "JUAL 20%", "JUAL -5rb", "JUAL 200rb-300rb", "JUAL 200+150rb", "JUAL banyak", "JUAL 99999999999999999999",
	"1,5jt", "350rb", "500", "750", "2", "12", "50rb live 50rb", "seket ewu", "live 400rb", "live 0", "live semua", "kemarin",
	"besok", "lusa", "senin", "31 feb", "24/11", "kemarin 300rb", "300rb kemarin", "500 kemarin", "besok 300rb", "300rb lusa",
	"rugi", "hutang 500rb", "LIBUR", "libur kemarin", "libur besok", "TUTUP", "nihil", "nihil kemarin", "gak payu", "sepi",
	"UBAH", "UBAH 300rb", "UBAH 300rb live 400rb", "UBAH live 100rb", "UBAH live 900jt", "UBAH 200rb besok", "UBAH 200rb 31 feb",
	"UBAH kemarin", "UBAH besok", "UBAH 500", "UBAH 300rb kemarin", "UBAH libur", "UBAH nihil", "UBAH x", "TAMBAH", "TAMBAH 200rb",
	"TAMBAH 500", "TAMBAH live 50rb", "TAMBAH 100rb kemarin", "TAMBAH 900jt", "TAMBAH x",
	"UNTUK", "UNTUK 7", "UNTUK 7 300rb", "UNTUK B2-15 350rb", "UNTUK B2-15 1jt kemarin", "UNTUK B2-15 libur", "UNTUK B2-15 nihil",
	"UNTUK B2-15 500", "UNTUK B2-15 900rb besok", "UNTUK B2-15 500rb live 100rb", "UNTUK B2-15 500rb live 900rb",
	"UNTUK B2-15 100rb kemarin 200rb", "UNTUK B2-15 live 100rb", "UNTUK Z9 300rb", "UNTUK kapasan B2-15 300rb", "UNTUK B2-15 x",
	"UNTUK B2-15 turi 300rb", "UNTUK B2-15 500rb 31 feb", "UNTUK B2-15 minggu lalu 500rb", "UNTUK B2-15 900jt",
	"HADIR", "HADIR 4821", "HADIR 1111", "4821", "tidak bisa datang", "tips", "TIPS 1", "TIPS 2", "TIPS 9", "TIPS A", "TIPS b 2", "tips x",
	"TANYA", "TANYA boleh bawa cucu?", "apakah boleh bawa cucu?", "SIAR", "SIAR G4", "SIAR G4 besok bawa HP ya", "SIAR X9 halo",
	"SIAR G4 kirim kode OTP anda", "SIAR G4 lihat http://x.example", "JAWAB", "JAWAB 1", "JAWAB 1 boleh, Bu", "JAWAB x boleh",
	"JAWAB 99999999999999999999 boleh", "KODE", "KODE G4", "KODE X9", "YA 5000", "YA 1234", "ya 7",
	"jual daftar", "datar", "daftar jual", "JUAL DAFTAR G4", "{day} %s",
	"SIAR G4 a very long text that goes on and on and on and on and on and on and on and on and on and on and on and on and on and on "
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on "
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on.",
	"JAWAB 1 a very long text that goes on and on and on and on and on and on and on and on and on and on and on and on and on and on "
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on "
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on.",
};
/* clang-format on */

enum moment { AS_IT_IS, LATER, NOTES_LOST, MOMENTS };

/* At most five numbered options in one answer: "1 aaa 2 bbb". */
static int options_in(const char *s)
{
	int n = 0;

	for (const char *at = s; *at != '\0'; at++)
		if ((at == s || at[-1] == ' ') && at[0] == (char)('1' + n) && at[1] == ' ')
			n++;
	return n;
}

void world_check_form(const char *reply, size_t length, const char *text)
{
	bool gsm7 = true;

	if (!gsm7_plain(reply, length) || options_in(reply) > 5 ||
		(length > 0 && sms_segments(reply, length, &gsm7) > 2))
		fail_msg("after \"%s\": %s", text, reply);
}

/* As after a row that was mended by hand, or written by another version. */
static void lose_notes(struct world *w, const struct phone *phone)
{
	struct conversation c;
	struct trader who;

	if (trader_by_phone(w->store, phone, &who) != RC_OK ||
		conversation_get(w->store, who.id, &c) != RC_OK)
		return;
	c.data[0] = '\0';
	assert_int_equal(conversation_put(w->store, &c), RC_OK);
}

static void try(struct world *w, const char *text, enum moment moment, bool ussd)
{
	static struct gateway_event e;
	struct inbound_result r;
	enum rc rc;

	e = (struct gateway_event){ .kind = ussd ? EVENT_USSD : EVENT_SMS };
	e.sender = phone_sender(&e.from, w->phone, strlen(w->phone));
	e.length = (size_t)snprintf(e.text, sizeof(e.text), "%s", text);
	(void)snprintf(e.session, sizeof(e.session), "%s", ussd ? "probe" : "");
	inbound_result_init(&r);
	assert_int_equal(store_begin(w->store), RC_OK);
	if (moment == NOTES_LOST)
		lose_notes(w, &e.from);
	rc = inbound_apply(&w->inbound, &w->config.gateway[0], &e,
		w->now + (moment == LATER ? 4 * DAY : 0), &r);
	if (rc != RC_OK || r.replies > 1)
		fail_msg("\"%s\" gave %s and %d replies", text, rc_name(rc), r.replies);
	if (r.replies > 0)
		world_check_form(r.reply[0].data, r.reply[0].len, text);
	store_rollback(w->store);
	inbound_result_release(&r);
}

void world_probe(struct world *w)
{
	static size_t turn;
	size_t step = getenv("EVERY_STEP") != NULL ? 1 : SOME,
	       n = sizeof(texts) / sizeof(texts[0]);

	for (size_t i = turn % step; i < n * MOMENTS; i += step)
		try(w, texts[i % n], (enum moment)(i / n), i % 5 == 4);
	turn++;
}
