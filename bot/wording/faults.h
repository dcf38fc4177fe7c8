/*
 * wording/faults.h - what is wrong with a file, each with its place; private to wording/
 */
#ifndef LAPAK_WORDING_FAULTS_H
#define LAPAK_WORDING_FAULTS_H
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"
#include "wording/edit.h"

struct faults {
	struct buf *report; /* one line each; what its ceiling does not hold still counts */
	const char *path;   /* of the file or folder looked at */
	size_t count;
	struct wording_faults
		*list; /* the same for programs, of a text of its own; NULL: not asked for */
};

/* "templates/messages/id.txt:12: [sale.saved]: ..." line: 0 none; section: NULL none. */
void faults_add(struct faults *f, int line, const char *section, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

/* The same of a sentence, which an edit may have too. */
void faults_tell(struct faults *f, int line, const char *section,
	const struct wording_fault *what, const char *fmt, ...) PRINTF_LIKE(5, 6);

/* Appends what stands in a file so that a terminal can show it, shortened. */
void faults_quote(struct buf *out, const char *s, size_t n);

#endif
