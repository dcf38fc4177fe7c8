/* cli/wording.c - lapak wording: the bot's sentences, and the office's own texts for them */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/card.h"
#include "cli/commands.h"
#include "cli/edits.h"
#include "cli/listing.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/record.h"
#include "office/wording_edit.h"
#include "store/wording.h"
#include "wording/source.h"

enum { TEMPLATE_MAX = 1024 };

static enum exit_status open_reading(struct office *o, const struct invocation *in)
{
	enum exit_status status = office_open(o, in, NEED_READ);
	struct buf report;

	if (status != EXIT_DONE)
		return status;
	buf_init(&report, CONFIG_REPORT_MAX);
	if (office_wording(o, o->store, &o->wording, &report) != RC_OK)
		status = EXIT_FAILED;
	(void)fputs(report.data, stderr);
	buf_release(&report);
	return status;
}

/* ---- list ---- */

static const char *state_of(const struct wording_laid *laid)
{
	if (laid == NULL || !laid->edit.own)
		return "shipped";
	return laid->fits ? "own" : "unfit";
}

static void add_text(struct listing *l, const struct wording *w, const char *language,
	const char *name, const struct wording_laid *laid)
{
	enum message_id id;
	struct buf text;

	buf_init(&text, TEMPLATE_MAX);
	listing_text(l, language);
	listing_text(l, name);
	listing_text(l, state_of(laid));
	if (wording_has_language(w, language) && message_named(name, &id)) {
		wording_template(w, language, id, &text);
		listing_number(l, (int64_t)wording_longest(w, language, id));
		listing_number(l, (int64_t)message_budget(id));
	} else {
		buf_puts(&text, laid->edit.text);
		listing_null(l);
		listing_null(l);
	}
	listing_number(l, laid != NULL ? laid->edit.version : 0);
	listing_text(l, laid != NULL ? laid->edit.by : NULL);
	if (laid != NULL)
		listing_instant(l, laid->edit.at);
	else
		listing_null(l);
	listing_text(l, text.data);
	buf_release(&text);
}

struct choice {
	const char *language; /* NULL: all */
	bool changed;
};

static void list_messages(struct listing *l, const struct wording *w, const struct choice *c)
{
	const char *language[LANGUAGES_MAX];
	size_t n = wording_languages(w, language);

	for (size_t k = 0; k < n; k++) {
		if (c->language != NULL && strcmp(c->language, language[k]) != 0)
			continue;
		for (int id = 0; id < MSG_COUNT; id++) {
			const char *name = wording_message_name((enum message_id)id);
			const struct wording_laid *laid = wording_edit_of(w, language[k], name);

			if (c->changed && laid == NULL)
				continue;
			if (!listing_row(l))
				return;
			add_text(l, w, language[k], name, laid);
		}
	}
}

/* Texts of the office's own that the bot has no place for any more. */
static void list_gone(struct listing *l, const struct wording *w, const struct choice *c)
{
	const struct wording_laid *laid;
	size_t n = wording_edits(w, &laid);
	enum message_id id;

	for (size_t i = 0; i < n; i++) {
		const struct wording_edit *e = &laid[i].edit;

		if (laid[i].fits ||
			(c->language != NULL && strcmp(c->language, e->language) != 0))
			continue;
		if (wording_has_language(w, e->language) && message_named(e->name, &id))
			continue;
		if (!listing_row(l))
			return;
		add_text(l, w, e->language, e->name, &laid[i]);
	}
}

static enum exit_status list(const struct invocation *in)
{
	static const struct column columns[] = { { "language", false }, { "name", false },
		{ "state", false }, { "longest", true }, { "budget", true },
		{ "version", true }, { "by", false }, { "at", false }, { "text", false },
		{ NULL, false } };
	const struct choice c = { option_value(in, "lang"), option_given(in, "changed") };
	struct listing l;
	struct office o = { .store = NULL };
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = open_reading(&o, in);
	if (status == EXIT_DONE && c.language != NULL &&
		!wording_has_language(o.wording, c.language))
		status = cli_misused(in, "--lang: there is no language `%.20s`", c.language);
	if (status == EXIT_DONE) {
		listing_begin(&l, in->json, columns, limit);
		list_messages(&l, o.wording, &c);
		list_gone(&l, o.wording, &c);
		listing_end(&l);
	}
	office_close(&o);
	return status;
}

/* ---- one text ---- */

