/* wording/edit.c - the office's own texts, laid over the shipped ones */
#include "wording/edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/outgoing.h"
#include "text/utf8.h"
#include "wording/set.h"
#include "wording/table.h"

enum { REPORT_MAX = 4096, LONGEST_TEMPLATE = 1024 };

bool message_named(const char *name, enum message_id *out)
{
	int id = message_find(name, strlen(name));

	if (id < 0)
		return false;
	*out = (enum message_id)id;
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

void wording_tidy(struct buf *out, const char *text, size_t n)
{
	size_t start = out->len;

	for (size_t at = 0; at < n;) {
		const char *line = text + at, *end = memchr(line, '\n', n - at);
		size_t length = end != NULL ? (size_t)(end - line) : n - at;

		at += length + 1;
		while (length > 0 && is_blank(line[length - 1]))
			length--;
		while (length > 0 && is_blank(line[0])) {
			line++;
			length--;
		}
		if (length > 0 && out->len > start)
			buf_putc(out, ' ');
		buf_add(out, line, length);
	}
}

static void refuse(struct faults *f, const struct wording_edit *e, const char *code,
	const char *about, const char *sentence)
{
	struct wording_fault what = { .code = code };

	(void)snprintf(what.about, sizeof(what.about), "%s", about);
	faults_tell(f, 0, e->name, &what, "%s", sentence);
}

/* Lays e over its text in w. False: it has faults, and the shipped text is in force. */
static bool lay(struct wording *w, const struct wording_edit *e, struct faults *f)
{
	size_t before = f->count, n = strlen(e->text);
	struct language *l = NULL;
	const struct outgoing *forbidden;
	enum message_id id;

	f->path = e->language;
	for (size_t i = 0; i < w->languages && l == NULL; i++)
		if (strcmp(w->language[i].code, e->language) == 0)
			l = &w->language[i];
	if (l == NULL) {
		refuse(f, e, "no-language", e->language, "the language is not loaded any more");
		return false;
	}
	if (!message_named(e->name, &id)) {
		refuse(f, e, "no-message", e->name, "the bot has no such message any more");
		return false;
	}
	if (!utf8_valid(e->text, n)) {
		refuse(f, e, "not-utf8", "", "the text is not UTF-8");
		return false;
	}
	forbidden = outgoing_fault(e->text, n);
	if (forbidden != NULL)
		refuse(f, e, "forbidden", "", forbidden->sentence);
	if (!language_lay(l, id, e->text, f))
		return false;
	if (f->count == before)
		return true;
	l->sentence[id] = l->shipped[id];
	return false;
}

struct wording *wording_with(const struct wording *w, const struct wording_edit *edit, size_t n)
{
	struct wording *fresh = wording_new();
	struct buf report;

	fresh->languages = w->languages;
	for (size_t i = 0; i < w->languages; i++)
		language_copy(&fresh->language[i], &w->language[i]);
	fresh->laid = calloc(n + 1, sizeof(*fresh->laid));
	if (fresh->laid == NULL)
		memory_gone("the wording");
	buf_init(&report, REPORT_MAX);
	for (size_t i = 0; i < n; i++) {
		struct faults faults = { .report = &report };

		buf_reset(&report);
		fresh->laid[i].edit = edit[i];
		fresh->laid[i].fits = !edit[i].own || lay(fresh, &edit[i], &faults);
	}
	fresh->edits = n;
	buf_release(&report);
	return fresh;
}

/* The edits of w but for that of e's text, and e. */
static struct wording_edit *edits_and(
	const struct wording *w, const struct wording_edit *e, size_t *n)
{
	struct wording_edit *all = calloc(w->edits + 1, sizeof(*all));

	if (all == NULL)
		memory_gone("the wording");
	*n = 0;
	for (size_t i = 0; i < w->edits; i++)
		if (strcmp(w->laid[i].edit.language, e->language) != 0 ||
			strcmp(w->laid[i].edit.name, e->name) != 0)
			all[(*n)++] = w->laid[i].edit;
	all[(*n)++] = *e;
	return all;
}

/* Every rule for e alone, then the set with it as a whole. */
static size_t prove(struct wording *fresh, const struct wording_edit *e, struct faults *faults)
{
	if (e->own)
		(void)lay(fresh, e, faults);
	for (size_t i = 0; faults->count == 0 && i < fresh->languages; i++) {
		faults->path = fresh->language[i].code;
		language_prove(&fresh->language[i], faults);
	}
	return faults->count;
}

enum rc wording_try(struct wording **out, const struct wording *w, const struct wording_edit *e,
	struct wording_faults *list)
{
	struct faults faults = { .list = list };
	struct wording_edit *all;
	struct wording *fresh;
	struct buf report;
	size_t n;

	list->n = 0;
	all = edits_and(w, e, &n);
	fresh = wording_with(w, all, n);
	free(all);
	buf_init(&report, REPORT_MAX);
	faults.report = &report;
	*out = prove(fresh, e, &faults) == 0 ? fresh : NULL;
	buf_release(&report);
	if (*out != NULL)
		return RC_OK;
	wording_free(fresh);
	return RC_INVALID;
}

size_t wording_edits(const struct wording *w, const struct wording_laid **out)
{
	*out = w->laid;
	return w->edits;
}

const struct wording_laid *wording_edit_of(
	const struct wording *w, const char *lang, const char *name)
{
	for (size_t i = 0; i < w->edits; i++)
		if (strcmp(w->laid[i].edit.language, lang) == 0 &&
			strcmp(w->laid[i].edit.name, name) == 0)
			return &w->laid[i];
	return NULL;
}

size_t wording_edit_longest(const struct wording *w, const struct wording_edit *e)
{
	const struct language *from = wording_language(w, e->language);
	struct faults faults = { .path = "" };
	const struct line line = { e->text, strlen(e->text), 0 };
	struct language l;
	struct buf report;
	enum message_id id;
	size_t n = 0;

	if (from == NULL || !message_named(e->name, &id) ||
		!utf8_valid(e->text, strlen(e->text)))
		return 0;
	buf_init(&report, REPORT_MAX);
	faults.report = &report;
	language_init(&l, e->language);
	language_add_line(&l, id, &line, &faults);
	if (!l.sentence[id].broken)
		n = sentence_longest(&l, &l.sentence[id]);
	language_release(&l);
	buf_release(&report);
	return n;
}

void wording_shipped(
	const struct wording *w, const char *lang, enum message_id id, struct buf *out)
{
	const struct language *l = wording_language(w, lang);

	if (l == NULL)
		BUG("no wording in %s", lang);
	sentence_template(l, &l->shipped[id], out);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What a trader answers or is read back: "{amount}", "1", "UBAH"; length 0: the text ends. */
static const char *token_next(const char *at, size_t *n)
{
	for (*n = 0; *at != '\0'; at += *n > 0 ? *n : 1) {
		bool capitals = true;

		*n = 0;
		if (*at == '{') {
			*n = strcspn(at, "}");
			*n += at[*n] == '}' ? 1 : 0;
			return at;
		}
		while (is_letter(at[*n]) || is_digit(at[*n])) {
			capitals = capitals && !(at[*n] >= 'a' && at[*n] <= 'z');
			(*n)++;
		}
		if (*n == 1 ? is_digit(*at) : capitals && *n > 2 && is_letter(*at))
			return at;
	}
	*n = 0;
	return at;
}

static bool has_token(const char *text, const char *token, size_t n)
{
	size_t length;

	for (const char *at = token_next(text, &length); length > 0;
		at = token_next(at + length, &length))
		if (length == n && memcmp(at, token, n) == 0)
			return true;
	return false;
}

void wording_lost(const struct wording *w, const char *lang, enum message_id id,
	const char *text, wording_token_fn *fn, void *arg)
{
	struct buf shipped, told;
	size_t n;

	buf_init(&shipped, LONGEST_TEMPLATE);
	buf_init(&told, LONGEST_TEMPLATE);
	buf_puts(&told, text);
	wording_shipped(w, lang, id, &shipped);
	for (const char *at = token_next(shipped.data, &n); n > 0;
		at = token_next(at + n, &n)) {
		if (has_token(told.data, at, n))
			continue;
		fn(at, n, arg);
		buf_putc(&told, ' ');
		buf_add(&told, at, n);
	}
	buf_release(&shipped);
	buf_release(&told);
}
