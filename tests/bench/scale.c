/*
 * tests/bench/scale.c - a database as a city's or a nation's office would have it after a year
 *
 *	build/bench/scale 12000000 nation.db		12 million traders, 40 million messages, 100 million sales
 *
 * For each trader 10/3 messages of the last 30 days and 25/3 reports of the last 200, and eight of ten of both come from
 * three of a hundred traders (every 33rd, as `load -l` writes for), as in a market: few report daily, most now and then.
 * Rows go in by their keys in ascending order, the secondary indexes are made at the end by the statements of the
 * migrations, and the counts that the store keeps beside are filled as it would have. Nothing is synced but at the end.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/locality.h"
#include "store/store.h"

enum {
	DAYS = 30,
	SALE_DAYS = 200,
	MARKETS = 40,
	STEPS = 10, /* of takings, as store/tally has them: 500,000 to 950,000; the middle of each is said */
	STEP_FIRST = 500000,
	STEP = 50000,
	SEEN_DAYS = 7,
	INDEXES = 64,
};

struct world {
	sqlite3 *db;
	int64_t traders, messages, now, *last;
	uint64_t random;
	int64_t day_reports[SALE_DAYS][MARKETS][STEPS];
	char *index_sql[INDEXES];
	int indexes;
};

static void stop(const struct world *w, const char *what)
{
	(void)fprintf(
		stderr, "scale: %s: %s\n", what, w->db != NULL ? sqlite3_errmsg(w->db) : "");
	exit(1);
}

