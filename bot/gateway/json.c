/* gateway/json.c - JSON of outside */
#include "gateway/json.h"

#include <stdbool.h>
#include <string.h>

#include "gateway/event.h"

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

const char *json_text(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s != NULL ? s : "";
}

enum rc json_count(int64_t *out, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	const char *digits = json_string_value(value);

	if (digits != NULL)
		return digits_read(out, digits, strlen(digits)) == RC_OK ? RC_OK : RC_ABSENT;
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return RC_ABSENT;
	*out = json_integer_value(value);
	return RC_OK;
}
