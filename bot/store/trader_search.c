/* store/trader_search.c - finding traders, and lists for their card */
#include "store/trader_search.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/rows.h"

enum { CARD_ROWS = 100 };

/* clang-format off */
#define STALL_KEY(column) \
	"lower(replace(replace(replace(replace(" column ", ' ', ''), '-', ''), '.', ''), '/', ''))"
/* clang-format on */

/* A part of a name is there when taking it away makes it shorter: instr() and strpos() are not the same
 * engine's. Names are scanned, until the page is full; numbers in their own index; stalls are found by theirs, by how
 * they begin. */
static const struct sql search = { "trader.search",
	"SELECT " TRADER_COLUMNS ", m.name FROM trader t "
	"LEFT JOIN market m ON m.id = t.market_id WHERE ($1 = 0 OR t.id < $1) "
	"AND ($2 = 0 OR t.market_id = $2) AND ($3 = '' OR t.language = $3) "
	"AND ($4 < 0 OR (t.stopped_at IS NOT NULL) = ($4 > 0)) AND ($5 = '' "
	"OR ($6 = '' AND length(replace(lower(t.name), $5, '')) < length(t.name)) "
	"OR ($6 <> '' AND t.id IN "
	"(SELECT p.id FROM trader p WHERE length(replace(p.phone, $6, '')) < length(p.phone))) "
	"OR ($7 <> '' AND t.id IN (SELECT q.id FROM trader q WHERE q.stall IS NOT NULL "
	"AND " STALL_KEY("q.stall") " >= $7 AND " STALL_KEY(
		"q.stall") " < $7 || '~'))) "
			   "ORDER BY t.id DESC LIMIT $8" };

/* The three ways to read what was typed: as a name, as digits of a number, as a stall. */
struct reading {
	char name[SEARCH_MAX * 4 + 1], digits[SEARCH_MAX + 1], stall[SEARCH_MAX + 1];
};

static void read_text(struct reading *r, const char *text)
{
	size_t n = 0, d = 0, s = 0;
	bool number = true;

	for (; *text != '\0' && n + 1 < sizeof(r->name); text++) {
		char c = (char)tolower((unsigned char)*text);

		r->name[n++] = c;
		if (isdigit((unsigned char)c) && d + 1 < sizeof(r->digits))
			r->digits[d++] = c;
		else if (strchr(" +-()", c) == NULL)
			number = false;
		if (strchr(" -./", c) == NULL && s + 1 < sizeof(r->stall))
			r->stall[s++] = c;
	}
	r->name[n] = r->stall[s] = '\0';
	r->digits[number && d >= 3 ? d : 0] = '\0';
	if (r->digits[0] == '0') /* 0812... is +62812... */
		memmove(r->digits, r->digits + 1, strlen(r->digits));
}

enum rc trader_search(struct store *st, const struct trader_search *q, trader_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &search);
	struct trader_row row;
	struct reading r;
	enum rc rc;

	read_text(&r, q->text);
	db_int(s, 1, q->before);
	db_int(s, 2, q->market_id);
	db_text(s, 3, q->language);
	db_int(s, 4, q->stopped);
	db_text(s, 5, r.name);
	db_text(s, 6, r.digits);
	db_text(s, 7, r.stall);
	db_limit(s, 8, q->limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		trader_read(s, 0, &row.trader);
		db_get_text(s, TRADER_WIDTH, row.market, sizeof(row.market));
		rc = fn(&row, arg);
		if (rc != RC_OK) {
			db_reset(s);
			return rc;
		}
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql consents = { "consent.each",
	"SELECT version, language, source, at FROM consent WHERE trader_id = $1 "
	"ORDER BY id LIMIT $2" };

enum rc consent_each(struct store *st, int64_t trader_id, consent_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &consents);
	struct consent c;
	enum rc rc;

	db_int(s, 1, trader_id);
	db_int(s, 2, CARD_ROWS);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		db_get_text(s, 0, c.version, sizeof(c.version));
		db_get_text(s, 1, c.language, sizeof(c.language));
		db_get_text(s, 2, c.source, sizeof(c.source));
		c.at = db_get_int(s, 3);
		rc = fn(&c, arg);
		if (rc != RC_OK) {
			db_reset(s);
			return rc;
		}
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql waves = { "trader.waves",
	"SELECT w.id, e.changed_at, (SELECT min(x.starts_at) FROM sitting x WHERE x.wave_id = w.id), "
	"w.name, e.status, (SELECT count(*) FROM attendance a JOIN sitting y ON y.id = a.sitting_id "
	"WHERE a.trader_id = e.trader_id AND y.wave_id = w.id), "
	"(SELECT count(*) FROM sitting z WHERE z.wave_id = w.id) "
	"FROM enrolment e JOIN wave w ON w.id = e.wave_id WHERE e.trader_id = $1 "
	"ORDER BY w.id DESC LIMIT $2" };

enum rc trader_waves(struct store *st, int64_t trader_id, trader_wave_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &waves);
	struct trader_wave w;
	enum rc rc;

	db_int(s, 1, trader_id);
	db_int(s, 2, CARD_ROWS);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		w.wave_id = db_get_int(s, 0);
		w.changed_at = db_get_int(s, 1);
		w.starts_at = db_get_int(s, 2);
		db_get_text(s, 3, w.name, sizeof(w.name));
		db_get_text(s, 4, w.status, sizeof(w.status));
		w.attended = db_get_int(s, 5);
		w.sittings = db_get_int(s, 6);
		rc = fn(&w, arg);
		if (rc != RC_OK) {
			db_reset(s);
			return rc;
		}
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql complaints = { "complaint.each",
	"SELECT c.id, c.at, c.day, " TRADER_COLUMNS ", m.name FROM complaint c "
	"JOIN trader t ON t.id = c.trader_id LEFT JOIN market m ON m.id = t.market_id "
	"WHERE c.state = 'open' AND c.id > $1 ORDER BY c.id LIMIT $2" };

enum rc complaint_each(
	struct store *st, int64_t after, int64_t limit, complaint_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &complaints);
	struct complaint c;
	enum rc rc;

	db_int(s, 1, after);
	db_limit(s, 2, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		c.id = db_get_int(s, 0);
		c.at = db_get_int(s, 1);
		c.day = db_get_int32(s, 2);
		trader_read(s, 3, &c.who.trader);
		db_get_text(s, 3 + TRADER_WIDTH, c.who.market, sizeof(c.who.market));
		rc = fn(&c, arg);
		if (rc != RC_OK) {
			db_reset(s);
			return rc;
		}
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql done = { "complaint.done",
	"UPDATE complaint SET state = 'done' WHERE id = $1 AND state = 'open'" };

enum rc complaint_done(struct store *st, int64_t id)
{
	struct stmt *s = db_prepare(st->db, &done);

	db_int(s, 1, id);
	return db_run_some(s);
}

const struct sql *const trader_search_sql[] = { &search, &consents, &waves, &complaints, &done,
	NULL };