/* splitmix64: the same database every time */
static uint64_t random_next(struct world *w)
{
	uint64_t z = (w->random += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void run(struct world *w, const char *sql)
{
	if (sqlite3_exec(w->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		stop(w, sql);
}

static sqlite3_stmt *prepare(struct world *w, const char *sql)
{
	sqlite3_stmt *s = NULL;

	if (sqlite3_prepare_v2(w->db, sql, -1, &s, NULL) != SQLITE_OK)
		stop(w, sql);
	return s;
}

/* Binds what the letters say, i a 64-bit number, s a text, and executes. */
static void put(struct world *w, sqlite3_stmt *s, const char *letters, ...)
{
	va_list values;

	va_start(values, letters);
	for (int i = 0; letters[i] != '\0'; i++) {
		if (letters[i] == 'i')
			(void)sqlite3_bind_int64(s, i + 1, va_arg(values, int64_t));
		else
			(void)sqlite3_bind_text(
				s, i + 1, va_arg(values, const char *), -1, SQLITE_STATIC);
	}
	va_end(values);
	if (sqlite3_step(s) != SQLITE_DONE)
		stop(w, sqlite3_sql(s));
	(void)sqlite3_reset(s);
}

static void say(const char *what, int64_t rows, clock_t *since)
{
	clock_t now = clock();

	(void)fprintf(stderr, "scale: %-22s %11" PRId64 " %7.1f s\n", what, rows,
		(double)(now - *since) / CLOCKS_PER_SEC);
	*since = now;
}

static void make_schema(struct world *w, const char *path)
{
	struct store *st = NULL;
	struct buf report;
	struct err err = { .msg = "" };
	char url[600];

	buf_init(&report, 65536);
	(void)snprintf(url, sizeof(url), "sqlite:%s", path);
	if (store_open(&st, url, STORE_WRITE, &err) != RC_OK ||
		store_migrate(st, "migrations", w->now, &report, &err) != RC_OK) {
		(void)fprintf(stderr, "scale: %s\n", err.msg);
		exit(1);
	}
	store_close(st);
	buf_release(&report);
	if (sqlite3_open(path, &w->db) != SQLITE_OK)
		stop(w, path);
	run(w, "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
	       "PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF; BEGIN");
}

static void drop_indexes(struct world *w)
{
	sqlite3_stmt *s = prepare(w,
		"SELECT sql, name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND "
		"tbl_name IN ('trader', 'trader_word', 'message', 'sale')");
	char drop[INDEXES][100];

	while (sqlite3_step(s) == SQLITE_ROW && w->indexes < INDEXES) {
		(void)snprintf(drop[w->indexes], sizeof(drop[0]), "DROP INDEX %s",
			(const char *)sqlite3_column_text(s, 1));
		w->index_sql[w->indexes++] = strdup((const char *)sqlite3_column_text(s, 0));
	}
	(void)sqlite3_finalize(s);
	for (int i = 0; i < w->indexes; i++)
		run(w, drop[i]);
}

static void make_indexes(struct world *w)
{
	for (int i = 0; i < w->indexes; i++) {
		run(w, w->index_sql[i]);
		free(w->index_sql[i]);
	}
}

static void phone_of(int64_t trader, char out[static 32])
{
	(void)snprintf(out, 32, "+62812%07" PRId64, trader - 1);
}

static void fill_traders(struct world *w)
{
	sqlite3_stmt *market =
		prepare(w, "INSERT INTO market (id, name, created_at) VALUES (?, ?, ?)");
	sqlite3_stmt *s = prepare(w,
		"INSERT INTO trader (id, phone, name, market_id, stall, language, created_at) "
		"VALUES (?, ?, ?, ?, ?, 'id', ?)");
	char phone[32], name[40], stall[24];

	for (int64_t i = 1; i <= MARKETS; i++) {
		(void)snprintf(name, sizeof(name), "Pasar %d", (int)i);
		put(w, market, "isi", i, name, w->now - 400 * INT64_C(86400));
	}
	for (int64_t i = 1; i <= w->traders; i++) {
		phone_of(i, phone);
		(void)snprintf(name, sizeof(name), "bu s%" PRIx64, i);
		(void)snprintf(stall, sizeof(stall), "B%" PRId64, i);
		put(w, s, "issisi", i, phone, name, 1 + i % MARKETS, stall,
			w->now - 400 * INT64_C(86400) + i * 2);
	}
	(void)sqlite3_finalize(market);
	(void)sqlite3_finalize(s);
}

/* Each name from each of its words on; all begin alike, so that both runs of rows ascend. */
static void fill_words(struct world *w)
{
	run(w, "INSERT INTO trader_word (word, trader_id) SELECT name, id FROM trader ORDER BY 1, 2");
	run(w, "INSERT INTO trader_word (word, trader_id) SELECT substr(name, 4), id FROM trader ORDER BY 1, 2");
}

static void fill_messages(struct world *w)
{
	static const char insert[] =
		"INSERT INTO message (id, previous_id, trader_id, direction, channel, kind, priority, "
		"gateway, phone, text, state, at, due_at, expires_at, tries, segments, reply_to, changed_at) "
		"VALUES (?, ?, ?, ?, 'sms', ?, ?, 'phone', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	sqlite3_stmt *s = prepare(w, insert);
	char phone[32];

	for (int64_t id = 1; id < w->messages; id += 2) {
		int64_t trader = 1 + locality_pick(random_next(w), w->traders);
		int64_t at =
			w->now - (w->messages - id) * (DAYS * INT64_C(86400)) / w->messages;

		phone_of(trader, phone);
		put(w, s, "iiississsiiiiiii", id, w->last[trader - 1], trader, "in", "inbound",
			INT64_C(0), phone, "jual 1,5jt live 400rb", "received", at, at,
			INT64_C(0), INT64_C(0), INT64_C(0), INT64_C(0), at);
		put(w, s, "iiississsiiiiiii", id + 1, id, trader, "out", "reply", INT64_C(1),
			phone,
			"LAPAK: Tercatat Sel 24 Nov: laku Rp1.500.000, dari live Rp400.000. Salah? "
			"Balas UBAH. Menu: MENU",
			"delivered", at, at, at + 600, INT64_C(1), INT64_C(1), id, at);
		w->last[trader - 1] = id + 1;
	}
	(void)sqlite3_finalize(s);
}

static void fill_conversations(struct world *w)
{
	sqlite3_stmt *s = prepare(w,
		"INSERT INTO conversation SELECT ?, 'idle', '', 0, 0, ?, ?, NULL, 0, 0, 0, 0, 0, 0, 0, 0, "
		"9, 0, 0, 0, ?");

	for (int64_t i = 0; i < w->traders; i++)
		if (w->last[i] != 0)
			put(w, s, "iiii", i + 1, w->last[i], w->now - 86400,
				w->now / 86400 - 1);
	(void)sqlite3_finalize(s);
}

static void keep_sale(struct world *w, sqlite3_stmt *s, int64_t trader, int64_t ago)
{
	int64_t step = (int64_t)(random_next(w) % STEPS);

	put(w, s, "iiii", trader, w->now / 86400 - ago, STEP_FIRST + STEP / 2 + step * STEP,
		w->now - ago * 86400);
	w->day_reports[ago][1 + trader % MARKETS - 1][step]++;
}

/* Who writes much reports daily; the rest one day in so many that the whole comes to 25/3 a trader. */
static int64_t fill_sales(struct world *w)
{
	sqlite3_stmt *s = prepare(w,
		"INSERT INTO sale (trader_id, day, total, live, status, approximate, clarified, review, "
		"version, message_id, reported_at) VALUES (?, ?, ?, 0, 'sold', 0, 1, 0, 1, 0, ?)");
	int64_t n = 0;

	for (int64_t trader = 1; trader <= w->traders; trader++) {
		int64_t every = (trader - 1) % LOCALITY_STRIDE == 0 ? 1 : 80;

		for (int64_t ago = SALE_DAYS - 1 - (every > 1 ? (trader * 31) % every : 0);
			ago > 0; ago -= every, n++)
			keep_sale(w, s, trader, ago);
	}
	(void)sqlite3_finalize(s);
	return n;
}

static void fill_counts(struct world *w)
{
	sqlite3_stmt *sale = prepare(w,
		"INSERT INTO sale_day SELECT ?1, ?2, ?3, ?4, (?3 + 25000) * ?4, ?4, (?3 + 25000) * ?4, 0, 0 WHERE ?4 > 0");
	int64_t today = w->now / 86400;

	for (int64_t ago = SALE_DAYS - 1; ago > 0; ago--)
		for (int64_t market = 0; market < MARKETS; market++)
			for (int64_t step = 0; step < STEPS; step++)
				put(w, sale, "iiii", today - ago, market + 1,
					STEP_FIRST + step * STEP,
					w->day_reports[ago][market][step]);
	(void)sqlite3_finalize(sale);
	run(w, "INSERT INTO message_day (day, gateway, kind, state, messages, segments) "
	       "SELECT (at + 25200) / 86400, 'phone', kind, state, count(*), sum(segments) FROM message "
	       "GROUP BY 1, kind, state");
}

/* The keys of the last week, as random as the gateway's, but put in by their order. */
static int64_t fill_seen(struct world *w)
{
	sqlite3_stmt *s = prepare(
		w, "INSERT INTO seen (gateway, key, message_id) VALUES ('phone', ?, ?)");
	int64_t n = w->messages / 2 * SEEN_DAYS / DAYS;
	char sql[160], key[64];

	for (int64_t i = 0; i < n; i++) {
		(void)snprintf(key, sizeof(key), "%08" PRIx64 "-%04x-4%03x-8%03x-%012" PRIx64,
			(i << 32) / n, (unsigned)(random_next(w) & 0xffff),
			(unsigned)(random_next(w) & 0xfff), (unsigned)(random_next(w) & 0xfff),
			random_next(w) & UINT64_C(0xffffffffffff));
		put(w, s, "si", key,
			w->messages - 1 -
				2 * (int64_t)(random_next(w) % (uint64_t)(n > 0 ? n : 1)));
	}
	(void)sqlite3_finalize(s);
	(void)snprintf(sql, sizeof(sql),
		"INSERT INTO setting (name, value) VALUES ('seen.pruned_to', '%" PRId64 "')",
		w->messages - 2 * n);
	run(w, sql);
	return n;
}

static void finish(struct world *w)
{
	char sql[200];

	(void)snprintf(sql, sizeof(sql),
		"UPDATE sequence SET last = %" PRId64 " WHERE name = 'message'; "
		"UPDATE sequence SET last = %" PRId64 " WHERE name = 'trader'; "
		"UPDATE sequence SET last = %d WHERE name = 'market'",
		w->messages, w->traders, (int)MARKETS);
	run(w, sql);
	run(w, "COMMIT; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL");
	if (sqlite3_close(w->db) != SQLITE_OK)
		stop(w, "close");
}

int main(int argc, char **argv)
{
	static struct world w = { .now = 0 };
	clock_t since = clock();

	w.traders = argc == 3 ? strtoll(argv[1], NULL, 10) : 0;
	if (w.traders < 1000 || w.traders > 12000000) {
		(void)fputs(
			"usage: scale TRADERS FILE, from the root of the source; 1000 to 12000000\n",
			stderr);
		return 2;
	}
	w.now = (int64_t)time(NULL);
	w.messages = w.traders * 10 / 3 / 2 * 2;
	w.last = calloc((size_t)w.traders, sizeof(*w.last));
	if (w.last == NULL)
		return 1;
	make_schema(&w, argv[2]);
	drop_indexes(&w);
	fill_traders(&w);
	say("traders", w.traders, &since);
	fill_words(&w);
	say("words of names", 2 * w.traders, &since);
	fill_messages(&w);
	say("messages", w.messages, &since);
	fill_conversations(&w);
	say("conversations", w.traders, &since);
	say("sales", fill_sales(&w), &since);
	say("keys of messages", fill_seen(&w), &since);
	fill_counts(&w);
	say("counts", 0, &since);
	make_indexes(&w);
	say("indexes", w.indexes, &since);
	finish(&w);
	free(w.last);
	return 0;
}
