/* web/api_wording_change.c - a sentence of the bot in the office's own words: proved, kept, taken back */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "office/wording_edit.h"
#include "store/wording.h"
#include "web/api_handlers.h"
#include "web/api_wording.h"
#include "wording/source.h"

enum { REPORT_MAX = 4096 };

/* What the stall card asks of the set besides; nothing when the set in force does not pass either. */
static void prove_rest(
	const struct api_call *c, const struct wording *fresh, struct wording_faults *faults)
{
	const struct site *site = c->site;
	struct buf report;

	if (site->prove == NULL)
		return;
	buf_init(&report, REPORT_MAX);
	if (site->prove(site->arg, c->wording, &report) == RC_OK) {
		buf_reset(&report);
		if (site->prove(site->arg, fresh, &report) != RC_OK) {
			report.data[strcspn(report.data, "\n")] = '\0';
			wording_faults_add(faults, &(struct wording_fault){ .code = "card" },
				"%.*s", 300, report.data);
		}
	}
	buf_release(&report);
}

/* Fills e with the text that came in and proves it. NULL: it has faults. The caller owns the set. */
static struct wording *prove(
	struct api_call *c, struct wording_edit *e, struct wording_faults *faults)
{
	const char *typed = api_text(c->in, "text");
	struct wording *fresh = NULL;
	struct buf tidy;

	buf_init(&tidy, WORDING_TEXT_MAX);
	wording_tidy(&tidy, typed, strlen(typed));
	(void)snprintf(e->text, sizeof(e->text), "%s", tidy.data);
	e->own = true;
	faults->n = 0;
	if (tidy.full)
		wording_faults_add(faults, &(struct wording_fault){ .code = "too-long" },
			"it is far too long");
	else if (wording_try(&fresh, c->wording, e, faults) == RC_OK)
		prove_rest(c, fresh, faults);
	buf_release(&tidy);
	if (faults->n == 0)
		return fresh;
	wording_free(fresh);
	return NULL;
}

static void add_lost(const char *token, size_t n, void *list)
{
	(void)json_array_append_new(list, json_stringn(token, n));
}

enum rc api_wording_proof(struct api_call *c)
{
	struct wording_faults faults;
	struct wording_edit e;
	struct wording *fresh;
	enum message_id id;
	json_t *lost;

	if (wording_find(c, false, &e) != RC_OK || !message_named(e.name, &id))
		return RC_ABSENT;
	fresh = prove(c, &e, &faults);
	lost = json_array();
	if (e.text[0] != '\0')
		wording_lost(c->wording, e.language, id, e.text, add_lost, lost);
	c->out = json_object();
	api_put_text(c->out, "text", e.text);
	api_put_int(c->out, "longest", (int64_t)wording_edit_longest(c->wording, &e));
	api_put_int(c->out, "budget", (int64_t)message_budget(id));
	api_put_bool(c->out, "fits", fresh != NULL);
	api_put(c->out, "faults", wording_faults_list(&faults));
	api_put(c->out, "lost", lost);
	wording_free(fresh);
	return RC_OK;
}

/* ---- changing ---- */

struct change {
	struct wording_laid laid;
	struct wording *fresh; /* the set with it, owned */
};

static void change_free(void *state)
{
	struct change *ch = state;

	wording_free(ch->fresh);
	free(ch);
}

enum rc api_wording_change_work(struct api_call *c)
{
	struct change *ch = calloc(1, sizeof(*ch));
	struct wording_faults faults;

	if (ch == NULL)
		return RC_BUSY;
	c->state = ch;
	c->state_free = change_free;
	if (wording_find(c, false, &ch->laid.edit) != RC_OK)
		return RC_ABSENT;
	ch->laid.fits = true;
	ch->fresh = prove(c, &ch->laid.edit, &faults);
	if (ch->fresh != NULL)
		return RC_OK;
	c->faults = wording_faults_list(&faults);
	return api_refuse(c, RC_INVALID, "wording", "text", "%s", faults.fault[0].sentence);
}

/* The caller saw what is there now, as the database has it. */
static enum rc match(struct api_call *c, const struct wording_edit *e, struct wording_edit *now)
{
	struct buf shipped;
	enum message_id id;
	char tag[WORDING_TAG];
	enum rc rc = wording_edit_current(c->store, e->language, e->name, now);

	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	if (rc == RC_ABSENT)
		*now = (struct wording_edit){ .version = 0 };
	buf_init(&shipped, SENTENCE_MAX);
	if (wording_has_language(c->wording, e->language) && message_named(e->name, &id))
		wording_shipped(c->wording, e->language, id, &shipped);
	wording_tag(tag, shipped.data, now->version);
	buf_release(&shipped);
	return api_match(c, tag);
}

static enum rc keep(struct api_call *c, struct wording_edit *e)
{
	bool kept;
	enum rc rc = wording_edit_keep(c->store, c->wording, e, &kept);

	c->idle = rc == RC_OK && !kept;
	(void)snprintf(c->subject, sizeof(c->subject), "wording:%" PRId64, e->id);
	(void)snprintf(c->detail, sizeof(c->detail), "%s %s, version %" PRId64, e->language,
		e->name, e->version);
	if (rc == RC_OK && kept && c->site->wording_changed != NULL)
		c->site->wording_changed(c->site->arg);
	return rc;
}

enum rc api_wording_change(struct api_call *c)
{
	struct change *ch = c->state;
	struct wording_edit *e = &ch->laid.edit, now;
	enum rc rc = match(c, e, &now);

	if (rc == RC_OK)
		rc = keep(c, e);
	if (rc == RC_OK)
		wording_answer(c, ch->fresh, e->language, e->name, &ch->laid);
	return rc;
}

enum rc api_wording_reset(struct api_call *c)
{
	struct wording_laid laid = { .fits = true };
	struct wording_edit now;
	struct wording *shipped;
	enum rc rc = wording_find(c, true, &laid.edit);

	if (rc == RC_OK)
		rc = match(c, &laid.edit, &now);
	if (rc == RC_OK && !now.own)
		return api_refuse(
			c, RC_ABSENT, "as-shipped", "", "it is the shipped text already");
	if (rc == RC_OK)
		rc = keep(c, &laid.edit);
	if (rc != RC_OK)
		return rc;
	shipped = wording_with(c->wording, NULL, 0);
	wording_answer(c, shipped, laid.edit.language, laid.edit.name, &laid);
	wording_free(shipped);
	return RC_OK;
}
