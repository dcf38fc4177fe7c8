/* store/trader_search.c - finding traders, and lists for their card */
#include "store/trader_search.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/rows.h"
#include "store/trader_word.h"

enum { CARD_ROWS = 100 };

/* clang-format off */
#define STALL_KEY(column) \
	"lower(replace(replace(replace(replace(" column ", ' ', ''), '-', ''), '.', ''), '/', ''))"
/* clang-format on */

/* After every text that begins with p, in the order of bytes: nothing in UTF-8 comes behind it. */
#define LAST "\xF4\x8F\xBF\xBF"

/* clang-format off */
#define STALL_FOUND STALL_KEY("t.stall") " >= $5 AND " STALL_KEY("t.stall") " < $6"
/* The ranges of the indexes, one for each way to read the text; what it cannot be is an empty range. */
#define FOUND(union) \
	"SELECT w.trader_id AS id FROM trader_word w WHERE w.word >= $1 AND w.word < $2 " \
	union " SELECT t.id FROM trader t WHERE t.phone >= $3 AND t.phone < $4 " \
	union " SELECT t.id FROM trader t WHERE t.stall IS NOT NULL AND " STALL_FOUND " " \
	union " SELECT t.id FROM trader t WHERE substr(t.phone, length(t.phone) - 3) = $7 " \
	"AND substr(t.phone, length(t.phone) - length($8) + 1) = $8"
#define CHOSEN \
	"($9 = 0 OR t.id < $9) AND ($10 = 0 OR t.market_id = $10) AND ($11 = '' OR t.language = $11) " \
	"AND ($12 < 0 OR (t.stopped_at IS NOT NULL) = ($12 > 0)) ORDER BY t.id DESC LIMIT $13"
/* clang-format on */

static const struct sql search = {
	"trader.search",
	"SELECT " TRADER_COLUMNS ", m.name FROM (" FOUND(
		"UNION") ") f "
			 "JOIN trader t ON t.id = f.id LEFT JOIN market m ON m.id = t.market_id WHERE " CHOSEN
};

/* "bu", "pak" and "0812" find every second trader: then a page is soon full, going through all from the newest, as it is
 * without a text. */
static const struct sql many = { "trader.many",
	"SELECT count(*) FROM (" FOUND("UNION ALL") " LIMIT $9) f" };
static const struct sql walk = {
	"trader.walk",
	"SELECT " TRADER_COLUMNS ", m.name FROM trader t "
	"LEFT JOIN market m ON m.id = t.market_id WHERE ($1 = '' "
	"OR (lower(t.name) >= $1 AND lower(t.name) < $2) "
	"OR length(replace(lower(t.name), ' ' || $1, '')) < length(t.name) "
	"OR (t.phone >= $3 AND t.phone < $4) OR (t.stall IS NOT NULL AND " STALL_FOUND ") "
	"OR ($7 <> '' AND substr(t.phone, length(t.phone) - length($8) + 1) = $8)) AND " CHOSEN
};

enum { DIGITS_LEAST = 3, TAIL_DIGITS = 4, MANY = 2000, RANGE_BYTES = SEARCH_MAX * 4 + 8 };

struct range {
	char from[RANGE_BYTES], to[RANGE_BYTES];
};

/* The ways to read what was typed. */
struct reading {
	char name[SEARCH_MAX * 4 + 1], digits[SEARCH_MAX + 1], stall[SEARCH_MAX + 1];
	const char *begin; /* digits of a number without the country's or the 0 */
	const char *tail;  /* the last four, "" for fewer */
	struct range names, numbers, stalls;
};

static void set_range(struct range *r, const char *before, const char *prefix)
{
	r->from[0] = r->to[0] = '\0';
	if (prefix[0] == '\0')
		return;
	(void)snprintf(r->from, sizeof(r->from), "%s%s", before, prefix);
	(void)snprintf(r->to, sizeof(r->to), "%s%s" LAST, before, prefix);
}

