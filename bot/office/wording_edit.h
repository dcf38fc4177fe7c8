/* office/wording_edit.h - a text of the bot in the office's own words: what is kept of an edit */
#ifndef LAPAK_OFFICE_WORDING_EDIT_H
#define LAPAK_OFFICE_WORDING_EDIT_H
#include <stdbool.h>

#include "base/rc.h"
#include "wording/edit.h"

struct store;

/* Keeps e, which fits (wording_try()), inside the caller's transaction, and fills in its id and version. A text that is word
 * for word the shipped one is no text of the office's own: later releases may change it. *kept false: the newest version
 * says the same already, e is that one and nothing was written. */
MUST_CHECK enum rc wording_edit_keep(
	struct store *st, const struct wording *w, struct wording_edit *e, bool *kept);

#endif
