/* gateway/external_value.c - values at places that lapak.ini names, and the events they make up */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/days.h"
#include "gateway/event.h"
#include "gateway/external.h"
#include "gateway/instant.h"

enum { NAME_MAX_BYTES = 64, VALUE_MAX = 512, NO_ZONE = 19 /* "2026-11-24 09:04:59" */ };

const json_t *external_at(const json_t *root, const char *path, size_t n)
{
	const char *end = path + n;

	while (root != NULL && path < end) {
		const char *dot = memchr(path, '.', (size_t)(end - path));
		size_t length = dot != NULL ? (size_t)(dot - path) : (size_t)(end - path);
		char name[NAME_MAX_BYTES];
		int64_t index;

		if (length == 0 || length >= sizeof(name))
			return NULL;
		memcpy(name, path, length);
		name[length] = '\0';
		if (json_is_array(root))
			root = digits_read(&index, name, length) == RC_OK
				       ? json_array_get(root, (size_t)index)
				       : NULL;
		else
			root = json_object_get(root, name);
		path += length + (dot != NULL);
	}
	return root;
}

static bool text_of(const json_t *value, char *out, size_t size)
{
	int n = -1;

	if (json_is_string(value))
		n = snprintf(out, size, "%s", json_string_value(value));
	else if (json_is_integer(value))
		n = snprintf(out, size, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	return n >= 0 && (size_t)n < size;
}

/* The value at the first of several paths that is there. */
static const json_t *first_of(const json_t *root, const char *paths)
{
	const json_t *value = NULL;

	while (*paths != '\0' && value == NULL) {
		size_t n = strcspn(paths, ",");

		value = external_at(root, paths, n);
		paths += n + (paths[n] == ',');
	}
	return value;
}

bool external_text(const json_t *root, const char *paths, char *out, size_t size)
{
	return text_of(first_of(root, paths), out, size);
}

bool external_map(const char *map, const char *theirs, char *out, size_t size)
{
	size_t wanted = strlen(theirs);

	while (*map != '\0') {
		size_t n = strcspn(map, ","), name = strcspn(map, ":,");

		if (name < n && name == wanted && strncasecmp(map, theirs, name) == 0 &&
			n - name - 1 < size) {
			memcpy(out, map + name + 1, n - name - 1);
			out[n - name - 1] = '\0';
			return true;
		}
		map += n + (map[n] == ',');
	}
	return false;
}

/* Without a zone it is the provider's own clock: Western Indonesia Time. */
static int64_t time_read(const char *s)
{
	size_t n = strlen(s);
	int64_t at = 0;

	if (digits_read(&at, s, n) == RC_OK)
		return at;
	at = instant_read(s, n);
	return at != 0 && n == NO_ZONE ? at - WIB_OFFSET : at;
}

enum rc external_read_message(
	const struct gateway_config *c, const json_t *from, struct gateway_event *e)
{
	const struct external_config *x = &c->external;
	const json_t *text = first_of(from, x->in_text);
	char value[VALUE_MAX];

	event_begin(e, EVENT_SMS);
	if (!json_is_string(text) || !external_text(from, x->in_from, value, sizeof(value)) ||
		value[0] == '\0')
		return RC_INVALID;
	event_put_sender(e, value, strlen(value));
	event_put_text(e, json_string_value(text), json_string_length(text));
	if (external_text(from, x->in_id, value, sizeof(value)) && value[0] != '\0')
		identifier_copy(e->id, sizeof(e->id), value, strlen(value));
	if (external_text(from, x->in_to, value, sizeof(value)))
		printable_copy(e->to, sizeof(e->to), value, strlen(value));
	if (external_text(from, x->in_time, value, sizeof(value)))
		e->at = time_read(value);
	return RC_OK;
}

enum report_state external_state(const struct gateway_config *c, const char *theirs)
{
	static const struct {
		const char *word;
		enum report_state state;
	} ours[] = { { "sent", REPORT_SENT }, { "delivered", REPORT_DELIVERED },
		{ "failed", REPORT_FAILED }, { "expired", REPORT_EXPIRED },
		{ "rejected", REPORT_REJECTED } };
	char word[16];

	if (!external_map(c->external.report_map, theirs, word, sizeof(word)))
		return REPORT_NOTHING;
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		if (strcmp(ours[i].word, word) == 0)
			return ours[i].state;
	return REPORT_NOTHING;
}

enum rc external_read_report(
	const struct gateway_config *c, const json_t *from, struct gateway_event *e)
{
	const struct external_config *x = &c->external;
	char value[VALUE_MAX];

	event_begin(e, EVENT_REPORT);
	if (external_text(from, x->report_id, value, sizeof(value)))
		identifier_copy(e->id, sizeof(e->id), value, strlen(value));
	if (external_text(from, x->report_ref, value, sizeof(value)) &&
		digits_read(&e->reference, value, strlen(value)) != RC_OK)
		e->reference = 0;
	if ((e->reference == 0 && e->id[0] == '\0') ||
		!external_text(from, x->report_status, value, sizeof(value)))
		return RC_INVALID;
	e->report = external_state(c, value);
	printable_copy(e->code, sizeof(e->code), value, strlen(value));
	return RC_OK;
}
