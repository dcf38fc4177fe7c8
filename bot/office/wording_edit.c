/* office/wording_edit.c - a text of the bot in the office's own words: what is kept of an edit */
#include "office/wording_edit.h"

#include <string.h>

#include "store/wording.h"

enum { TEMPLATE_MAX = 1024 };

static bool is_shipped(const struct wording *w, const struct wording_edit *e)
{
	enum message_id id;
	struct buf shipped;
	bool same;

	if (!wording_has_language(w, e->language) || !message_named(e->name, &id))
		return false;
	buf_init(&shipped, TEMPLATE_MAX);
	wording_shipped(w, e->language, id, &shipped);
	same = strcmp(shipped.data, e->text) == 0;
	buf_release(&shipped);
	return same;
}

enum rc wording_edit_keep(
	struct store *st, const struct wording *w, struct wording_edit *e, bool *kept)
{
	struct wording_edit now;
	enum rc rc;

	*kept = false;
	if (e->own && is_shipped(w, e))
		e->own = false;
	if (!e->own)
		e->text[0] = '\0';
	rc = wording_edit_current(st, e->language, e->name, &now);
	if (rc == RC_ABSENT) {
		now = (struct wording_edit){ .own = false };
		rc = RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	if (now.own == e->own && strcmp(now.text, e->text) == 0) {
		e->id = now.id;
		e->version = now.version;
		e->at = now.at;
		memcpy(e->by, now.by, sizeof(e->by));
		return RC_OK;
	}
	*kept = true;
	return wording_edit_add(st, e);
}
