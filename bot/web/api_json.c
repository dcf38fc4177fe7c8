/* web/api_json.c - reads and writes members of JSON objects, pages of lists */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "text/utf8.h"
#include "web/api.h"

const char *api_text(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s != NULL ? s : "";
}

int64_t api_int(const json_t *object, const char *name)
{
	const json_t *v = json_object_get(object, name);
	int64_t n = 0;

	if (json_is_integer(v))
		return json_integer_value(v);
	/* An id: its shape has seen to it that it fits. */
	for (const char *s = json_string_value(v); s != NULL && *s != '\0'; s++)
		n = n * 10 + (*s - '0');
	return n;
}

bool api_true(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

bool api_has(const json_t *object, const char *name)
{
	const json_t *v = json_object_get(object, name);

	return v != NULL && !json_is_null(v);
}

void api_put(json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) != 0)
		BUG("%s is no JSON", name);
}

void api_put_text(json_t *object, const char *name, const char *value)
{
	struct buf clean;
	size_t n = value != NULL ? strlen(value) : 0;

	if (value == NULL || utf8_valid(value, n)) {
		api_put(object, name, value != NULL ? json_stringn(value, n) : json_null());
		return;
	}
	buf_init(&clean, n * 3 + 1);
	(void)utf8_clean(&clean, value, n, n * 3);
	api_put(object, name, json_stringn(clean.data, clean.len));
	buf_release(&clean);
}

void api_put_id(json_t *object, const char *name, int64_t id)
{
	api_put(object, name, id != 0 ? json_sprintf("%" PRId64, id) : json_null());
}

void api_put_int(json_t *object, const char *name, int64_t value)
{
	api_put(object, name, json_integer(value));
}

void api_put_bool(json_t *object, const char *name, bool value)
{
	api_put(object, name, json_boolean(value));
}

void api_put_time(json_t *object, const char *name, int64_t at)
{
	api_put(object, name, at != 0 ? json_integer(at) : json_null());
}

void api_put_day(json_t *object, const char *name, int32_t day)
{
	char iso[11];

	day_iso(day, iso);
	api_put(object, name, json_string(iso));
}

enum {
	LOOKED_AT_MOST = 500
}; /* rows for one page, some ms of the loop: a trainer's own are few among all */

static int64_t page_limit(const struct api_call *c)
{
	int64_t limit = api_int(c->ask, "limit");

	return limit > 0 ? limit : API_PAGE_USUAL;
}

enum rc api_page_begin(struct api_call *c, int64_t *after, int64_t *limit)
{
	int64_t n = 0;

	for (const char *s = api_text(c->ask, "after"); *s != '\0'; s++) {
		if (*s < '0' || *s > '9' || n > (INT64_MAX - 9) / 10)
			return api_refuse(c, RC_INVALID, "cursor", "after",
				"take the cursor from next of the page before");
		n = n * 10 + (*s - '0');
	}
	*after = n;
	*limit = page_limit(c) + 1;
	c->out = json_pack("{s:[]}", "items");
	return RC_OK;
}

enum rc api_page_row(struct api_call *c, json_t *row, int64_t key)
{
	json_t *items = json_object_get(c->out, "items");

	c->page_seen++;
	if ((int64_t)json_array_size(items) == page_limit(c)) {
		json_decref(row);
		c->page_next = c->page_last;
		return RC_OK;
	}
	c->page_last = key;
	if (json_array_append_new(items, row) != 0)
		BUG("a row that is no JSON");
	return RC_OK;
}

void api_page_skip(struct api_call *c, int64_t key)
{
	c->page_seen++;
	c->page_last = key;
}

bool api_page_goes_on(struct api_call *c, int64_t *after)
{
	const json_t *items = json_object_get(c->out, "items");
	bool full = (int64_t)json_array_size(items) == page_limit(c);
	bool over = c->page_seen <= page_limit(c);

	c->page_looked += c->page_seen;
	if (full || over || c->page_looked >= LOOKED_AT_MOST)
		return false;
	c->page_seen = 0;
	*after = c->page_last;
	return true;
}

enum rc api_page_end(struct api_call *c)
{
	if (c->page_next == 0 && c->page_seen > page_limit(c))
		c->page_next = c->page_last;
	api_put_id(c->out, "next", c->page_next);
	return RC_OK;
}

enum rc api_refuse(struct api_call *c, enum rc rc, const char *code, const char *field,
	const char *sentence, ...)
{
	va_list args;

	c->refused = true;
	c->problem = 0;
	(void)snprintf(c->code, sizeof(c->code), "%s", code);
	(void)snprintf(c->field, sizeof(c->field), "%s", field != NULL ? field : "");
	va_start(args, sentence);
	(void)vsnprintf(c->sentence, sizeof(c->sentence), sentence, args);
	va_end(args);
	return rc;
}

void api_subject(struct api_call *c, const char *kind, int64_t id)
{
	(void)snprintf(c->subject, sizeof(c->subject), "%s:%" PRId64, kind, id);
}
