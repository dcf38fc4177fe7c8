/* web/api_openapi.c - OpenAPI 3.1 of the table of routes */
#include <string.h>

#include "web/api_handlers.h"
#include "web/api_input.h"
#include "web/api_shapes.h"
#include "web/server_state.h"

static json_t *problem_schema(void)
{
	static const struct api_field fields[] = {
		{ "type", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
		{ "title", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
		{ "status", API_INT, 0, 100, 599, NULL, NULL, NULL },
		{ "code", API_TEXT, API_MAYBE, 0, 0, NULL, NULL,
			"a word a program can tell apart" },
		{ "detail", API_TEXT, 0, 0, 0, NULL, NULL, "a sentence" },
		{ "field", API_TEXT, API_MAYBE, 0, 0, NULL, NULL, "what is wrong, dotted" },
		{ "faults", API_LIST, API_MAYBE, 1, 16, &shape_text_fault, NULL,
			"of a text of the bot: each fault" },
		{ .kind = API_END },
	};
	static const struct api_shape problem = { "Problem", fields };

	return api_shape_schema(&problem);
}

/* Adds the shape and those it holds to the components. */
static void add_shape(json_t *schemas, const struct api_shape *shape)
{
	if (shape == NULL || json_object_get(schemas, shape->name) != NULL)
		return;
	api_put(schemas, shape->name, api_shape_schema(shape));
	for (const struct api_field *f = shape->field; f->kind != API_END; f++)
		add_shape(schemas, f->of); /* NOLINT(misc-no-recursion): as deep as constants */
}

static json_t *reference(const struct api_shape *shape)
{
	return json_pack("{s:o}", "$ref", json_sprintf("#/components/schemas/%s", shape->name));
}

static json_t *content(const char *type, json_t *schema)
{
	return json_pack("{s:{s:o}}", type, "schema", schema);
}

static json_t *page_of(const struct api_shape *row)
{
	return json_pack("{s:s,s:{s:{s:s,s:o},s:{s:[s,s],s:s}},s:[s,s]}", "type", "object",
		"properties", "items", "type", "array", "items", reference(row), "next", "type",
		"string", "null", "description",
		"after of the next page; null: this is the last", "required", "items", "next");
}

static json_t *answer_of(const struct api_route *r)
{
	if ((r->flags & API_FILE) != 0)
		return json_pack("{s:{}}", api_file_type(r));
	if (r->out == NULL)
		return content("application/json", json_object());
	return content("application/json",
		(r->flags & (API_PAGE | API_WHOLE)) != 0 ? page_of(r->out) : reference(r->out));
}

static json_t *responses(const struct api_route *r)
{
	json_t *all = json_object();
	const char *good = (r->flags & API_MADE) != 0 ? "201" : "200";

	if (r->out == NULL && (r->flags & (API_FILE | API_PLAIN)) == 0)
		api_put(all, "204", json_pack("{s:s}", "description", "done"));
	else
		api_put(all, good,
			json_pack("{s:s,s:o}", "description", "done", "content", answer_of(r)));
	api_put(all, "default",
		json_pack("{s:s,s:o}", "description", "refused: RFC 9457", "content",
			content("application/problem+json",
				json_pack("{s:s}", "$ref", "#/components/schemas/Problem"))));
	return all;
}

static void add_query(json_t *parameters, const struct api_shape *shape)
{
	for (const struct api_field *f = shape != NULL ? shape->field : NULL;
		f != NULL && f->kind != API_END; f++)
		(void)json_array_append_new(
			parameters, json_pack("{s:s,s:s,s:b,s:o}", "name", f->name, "in",
					    "query", "required", (f->flags & API_MAYBE) == 0,
					    "schema", api_field_schema(f)));
}

static json_t *parameters(const struct api_route *r)
{
	json_t *all = json_array();
	static const struct api_field id = { "id", API_ID, 0, 0, 0, NULL, NULL, NULL };
	static const struct api_field text = { "text", API_TEXT, 0, 1, 60, NULL, NULL, NULL };

	for (const char *at = strchr(r->path, '{'); at != NULL; at = strchr(at + 1, '{')) {
		size_t n = strcspn(at + 1, "}");
		bool is_id = api_part_is_id(at + 1, n);

		(void)json_array_append_new(
			all, json_pack("{s:o,s:s,s:b,s:o}", "name", json_stringn(at + 1, n),
				     "in", "path", "required", 1, "schema",
				     api_field_schema(is_id ? &id : &text)));
	}
	add_query(all, r->ask);
	if ((r->flags & API_PAGE) != 0)
		add_query(all, &api_page_ask);
	if ((r->flags & API_TAGGED) != 0)
		(void)json_array_append_new(
			all, json_pack("{s:s,s:s,s:b,s:{s:s}}", "name", "If-Match", "in",
				     "header", "required", 1, "schema", "type", "string"));
	if ((r->flags & API_FILE) != 0)
		add_query(all, &api_file_ask);
	if (strcmp(r->method, "GET") != 0 && (r->flags & (API_OPEN | API_SECRET)) == 0)
		(void)json_array_append_new(
			all, json_pack("{s:s,s:s,s:b,s:{s:s,s:i}}", "name", "Idempotency-Key",
				     "in", "header", "required", 0, "schema", "type", "string",
				     "maxLength", 100));
	return all;
}

static json_t *roles(const struct api_route *r)
{
	json_t *all = json_array();

	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if ((r->flags & API_OPEN) != 0 || (r->roles & 1u << i) != 0)
			(void)json_array_append_new(all, json_string(role_name((enum role)i)));
	return all;
}

static json_t *operation(const struct api_route *r)
{
	json_t *o = json_object();

	api_put_text(o, "operationId", r->name);
	api_put_text(o, "summary", r->what);
	api_put(o, "parameters", parameters(r));
	if (r->in != NULL)
		api_put(o, "requestBody",
			json_pack("{s:b,s:o}", "required", 1, "content",
				content("application/json", reference(r->in))));
	api_put(o, "responses", responses(r));
	if ((r->flags & API_OPEN) != 0)
		api_put(o, "security", json_array());
	api_put(o, "x-roles", roles(r));
	api_put_bool(o, "x-half", (r->flags & API_HALF) != 0);
	if (r->audit != NULL)
		api_put_text(o, "x-audit", r->audit);
	return o;
}

static void add_operation(json_t *paths, const struct api_route *r)
{
	json_t *path = json_object_get(paths, r->path);
	char method[8];
	size_t n = 0;

	if (path == NULL) {
		path = json_object();
		api_put(paths, r->path, path);
	}
	for (; r->method[n] != '\0' && n + 1 < sizeof(method); n++)
		method[n] = (char)(r->method[n] | 0x20);
	method[n] = '\0';
	api_put(path, method, operation(r));
}

static json_t *describe(void)
{
	json_t *paths = json_object(), *schemas = json_object();

	api_put(schemas, "Problem", problem_schema());
	add_shape(schemas, &shape_text_fault);
	for (const struct api_route *r = api_routes; r->method != NULL; r++) {
		add_operation(paths, r);
		add_shape(schemas, r->in);
		add_shape(schemas, r->out);
	}
	return json_pack(
		"{s:s,s:{s:s,s:s},s:[{s:s}],s:o,s:{s:o,s:{s:{s:s,s:s,s:s},s:{s:s,s:s}}},"
		"s:[{s:[]},{s:[]}]}",
		"openapi", "3.1.0", "info", "title", "Lapak", "version", LAPAK_VERSION,
		"servers", "url", "/api/v1", "paths", paths, "components", "schemas", schemas,
		"securitySchemes", "cookie", "type", "apiKey", "in", "cookie", "name",
		"__Host-lapak", "bearer", "type", "http", "scheme", "bearer", "security",
		"cookie", "bearer");
}

/* Anybody may ask for it, and making it is work: once is enough. */
enum rc api_openapi(struct api_call *c)
{
	struct server *s = c->request->server;

	if (s->openapi == NULL)
		s->openapi = describe();
	c->out = json_incref(s->openapi);
	return RC_OK;
}
