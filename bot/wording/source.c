/* wording/source.c - the room a sentence has and needs */
#include "wording/source.h"

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
	const struct language *l = wording_language(w, lang);

	if (l == NULL)
		BUG("no wording in %s", lang);
	return sentence_longest(l, &l->sentence[id]);
}