/* The text that argv names, as an edit of now. A text that is gone can still be named to be reset. */
static enum exit_status name_text(const struct invocation *in, const struct wording *w,
	bool gone, struct wording_edit *out)
{
	const char *language = in->argv[2], *name = in->argv[3];
	enum message_id id;

	*out = (struct wording_edit){ .at = clock_now() };
	(void)snprintf(
		out->language, sizeof(out->language), "%.*s", LANGUAGE_CODE_MAX, language);
	(void)snprintf(out->name, sizeof(out->name), "%.*s", WORDING_NAME_MAX, name);
	if (gone && wording_edit_of(w, language, name) != NULL)
		return EXIT_DONE;
	if (!wording_has_language(w, language))
		return cli_misused(in, "there is no language `%.20s`", language);
	if (!message_named(name, &id))
		return cli_misused(
			in, "there is no message `%.60s`; lapak wording list --limit 0", name);
	return EXIT_DONE;
}

static enum rc add_version(const struct wording_edit *e, void *arg)
{
	json_t *row = json_object();

	(void)json_object_set_new(row, "version", json_integer(e->version));
	(void)json_object_set_new(row, "text", json_of_text(e->own ? e->text : NULL));
	(void)json_object_set_new(row, "by", json_of_text(e->by));
	(void)json_object_set_new(row, "at", json_integer(e->at));
	return json_array_append_new(arg, row) == 0 ? RC_OK : RC_BROKEN;
}

static json_t *text_object(const struct wording *w, const struct wording_edit *e)
{
	const struct wording_laid *laid = wording_edit_of(w, e->language, e->name);
	json_t *row = json_object();
	enum message_id id;
	struct buf text;

	buf_init(&text, TEMPLATE_MAX);
	(void)json_object_set_new(row, "language", json_of_text(e->language));
	(void)json_object_set_new(row, "name", json_of_text(e->name));
	(void)json_object_set_new(row, "state", json_of_text(state_of(laid)));
	if (wording_has_language(w, e->language) && message_named(e->name, &id)) {
		wording_template(w, e->language, id, &text);
		(void)json_object_set_new(row, "text", json_of_text(text.data));
		(void)json_object_set_new(row, "longest",
			json_integer((json_int_t)wording_longest(w, e->language, id)));
		(void)json_object_set_new(
			row, "budget", json_integer((json_int_t)message_budget(id)));
		buf_reset(&text);
		wording_shipped(w, e->language, id, &text);
		(void)json_object_set_new(row, "shipped", json_of_text(text.data));
	}
	buf_release(&text);
	return row;
}

static void print_text(const json_t *row)
{
	const json_t *version;
	size_t i;

	printf("%s %s (%s)\n", json_string_value(json_object_get(row, "language")),
		json_string_value(json_object_get(row, "name")),
		json_string_value(json_object_get(row, "state")));
	if (json_object_get(row, "text") != NULL)
		printf("in force  %s\nroom      %" JSON_INTEGER_FORMAT
		       " of %" JSON_INTEGER_FORMAT "\nshipped   %s\n",
			json_string_value(json_object_get(row, "text")),
			json_integer_value(json_object_get(row, "longest")),
			json_integer_value(json_object_get(row, "budget")),
			json_string_value(json_object_get(row, "shipped")));
	json_array_foreach(json_object_get(row, "versions"), i, version)
	{
		const char *text = json_string_value(json_object_get(version, "text"));
		char at[17];

		instant_plain(json_integer_value(json_object_get(version, "at")), at);
		printf("%-3" JSON_INTEGER_FORMAT " %s %s  %s\n",
			json_integer_value(json_object_get(version, "version")), at,
			json_string_value(json_object_get(version, "by")),
			text != NULL ? text : "the shipped text");
	}
}

static enum exit_status show(const struct invocation *in)
{
	struct office o = { .store = NULL };
	struct wording_edit e;
	enum exit_status status = open_reading(&o, in);
	json_t *row, *versions;

	if (status == EXIT_DONE)
		status = name_text(in, o.wording, true, &e);
	if (status == EXIT_DONE) {
		row = text_object(o.wording, &e);
		versions = json_array();
		status = office_outcome(wording_edit_versions(
			o.store, e.language, e.name, add_version, versions));
		(void)json_object_set_new(row, "versions", versions);
		if (status == EXIT_DONE && in->json) {
			json_print(row);
		} else {
			if (status == EXIT_DONE)
				print_text(row);
			json_decref(row);
		}
	}
	office_close(&o);
	return status;
}

/* ---- set and reset ---- */

struct change {
	const struct invocation *in;
	struct wording_edit edit;
	bool kept;
};

