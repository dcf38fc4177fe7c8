/*
 * tests/fuzz/fuzz_api.c - a call's query and body: what is let through has the shape its row says, the rest is refused with a word
 *
 * The first byte chooses the row of the table, the bytes up to the first line end are the query, the rest is the body.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "web/api_input.h"
#include "web/api_shape.h"
#include "web/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { QUERY = 2048, BODY = 16 * 1024 };

static const struct api_route *row_of(uint8_t choice)
{
	size_t rows = 0;

	while (api_routes[rows].method != NULL)
		rows++;
	return &api_routes[choice % rows];
}

static void check(const struct api_call *c, enum rc rc)
{
	struct api_fault fault = { .field = "" };

	if (rc != RC_OK) {
		if (!c->refused || c->code[0] == '\0' || c->sentence[0] == '\0')
			BUG("%s: refused without a word", c->route->name);
		return;
	}
	if (c->refused)
		BUG("%s: taken and refused", c->route->name);
	if (c->route->in != NULL && api_shape_check(c->route->in, c->in, &fault) != RC_OK)
		BUG("%s: %s %s", c->route->name, fault.field, fault.sentence);
	if (c->route->ask != NULL && (c->route->flags & API_PAGE) == 0 &&
		api_shape_check(c->route->ask, c->ask, &fault) != RC_OK)
		BUG("%s: %s %s", c->route->name, fault.field, fault.sentence);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct request request;
	static struct api_call call;
	char query[QUERY];
	const uint8_t *end;
	size_t query_n;

	if (n < 1)
		return 0;
	end = memchr(data + 1, '\n', n - 1);
	query_n = end != NULL ? (size_t)(end - data - 1) : n - 1;
	if (query_n >= sizeof(query))
		return 0;
	memcpy(query, data + 1, query_n);
	query[query_n] = '\0';
	request = (struct request){
		.method = "POST", .query = query, .content_type = "application/json"
	};
	buf_init(&request.body, BODY);
	if (end != NULL)
		buf_add(&request.body, (const char *)end + 1, n - 2 - query_n);
	call = (struct api_call){ .request = &request, .route = row_of(data[0]) };
	check(&call, api_input(&call));
	json_decref(call.ask);
	json_decref(call.in);
	form_release(&request.fields);
	buf_release(&request.body);
	return 0;
}
