/*
 * store/sequence.h - private to store/: identifiers
 *
 * Who has the database alone reads the last message id when a transaction begins and writes it when it ends. Beside others a
 * server takes some for itself, which are given out before its transaction begins, so that nobody waits for another's commit
 * (store/share.h); what it lacks then, it takes within it.
 */
#ifndef LAPAK_STORE_SEQUENCE_H
#define LAPAK_STORE_SEQUENCE_H
#include "store/db.h"

/* Of a transaction that has the database alone: as it begins, asking ahead what fn says, and as it ends. */
MUST_CHECK enum rc sequence_begin(struct store *st, store_expect_fn *fn, void *arg);
MUST_CHECK enum rc sequence_keep(struct store *st);

#endif
