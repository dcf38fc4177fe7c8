/*
 * tests/fault/checker.h - what must hold of a database after any fault, in SQL of its own
 *
 * Knows the schema and tests/fault/office.h, and uses nothing of the product.
 */
#ifndef LAPAK_FAULT_CHECKER_H
#define LAPAK_FAULT_CHECKER_H
#include <stdbool.h>

struct finding {
	long lost;    /* acknowledged messages that are not there */
	long twice;   /* messages that are there, or took effect, more than once */
	long partial; /* messages without their whole effect: reply, sale, place in the chain */
	bool sound;   /* SQLite finds no fault in the file */
};

/* acknowledged[k] says whether message k was. messages: how many numbers were given out. whole: with
 * integrity_check, else quick_check. */
void checker_look(struct finding *out, const char *path, const bool *acknowledged,
	long messages, bool whole);

#endif
