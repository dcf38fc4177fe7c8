/* dialog/state.h - the table of states (private to dialog/; rows in states.def) */
#ifndef LAPAK_DIALOG_STATE_H
#define LAPAK_DIALOG_STATE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "wording/wording.h"

struct turn;
struct fields;

enum state_id {
#define STATE(id, name, kind, lifetime, back, task, fill, answer, ask, again, hint, next)      \
	ST_##id,
#include "dialog/states.def"
#undef STATE
	ST_COUNT
};

/* What a bare digit, a bare 0 and free text mean in a state. */
enum state_kind {
	KIND_IDLE,    /* digits are the card's menu; 0 shows it */
	KIND_CHOICE,  /* digits choose; 0 goes back */
	KIND_CONFIRM, /* 1 or yes, 2 or no; 0 goes back */
	KIND_ERASE,   /* only the word YA; 0 goes back */
	KIND_TEXT,    /* the whole text is the answer; 0 goes back */
	KIND_AMOUNT,  /* 0 is "sold nothing" */
	KIND_LIVE,    /* 0 is "none by live" */
	KIND_COUNT,   /* 0 is "not once" */
};

/* Answers the text of the turn: says one thing at most and moves with turn_go(), or turn_miss(). */
typedef enum rc answer_fn(struct turn *t);
/* Adds the fields of the state's three sentences. */
typedef enum rc fill_fn(struct turn *t, struct fields *f);

struct state {
	const char *name; /* stored; never renamed, never used again */
	enum state_kind kind;
	int64_t lifetime; /* seconds the question lives */
	enum state_id back;
	bool task;
	fill_fn *fill;
	answer_fn *answer;
	enum message_id ask, again, hint;
	uint64_t next; /* bits of the states the handler may lead to */
};

const struct state *state_row(enum state_id id);
/* ST_IDLE for a name that is not in the table (a retired one). */
enum state_id state_named(const char *name);

#endif
