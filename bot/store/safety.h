/* store/safety.h - what of a database server's settings decides whether something acknowledged could be lost */
#ifndef LAPAK_STORE_SAFETY_H
#define LAPAK_STORE_SAFETY_H
#include "store/store.h"

struct safety {
	bool fsync;            /* a commit waits for the disk */
	bool full_page_writes; /* a page torn by a power cut is mended */
	/* A commit waits until a standby has it on its disk. */
	bool standby_wanted;
	/* As above, were the level of synchronous_commit not less than "on". */
	bool standby_named;
	int64_t standbys; /* that are connected now, synchronous or not */
	int64_t hosts;    /* that [database] url names */
};

/* RC_ABSENT: the database is a file, whose settings are Lapak's own; else as any reading. */
MUST_CHECK enum rc store_safety(struct store *st, struct safety *out);

#endif
