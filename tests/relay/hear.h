/* tests/relay/hear.h - SMS that a world hears, one turn each */
#ifndef LAPAK_TESTS_RELAY_HEAR_H
#define LAPAK_TESTS_RELAY_HEAR_H
#include "world.h"

#define TRADER "+6281234567890"

enum { SIM, KANNEL, OTHER }; /* gateways of a world */
enum { ROWS = 64 };

struct sms {
	size_t gateway;
	const char *from, *text, *id;
	int64_t at, now;
};

struct heard { /* what came of it, and all rows there are then */
	struct inbound_result result;
	struct row row[ROWS];
	size_t rows;
};

struct gateway_event event_of(const struct sms *sms);
/* One turn: applied and committed; hear_no_more() releases h. */
void hear(struct world *w, const struct sms *sms, struct heard *h);
void hear_no_more(struct heard *h);
size_t count_of(const struct heard *h, enum message_kind kind);
/* Hears it and tells how many texts from traders the database then holds. */
size_t texts_after(struct world *w, const struct sms *sms, bool *repeated);

#endif
