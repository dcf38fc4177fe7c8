/*
 * store/wording.h - the office's own texts of the bot: every version of each (see wording/edit.h)
 */
#ifndef LAPAK_STORE_WORDING_H
#define LAPAK_STORE_WORDING_H
#include <stdint.h>

#include "base/rc.h"
#include "wording/edit.h"

struct store;

enum { WORDING_VERSIONS_SHOWN = 50 };

/* The id of the newest edit of any text; 0: there is none. For a look whether anything changed. */
MUST_CHECK enum rc wording_edit_newest(struct store *st, int64_t *out);
typedef enum rc wording_edit_fn(const struct wording_edit *e, void *arg);
/* The newest version of every text that was ever edited, by language and name. */
MUST_CHECK enum rc wording_edit_each(struct store *st, wording_edit_fn *fn, void *arg);
/* Versions of one text, newest first, at most WORDING_VERSIONS_SHOWN. */
MUST_CHECK enum rc wording_edit_versions(struct store *st, const char *language,
	const char *name, wording_edit_fn *fn, void *arg);
/* The newest version of one text; RC_ABSENT: it was never edited. */
MUST_CHECK enum rc wording_edit_current(
	struct store *st, const char *language, const char *name, struct wording_edit *out);
/* Adds a version; fills in its id and version. */
MUST_CHECK enum rc wording_edit_add(struct store *st, struct wording_edit *e);

#endif
