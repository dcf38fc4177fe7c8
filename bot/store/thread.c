/* store/thread.c - whose free text goes to a person instead of the bot */
#include "store/thread.h"

#include <stdio.h>
#include <string.h>

#include "store/db.h"

static const struct sql get = { "thread.get",
	"SELECT h.question_id, h.person_until, h.follow_ups FROM thread h "
	"WHERE h.trader_id = $1 AND h.person_until > $2 LIMIT 1" };

enum rc thread_get(struct store *st, int64_t trader_id, int64_t now, struct thread *out)
{
	struct stmt *s = db_prepare(st->db, &get);
	enum rc rc;

	db_int(s, 1, trader_id);
	db_int(s, 2, now);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->trader_id = trader_id;
	out->question_id = db_get_int(s, 0);
	out->person_until = db_get_int(s, 1);
	out->follow_ups = db_get_int32(s, 2);
	db_reset(s);
	return RC_OK;
}

static const struct sql begin = { "thread.begin",
	"INSERT INTO thread (trader_id, question_id, person_until, follow_ups) "
	"SELECT q.trader_id, q.id, $2, 0 FROM question q WHERE q.id = $1 "
	"ON CONFLICT (trader_id) DO UPDATE SET question_id = excluded.question_id, "
	"person_until = excluded.person_until, follow_ups = 0" };

enum rc thread_begin(struct store *st, int64_t question_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &begin);

	db_int(s, 1, question_id);
	db_int(s, 2, now + THREAD_LIVES);
	return db_run_some(s);
}

static const struct sql resume = {
	"thread.resume",
	"INSERT INTO thread (trader_id, question_id, person_until, follow_ups) "
	"SELECT q.trader_id, q.id, $2, 0 FROM question q WHERE q.id = $1 "
	"ON CONFLICT (trader_id) DO UPDATE SET question_id = excluded.question_id, "
	"person_until = excluded.person_until, follow_ups = 0 WHERE thread.person_until <= $3"
};

enum rc thread_resume(struct store *st, int64_t question_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &resume);

	db_int(s, 1, question_id);
	db_int(s, 2, now + THREAD_LIVES);
	db_int(s, 3, now);
	return db_run(s);
}

static const struct sql end = { "thread.end", "DELETE FROM thread WHERE question_id = $1" };

enum rc thread_end(struct store *st, int64_t question_id)
{
	struct stmt *s = db_prepare(st->db, &end);

	db_int(s, 1, question_id);
	return db_run_some(s);
}

static const struct sql count_up = { "thread.count_up",
	"UPDATE thread SET follow_ups = follow_ups + 1 WHERE trader_id = $1" };
static const struct sql unread = { "thread.unread",
	"UPDATE care SET read_at = NULL WHERE question_id = $1" };
static const struct sql extend = { "thread.extend",
	"UPDATE question SET text = $2, state = 'open' WHERE id = $1" };

enum rc thread_add(struct store *st, struct thread *t, const char *text)
{
	struct question q;
	enum rc rc = question_get(st, t->question_id, &q);
	size_t n;
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	n = strlen(q.text);
	if (n + 1 + strlen(text) < sizeof(q.text))
		(void)snprintf(q.text + n, sizeof(q.text) - n, "\n%s", text);
	s = db_prepare(st->db, &extend);
	db_int(s, 1, q.id);
	db_text(s, 2, q.text);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &unread);
	db_int(s, 1, q.id);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &count_up);
	db_int(s, 1, t->trader_id);
	rc = db_run(s);
	t->follow_ups++;
	return rc;
}

static enum rc read_waits(struct stmt *s, struct question_wait *out, size_t max, size_t *n)
{
	enum rc rc;

	*n = 0;
	db_limit(s, 1, (int64_t)max);
	for (rc = db_step(s); rc == RC_OK && *n < max; rc = db_step(s))
		out[(*n)++] = (struct question_wait){ db_get_int(s, 0), db_get_int(s, 1) };
	if (rc == RC_OK)
		db_reset(s);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql answer_times = { "question.answer_times",
	"SELECT q.asked_at, q.answered_at FROM question q "
	"WHERE q.state = 'answered' AND q.kind = 'asked' ORDER BY q.id DESC LIMIT $1" };

enum rc question_answer_times(
	struct store *st, struct question_wait *out, size_t max, size_t *n)
{
	return read_waits(db_prepare(st->db, &answer_times), out, max, n);
}

static const struct sql waiting = { "question.waiting",
	"SELECT q.asked_at, 0 FROM question q WHERE q.state = 'open' AND q.kind = 'asked' "
	"ORDER BY q.id LIMIT $1" };

enum rc question_waiting(struct store *st, struct question_wait *out, size_t max, size_t *n)
{
	return read_waits(db_prepare(st->db, &waiting), out, max, n);
}

const struct sql *const thread_sql[] = { &get, &begin, &resume, &end, &count_up, &unread,
	&extend, &answer_times, &waiting, NULL };
