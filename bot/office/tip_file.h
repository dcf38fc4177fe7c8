/*
 * office/tip_file.h - tips from a file the office writes: code, title, text and maybe goods, parted by tabs
 *
 * All or none: every fault is told with its line. A number in the fourth column is the text's length, for whoever counts along;
 * the last column is goods then. Lines that begin with # say nothing.
 */
#ifndef LAPAK_OFFICE_TIP_FILE_H
#define LAPAK_OFFICE_TIP_FILE_H
#include <stddef.h>

#include "base/rc.h"
#include "office/import_fault.h"
#include "store/tip.h"

enum { TIPS_MAX = 400, TIP_FILE_MAX = 256 * 1024 };

struct tip_file {
	struct tip tip[TIPS_MAX];
	size_t count;
	unsigned faults;
};

/* text: n bytes, NUL-ended; cut into pieces while it is read. RC_INVALID: faults were told. */
MUST_CHECK enum rc tip_file_read(struct tip_file *out, const char *language, char *text,
	size_t n, import_fault_fn *fault, void *arg);
/* Adds or replaces all of them, by code and language. */
MUST_CHECK enum rc tip_file_keep(struct store *st, const struct tip_file *file);

#endif
