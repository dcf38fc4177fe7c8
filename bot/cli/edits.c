/* cli/edits.c - the office's own texts from the database, laid over the wording */
#include "cli/edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/wording.h"

enum { EDITS_STEP = 64 };

struct edits {
	struct wording_edit *edit;
	size_t n, room;
};

static enum rc take(const struct wording_edit *e, void *arg)
{
	struct edits *all = arg;

	if (all->n == all->room) {
		size_t room = all->room + EDITS_STEP;
		struct wording_edit *grown = realloc(all->edit, room * sizeof(*grown));

		if (grown == NULL)
			memory_gone("the wording");
		all->edit = grown;
		all->room = room;
	}
	all->edit[all->n++] = *e;
	return RC_OK;
}

enum rc edits_lay(struct wording **w, struct store *st)
{
	struct edits all = { .n = 0 };
	enum rc rc = wording_edit_each(st, take, &all);
	struct wording *fresh;

	if (rc == RC_OK) {
		fresh = wording_with(*w, all.edit, all.n);
		wording_free(*w);
		*w = fresh;
	}
	free(all.edit);
	return rc;
}

int64_t edits_newest(const struct wording *w)
{
	const struct wording_laid *laid;
	size_t n = wording_edits(w, &laid);
	int64_t newest = 0;

	for (size_t i = 0; i < n; i++)
		if (laid[i].edit.id > newest)
			newest = laid[i].edit.id;
	return newest;
}

/* What is wrong with an edit that was left out. */
static void find_faults(
	const struct wording *w, const struct wording_edit *e, struct wording_faults *out)
{
	struct wording *fresh;

	if (wording_try(&fresh, w, e, out) == RC_OK)
		wording_free(fresh);
}

void edits_log(const struct wording *w, const struct wording *before)
{
	const struct wording_laid *laid;
	size_t n = wording_edits(w, &laid);

	for (size_t i = 0; i < n; i++) {
		const struct wording_edit *e = &laid[i].edit;
		const struct wording_laid *was =
			before != NULL ? wording_edit_of(before, e->language, e->name) : NULL;
		struct wording_faults faults;

		if (laid[i].fits || (was != NULL && !was->fits && was->edit.id == e->id))
			continue;
		find_faults(w, e, &faults);
		log_event(LOG_WARN, "wording-left-out",
			"language=%s message=%s fault=%s remedy=\"Wording in the console, or "
			"lapak wording set or reset; until then the shipped text is in force\"",
			e->language, e->name, faults.n > 0 ? faults.fault[0].code : "none");
	}
}

size_t edits_unfit(const struct wording *w, struct buf *report)
{
	const struct wording_laid *laid;
	size_t n = wording_edits(w, &laid), unfit = 0;

	for (size_t i = 0; i < n; i++) {
		const struct wording_edit *e = &laid[i].edit;
		struct wording_faults faults;

		if (laid[i].fits)
			continue;
		unfit++;
		find_faults(w, e, &faults);
		buf_printf(report,
			"%s: [%s]: the office's own text no longer fits (%s); the shipped one "
			"is in force: lapak wording set or reset it\n",
			e->language, e->name,
			faults.n > 0 ? faults.fault[0].sentence : "no fault is known");
	}
	return unfit;
}
