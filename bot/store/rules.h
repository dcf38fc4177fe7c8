/*
 * store/rules.h - what must hold of a database after any history, told by statements of its own
 *
 * Apart from the program's own queries on purpose: `lapak simulate` looks at what the service left with them.
 * Quiet hours are those of the simulation, 19:00 to 08:00 WIB.
 */
#ifndef LAPAK_STORE_RULES_H
#define LAPAK_STORE_RULES_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/store.h"

struct rule_verdict {
	const char *name; /* a constant: "no wave over its seats" */
	bool some;        /* rows are wanted, so that the rules had something to hold */
	int64_t rows;     /* that break the rule, or that were wanted */
};

static inline bool rule_holds(const struct rule_verdict *v)
{
	return v->some ? v->rows > 0 : v->rows == 0;
}

typedef void rule_fn(const struct rule_verdict *v, void *arg);
/* Looks at every rule in turn. */
MUST_CHECK enum rc rules_each(struct store *st, rule_fn *fn, void *arg);
/* SMS that came in, and the distinct identifiers among them: what was acknowledged is there, once. */
MUST_CHECK enum rc rules_inbound(struct store *st, int64_t *rows, int64_t *distinct);

#endif
