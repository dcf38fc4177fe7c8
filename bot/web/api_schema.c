/* web/api_schema.c - a shape as JSON Schema (2020-12) */
#include "web/api_shape.h"

#include <string.h>

static void put(json_t *o, const char *name, json_t *value)
{
	if (json_object_set_new(o, name, value) != 0)
		BUG("a schema that is no JSON");
}

static void put_bounds(
	json_t *o, const struct api_field *f, const char *least, const char *most)
{
	if (f->least == 0 && f->most == 0)
		return;
	put(o, least, json_integer(f->least));
	if (f->most > 0)
		put(o, most, json_integer(f->most));
}

static json_t *words_of(const char *words)
{
	json_t *list = json_array();

	while (*words != '\0') {
		size_t n = strcspn(words, "|");

		(void)json_array_append_new(list, json_stringn(words, n));
		words += n + (words[n] == '|');
	}
	return list;
}

static json_t *reference(const struct api_shape *shape)
{
	return json_pack("{s:o}", "$ref", json_sprintf("#/components/schemas/%s", shape->name));
}

static void put_list(json_t *o, const struct api_field *f)
{
	put(o, "items",
		f->of != NULL ? reference(f->of) : json_pack("{s:s}", "type", "string"));
	put_bounds(o, f, "minItems", "maxItems");
}

static json_t *schema_of(const struct api_field *f)
{
	json_t *o = json_object();

	switch (f->kind) {
	case API_TEXT:
		put(o, "type", json_string("string"));
		put_bounds(o, f, "minLength", "maxLength");
		break;
	case API_WORD:
		put(o, "type", json_string("string"));
		put(o, "enum", words_of(f->words));
		break;
	case API_ID:
		put(o, "type", json_string("string"));
		put(o, "pattern", json_string("^[1-9][0-9]{0,18}$"));
		break;
	case API_DAY:
		put(o, "type", json_string("string"));
		put(o, "format", json_string("date"));
		break;
	case API_INT:
	case API_TIME:
		put(o, "type", json_string("integer"));
		put_bounds(o, f, "minimum", "maximum");
		break;
	case API_BOOL:
		put(o, "type", json_string("boolean"));
		break;
	case API_LIST:
		put(o, "type", json_string("array"));
		put_list(o, f);
		break;
	case API_MAP:
		put(o, "type", json_string("object"));
		put(o, "additionalProperties", json_pack("{s:s}", "type", "string"));
		break;
	case API_OBJECT:
		json_decref(o);
		return reference(f->of);
	case API_ANY:
	case API_END:
		break;
	}
	return o;
}

json_t *api_field_schema(const struct api_field *field)
{
	json_t *o = schema_of(field);

	if ((field->flags & API_NULL) != 0)
		o = json_pack("{s:[o,{s:s}]}", "anyOf", o, "type", "null");
	if (field->what != NULL)
		put(o, "description", json_string(field->what));
	return o;
}

json_t *api_shape_schema(const struct api_shape *shape)
{
	json_t *properties = json_object(), *required = json_array();

	for (const struct api_field *f = shape->field; f->kind != API_END; f++) {
		put(properties, f->name, api_field_schema(f));
		if ((f->flags & API_MAYBE) == 0)
			(void)json_array_append_new(required, json_string(f->name));
	}
	return json_pack("{s:s,s:b,s:o,s:o}", "type", "object", "additionalProperties", 0,
		"properties", properties, "required", required);
}
