/* tests/gateway/fixture.c - captured HTTP exchanges of tests/data/gateway, and requests made by hand */
#include "t.h"

#include "fixture.h"

#include <strings.h>

static char *read_all(const char *path, size_t *n)
{
	FILE *file = fopen(path, "rb");
	char *s = calloc(1, 64 * 1024);

	assert_non_null(file);
	assert_non_null(s);
	*n = fread(s, 1, 64 * 1024 - 1, file);
	assert_int_equal(fclose(file), 0);
	return s;
}

void fixture_open(struct fixture *f, const char *name)
{
	char path[256];
	size_t n;
	char *end, *mark;

	*f = (struct fixture){ .content_type = "", .query = "" };
	(void)snprintf(path, sizeof(path), "tests/data/gateway/%s.json", name);
	f->json = json_load_file(path, 0, NULL);
	assert_non_null(f->json);
	(void)snprintf(path, sizeof(path), "tests/data/gateway/%s.http", name);
	f->http = read_all(path, &n);
	end = strstr(f->http, "\r\n\r\n");
	assert_non_null(end);
	f->body = end + 4;
	f->length = n - (size_t)(f->body - f->http);
	*end = '\0';
	mark = strcasestr(f->http, "\r\nContent-Type: ");
	if (mark != NULL) {
		f->content_type = mark + strlen("\r\nContent-Type: ");
		mark[2 + strlen("Content-Type: ") + strcspn(f->content_type, "\r")] = '\0';
	}
	f->start = f->http;
	f->http[strcspn(f->http, "\r")] = '\0';
	mark = strchr(f->http, '?');
	if (mark != NULL) {
		f->query = mark + 1;
		mark[1 + strcspn(f->query, " ")] = '\0';
	}
}

void fixture_close(struct fixture *f)
{
	json_decref(f->json);
	free(f->http);
}

void request_make(
	struct request *q, const char *method, const char *endpoint, const char *query)
{
	*q = (struct request){ .r = { .method = method,
				       .endpoint = endpoint,
				       .content_type = "",
				       .authorization = "",
				       .body = "" } };
	q->r.query = &q->query;
	assert_int_equal(form_parse(&q->query, query, strlen(query), true), RC_OK);
}

void request_release(struct request *q)
{
	form_release(&q->query);
}
