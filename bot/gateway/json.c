/* gateway/json.c - JSON of outside */
#include "gateway/json.h"

#include <stdbool.h>

enum { DEPTH_MAX = 8 }; /* contracts have 3; jansson recurses as deep as it is told */

/* Brackets outside strings never lie deeper than DEPTH_MAX. Whether they match is jansson's part. */
static bool is_shallow(const char *s, size_t n)
{
	bool quoted = false;
	int depth = 0;

	for (size_t i = 0; i < n; i++) {
		if (quoted && s[i] == '\\')
			i++;
		else if (s[i] == '"')
			quoted = !quoted;
		else if (!quoted && (s[i] == '{' || s[i] == '['))
			depth++;
		else if (!quoted && (s[i] == '}' || s[i] == ']'))
			depth--;
		if (depth > DEPTH_MAX)
			return false;
	}
	return true;
}

json_t *json_read(const char *s, size_t n)
{
	return is_shallow(s, n) ? json_loadb(s, n, JSON_REJECT_DUPLICATES, NULL) : NULL;
}
