/* store/inbox.c - who answers which question */
#include "store/inbox.h"

#include "store/db.h"
#include "store/rows.h"
#include "store/thread.h"

/* clang-format off */
#define INBOX_COLUMNS \
	QUESTION_COLUMNS ", " TRADER_COLUMNS ", m.name, c.staff_id, c.read_at, c.message_id, a.login"
#define INBOX_TABLES \
	"question q JOIN trader t ON t.id = q.trader_id LEFT JOIN market m ON m.id = t.market_id " \
	"LEFT JOIN care c ON c.question_id = q.id LEFT JOIN staff a ON a.id = c.staff_id"
/* clang-format on */

static void read_row(struct stmt *s, struct inbox_row *out)
{
	int at = QUESTION_WIDTH + TRADER_WIDTH;

	question_read(s, 0, &out->question);
	trader_read(s, QUESTION_WIDTH, &out->who.trader);
	db_get_text(s, at, out->who.market, sizeof(out->who.market));
	out->staff_id = db_get_int(s, at + 1);
	out->read_at = db_get_int(s, at + 2);
	out->message_id = db_get_int(s, at + 3);
	db_get_text(s, at + 4, out->login, sizeof(out->login));
}

/* One text for each way to look: the engine picks the index by it. */
static const struct sql all = { "inbox.all",
	"SELECT " INBOX_COLUMNS " FROM " INBOX_TABLES " WHERE q.id < $1 "
	"AND ($2 = 0 OR coalesce(c.staff_id, -1) = $2) ORDER BY q.id DESC LIMIT $3" };
static const struct sql open_ones = { "inbox.open",
	"SELECT " INBOX_COLUMNS " FROM " INBOX_TABLES " WHERE q.state = 'open' "
	"AND q.id < $1 AND ($2 = 0 OR coalesce(c.staff_id, -1) = $2) "
	"ORDER BY q.id DESC LIMIT $3" };
static const struct sql longest = { "inbox.longest",
	"SELECT " INBOX_COLUMNS " FROM " INBOX_TABLES " WHERE q.state = 'open' "
	"AND q.id > $1 AND ($2 = 0 OR coalesce(c.staff_id, -1) = $2) "
	"ORDER BY q.id LIMIT $3" };
static const struct sql of_trader = { "inbox.of_trader",
	"SELECT " INBOX_COLUMNS " FROM " INBOX_TABLES " WHERE q.trader_id = $4 "
	"AND q.id < $1 AND ($2 = 0 OR coalesce(c.staff_id, -1) = $2) "
	"ORDER BY q.id DESC LIMIT $3" };

enum rc inbox_each(struct store *st, const struct inbox_filter *f, inbox_fn *fn, void *arg)
{
	bool grows = f->trader_id == 0 && f->open_only && f->longest;
	const struct sql *q = f->trader_id != 0 ? &of_trader
			      : grows           ? &longest
			      : f->open_only    ? &open_ones
						: &all;
	struct stmt *s = db_prepare(st->db, q);
	struct inbox_row row;
	enum rc rc;

	db_int(s, 1, f->past != 0 || grows ? f->past : INT64_MAX);
	db_int(s, 2, f->staff_id);
	db_limit(s, 3, f->limit);
	if (f->trader_id != 0)
		db_int(s, 4, f->trader_id);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		read_row(s, &row);
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql get = { "inbox.get",
	"SELECT " INBOX_COLUMNS " FROM " INBOX_TABLES " WHERE q.id = $1 LIMIT 1" };

enum rc inbox_get(struct store *st, int64_t question_id, struct inbox_row *out)
{
	struct stmt *s = db_prepare(st->db, &get);
	enum rc rc;

	db_int(s, 1, question_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	read_row(s, out);
	db_reset(s);
	return RC_OK;
}

static const struct sql assign = { "inbox.assign",
	"INSERT INTO care (question_id, staff_id) VALUES ($1, $2) "
	"ON CONFLICT (question_id) DO UPDATE SET staff_id = excluded.staff_id" };

enum rc inbox_assign(struct store *st, int64_t question_id, int64_t staff_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &assign);
	enum rc rc;

	db_int(s, 1, question_id);
	db_int_or_null(s, 2, staff_id);
	rc = db_run(s);
	return rc == RC_OK && staff_id != 0 ? thread_begin(st, question_id, now) : rc;
}

static const struct sql read_it = {
	"inbox.read",
	"INSERT INTO care (question_id, read_at) VALUES ($1, $2) "
	"ON CONFLICT (question_id) DO UPDATE SET read_at = coalesce(care.read_at, excluded.read_at)"
};

enum rc inbox_read(struct store *st, int64_t question_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &read_it);

	db_int(s, 1, question_id);
	db_int(s, 2, now);
	return db_run(s);
}

static const struct sql answered = { "inbox.answered",
	"INSERT INTO care (question_id, message_id) VALUES ($1, $2) "
	"ON CONFLICT (question_id) DO UPDATE SET message_id = excluded.message_id" };

enum rc inbox_answered(struct store *st, int64_t question_id, int64_t message_id)
{
	struct stmt *s = db_prepare(st->db, &answered);

	db_int(s, 1, question_id);
	db_int_or_null(s, 2, message_id);
	return db_run(s);
}

static const struct sql close_it = { "question.close",
	"UPDATE question SET state = 'closed', answered_by = $2, answered_at = $3 "
	"WHERE id = $1 AND state = 'open'" };

enum rc question_close(struct store *st, int64_t id, const char *by, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &close_it);
	enum rc rc;

	db_int(s, 1, id);
	db_text(s, 2, by);
	db_int(s, 3, now);
	rc = db_run_some(s);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_CONFLICT : rc;
	rc = thread_end(st, id);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql reopen = { "question.reopen",
	"UPDATE question SET state = 'open', answer = NULL, answered_by = NULL, answered_at = NULL "
	"WHERE id = $1 AND state <> 'open'" };

enum rc question_reopen(struct store *st, int64_t id)
{
	struct stmt *s = db_prepare(st->db, &reopen);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_run_some(s);
	return rc == RC_ABSENT ? RC_CONFLICT : rc;
}

const struct sql *const inbox_sql[] = { &all, &open_ones, &longest, &of_trader, &get, &assign,
	&read_it, &answered, &close_it, &reopen, NULL };
