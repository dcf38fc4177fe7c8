/* gateway/json.h - JSON of outside */
#ifndef LAPAK_GATEWAY_JSON_H
#define LAPAK_GATEWAY_JSON_H
#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

/* The value n bytes hold, for the caller to json_decref(). NULL when they are not one JSON object or array, when a name is
 * there twice, or when brackets lie deeper than any gateway's contract has them. */
json_t *json_read(const char *s, size_t n);

/* The string of that name; "" when there is none. Borrowed. object may be NULL. */
const char *json_text(const json_t *object, const char *name);

/* A whole number >= 0 of that name, or one in quotes: gateways write both. RC_ABSENT when there is none. */
MUST_CHECK enum rc json_count(int64_t *out, const json_t *object, const char *name);

#endif
