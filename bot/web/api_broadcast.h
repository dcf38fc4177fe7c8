/* web/api_broadcast.h - private to web/: a broadcast between the steps of a call */
#ifndef LAPAK_WEB_API_BROADCAST_H
#define LAPAK_WEB_API_BROADCAST_H
#include "office/broadcast.h"
#include "web/api.h"

struct draft {
	struct broadcast b;
	struct broadcast_texts texts;
	struct broadcast_plan plan;
	int64_t unmade;
};

/* As c->state, freed with the call; NULL: no memory. */
struct draft *draft_new(struct api_call *c);
struct broadcast_facts facts_of(const struct api_call *c);

#endif
