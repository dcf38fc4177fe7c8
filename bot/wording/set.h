/* wording/set.h - the loaded languages; private to wording/ */
#ifndef LAPAK_WORDING_SET_H
#define LAPAK_WORDING_SET_H
#include "wording/edit.h"
#include "wording/language.h"

struct wording {
	struct wording *self; /* not const */
	size_t holders;       /* who may still read it */
	size_t languages;     /* 1 or more; "id" first, then by code from the end */
	struct language language[LANGUAGES_MAX];
	struct wording_laid *laid;
	size_t edits;
};

/* An empty set with one holder. */
struct wording *wording_new(void);
/* NULL: it is not loaded. */
const struct language *wording_language(const struct wording *w, const char *lang);

#endif