static enum exit_status keep(struct office *o, void *arg)
{
	struct change *c = arg;
	char detail[LANGUAGE_CODE_MAX + WORDING_NAME_MAX + 40];
	enum exit_status status = record_actor(o, c->in, c->edit.by, sizeof(c->edit.by));

	if (status == EXIT_DONE)
		status = office_outcome(
			wording_edit_keep(o->store, o->wording, &c->edit, &c->kept));
	if (status != EXIT_DONE || !c->kept)
		return status;
	(void)snprintf(detail, sizeof(detail), "%s %s, version %" PRId64, c->edit.language,
		c->edit.name, c->edit.version);
	return record(
		o, c->in, c->edit.own ? "wording.change" : "wording.reset", NULL, 0, detail);
}

static enum exit_status read_text(const struct invocation *in, struct wording_edit *e)
{
	char typed[2 * WORDING_TEXT_MAX];
	const char *text = in->argv[4];
	size_t n = strlen(text);
	struct buf tidy;
	bool full;

	if (strcmp(text, "-") == 0) {
		n = fread(typed, 1, sizeof(typed), stdin);
		text = typed;
	}
	buf_init(&tidy, WORDING_TEXT_MAX);
	wording_tidy(&tidy, text, n);
	full = tidy.full || strnlen(text, n) < n;
	(void)snprintf(e->text, sizeof(e->text), "%s", tidy.data);
	buf_release(&tidy);
	return full ? cli_misused(in, "the text is longer than %d bytes", (int)WORDING_TEXT_MAX)
		    : EXIT_DONE;
}

static void tell_lost(const char *token, size_t n, void *arg)
{
	(void)arg;
	(void)fprintf(stderr, "lapak: left out, though the shipped text has it: %.*s\n", (int)n,
		token);
}

/* Says every fault; the stall card must still be one when it is now. */
static enum exit_status prove(
	struct office *o, const struct invocation *in, const struct wording_edit *e)
{
	struct wording_faults faults;
	struct wording *fresh = NULL;
	enum message_id id;
	struct buf card;
	enum exit_status status = EXIT_DONE;

	if (wording_try(&fresh, o->wording, e, &faults) != RC_OK) {
		for (size_t i = 0; i < faults.n; i++)
			(void)fprintf(stderr, "lapak: %s [%s]: %s\n", e->language, e->name,
				faults.fault[i].sentence);
		return cli_misused(in, "nothing was changed");
	}
	buf_init(&card, CONFIG_REPORT_MAX);
	if (card_check(o->wording, &o->config, &card) == RC_OK) {
		buf_reset(&card);
		if (card_check(fresh, &o->config, &card) != RC_OK) {
			(void)fprintf(stderr, "lapak: %s", card.data);
			status = cli_misused(in, "nothing was changed");
		}
	}
	buf_release(&card);
	if (status == EXIT_DONE && e->own && message_named(e->name, &id)) {
		wording_lost(o->wording, e->language, id, e->text, tell_lost, NULL);
		printf("room %zu of %zu\n", wording_longest(fresh, e->language, id),
			message_budget(id));
	}
	wording_free(fresh);
	return status;
}

static enum exit_status change(const struct invocation *in, bool own)
{
	struct office o = { .store = NULL };
	struct change c = { .in = in };
	enum exit_status status = office_open(&o, in, NEED_DIALOG);

	if (status == EXIT_DONE)
		status = name_text(in, o.wording, !own, &c.edit);
	c.edit.own = own;
	if (status == EXIT_DONE && own)
		status = read_text(in, &c.edit);
	if (status == EXIT_DONE)
		status = prove(&o, in, &c.edit);
	if (status == EXIT_DONE && option_given(in, "dry-run"))
		printf("nothing was changed: --dry-run\n");
	else if (status == EXIT_DONE)
		status = office_write(&o, keep, &c);
	if (status == EXIT_DONE && !option_given(in, "dry-run"))
		printf(c.kept ? "kept, version %" PRId64 "\n"
			      : "it says so already, version %" PRId64 "\n",
			c.edit.version);
	office_close(&o);
	return status;
}

static enum exit_status set(const struct invocation *in)
{
	return change(in, true);
}

static enum exit_status reset(const struct invocation *in)
{
	return change(in, false);
}

enum exit_status cli_wording(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "lang changed json limit", 0, 0, "" },
		{ "show", show, "json", 2, 2, "LANGUAGE NAME" },
		{ "set", set, "dry-run by", 3, 3, "LANGUAGE NAME TEXT" },
		{ "reset", reset, "dry-run by", 2, 2, "LANGUAGE NAME" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
