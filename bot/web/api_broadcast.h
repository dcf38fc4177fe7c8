/* web/api_broadcast.h - private to web/: a broadcast between the steps of a call */
#ifndef LAPAK_WEB_API_BROADCAST_H
#define LAPAK_WEB_API_BROADCAST_H
#include "office/broadcast.h"
#include "web/api.h"

struct draft {
	struct broadcast b;
	struct broadcast_texts texts;
	struct broadcast_plan plan;
	int64_t lost;
};

/* As c->state, freed with the call; NULL: no memory. */
struct draft *draft_new(struct api_call *c);
struct broadcast_facts facts_of(const struct api_call *c);
json_t *api_broadcast_row(const struct broadcast *b);
/* Reads the broadcast of the path into d->b, which is the audit's subject from then on. */
MUST_CHECK enum rc api_broadcast_again(struct api_call *c, struct draft *d);
/* Refuses with what err says, if it says anything. */
enum rc api_broadcast_refused(struct api_call *c, enum rc rc, const struct err *err);

enum {
	API_UNDO_SECONDS = 120
}; /* what sends begins later by so much, so that it can be taken back */

#endif
