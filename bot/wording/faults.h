/*
 * wording/faults.h - what is wrong with a file, each with its place; private to wording/
 */
#ifndef LAPAK_WORDING_FAULTS_H
#define LAPAK_WORDING_FAULTS_H
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

struct faults {
	struct buf *report; /* one line each; what its ceiling does not hold still counts */
	const char *path;   /* of the file or folder looked at */
	size_t count;
};

/* "templates/messages/id.txt:12: [sale.saved]: ..." line: 0 none; section: NULL none. */
void faults_add(struct faults *f, int line, const char *section, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

/* Appends what stands in a file so that a terminal can show it, shortened. */
void faults_quote(struct buf *out, const char *s, size_t n);

#endif
