/* store/question.c - questions for the office */
#include "store/question.h"

#include <string.h>

#include "store/db.h"
#include "store/rows.h"
#include "store/thread.h"

static const char *const kind_names[] = {
	[QUESTION_ASKED] = "asked",
	[QUESTION_NOT_UNDERSTOOD] = "not_understood",
	[QUESTION_LOOP] = "loop",
};
static const char *const state_names[] = {
	[QUESTION_OPEN] = "open",
	[QUESTION_ANSWERED] = "answered",
	[QUESTION_CLOSED] = "closed",
};

const char *question_kind_name(enum question_kind k)
{
	return kind_names[k];
}

const char *question_state_name(enum question_state s)
{
	return state_names[s];
}

static enum question_kind kind_of(const char *name)
{
	if (strcmp(name, "asked") == 0)
		return QUESTION_ASKED;
	return strcmp(name, "loop") == 0 ? QUESTION_LOOP : QUESTION_NOT_UNDERSTOOD;
}

static enum question_state state_of(const char *name)
{
	if (strcmp(name, "open") == 0)
		return QUESTION_OPEN;
	return strcmp(name, "closed") == 0 ? QUESTION_CLOSED : QUESTION_ANSWERED;
}

static const struct sql add = { "question.add",
	"INSERT INTO question (id, trader_id, kind, text, dialog_state, state, asked_at) "
	"VALUES ($1, $2, $3, $4, $5, 'open', $6)" };

enum rc question_add(struct store *st, struct question *q)
{
	int64_t id = 0;
	enum rc rc = store_next_id(st, "question", &id);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add);
	db_int(s, 1, id);
	db_int(s, 2, q->trader_id);
	db_text(s, 3, question_kind_name(q->kind));
	db_text(s, 4, q->text);
	db_text(s, 5, q->dialog_state);
	db_int(s, 6, q->asked_at);
	rc = db_run(s);
	if (rc == RC_OK)
		q->id = id;
	return rc;
}

void question_read(struct stmt *s, int column, struct question *out)
{
	out->id = db_get_int(s, column);
	out->trader_id = db_get_int(s, column + 1);
	out->kind = kind_of(db_view_text(s, column + 2));
	out->state = state_of(db_view_text(s, column + 3));
	db_get_text(s, column + 4, out->text, sizeof(out->text));
	db_get_text(s, column + 5, out->dialog_state, sizeof(out->dialog_state));
	out->asked_at = db_get_int(s, column + 6);
	db_get_text(s, column + 7, out->answer, sizeof(out->answer));
	db_get_text(s, column + 8, out->answered_by, sizeof(out->answered_by));
	out->answered_at = db_get_int(s, column + 9);
}

static const struct sql get = { "question.get",
	"SELECT " QUESTION_COLUMNS " FROM question q WHERE q.id = $1 LIMIT 1" };

enum rc question_get(struct store *st, int64_t id, struct question *out)
{
	struct stmt *s = db_prepare(st->db, &get);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_step(s);
	if (rc == RC_OK) {
		question_read(s, 0, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql give_answer = { "question.answer",
	"UPDATE question SET state = 'answered', answer = $2, answered_by = $3, answered_at = $4 "
	"WHERE id = $1 AND state = 'open'" };
static const struct sql exists = { "question.exists",
	"SELECT 1 FROM question WHERE id = $1 LIMIT 1" };

enum rc question_answer(
	struct store *st, int64_t id, const char *answer, const char *by, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &give_answer);
	enum rc rc;

	db_int(s, 1, id);
	db_text(s, 2, answer);
	db_text(s, 3, by);
	db_int(s, 4, now);
	rc = db_run_some(s);
	if (rc == RC_OK) /* what the trader writes next is about it */
		return thread_begin(st, id, now);
	if (rc != RC_ABSENT)
		return rc;
	s = db_prepare(st->db, &exists);
	db_int(s, 1, id);
	rc = db_step(s);
	if (rc == RC_OK) {
		db_reset(s);
		return RC_CONFLICT;
	}
	return rc;
}

static const struct sql open_count = { "question.open_count",
	"SELECT count(*) FROM question WHERE state = 'open' LIMIT 1" };

enum rc question_open_count(struct store *st, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &open_count);
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

const struct sql *const question_sql[] = { &add, &get, &give_answer, &exists, &open_count,
	NULL };
