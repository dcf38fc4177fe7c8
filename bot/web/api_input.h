/* web/api_input.h - private to web/: reads a call's query and body, and holds them against their shapes */
#ifndef LAPAK_WEB_API_INPUT_H
#define LAPAK_WEB_API_INPUT_H
#include "web/api.h"

/* Fills c->ask and c->in, or refuses. The query of a page knows limit and after besides. */
MUST_CHECK enum rc api_input(struct api_call *c);
/* The fields every page's query has, and every file's. */
extern const struct api_shape api_page_ask, api_file_ask;

#endif
