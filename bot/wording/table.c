/* wording/table.c - messages.def and fields.def as rows, and names people mistype */
#include "wording/table.h"

#include <string.h>

#include "base/suggest.h"

#define F(field)                          (UINT64_C(1) << FIELD_##field)
#define MESSAGE(id, name, budget, fields) [MSG_##id] = { name, budget, fields },
const struct message_row message_table[MSG_COUNT] = {
#include "wording/messages.def"
};
#undef MESSAGE
#undef F

#define FIELD(id, name, longest) [FIELD_##id] = { name, longest },
const struct field_row field_table[FIELD_COUNT] = {
#include "wording/fields.def"
};
#undef FIELD

_Static_assert(FIELD_COUNT <= 64, "message_row.fields has a bit for each field");

static bool is_called(const char *known, const char *name, size_t n)
{
	return strlen(known) == n && memcmp(known, name, n) == 0;
}

int message_find(const char *name, size_t n)
{
	for (int id = 0; id < MSG_COUNT; id++)
		if (is_called(message_table[id].name, name, n))
			return id;
	return -1;
}

int field_find(const char *name, size_t n)
{
	for (int id = 0; id < FIELD_COUNT; id++)
		if (is_called(field_table[id].name, name, n))
			return id;
	return -1;
}

void message_suggest(struct buf *out, const char *name)
{
	struct suggestion s = { 0 };

	for (int id = 0; id < MSG_COUNT; id++)
		suggest_consider(&s, name, message_table[id].name);
	if (s.word != NULL)
		buf_printf(out, "; did you mean [%s]?", s.word);
}

void fields_list(struct buf *out, enum message_id id)
{
	const char *before = "";

	if (message_table[id].fields == 0)
		buf_puts(out, "none");
	for (int field = 0; field < FIELD_COUNT; field++) {
		if (!(message_table[id].fields >> field & 1))
			continue;
		buf_printf(out, "%s{%s}", before, field_table[field].name);
		before = " ";
	}
}

void field_suggest(struct buf *out, enum message_id id, const char *name)
{
	struct suggestion s = { 0 };

	for (int field = 0; field < FIELD_COUNT; field++)
		if (message_table[id].fields >> field & 1)
			suggest_consider(&s, name, field_table[field].name);
	if (s.word != NULL) {
		buf_printf(out, "; did you mean {%s}?", s.word);
		return;
	}
	buf_puts(out, "; this message has ");
	fields_list(out, id);
}
