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

/* acknowledged[k] says whether message k was; NULL: other things were done, only the file is looked at. messages: how many numbers were given out. whole: with
 * integrity_check, else quick_check. */
void checker_look(struct finding *out, const char *path, const bool *acknowledged,
	long messages, bool whole);

/* How often the rules of any office are broken: sums by day, nothing after STOP, a broadcast once each, nothing expired; with_quiet: nor
 * anything but replies between 19:00 and 08:00 WIB. Each broken one is printed. */
long checker_rules(const char *path, bool with_quiet);

#endif
