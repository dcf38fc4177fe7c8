/* web/api_shape.c - what a JSON object may hold; checks it, and tells OpenAPI */
#include "web/api_shape.h"

#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "text/utf8.h"

enum { ID_DIGITS = 19, ID_BYTES = 24 };

static const struct api_field nothing[] = { { .kind = API_END } };

static const struct api_field *fields_of(const struct api_shape *shape)
{
	return shape != NULL ? shape->field : nothing;
}

const struct api_field *api_shape_field(const struct api_shape *shape, const char *name)
{
	for (const struct api_field *f = fields_of(shape); f->kind != API_END; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static enum rc fault_set(
	struct api_fault *fault, const char *path, const char *name, const char *sentence)
{
	(void)snprintf(fault->field, sizeof(fault->field), "%s%s", path, name);
	(void)snprintf(fault->sentence, sizeof(fault->sentence), "%s", sentence);
	return RC_INVALID;
}

/* "7" .. "9223372036854775807", no sign, no zero in front. */
static bool is_id(const char *s)
{
	size_t n = strlen(s);

	if (n == 0 || n > ID_DIGITS || s[0] < '1' || s[0] > '9' ||
		s[strspn(s, "0123456789")] != '\0')
		return false;
	return n < ID_DIGITS || strcmp(s, "9223372036854775807") <= 0;
}

static bool is_word(const char *words, const char *s)
{
	size_t n = strlen(s);

	while (n > 0 && words != NULL && *words != '\0') {
		size_t w = strcspn(words, "|");

		if (w == n && memcmp(words, s, n) == 0)
			return true;
		words += w + (words[w] == '|');
	}
	return false;
}

static bool is_day(const char *s)
{
	int32_t day;

	return day_parse_iso(&day, s) == RC_OK;
}

static const char *text_fault(const struct api_field *f, const json_t *v)
{
	const char *s = json_string_value(v);
	size_t n;

	if (s == NULL)
		return "must be a text";
	if (f->kind == API_ID)
		return is_id(s) ? NULL : "must be an id: a positive number written as a text";
	if (f->kind == API_DAY)
		return is_day(s) ? NULL : "must be a day such as 2026-12-05";
	if (f->kind == API_WORD)
		return is_word(f->words, s) ? NULL : "is none of the words this can be";
	if (strlen(s) != json_string_length(v))
		return "must not hold a NUL";
	n = utf8_length(s, strlen(s));
	if ((int64_t)n < f->least)
		return n == 0 ? "must not be empty" : "is too short";
	return (int64_t)n > f->most && f->most > 0 ? "is too long" : NULL;
}

static const char *number_fault(const struct api_field *f, const json_t *v)
{
	int64_t n;

	if (!json_is_integer(v))
		return "must be a whole number";
	n = json_integer_value(v);
	if ((f->least != 0 || f->most != 0) && (n < f->least || n > f->most))
		return "is out of range";
	return NULL;
}

static const char *map_fault(json_t *v)
{
	const char *name;
	json_t *value;

	if (!json_is_object(v))
		return "must be an object";
	json_object_foreach(
		v, name, value) if (!json_is_string(value)) return "must hold texts only";
	return NULL;
}

/* What is wrong with a value that holds no others. */
static const char *plain_fault(const struct api_field *f, json_t *v)
{
	switch (f->kind) {
	case API_TEXT:
	case API_WORD:
	case API_ID:
	case API_DAY:
		return text_fault(f, v);
	case API_INT:
	case API_TIME:
		return number_fault(f, v);
	case API_BOOL:
		return json_is_boolean(v) ? NULL : "must be true or false";
	case API_OBJECT:
		return json_is_object(v) ? NULL : "must be an object";
	case API_LIST:
		return json_is_array(v) ? NULL : "must be a list";
	case API_MAP:
		return map_fault(v);
	case API_ANY:
	case API_END:
		break;
	}
	return NULL;
}

static enum rc check(const struct api_shape *shape, json_t *object, const char *path,
	struct api_fault *fault);

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the shapes, which are constants */
static enum rc check_list(
	const struct api_field *f, json_t *v, const char *path, struct api_fault *fault)
{
	static const struct api_field text = { .kind = API_TEXT, .most = 4096 };
	size_t n = json_array_size(v);
	char below[48];

	if ((int64_t)n < f->least || (f->most > 0 && (int64_t)n > f->most))
		return fault_set(fault, path, f->name, "has too few or too many entries");
	for (size_t i = 0; i < n; i++) {
		json_t *item = json_array_get(v, i);
		enum rc rc = RC_OK;

		(void)snprintf(below, sizeof(below), "%s%s.%zu.", path, f->name, i);
		if (f->of != NULL)
			rc = check(f->of, item, below, fault);
		else if (text_fault(&text, item) != NULL)
			rc = fault_set(fault, below, "", "must be a text");
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* NOLINTNEXTLINE(misc-no-recursion) */
static enum rc check_field(
	const struct api_field *f, json_t *v, const char *path, struct api_fault *fault)
{
	const char *why;
	char below[48];

	if (v == NULL)
		return (f->flags & API_MAYBE) != 0
			       ? RC_OK
			       : fault_set(fault, path, f->name, "is missing");
	if (json_is_null(v) && (f->flags & API_NULL) != 0)
		return RC_OK;
	why = plain_fault(f, v);
	if (why != NULL)
		return fault_set(fault, path, f->name, why);
	if (f->kind == API_LIST)
		return check_list(f, v, path, fault);
	if (f->kind != API_OBJECT)
		return RC_OK;
	(void)snprintf(below, sizeof(below), "%s%s.", path, f->name);
	return check(f->of, v, below, fault);
}

/* NOLINTNEXTLINE(misc-no-recursion) */
static enum rc check(const struct api_shape *shape, json_t *object, const char *path,
	struct api_fault *fault)
{
	const char *name;
	json_t *value;

	if (!json_is_object(object))
		return fault_set(fault, path, "", "must be an object");
	json_object_foreach(object, name,
		value) if (api_shape_field(shape, name) == NULL) return fault_set(fault, path,
		name, "is not known here");
	for (const struct api_field *f = fields_of(shape); f->kind != API_END; f++) {
		enum rc rc = check_field(f, json_object_get(object, f->name), path, fault);

		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

enum rc api_shape_check(const struct api_shape *shape, json_t *object, struct api_fault *fault)
{
	return check(shape, object, "", fault);
}

json_t *api_field_read(const struct api_field *field, const char *text)
{
	size_t n = strlen(text), digits = strspn(text + (*text == '-'), "0123456789");
	int64_t value = 0;

	if (field->kind == API_BOOL) {
		if (strcmp(text, "true") == 0)
			return json_true();
		return strcmp(text, "false") == 0 ? json_false() : NULL;
	}
	if (field->kind != API_INT && field->kind != API_TIME)
		return json_stringn(text, n);
	if (digits == 0 || digits > 18 || digits + (*text == '-') != n)
		return NULL;
	for (const char *s = text + (*text == '-'); *s != '\0'; s++)
		value = value * 10 + (*s - '0');
	return json_integer(*text == '-' ? -value : value);
}
