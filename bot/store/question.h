/* store/question.h - questions for the office */
#ifndef LAPAK_STORE_QUESTION_H
#define LAPAK_STORE_QUESTION_H
#include <stdint.h>

#include "base/rc.h"

struct store;

enum { QUESTION_TEXT_MAX = 1024 };

enum question_kind { QUESTION_ASKED, QUESTION_NOT_UNDERSTOOD, QUESTION_LOOP };
enum question_state { QUESTION_OPEN, QUESTION_ANSWERED, QUESTION_CLOSED };
const char *question_kind_name(enum question_kind k);
const char *question_state_name(enum question_state s);

struct question {
	int64_t id; /* the small number people say */
	int64_t trader_id;
	enum question_kind kind;
	enum question_state state;
	char text[QUESTION_TEXT_MAX];
	char dialog_state[32];
	int64_t asked_at, answered_at;
	char answer[QUESTION_TEXT_MAX];
	char answered_by[41];
};

/* Files q (id, state, answer ignored) and fills q->id. */
MUST_CHECK enum rc question_add(struct store *st, struct question *q);
MUST_CHECK enum rc question_get(struct store *st, int64_t id, struct question *out);
/* The trader's next free texts are about it (store/thread.h). RC_CONFLICT: answered already. */
MUST_CHECK enum rc question_answer(
	struct store *st, int64_t id, const char *answer, const char *by, int64_t now);
MUST_CHECK enum rc question_open_count(struct store *st, int64_t *out);

#endif
