/* web/api_input.c - reads a call's query and body, and holds them against their shapes */
#include "web/api_input.h"

#include <string.h>
#include <strings.h>

#include "gateway/json.h"
#include "web/progress.h"
#include "web/request.h"

static const struct api_field page_fields[] = {
	{ "limit", API_INT, API_MAYBE, 1, API_PAGE_MOST, NULL, NULL,
		"rows a page, 50 by default" },
	{ "after", API_TEXT, API_MAYBE, 1, 24, NULL, NULL, "next of the page before" },
	{ .kind = API_END },
};
const struct api_shape api_page_ask = { "Page", page_fields };

static const struct api_field file_fields[] = {
	{ "progress", API_TEXT, API_MAYBE, 8, PROGRESS_NAME_MAX, NULL, NULL,
		"a name made up by the caller, for /progress/{word}" },
	{ .kind = API_END },
};
const struct api_shape api_file_ask = { "File", file_fields };

static const struct api_field *query_field(const struct api_call *c, const char *name)
{
	const struct api_field *f = api_shape_field(c->route->ask, name);

	if (f == NULL && (c->route->flags & API_PAGE) != 0)
		f = api_shape_field(&api_page_ask, name);
	if (f == NULL && (c->route->flags & API_FILE) != 0)
		f = api_shape_field(&api_file_ask, name);
	return f;
}

static enum rc query_fault(struct api_call *c, const char *field, const char *sentence)
{
	(void)api_refuse(c, RC_INVALID, "query", field, "%s %s", field, sentence);
	c->problem = MHD_HTTP_BAD_REQUEST;
	return RC_INVALID;
}

/* One value of the query: of a known name, once, and what its field says. */
static enum rc query_add(struct api_call *c, const struct form_field *given)
{
	const struct api_field *f = query_field(c, given->name);
	const struct api_field one[] = { f != NULL ? *f : (struct api_field){ .kind = API_END },
		{ .kind = API_END } };
	const struct api_shape shape = { "query", one };
	struct api_fault fault;
	json_t *value, *alone;
	enum rc rc;

	if (f == NULL)
		return query_fault(c, given->name, "is not known here");
	if (json_object_get(c->ask, f->name) != NULL)
		return query_fault(c, f->name, "is given twice");
	value = api_field_read(f, given->value);
	if (value == NULL)
		return query_fault(c, f->name, "is not of its kind");
	alone = json_object();
	api_put(alone, f->name, json_incref(value));
	rc = api_shape_check(&shape, alone, &fault);
	json_decref(alone);
	if (rc != RC_OK) {
		json_decref(value);
		return query_fault(c, f->name, fault.sentence);
	}
	api_put(c->ask, f->name, value);
	return RC_OK;
}

static enum rc query_read(struct api_call *c)
{
	struct request *r = c->request;
	enum rc rc = form_parse(&r->fields, r->query, strlen(r->query), false);

	if (rc != RC_OK)
		return query_fault(c, "", "the query is malformed");
	c->ask = json_object();
	for (size_t i = 0; i < r->fields.count && rc == RC_OK; i++)
		if (r->fields.field[i].name[0] != '\0' || r->fields.field[i].value_length > 0)
			rc = query_add(c, &r->fields.field[i]);
	if (rc != RC_OK || c->route->ask == NULL)
		return rc;
	/* What is missing; pages' own fields may always be. */
	for (const struct api_field *f = c->route->ask->field; f->kind != API_END; f++)
		if ((f->flags & API_MAYBE) == 0 && json_object_get(c->ask, f->name) == NULL)
			return query_fault(c, f->name, "is missing");
	return RC_OK;
}

static bool is_json(const char *content_type)
{
	static const char json[] = "application/json";
	size_t n = strlen(json);

	return strncasecmp(content_type, json, n) == 0 &&
	       (content_type[n] == '\0' || content_type[n] == ';' || content_type[n] == ' ');
}

static enum rc body_read(struct api_call *c)
{
	struct request *r = c->request;
	struct api_fault fault = { .field = "" };

	if (c->route->in == NULL) {
		if (r->body.len == 0 || strcmp(r->body.data, "{}") == 0)
			return RC_OK;
		return api_refuse(c, RC_INVALID, "body", "", "this takes no body");
	}
	if (!is_json(r->content_type)) {
		(void)api_refuse(
			c, RC_INVALID, "content-type", "", "send the body as application/json");
		c->problem = MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
		return RC_INVALID;
	}
	c->in = json_read(r->body.data, r->body.len);
	if (c->in == NULL) {
		(void)api_refuse(c, RC_INVALID, "json", "",
			"not JSON, a name twice in an object, or nested too deeply");
		c->problem = MHD_HTTP_BAD_REQUEST;
		return RC_INVALID;
	}
	if (api_shape_check(c->route->in, c->in, &fault) == RC_OK)
		return RC_OK;
	return api_refuse(
		c, RC_INVALID, "field", fault.field, "%s %s", fault.field, fault.sentence);
}

enum rc api_input(struct api_call *c)
{
	enum rc rc = query_read(c);

	return rc == RC_OK ? body_read(c) : rc;
}
