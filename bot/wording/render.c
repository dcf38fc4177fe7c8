/* wording/render.c - a message with its values filled in */
#include <string.h>

#include "base/days.h"
#include "text/gsm7.h"
#include "wording/set.h"
#include "wording/table.h"

const struct language *wording_language(const struct wording *w, const char *lang)
{
	for (size_t i = 0; i < w->languages; i++)
		if (strcmp(w->language[i].code, lang) == 0)
			return &w->language[i];
	return NULL;
}

static const struct language *language_or_first(const struct wording *w, const char *lang)
{
	const struct language *l = wording_language(w, lang);

	return l != NULL ? l : &w->language[0];
}

/* Files the values by their field; BUG() unless they are those the message is given. */
static void take_values(enum message_id id, const struct field *fields, size_t n,
	const char *value[FIELD_COUNT])
{
	uint64_t given = 0;

	if ((unsigned)id >= MSG_COUNT)
		BUG("there is no message %u", (unsigned)id);
	for (size_t i = 0; i < n; i++) {
		unsigned field = (unsigned)fields[i].id;

		if (field >= FIELD_COUNT)
			BUG("[%s]: there is no field %u", message_table[id].name, field);
		if (given >> field & 1 || fields[i].value == NULL)
			BUG("[%s]: {%s} is given twice, or NULL", message_table[id].name,
				field_table[field].name);
		given |= UINT64_C(1) << field;
		value[field] = fields[i].value;
	}
	for (unsigned field = 0; field < FIELD_COUNT; field++)
		if ((given ^ message_table[id].fields) >> field & 1)
			BUG("[%s]: {%s} is %s", message_table[id].name, field_table[field].name,
				given >> field & 1 ? "given but not declared" : "not given");
}

/* Folded text has one septet a byte, so that a cut at longest is a cut at a character. */
static void add_value(struct buf *out, const char *value, size_t longest)
{
	size_t start = out->len;
	bool full = out->full;

	gsm7_fold(out, value, strlen(value));
	if (out->len < start + longest)
		return;
	buf_cut(out, start + longest);
	out->full = full; /* whatever did not fit is beyond the cut */
	while (out->len > start && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
}

void wording_render(const struct wording *w, const char *lang, enum message_id id,
	const struct field *fields, size_t n, struct buf *out)
{
	const struct language *l = language_or_first(w, lang);
	const char *value[FIELD_COUNT] = { NULL };
	const struct sentence *s;

	take_values(id, fields, n, value);
	s = &l->sentence[id];
	for (size_t i = s->first; i < s->first + s->count; i++) {
		const struct piece *p = &l->piece[i];

		if (p->field == PIECE_TEXT)
			buf_add(out, l->memory.data + p->start, p->length);
		else
			add_value(out, value[p->field], field_table[p->field].longest);
	}
}

void sentence_template(const struct language *l, const struct sentence *s, struct buf *out)
{
	for (size_t i = s->first; i < s->first + s->count; i++) {
		const struct piece *p = &l->piece[i];

		if (p->field == PIECE_TEXT)
			buf_add(out, l->memory.data + p->start, p->length);
		else
			buf_printf(out, "{%s}", field_table[p->field].name);
	}
}

void wording_template(
	const struct wording *w, const char *lang, enum message_id id, struct buf *out)
{
	const struct language *l = language_or_first(w, lang);

	sentence_template(l, &l->sentence[id], out);
}

void wording_day(const struct wording *w, const char *lang, int32_t day, struct buf *out)
{
	const struct language *l = language_or_first(w, lang);
	struct date date = day_date(day);
	struct line weekday = language_word(l, MSG_WORD_WEEKDAYS, (size_t)day_weekday(day));
	struct line month = language_word(l, MSG_WORD_MONTHS, (size_t)date.month - 1);

	buf_printf(out, "%.*s %d %.*s", (int)weekday.length, weekday.text, date.day,
		(int)month.length, month.text);
}

size_t wording_languages(const struct wording *w, const char *out[LANGUAGES_MAX])
{
	for (size_t i = 0; i < w->languages; i++)
		out[i] = w->language[i].code;
	return w->languages;
}

int wording_has_language(const struct wording *w, const char *lang)
{
	return wording_language(w, lang) != NULL;
}

const char *wording_message_name(enum message_id id)
{
	if ((unsigned)id >= MSG_COUNT)
		BUG("there is no message %u", (unsigned)id);
	return message_table[id].name;
}
