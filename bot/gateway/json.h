/* gateway/json.h - JSON of outside */
#ifndef LAPAK_GATEWAY_JSON_H
#define LAPAK_GATEWAY_JSON_H
#include <jansson.h>
#include <stddef.h>

/* The value n bytes hold, for the caller to json_decref(). NULL when they are not one JSON object or array, when a name is
 * there twice, or when brackets lie deeper than any gateway's contract has them. */
json_t *json_read(const char *s, size_t n);

#endif
