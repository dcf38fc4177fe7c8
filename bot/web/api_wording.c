/* web/api_wording.c - every sentence of the bot, in each language, with its room */
#include "dialog/dialog.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"
#include "wording/source.h"

enum { SENTENCE_MAX = 1024 };

static json_t *texts_of(const struct wording *w, enum message_id id)
{
	const char *language[LANGUAGES_MAX];
	size_t n = wording_languages(w, language);
	json_t *texts = json_array();
	struct buf text;

	buf_init(&text, SENTENCE_MAX);
	for (size_t i = 0; i < n; i++) {
		json_t *one = json_object();

		buf_reset(&text);
		wording_template(w, language[i], id, &text);
		api_put_text(one, "language", language[i]);
		api_put_text(one, "text", text.data);
		api_put_int(one, "longest", (int64_t)wording_longest(w, language[i], id));
		(void)json_array_append_new(texts, one);
	}
	buf_release(&text);
	return texts;
}

enum rc api_wording(struct api_call *c)
{
	const struct wording *w = c->site->inbound->dialog->wording;
	enum rc rc = api_list_begin(c);

	for (int id = 0; rc == RC_OK && id < MSG_COUNT; id++) {
		const char *field[FIELD_COUNT];
		size_t n = message_fields((enum message_id)id, field);
		json_t *row = json_object(), *fields = json_array();

		for (size_t k = 0; k < n; k++)
			(void)json_array_append_new(fields, json_string(field[k]));
		api_put_text(row, "name", wording_message_name((enum message_id)id));
		api_put_int(row, "budget", (int64_t)message_budget((enum message_id)id));
		api_put(row, "fields", fields);
		api_put(row, "texts", texts_of(w, (enum message_id)id));
		rc = api_list_row(c, row);
	}
	return rc;
}
