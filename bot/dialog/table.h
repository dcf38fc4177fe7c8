/* dialog/table.h - the table of states, for whoever draws or explains it */
#ifndef LAPAK_DIALOG_TABLE_H
#define LAPAK_DIALOG_TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wording/wording.h"

enum { DIALOG_STATES_MAX = 64 };

struct dialog_state { /* a row; names are borrowed from the table */
	const char *name, *kind;
	const char *
		back; /* where BATAL leads, and 0 where it is no answer; NULL: of the menu itself */
	int64_t lifetime; /* seconds the question lives; 0 for ever */
	bool task;        /* half-done answers are kept */
	enum message_id ask, again,
		hint; /* the question; after the first and the second miss */
	const char *next[DIALOG_STATES_MAX];
	size_t nexts;
};

size_t dialog_states(void);
/* Row i of dialog_states(). */
void dialog_state_at(size_t i, struct dialog_state *out);

#endif
