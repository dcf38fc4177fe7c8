/* web/api_flow.c - the dialogue as its table has it, and tried in a world of its own */
#include <string.h>

#include "dialog/table.h"
#include "relay/trial.h"
#include "store/conversation.h"
#include "web/api_handlers.h"

enum { STEPS_MAX = 60, TEXT_MAX = 800 };

static void put_text(json_t *row, const char *name, const struct wording *w,
	const char *language, enum message_id id)
{
	struct buf text;

	buf_init(&text, TEXT_MAX);
	wording_template(w, language, id, &text);
	api_put_text(row, name, text.data != NULL ? text.data : "");
	buf_release(&text);
}

static json_t *texts(const struct wording *w, const struct dialog_state *s)
{
	const char *language[LANGUAGES_MAX];
	size_t n = wording_languages(w, language);
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *row = json_object();

		api_put_text(row, "language", language[i]);
		put_text(row, "ask", w, language[i], s->ask);
		put_text(row, "again", w, language[i], s->again);
		put_text(row, "hint", w, language[i], s->hint);
		(void)json_array_append_new(list, row);
	}
	return list;
}

static json_t *state_object(const struct wording *w, const struct dialog_state *s)
{
	json_t *row = json_object(), *next = json_array();

	api_put_text(row, "name", s->name);
	api_put_text(row, "kind", s->kind);
	api_put_text(row, "back", s->back);
	api_put_int(row, "lifetime", s->lifetime);
	api_put_bool(row, "task", s->task);
	api_put_int(row, "people", 0);
	for (size_t i = 0; i < s->nexts; i++)
		(void)json_array_append_new(next, json_string(s->next[i]));
	api_put(row, "next", next);
	api_put(row, "texts", texts(w, s));
	return row;
}

static enum rc add_people(const char *state, int64_t people, void *arg)
{
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(arg, "states"), i,
		row) if (strcmp(api_text(row, "name"), state) == 0)
		api_put_int(row, "people", people);
	return RC_OK;
}

enum rc api_flow_work(struct api_call *c)
{
	const struct wording *w = c->wording;
	json_t *states = json_array();

	c->out = json_object();
	for (size_t i = 0; i < dialog_states(); i++) {
		struct dialog_state s;

		dialog_state_at(i, &s);
		(void)json_array_append_new(states, state_object(w, &s));
	}
	api_put(c->out, "states", states);
	return conversation_states(c->store, c->now, add_people, c->out);
}

static enum rc add_step(size_t i, const struct inbound_result *r, const char *state, void *arg)
{
	json_t *row = json_object(), *replies = json_array();

	(void)i;
	for (int n = 0; n < r->replies; n++)
		(void)json_array_append_new(replies, json_string(r->reply[n].data));
	api_put(row, "replies", replies);
	api_put_bool(row, "ends", r->ends);
	api_put_text(row, "state", state);
	(void)json_array_append_new(arg, row);
	return RC_OK;
}

/* list fits its shape: at most STEPS_MAX. The texts stay the list's. */
static size_t read_steps(const json_t *list, struct trial_step out[static STEPS_MAX])
{
	size_t n = json_array_size(list);

	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(list, i);

		out[i].text = api_text(row, "text");
		out[i].ussd = strcmp(api_text(row, "channel"), "ussd") == 0;
	}
	return n;
}

enum rc api_flow_try_work(struct api_call *c)
{
	const struct inbound like = { .dialog = &c->dialog, .config = c->site->config };
	const char *language = api_text(c->in, "language");
	struct trial_step step[STEPS_MAX];
	struct trial t = { .like = &like,
		.from = c->store,
		.language = language,
		.step = step,
		.now = c->now };
	json_t *steps = json_array();

	if (!wording_has_language(c->wording, language)) {
		json_decref(steps);
		return api_refuse(c, RC_INVALID, "unknown-language", "language",
			"no wording is loaded in this language");
	}
	t.steps = read_steps(json_object_get(c->in, "steps"), step);
	c->out = json_object();
	api_put(c->out, "steps", steps);
	return trial_run(&t, add_step, steps);
}
