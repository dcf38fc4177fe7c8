/* tests/dialog/world_probe.c - at a moment of a conversation, whatever else may come */
#include <signal.h>
#include <unistd.h>

#include "store/db_sqlite.h"
#include "t.h"
#include "text/gsm7.h"
#include "world.h"

enum {
	DAY = 86400,
	SOME = 30, /* probes a turn; with EVERY_STEP=1 MANY */
	MANY = 200,
	STRIDE = 1009, /* a prime: all pairs in the end, unlike ones one after the other */
};

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
	"300rb besok live 100rb", "live 50rb kemarin", "UBAH kemarin 300rb live 50rb", "UBAH live 50rb kemarin", "TAMBAH nihil", "0 kemarin",
	"jual 300rb 3 hari lalu", "300rb 3 hari lalu", "jual 300rb 20 hari lalu", "1-2 jt", "2 atau 3 juta", "dua juta lima ratus",
	"JUAL 9", "JUAL 40", "JUAL 300rb live 40", "JUAL 20jt", "UNTUK B2-15 20jt", "UNTUK B2-15 1rb", "UNTUK B2-15 350rb live 50rb",
	"UNTUK B2-15 tutup", "UNTUK B2 15 350rb", "UNTUK B2-15 sepi", "UNTUK B2-15 40", "betul", "ya betul", "bukan saya", "nggih",
	"mboten", "inggih leres", "tidak mau", "stop ya", "STOP STOP", "Bu Siti", "Pak", "saya Siti", "nama: Siti", "stan B2-15",
	"JAWAB 1", "JAWAB 1  ", "JAWAB 2 boleh", "JAWAB 12345678901 boleh", "SIAR G4  ", "SIAR GELOMBANG4X halo", "TIPS 1 2", "TIPS 3x",
	"jual daftar", "datar", "daftar jual", "JUAL DAFTAR G4", "{day} %s",
	"SIAR G4 a very long text that goes on and on and on and on and on and on and on and on and on and on and on and on and on and on "
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on "
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on.",
	"JAWAB 1 a very long text that goes on and on and on and on and on and on and on and on and on and on and on and on and on and on "
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on "
	"and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on.",
};
/* clang-format on */

/* What may have happened before somebody writes: in the office, in the database, or to the clock. */
struct moment {
	int64_t later; /* seconds */
	const char *sql;
};

#define PUSHED(state) "UPDATE conversation SET lives_until = 9999999999, state = '" state "'"
#define NUMBERS(n)                                                                             \
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " #n ") "
#define MANY_WAVES                                                                                      \
	"INSERT INTO wave (id, name, market_id, place, state, seats, created_at, changed_at) " NUMBERS( \
		9) "SELECT 900 + i, 'W' || i, 1, 'Lantai 3 sayap barat', 'open', 30, 1, 1 FROM n;"      \
		   "INSERT INTO sitting (id, wave_id, starts_at, code) " NUMBERS(                       \
			   9) "SELECT 900 + i, 900 + i, 1799000000 + i * 86400, '4821' FROM n;"

