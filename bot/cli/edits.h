/* cli/edits.h - the office's own texts from the database, laid over the wording (private to cli/) */
#ifndef LAPAK_CLI_EDITS_H
#define LAPAK_CLI_EDITS_H
#include <stdint.h>

#include "base/rc.h"
#include "wording/edit.h"

struct store;

/* Puts a set with the edits kept in st in the place of *w, which its holder gives up; on a failure *w stays. */
MUST_CHECK enum rc edits_lay(struct wording **w, struct store *st);
/* The id of the newest edit in w; 0: there is none. */
int64_t edits_newest(const struct wording *w);
/* Logs each edit of w that does not fit, unless before (NULL: none) left out the same one. */
void edits_log(const struct wording *w, const struct wording *before);
/* Appends a line for each edit of w that does not fit, with its faults and the remedy; how many. */
size_t edits_unfit(const struct wording *w, struct buf *report);

#endif
