/* cli/tip_file.h - reading a file of tips (private to cli/) */
#ifndef LAPAK_CLI_TIP_FILE_H
#define LAPAK_CLI_TIP_FILE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "store/tip.h"

enum { TIPS_MAX = 400, TIP_FILE_MAX = 256 * 1024 };

struct tip_file {
	struct tip tip[TIPS_MAX];
	size_t count;
	unsigned faults;
};

/* Reads rows of code, title and text, parted by tabs; a number in the fourth column is the text's length, the last
 * column else is the goods it is for (text/goods.h). Empty
 * lines and those that begin with # are left out. Each fault is a line of report, led by
 * name and the line's number. RC_INVALID: there are faults. */
MUST_CHECK enum rc tip_file_read(struct tip_file *out, const char *name, const char *language,
	const struct buf *text, struct buf *report);

/* "id" of "templates/tips/id.tsv"; false when the name is no language's code. */
bool tip_language(char out[static 8], const char *path);

#endif
