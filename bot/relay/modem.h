/* relay/modem.h - a gateway whose door is gammu-smsd's database (private to relay/) */
#ifndef LAPAK_RELAY_MODEM_H
#define LAPAK_RELAY_MODEM_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/smsd.h"

enum { MODEM_TAKEN = 16 /* texts taken in a turn */ };

struct outbound;
struct route;
struct slot;

struct modem {             /* all zero: not used yet */
	struct smsd *smsd; /* NULL: not open */
	bool told;         /* that it does not open */
	int64_t look_ms;   /* the next look at it */
	int64_t taken[MODEM_TAKEN];
	int n;                     /* of them, in this turn */
	struct smsd_cursor cursor; /* what of the reports is settled */
	struct smsd_cursor next;   /* and when this turn is kept */
	bool loaded;
	int64_t back; /* a message that was taken back from it, until that is written down; 0 none */
	bool back_told; /* in this turn */
	int64_t pruned_ms;
};

void modem_close(struct modem *m);
bool modem_is_due(const struct route *r, int64_t now_ms);
/* Within the transaction: what came in, and what became of what was sent. */
MUST_CHECK enum rc modem_turn(struct outbound *o, struct route *r, int64_t now, int64_t now_ms);
/* After the commit, or its failure. */
void modem_kept(struct route *r, int64_t now_ms);
void modem_undone(struct route *r);
/* Hands a claimed message over; the slot's judgement says what came of it. */
void modem_send(struct route *r, struct slot *s, int64_t now, int64_t now_ms);

#endif
