/* dialog/state.c - the table of states */
#include "dialog/state.h"

#include <assert.h>
#include <string.h>

#include "dialog/answers.h"

#define MINUTES(n) ((n)*INT64_C(60))
#define HOURS(n)   ((n)*INT64_C(3600))
#define DAYS(n)    ((n)*INT64_C(86400))
#define N(id)      (UINT64_C(1) << ST_##id)

static const struct state table[] = {
#define STATE(id, name, kind, lifetime, back, task, fill, answer, ask, again, hint, next)      \
	[ST_##id] = { name, kind, lifetime, ST_##back, task, fill, answer, MSG_##ask,          \
		MSG_##again, MSG_##hint, next },
#include "dialog/states.def"
#undef STATE
};
static_assert(sizeof(table) / sizeof(table[0]) == ST_COUNT, "a row per state");
static_assert(ST_COUNT <= 64, "next is a set of bits");

const struct state *state_row(enum state_id id)
{
	return &table[id];
}

enum state_id state_named(const char *name)
{
	for (size_t i = 0; i < ST_COUNT; i++)
		if (strcmp(table[i].name, name) == 0)
			return (enum state_id)i;
	return ST_IDLE;
}
