/* tests/relay/rig.h - the outbound half at work: a world, a sink, and clocks that tests turn */
#ifndef LAPAK_TESTS_RELAY_RIG_H
#define LAPAK_TESTS_RELAY_RIG_H
#include "relay/outbound.h"
#include "sink.h"
#include "store/message.h"
#include "world.h"

enum { RIG_ROWS = 128 };
enum { SIM, KANNEL, OTHER }; /* gateways of a world */

struct rig {
	struct world *world;
	struct sink *sink;
	struct outbound *outbound;
	int64_t now, now_ms;
	uint64_t random; /* what chance says */
	struct row row[RIG_ROWS];
	size_t rows;
};

int rig_open(void **state); /* gateways as in world.h; "kannel" and "other" send to the sink */
int rig_close(void **state);
/* After a test changed the world's configuration. */
void rig_reopen(struct rig *r);

/* Queues a message to +62812345678NN; returns its id. */
int64_t rig_queue(struct rig *r, size_t gateway, enum message_kind kind, int number);
/* A committed turn: settle, claim, start. */
void rig_turn(struct rig *r);
/* Turns libcurl until nothing is on the wire. */
void rig_fly(struct rig *r);
/* rig_turn(), rig_fly(), rig_turn(): one attempt, settled. */
void rig_round(struct rig *r);
/* Both clocks. */
void rig_pass(struct rig *r, int64_t seconds);
/* The row of that id, as it is now. */
const struct row *rig_row(struct rig *r, int64_t id);
/* Messages claimed and not settled; whether they are still on the wire is chance. */
size_t rig_sending(struct rig *r);

#endif
