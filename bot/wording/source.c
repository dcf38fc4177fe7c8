/* wording/source.c - the room a sentence has and needs */
#include "wording/source.h"

#include <string.h>

#include "wording/set.h"
#include "wording/table.h"

size_t message_fields(enum message_id id, const char *out[FIELD_COUNT])
{
	size_t n = 0;

	for (int field = 0; field < FIELD_COUNT; field++)
		if ((message_table[id].fields >> field & 1) != 0)
			out[n++] = field_table[field].name;
	return n;
}

size_t wording_longest(const struct wording *w, const char *lang, enum message_id id)
{
	for (size_t i = 0; i < w->languages; i++)
		if (strcmp(w->language[i].code, lang) == 0)
			return language_longest(&w->language[i], id);
	BUG("no wording in %s", lang);
}