/* clang-format off */
static const struct moment moments[] = {
	{ 0, "" }, { 4 * DAY, "" }, { 9 * DAY, "" }, { -2 * 3600, "" }, { 20 * 60, "" },
	{ 0, "UPDATE conversation SET data = ''" }, /* a row mended by hand, or of another version */
	{ 0, "UPDATE conversation SET state = 'of.tomorrow'" },
	{ 0, "UPDATE conversation SET misses = 1" }, { 0, "UPDATE conversation SET misses = 2" },
	{ 0, "UPDATE conversation SET hour_count = 39, hour_since = last_in_at" },
	{ 0, "UPDATE conversation SET hour_count = 60, hour_since = last_in_at" },
	{ 0, "UPDATE conversation SET data = data || 'aside.state=enrol.name' || char(10) || 'aside.until=9999999999' || char(10)" },
	{ 0, "UPDATE conversation SET data = data || 'aside.state=sale.amount' || char(10) || 'aside.until=9999999999' || char(10)" },
	{ 0, PUSHED("office.reminder") }, { 0, PUSHED("office.offer") }, { 0, PUSHED("office.tip") },
	{ 0, PUSHED("office.stick") }, { 0, PUSHED("owner.ask") }, { 0, PUSHED("resume") }, { 0, PUSHED("helper.second") },
	{ 0, "UPDATE message SET state = 'queued' WHERE direction = 'out'" },
	{ 0, "UPDATE message SET state = 'sending' WHERE direction = 'out'" },
	{ 0, "UPDATE message SET state = 'failed' WHERE direction = 'out'" },
	{ 0, "UPDATE message SET state = 'delivered' WHERE direction = 'out'" },
	{ 0, "DELETE FROM message" }, /* retention */
	{ 0, "UPDATE enrolment SET status = 'cancelled'" }, { 0, "UPDATE enrolment SET status = 'attended'" },
	{ 0, "UPDATE enrolment SET status = 'offered', offered_until = 9999999999" }, { 0, "UPDATE enrolment SET status = 'waiting'" },
	{ 0, "UPDATE wave SET state = 'done'" }, { 0, "UPDATE wave SET state = 'cancelled'" }, { 0, "UPDATE wave SET seats = 1" },
	{ 0, "UPDATE wave SET state = 'running'" }, { 0, "UPDATE wave SET trainer_id = NULL" },
	{ 0, "INSERT OR IGNORE INTO wave_market SELECT id, 3 FROM wave" },
	{ 0, MANY_WAVES },
	{ 0, MANY_WAVES "INSERT INTO enrolment (id, wave_id, trader_id, status, queue, source, created_at, changed_at, changed_by) "
		"SELECT 100000 + t.id * 10 + w.id - 900, w.id, t.id, 'enrolled', 0, 'staff', 1, 1, 'x' FROM trader t, wave w WHERE w.id > 900" },
	{ 0, "UPDATE sitting SET starts_at = starts_at - 20 * 86400" },
	{ 0, "INSERT OR IGNORE INTO market (id, name, created_at) VALUES (91, 'Pabean', 1), (92, 'Genteng', 1), (93, 'Tambahrejo Lama', 1), "
		"(94, 'Wonokromo Selatan XX', 1), (95, 'Kapas Krampung', 1), (96, 'Keputran', 1), (97, 'Kapasan Baru', 1)" },
	{ 0, "UPDATE trader SET stopped_at = 1" }, { 0, "UPDATE trader SET name = NULL, market_id = NULL, stall = NULL" },
	{ 0, "UPDATE trader SET stall = 'B2-15'" }, { 0, "UPDATE trader SET language = 'en'" }, { 0, "UPDATE trader SET language = 'jv'" },
	{ 0, "UPDATE question SET state = 'closed'" }, { 0, "UPDATE question SET state = 'open', asked_at = 1" },
	{ 0, "DELETE FROM thread" },
	{ 0, "UPDATE helper SET state = 'refused'" }, { 0, "UPDATE helper SET state = 'allowed'" }, { 0, "DELETE FROM helper" },
	{ 0, "UPDATE helper_report SET status = 'zero', total = 0, live = NULL" }, { 0, "DELETE FROM helper_report" },
	{ 0, "UPDATE staff SET disabled_at = 1" }, { 0, "UPDATE staff SET role = 'clerk'" }, { 0, "DELETE FROM one_time_code" },
	{ 0, "UPDATE message SET kind = 'broadcast', state = 'expired' WHERE direction = 'out'" },
	{ 0, "UPDATE message SET kind = 'notice', state = 'rejected' WHERE direction = 'out'" },
	{ 0, "UPDATE message SET kind = 'tip', previous_id = id + 1 WHERE direction = 'out'" },
	{ 0, "INSERT OR IGNORE INTO sale (trader_id, day, total, status, approximate, clarified, review, version, message_id, reported_at) "
		NUMBERS(12) "SELECT t.id, 20781 - i, 300000 + i * 1000, 'sold', 0, 0, 0, 1, 1, 1 FROM trader t, n" },
	{ 0, "UPDATE conversation SET repeat_count = 9, repeat_since = last_in_at" },
	{ 0, "UPDATE conversation SET live_asked_again = 99999" }, { 0, "UPDATE conversation SET steps_taken = 1" },
	{ 0, "DELETE FROM sale" }, { 0, "UPDATE sale SET total = 0, live = NULL, status = 'zero'" },
	{ 0, "UPDATE sale SET total = 0, live = NULL, status = 'closed'" }, { 0, "UPDATE sale SET live = total" },
	{ 0, "DELETE FROM tip_seen" },
};
/* clang-format on */

