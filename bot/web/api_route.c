/* web/api_route.c - which row of the table a path means */
#include <stdlib.h>
#include <string.h>

#include "web/api_call.h"
#include "web/reply.h"
#include "web/route.h"
#include "web/server_state.h"

static const struct route api_route = { .path = API_ROOT "/*",
	.name = "api",
	.listeners = ON_MAIN,
	.handle = api_handle,
	.apply = api_apply,
	.settle = api_settle };

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One segment of a path, decoded once; false: too long, empty or malformed. */
static bool segment_read(char *out, size_t room, const char *s, size_t n)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++, used++) {
		int c = (unsigned char)s[i];

		if (s[i] == '%') {
			int high = i + 2 < n + 0 ? hex(s[i + 1]) : -1, low;

			low = high >= 0 ? hex(s[i + 2]) : -1;
			if (low < 0)
				return false;
			c = high * 16 + low;
			i += 2;
		}
		if (c < 0x20 || used + 1 >= room)
			return false;
		out[used] = (char)c;
	}
	out[used] = '\0';
	return used > 0;
}

/* "12": a positive id without zeros in front; 0 for anything else. */
static int64_t id_read(const char *s)
{
	int64_t id = 0;

	if (*s == '0' || *s == '\0')
		return 0;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9' || id > (INT64_MAX - (*s - '0')) / 10)
			return 0;
		id = id * 10 + (*s - '0');
	}
	return id;
}

static bool is_named(const char *name, size_t n, const char *s)
{
	return strlen(s) == n && memcmp(name, s, n) == 0;
}

bool api_part_is_id(const char *name, size_t n)
{
	return is_named(name, n, "id") || is_named(name, n, "trader");
}

static bool part_read(
	struct api_call *c, const char *name, size_t length, const char *s, size_t n)
{
	struct api_part *part = &c->part[c->parts];

	if (c->parts == API_PARTS || !segment_read(part->value, sizeof(part->value), s, n))
		return false;
	part->name = name;
	part->length = length;
	part->id = id_read(part->value);
	c->parts++;
	return part->id > 0 || !api_part_is_id(name, length);
}

static bool matches(struct api_call *c, const char *pattern, const char *path)
{
	c->parts = 0;
	while (*pattern != '\0') {
		size_t n = strcspn(path, "/"), width = strcspn(pattern, "}");

		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		if (!part_read(c, pattern + 1, width - 1, path, n))
			return false;
		pattern += width + 1;
		path += n;
	}
	return *path == '\0';
}

/* 405 with the methods that are there, or 404. */
static void refuse(struct request *r, struct api_call *c, const char *path)
{
	buf_reset(&r->allow);
	for (const struct api_route *row = api_routes; row->method != NULL; row++)
		if (matches(c, row->path, path))
			buf_printf(
				&r->allow, "%s%s", r->allow.len > 0 ? ", " : "", row->method);
	if (r->allow.len == 0) {
		reply_problem(r, MHD_HTTP_NOT_FOUND, "there is nothing here");
		return;
	}
	reply_problem(r, MHD_HTTP_METHOD_NOT_ALLOWED, "not with this method");
	r->answer.allow = r->allow.data;
}

void api_find(struct request *r)
{
	const char *path = r->uri.data + strlen(API_ROOT);
	const char *method = strcmp(r->method, "HEAD") == 0 ? "GET" : r->method;
	struct api_call *c = calloc(1, sizeof(*c));

	if (c == NULL) {
		reply_later(r);
		return;
	}
	for (const struct api_route *row = api_routes; row->method != NULL; row++) {
		if (strcmp(row->method, method) != 0 || !matches(c, row->path, path))
			continue;
		c->request = r;
		c->route = row;
		c->site = &r->server->site;
		c->status = (row->flags & API_MADE) != 0 ? MHD_HTTP_CREATED : MHD_HTTP_OK;
		r->api = c;
		r->text.ceiling = API_ANSWER_MAX;
		r->route = &api_route;
		return;
	}
	refuse(r, c, path);
	free(c);
}

size_t api_body_most(const struct request *r)
{
	return (r->api->route->flags & API_LARGE) != 0 ? API_LARGE_MAX : API_BODY_MAX;
}

int64_t api_id(const struct api_call *c, const char *name)
{
	for (size_t i = 0; i < c->parts; i++)
		if (is_named(c->part[i].name, c->part[i].length, name))
			return c->part[i].id;
	BUG("%s has no {%s}", c->route->path, name);
}

const char *api_part(const struct api_call *c, const char *name)
{
	for (size_t i = 0; i < c->parts; i++)
		if (is_named(c->part[i].name, c->part[i].length, name))
			return c->part[i].value;
	BUG("%s has no {%s}", c->route->path, name);
}
