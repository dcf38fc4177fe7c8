/* tests/web/test_matrix.c - every role at every route of the API: exactly the status the table says */
#include "api_world.h"

#include <unistd.h>

#include "store/store.h"
#include "t.h"
#include "web/api.h"

enum { PATH_BYTES = 200 };

/* The row's path with ids that nobody has. */
static void fill_path(char out[static PATH_BYTES], const char *pattern)
{
	size_t n = (size_t)snprintf(out, PATH_BYTES, "/api/v1");

	while (*pattern != '\0') {
		if (*pattern != '{') {
			out[n++] = *pattern++;
			continue;
		}
		n += (size_t)snprintf(out + n, PATH_BYTES - n, "%s",
			strncmp(pattern, "{word}", 6) == 0 ? "2025-11-01" : "987654321");
		pattern += strcspn(pattern, "}") + 1;
	}
	out[n] = '\0';
}

/* A row that may be called answers an empty request by what it lacks. */
static unsigned expected(const struct api_route *r)
{
	if (r->in != NULL)
		return 415; /* no JSON came */
	if ((r->flags & API_TAGGED) != 0)
		return 428; /* nor what was seen */
	if (r->ask != NULL)
		for (const struct api_field *f = r->ask->field; f->kind != API_END; f++)
			if ((f->flags & API_MAYBE) == 0)
				return 400;
	if (strchr(r->path, '{') != NULL)
		return 404;
	if ((r->flags & API_MADE) != 0)
		return 201;
	return r->out == NULL && (r->flags & (API_PLAIN | API_FILE)) == 0 ? 204 : 200;
}

static void visit(struct api_world *a, const struct api_route *r, int role)
{
	struct api_request request = { .method = r->method };
	bool open = (r->flags & API_OPEN) != 0;
	unsigned wanted = expected(r);
	char path[PATH_BYTES];

	fill_path(path, r->path);
	request.path = path;
	if (role >= 0)
		request.token = a->token[role];
	if (role < 0 && !open)
		wanted = 401;
	else if (role >= 0 && !open && (r->roles & 1u << role) == 0)
		wanted = 403;
	(void)api_ask(a, &request);
	if (a->status != wanted)
		fail_msg("%s %s as %s: %u, not %u (%s)", r->method, path,
			role < 0 ? "nobody" : role_name((enum role)role), a->status, wanted,
			api_said(a, "detail"));
}

/* The call may have ended the session, or set up a second factor. */
static void renew(struct api_world *a, int role)
{
	struct session s = { .kind = SESSION_SCRIPT, .created_at = a->world.now };
	unsigned char random[32];

	assert_int_equal(getentropy(random, sizeof(random)), 0);
	session_token(a->token[role], random);
	s.staff_id = a->staff[role];
	assert_int_equal(store_begin(a->world.store), RC_OK);
	assert_int_equal(session_open(a->world.store, &s, a->token[role]), RC_OK);
	assert_int_equal(store_commit(a->world.store), RC_OK);
}

static void every_role_at_every_route_gets_what_the_table_says(void **state)
{
	size_t pairs = 0;
	struct api_world a;

	(void)state;
	api_open(&a);
	for (const struct api_route *r = api_routes; r->method != NULL; r++) {
		for (int role = -1; role < (int)ROLE_COUNT; role++) {
			visit(&a, r, role);
			if (role >= 0 && strcmp(r->method, "DELETE") == 0)
				renew(&a, role);
			a.world.now_ms += 1000; /* no rate limit comes in between */
			pairs++;
		}
	}
	print_message("%zu pairs\n", pairs);
	api_close(&a);
}

/* A viewer may read, nothing else; what changes something is written down. */
static void the_table_keeps_its_own_rules(void **state)
{
	(void)state;
	for (const struct api_route *r = api_routes; r->method != NULL; r++) {
		bool safe = strcmp(r->method, "GET") == 0;
		bool own =
			strncmp(r->path, "/session", 8) == 0 || strcmp(r->path, "/tokens") == 0;

		print_message("%s %s\n", r->method, r->path);
		assert_true(r->run != NULL || r->work != NULL);
		assert_true(r->after == NULL || r->work != NULL);
		assert_true(safe ? r->in == NULL && r->audit == NULL : true);
		assert_true(safe || own || (r->roles & 1u << ROLE_VIEWER) == 0);
		assert_true(((r->flags & API_OPEN) != 0) == (r->roles == 0));
		assert_non_null(r->what);
		for (const struct api_route *s = r + 1; s->method != NULL; s++) {
			assert_true(strcmp(r->method, s->method) != 0 ||
				    strcmp(r->path, s->path) != 0);
			assert_string_not_equal(r->name, s->name);
		}
	}
}

static void a_session_without_its_second_factor_may_do_nothing_else(void **state)
{
	char cookie[128], line[300], path[PATH_BYTES];
	struct api_world a;

	(void)state;
	api_open(&a);
	api_cookie_of(&a, ROLE_ADMIN, cookie);
	(void)snprintf(
		line, sizeof(line), "Cookie: %s\r\nOrigin: http://127.0.0.1\r\n", cookie);
	for (const struct api_route *r = api_routes; r->method != NULL; r++) {
		struct api_request q = { .method = r->method, .headers = line, .path = path };

		if ((r->flags & (API_OPEN | API_HALF)) != 0 ||
			(r->roles & 1u << ROLE_ADMIN) == 0)
			continue;
		fill_path(path, r->path);
		a.world.now_ms += 1000;
		if (api_ask(&a, &q) != 403 ||
			strcmp(api_said(&a, "code"), "second-factor") != 0)
			fail_msg("%s %s: %u", r->method, path, a.status);
	}
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_at_every_route_gets_what_the_table_says),
		cmocka_unit_test(the_table_keeps_its_own_rules),
		cmocka_unit_test(a_session_without_its_second_factor_may_do_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
