/* tests/dialog/test_stores.c - the same random histories in a SQLite file and on a PostgreSQL server: every answer and,
 * at the end, what the office exports and every row of every table is the same, byte by byte
 *
 * HISTORIES=500 in the environment for a campaign (make histories). Without TEST_DATABASE=postgresql it starts a server of its own and runs
 * itself there. */
#include <unistd.h>

#include "base/engines.h"
#include "database.h"
#include "store/db.h"
#include "store/person.h"
#include "store/sale_list.h"
#include "t.h"
#include "world.h"

enum { HISTORIES = 4, TURNS = 40, PHONES = 4, DUMP_MAX = 8 << 20 };

static uint64_t roll(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static const char *const texts[] = { "0", "1", "2", "3", "4", "5", "MENU", "ya", "tidak",
	"DAFTAR G4", "DAFTAR G4 Siti, turi, B2-15", "DAFTAR G5 Budi, kapasan, 12", "BATAL G4",
	"JUAL 350rb live 0", "JUAL 1,5jt", "JUAL 900rb kemarin", "UBAH 300rb live 100rb",
	"TAMBAH 200rb", "500", "LIBUR", "nihil", "sepi", "TIPS 2", "TIPS 1", "tips",
	"TANYA boleh bawa cucu?", "SAYA", "BAHASA english", "CEK", "JADWAL", "HADIR 4821",
	"UNTUK B2-15 350rb", "UNTUK 7 300rb", "STOP", "MULAI", "HAPUS DATA", "YA",
	"Siti Aminah", "B2-15", "turi", "datar", "halo", "caf\xc3\xa9 \xf0\x9f\x98\x80" };

#define TABLE(name, n, columns, key)                                                           \
	{ "dump." #name, "SELECT " columns " FROM " #name " ORDER BY " key },
static const struct sql dumps[] = {
#include "store/tables.def"
};
#undef TABLE
#define TABLE(name, n, columns, key) n,
static const int columns[] = {
#include "store/tables.def"
};
#undef TABLE

static void dump(struct world *w, struct buf *out)
{
	for (size_t i = 0; i < sizeof(dumps) / sizeof(dumps[0]); i++) {
		struct stmt *s = db_prepare(w->store->db, &dumps[i]);
		enum rc rc;

		for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
			buf_puts(out, dumps[i].name);
			for (int k = 0; k < columns[i]; k++)
				buf_printf(out, "|%s",
					db_get_null(s, k) ? "NULL" : db_view_text(s, k));
			buf_putc(out, '\n');
		}
		assert_int_equal(rc, RC_ABSENT);
	}
}

static enum rc put_sale(const struct sale_export_row *row, void *arg)
{
	buf_printf(arg, "sale|%s|%s|%s|%d|%lld|%lld|%d\n", row->phone.e164, row->name,
		row->market, (int)row->sale.day, (long long)row->sale.total,
		(long long)row->sale.live, (int)row->sale.version);
	return RC_OK;
}

static enum rc put_part(const char *part, void *arg)
{
	buf_printf(arg, "part|%s\n", part);
	return RC_OK;
}

static enum rc put_row(const char *part, const struct person_field *field, size_t n, void *arg)
{
	buf_puts(arg, part);
	for (size_t i = 0; i < n; i++)
		if (field[i].kind == PERSON_TEXT)
			buf_printf(arg, "|%s=%s", field[i].name, field[i].text);
		else
			buf_printf(arg, "|%s=%lld", field[i].name, (long long)field[i].number);
	buf_putc(arg, '\n');
	return RC_OK;
}

struct people {
	struct trader t[PHONES];
	size_t n;
};

/* A person's export asks more than once: who there is, is known before. */
static enum rc keep_trader(const struct trader_row *row, void *arg)
{
	struct people *p = arg;

	assert_true(p->n < PHONES);
	p->t[p->n++] = row->trader;
	return RC_OK;
}

static void export(struct world *w, struct buf *out)
{
	static const struct sale_days all = { .from = 0, .to = 100000 };
	struct people p = { .n = 0 };

	assert_int_equal(sale_export(w->store, &all, put_sale, out), RC_OK);
	assert_int_equal(trader_each(w->store, 0, keep_trader, &p), RC_OK);
	for (size_t i = 0; i < p.n; i++)
		assert_int_equal(person_each(w->store, &p.t[i], put_part, put_row, out), RC_OK);
}

/* The same every time, but for the seed. */
static void play(uint64_t seed, struct buf *out)
{
	struct world w;
	struct buf reply;

	world_open(&w);
	buf_init(&reply, 2000);
	assert_int_equal(store_begin(w.store), RC_OK);
	assert_int_equal(
		setting_put(w.store, "erase.salt", "00112233445566778899aabbccddeeff"), RC_OK);
	assert_int_equal(store_commit(w.store), RC_OK);
	world_wave(&w, "G4", "2026-11-27", 9, 2);
	world_wave(&w, "G5", "2026-12-03", 9, 30);
	for (int i = 0; i < TURNS; i++) {
		const char *text = texts[roll(&seed) % (sizeof(texts) / sizeof(texts[0]))];

		(void)snprintf(w.phone, sizeof(w.phone), "+6281200000%03d",
			(int)(roll(&seed) % PHONES));
		world_until(&w,
			w.now + (int64_t)(roll(&seed) % (roll(&seed) % 6 == 0 ? 90000 : 90)));
		if (roll(&seed) % 8 == 0)
			world_ussd(&w, "", &reply);
		else
			world_text(&w, text, &reply);
		buf_printf(out, "%s: %s\n", text, reply.data);
	}
	export(&w, out);
	dump(&w, out);
	assert_false(out->full);
	buf_release(&reply);
	world_close(&w);
}

static void differ(const char *a, const char *b)
{
	while (*a != '\0' && *a == *b) {
		a++;
		b++;
	}
	fail_msg("they part at:\n%.200s\nand:\n%.200s", a, b);
}

static void a_history_is_the_same_on_both(void **state)
{
	const char *more = getenv("HISTORIES");
	int histories = more != NULL ? (int)strtol(more, NULL, 10) : HISTORIES;
	size_t bytes = 0;

	(void)state;
	for (int i = 1; i <= histories; i++) {
		uint64_t seed = UINT64_C(88172645463325252) * (uint64_t)i;
		struct buf file, server;

		buf_init(&file, DUMP_MAX);
		buf_init(&server, DUMP_MAX);
		assert_int_equal(unsetenv("TEST_DATABASE"), 0);
		play(seed, &file);
		assert_int_equal(setenv("TEST_DATABASE", "postgresql", 1), 0);
		play(seed, &server);
		if (strcmp(file.data, server.data) != 0)
			differ(file.data, server.data);
		bytes += file.len;
		buf_release(&file);
		buf_release(&server);
	}
	print_message("%d histories, %zu bytes of answers, exports and rows, equal\n",
		histories, bytes);
	assert_true(bytes > (size_t)histories * 4000);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_history_is_the_same_on_both) };

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("dialog/stores", tests, NULL, NULL);
}
