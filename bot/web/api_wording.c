/* web/api_wording.c - every sentence of the bot in each language, as shipped and in force */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "store/wording.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"
#include "web/api_wording.h"
#include "wording/source.h"

static void put_fault(json_t *list, const struct wording_fault *f)
{
	json_t *row = json_object();

	api_put_text(row, "code", f->code);
	api_put_text(row, "about", f->about);
	api_put_text(row, "advice", f->advice);
	api_put_int(row, "n", (int64_t)f->n);
	api_put_int(row, "most", (int64_t)f->most);
	api_put_text(row, "sentence", f->sentence);
	(void)json_array_append_new(list, row);
}

json_t *wording_faults_list(const struct wording_faults *faults)
{
	json_t *list = json_array();

	for (size_t i = 0; i < faults->n; i++)
		put_fault(list, &faults->fault[i]);
	return list;
}

/* Why an edit is left out. */
static json_t *faults_left(const struct wording *w, const struct wording_laid *laid)
{
	struct wording_faults faults = { .n = 0 };
	struct wording *fresh;

	if (!laid->fits && wording_try(&fresh, w, &laid->edit, &faults) == RC_OK)
		wording_free(fresh);
	return wording_faults_list(&faults);
}

void wording_tag(char out[static WORDING_TAG], const char *shipped, int64_t version)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	char hex[9];

	(void)crypto_generichash(
		hash, sizeof(hash), (const unsigned char *)shipped, strlen(shipped), NULL, 0);
	(void)sodium_bin2hex(hex, sizeof(hex), hash, (sizeof(hex) - 1) / 2);
	(void)snprintf(out, WORDING_TAG, "\"%" PRId64 "-%s\"", version, hex);
}

/* laid NULL: never edited. The message or the language may be gone. */
static json_t *text_row(const struct wording *w, const char *language, const char *name,
	const struct wording_laid *laid)
{
	static const struct wording_laid never = { .fits = true };
	json_t *row = json_object();
	struct buf text, shipped;
	enum message_id id;
	char tag[WORDING_TAG];
	bool there = wording_has_language(w, language) && message_named(name, &id);

	buf_init(&text, SENTENCE_MAX);
	buf_init(&shipped, SENTENCE_MAX);
	if (there) {
		wording_template(w, language, id, &text);
		wording_shipped(w, language, id, &shipped);
	}
	laid = laid != NULL ? laid : &never;
	wording_tag(tag, shipped.data, laid->edit.version);
	api_put_text(row, "language", language);
	api_put_text(row, "text", text.data);
	api_put_int(row, "longest", there ? (int64_t)wording_longest(w, language, id) : 0);
	api_put_int(row, "version", laid->edit.version);
	api_put_text(row, "etag", tag);
	if (laid->edit.version > 0) {
		api_put_text(row, "changed_by", laid->edit.by);
		api_put_time(row, "changed_at", laid->edit.at);
	}
	if (laid->edit.own) {
		api_put_text(row, "shipped", shipped.data);
		api_put_text(row, "own", laid->edit.text);
		api_put_bool(row, "fits", laid->fits);
		api_put(row, "faults", faults_left(w, laid));
	}
	buf_release(&text);
	buf_release(&shipped);
	return row;
}

static json_t *source_row(const char *name, size_t budget, json_t *texts)
{
	json_t *row = json_object();

	api_put_text(row, "name", name);
	api_put_bool(row, "gone", budget == 0);
	api_put_int(row, "budget", (int64_t)budget);
	api_put(row, "fields", json_array());
	api_put(row, "texts", texts);
	return row;
}

static json_t *message_row(const struct wording *w, enum message_id id)
{
	const char *name = wording_message_name(id), *language[LANGUAGES_MAX],
		   *field[FIELD_COUNT];
	size_t languages = wording_languages(w, language), n = message_fields(id, field);
	json_t *texts = json_array(), *row;

	for (size_t i = 0; i < languages; i++)
		(void)json_array_append_new(texts,
			text_row(w, language[i], name, wording_edit_of(w, language[i], name)));
	row = source_row(name, message_budget(id), texts);
	for (size_t k = 0; k < n; k++)
		(void)json_array_append_new(
			json_object_get(row, "fields"), json_string(field[k]));
	return row;
}

static bool is_gone(const struct wording *w, const struct wording_edit *e)
{
	enum message_id id;

	return e->own &&
	       (!wording_has_language(w, e->language) || !message_named(e->name, &id));
}

enum rc api_wording(struct api_call *c)
{
	const struct wording *w = c->wording;
	const struct wording_laid *laid;
	size_t edits = wording_edits(w, &laid);
	enum rc rc = api_list_begin(c);

	for (size_t i = 0; rc == RC_OK && i < edits; i++)
		if (is_gone(w, &laid[i].edit))
			rc = api_list_row(
				c, source_row(laid[i].edit.name, 0,
					   json_pack("[o]",
						   text_row(w, laid[i].edit.language,
							   laid[i].edit.name, &laid[i]))));
	for (int id = 0; rc == RC_OK && id < MSG_COUNT; id++)
		rc = api_list_row(c, message_row(w, (enum message_id)id));
	return rc;
}

enum rc wording_find(const struct api_call *c, bool gone, struct wording_edit *out)
{
	const char *language = api_part(c, "language"), *name = api_part(c, "name");
	enum message_id id;

	*out = (struct wording_edit){ .at = c->now };
	if (strlen(language) > LANGUAGE_CODE_MAX || strlen(name) > WORDING_NAME_MAX)
		return RC_ABSENT;
	(void)snprintf(out->language, sizeof(out->language), "%s", language);
	(void)snprintf(out->name, sizeof(out->name), "%s", name);
	(void)snprintf(
		out->by, sizeof(out->by), "staff:%.*s", WORDING_BY_MAX - 6, c->who.login);
	if (gone && wording_edit_of(c->wording, language, name) != NULL)
		return RC_OK;
	return wording_has_language(c->wording, language) && message_named(name, &id)
		       ? RC_OK
		       : RC_ABSENT;
}

void wording_answer(struct api_call *c, const struct wording *w, const char *language,
	const char *name, const struct wording_laid *laid)
{
	c->out = text_row(w, language, name, laid);
	(void)snprintf(c->etag, sizeof(c->etag), "%s", api_text(c->out, "etag"));
}

enum rc api_wording_one(struct api_call *c)
{
	struct wording_edit e;

	if (wording_find(c, true, &e) != RC_OK)
		return RC_ABSENT;
	wording_answer(c, c->wording, e.language, e.name,
		wording_edit_of(c->wording, e.language, e.name));
	return RC_OK;
}

static enum rc add_version(const struct wording_edit *e, void *arg)
{
	json_t *row = json_object();

	api_put_int(row, "version", e->version);
	api_put_text(row, "text", e->own ? e->text : NULL);
	api_put_text(row, "by", e->by);
	api_put_time(row, "at", e->at);
	return api_list_row(arg, row);
}

enum rc api_wording_versions(struct api_call *c)
{
	struct wording_edit e;
	enum rc rc = wording_find(c, true, &e);

	if (rc == RC_OK)
		rc = api_list_begin(c);
	return rc == RC_OK ? wording_edit_versions(c->store, e.language, e.name, add_version, c)
			   : rc;
}
