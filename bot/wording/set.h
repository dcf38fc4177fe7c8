/* wording/set.h - the loaded languages; private to wording/ */
#ifndef LAPAK_WORDING_SET_H
#define LAPAK_WORDING_SET_H
#include "wording/language.h"

struct wording {
	size_t languages; /* 1 or more; "id" first, then by code from the end */
	struct language language[LANGUAGES_MAX];
};

#endif
