/* wording/source.h - the room a sentence has and needs, for people who look after the wording */
#ifndef LAPAK_WORDING_SOURCE_H
#define LAPAK_WORDING_SOURCE_H
#include <stddef.h>

#include "wording/wording.h"

/* Septets the message may have at its longest, without the brand. */
size_t message_budget(enum message_id id);
/* Names of the fields it is given, without braces; how many. */
size_t message_fields(enum message_id id, const char *out[FIELD_COUNT]);
/* Septets of the message with every field at its longest; lang is one that is loaded, else BUG(). */
size_t wording_longest(const struct wording *w, const char *lang, enum message_id id);

#endif