/* At most five numbered options in one answer: "1 aaa 2 bbb". */
static int options_in(const char *s)
{
	int n = 0;

	for (const char *at = s; *at != '\0'; at++)
		if ((at == s || at[-1] == ' ') && at[0] == (char)('1' + n) && at[1] == ' ')
			n++;
	return n;
}

bool world_form_is_good(const char *reply, size_t length)
{
	bool gsm7 = true;

	return gsm7_plain(reply, length) && options_in(reply) <= 5 &&
	       (length == 0 || sms_segments(reply, length, &gsm7) <= 2);
}

static const char *tried[2]; /* the text, and what happened before */

/* A bug of ours ends the program: with what it came by. */
static void tell_tried(int number)
{
	(void)number;
	for (int i = 0; i < 2; i++)
		if (write(STDERR_FILENO, tried[i], strlen(tried[i])) < 0 ||
			write(STDERR_FILENO, "\n", 1) < 0)
			break;
	_exit(1);
}

static void try(struct world *w, const char *text, const struct moment *m, bool ussd)
{
	sqlite3 *raw = w->store->db->raw;
	static struct gateway_event e;
	struct inbound_result r;
	enum rc rc;

	tried[0] = text;
	tried[1] = m->sql;
	e = (struct gateway_event){ .kind = ussd ? EVENT_USSD : EVENT_SMS };
	e.sender = phone_sender(&e.from, w->phone, strlen(w->phone));
	e.length = (size_t)snprintf(e.text, sizeof(e.text), "%s", text);
	(void)snprintf(e.session, sizeof(e.session), "%s", ussd ? "probe" : "");
	inbound_result_init(&r);
	assert_int_equal(store_begin(w->store), RC_OK);
	if (sqlite3_exec(raw, m->sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", m->sql, sqlite3_errmsg(raw));
	rc = inbound_apply(&w->inbound, &w->config.gateway[0], &e, w->now + m->later, &r);
	if (rc != RC_OK || r.replies > 1)
		fail_msg("\"%s\" gave %s and %d replies after %s", text, rc_name(rc), r.replies,
			m->sql);
	if (r.replies > 0 && !world_form_is_good(r.reply[0].data, r.reply[0].len))
		fail_msg("after \"%s\": %s", text, r.reply[0].data);
	store_rollback(w->store);
	inbound_result_release(&r);
}

/* Every pair of a moment and a text comes up in some turn; the next turn goes on with the next ones. */
void world_probe(struct world *w)
{
	static size_t next;
	const size_t texts_n = sizeof(texts) / sizeof(texts[0]),
		     moments_n = sizeof(moments) / sizeof(moments[0]);
	size_t n = getenv("EVERY_STEP") != NULL ? MANY : SOME;

	(void)signal(SIGABRT, tell_tried);
	for (size_t i = 0; i < n; i++, next += STRIDE) {
		size_t pair = next % (texts_n * moments_n);

		try(w, texts[pair % texts_n], &moments[pair / texts_n], pair % 5 == 4);
	}
}