static void split_text(struct reading *r, const char *text)
{
	size_t d = 0, s = 0;
	bool number = true;

	trader_word_fold(r->name, sizeof(r->name), text + strspn(text, " "));
	for (const char *at = r->name; *at != '\0'; at++) {
		if (isdigit((unsigned char)*at) && d + 1 < sizeof(r->digits))
			r->digits[d++] = *at;
		else if (strchr(" +-()", *at) == NULL)
			number = false;
		if (strchr(" -./", *at) == NULL && s + 1 < sizeof(r->stall))
			r->stall[s++] = *at;
	}
	r->stall[s] = '\0';
	r->digits[number && d >= DIGITS_LEAST ? d : 0] = '\0';
}

/* 0812..., 62812... and 812... all begin +62812...; the last digits are what people read out. */
static void read_text(struct reading *r, const char *text)
{
	size_t n;

	split_text(r, text);
	n = strlen(r->digits);
	r->begin = strncmp(r->digits, "62", 2) == 0 ? r->digits + 2
						    : r->digits + (r->digits[0] == '0');
	r->tail = r->digits + (n >= TAIL_DIGITS ? n - TAIL_DIGITS : n);
	set_range(&r->names, "", r->name);
	set_range(&r->numbers, "+62", r->begin);
	set_range(&r->stalls, "", r->stall);
}

/* $1 to $8; r is borrowed until the statement ends. */
static struct stmt *prepare(struct store *st, const struct sql *sql, const struct reading *r)
{
	struct stmt *s = db_prepare(st->db, sql);

	db_text(s, 1, r->names.from);
	db_text(s, 2, r->names.to);
	db_text(s, 3, r->numbers.from);
	db_text(s, 4, r->numbers.to);
	db_text(s, 5, r->stalls.from);
	db_text(s, 6, r->stalls.to);
	db_text(s, 7, r->tail);
	db_text(s, 8, r->tail[0] != '\0' ? r->begin : "");
	return s;
}

static enum rc choose(struct store *st, const struct reading *r, const struct sql **out)
{
	struct stmt *s;
	enum rc rc;

	*out = &walk;
	if (r->name[0] == '\0')
		return RC_OK;
	s = prepare(st, &many, r);
	db_int(s, 9, MANY);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	if (db_get_int(s, 0) < MANY)
		*out = &search;
	db_reset(s);
	return RC_OK;
}

enum rc trader_search(struct store *st, const struct trader_search *q, trader_fn *fn, void *arg)
{
	struct trader_row row;
	struct reading r;
	const struct sql *sql;
	struct stmt *s;
	enum rc rc;

	read_text(&r, q->text);
	rc = choose(st, &r, &sql);
	if (rc != RC_OK)
		return rc;
	s = prepare(st, sql, &r);
	db_int(s, 9, q->before);
	db_int(s, 10, q->market_id);
	db_text(s, 11, q->language);
	db_int(s, 12, q->stopped);
	db_limit(s, 13, q->limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		trader_read(s, 0, &row.trader);
		db_get_text(s, TRADER_WIDTH, row.market, sizeof(row.market));
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
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
		if (rc != RC_OK)
			return db_leave(s, rc);
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
		if (rc != RC_OK)
			return db_leave(s, rc);
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
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql done = { "complaint.done",
	"UPDATE complaint SET state = 'done' WHERE id = $1 AND state = 'open'" };

static const struct sql work_over = { "complaint.work_over",
	"UPDATE work_item SET state = 'done', closed_at = $2, closed_by = 'office' "
	"WHERE state = 'open' AND kind = 'few-buyers' AND trader_id = "
	"(SELECT c.trader_id FROM complaint c WHERE c.id = $1) AND NOT EXISTS "
	"(SELECT 1 FROM complaint o WHERE o.trader_id = work_item.trader_id "
	"AND o.state = 'open')" };

enum rc complaint_done(struct store *st, int64_t id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &done);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_run_some(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &work_over);
	db_int(s, 1, id);
	db_int(s, 2, now);
	return db_run(s);
}

const struct sql *const trader_search_sql[] = { &search, &many, &walk, &consents, &waves,
	&complaints, &done, &work_over, NULL };
