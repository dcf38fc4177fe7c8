/* tests/web/test_broken.c - each step of the database fails in turn under a call: 503, and nothing of it is there */
#include "api_world.h"

#include "base/totp.h"
#include "no_memory.h" /* __wrap_calloc() */
#include "store/db_sqlite.h"
#include "store/store.h"
#include "sweep.h"
#include "t.h"

#define SESSION "/api/v1/session"

/* The tables that the calls write; their rows, all columns. */
static const char *const tables[] = { "staff", "session", "second_factor", "audit", "once",
	"question", "note", "trader", "wave" };

static void print_column(struct buf *out, sqlite3_stmt *raw, int i)
{
	const unsigned char *text = sqlite3_column_text(raw, i);

	buf_printf(out, "|%s", text != NULL ? (const char *)text : "-");
}

static void dump(struct store *st, struct buf *out)
{
	buf_reset(out);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		char text[80];
		sqlite3_stmt *raw;

		(void)snprintf(text, sizeof(text), "SELECT * FROM %s", tables[i]);
		if (sqlite3_prepare_v2(st->db->raw, text, -1, &raw, NULL) != SQLITE_OK)
			fail_msg("%s: %s", text, sqlite3_errmsg(st->db->raw));
		while (sqlite3_step(raw) == SQLITE_ROW)
			for (int c = 0; c < sqlite3_column_count(raw); c++)
				print_column(out, raw, c);
		sqlite3_finalize(raw);
	}
	assert_false(out->full);
}

/* The request with its k-th step failing, for every k; then as it is. */
static unsigned ask_broken(struct api_world *a, const struct api_request *r)
{
	struct store *st = a->world.store;
	struct buf before, after;
	int steps = 0, k = 1;

	buf_init(&before, 1024 * 1024);
	buf_init(&after, 1024 * 1024);
	dump(st, &before);
	for (;; k = sweep_next(k)) {
		assert_true(k < SWEEP_MOST);
		a->world.now_ms += 3600 * 1001; /* guesses are forgotten */
		(void)db_fail_steps(st->db, k, k);
		(void)api_ask(a, r);
		steps = db_fail_steps(st->db, 0, 0);
		if (steps < k)
			break;
		if (a->status != 503)
			fail_msg("%s %s: step %d failed and gave %u", r->method, r->path, k,
				a->status);
		dump(st, &after);
		if (strcmp(before.data, after.data) != 0)
			fail_msg("%s %s: step %d failed and left something", r->method, r->path,
				k);
	}
	assert_true(k > 1);
	buf_release(&before);
	buf_release(&after);
	return a->status;
}

/* The same with each piece of memory it asks for missing in turn. */
static unsigned ask_without_memory(struct api_world *a, const struct api_request *r)
{
	struct buf before, after;
	bool struck = true;

	buf_init(&before, 1024 * 1024);
	buf_init(&after, 1024 * 1024);
	for (int k = 1; struck; k++) {
		a->world.now_ms += 3600 * 1001;
		dump(a->world.store, &before);
		fail_at = k;
		(void)api_ask(a, r);
		struck = fail_at == 0;
		fail_at = 0;
		dump(a->world.store, &after);
		if (struck && a->status != 503)
			fail_msg("%s %s: without the %d. memory: %u", r->method, r->path, k,
				a->status);
		assert_int_equal(strcmp(before.data, after.data) == 0, struck);
		assert_true(struck || k > 1);
	}
	buf_release(&before);
	buf_release(&after);
	return a->status;
}

static unsigned as(struct api_world *a, enum role role, const char *method, const char *path,
	const char *body)
{
	return ask_broken(a, &(struct api_request){ .method = method,
				     .path = path,
				     .token = a->token[role],
				     .body = body });
}

static void sign_in_is_whole_or_not(void **state)
{
	struct api_world a;
	char cookie[128], line[300];

	(void)state;
	api_open(&a);
	assert_int_equal(ask_broken(&a, &(struct api_request){ .method = "POST",
						.path = SESSION,
						.headers = "User-Agent: Peramban\x01\r\n",
						.body = "{\"login\":\"clerk\",\"password\":"
							"\"" PASSWORD "\"}" }),
		200);
	api_header(&a, "Set-Cookie", cookie, sizeof(cookie));
	cookie[strcspn(cookie, ";")] = '\0';
	(void)snprintf(
		line, sizeof(line), "Cookie: %s\r\nOrigin: http://127.0.0.1\r\n", cookie);
	assert_int_equal(ask_broken(&a, &(struct api_request){ .method = "POST",
						.path = SESSION,
						.body = "{\"login\":\"clerk\",\"password\":"
							"\"wrong-password\"}" }),
		401);
	assert_int_equal(ask_broken(&a, &(struct api_request){ .method = "PUT",
						.path = SESSION "/password",
						.headers = line,
						.body = "{\"password\":\"" PASSWORD
							"\",\"new_password\":"
							"\"pasar-turi-lantai-tiga\"}" }),
		204);
	api_header(&a, "Set-Cookie", cookie, sizeof(cookie));
	cookie[strcspn(cookie, ";")] = '\0';
	(void)snprintf(
		line, sizeof(line), "Cookie: %s\r\nOrigin: http://127.0.0.1\r\n", cookie);
	assert_int_equal(ask_broken(&a, &(struct api_request){ .method = "DELETE",
						.path = SESSION,
						.headers = line }),
		204);
	api_close(&a);
}

static void without_memory_nobody_is_let_in_and_no_password_changes(void **state)
{
	struct api_world a;
	char cookie[128], line[300];

	(void)state;
	api_open(&a);
	api_cookie_of(&a, ROLE_CLERK, cookie);
	(void)snprintf(
		line, sizeof(line), "Cookie: %s\r\nOrigin: http://127.0.0.1\r\n", cookie);
	assert_int_equal(
		ask_without_memory(&a, &(struct api_request){ .method = "POST",
					       .path = SESSION,
					       .body = "{\"login\":\"clerk\",\"password\":"
						       "\"" PASSWORD "\"}" }),
		200);
	assert_int_equal(
		ask_without_memory(
			&a, &(struct api_request){ .method = "PUT",
				    .path = SESSION "/password",
				    .headers = line,
				    .body = "{\"password\":\"" PASSWORD "\",\"new_password\":"
					    "\"pasar-turi-lantai-tiga\"}" }),
		204);
	api_close(&a);
}

static void code_of(struct api_world *a, const unsigned char *secret, const char *format,
	char *out, size_t size)
{
	char code[7];

	totp_code(code, secret, a->world.now / TOTP_STEP_SECONDS);
	(void)snprintf(out, size, "%s\"code\":\"%s\"}", format, code);
}

/* Of a code that was taken in a turn that failed the second try must be right. */
static void a_second_factor_is_whole_or_not(void **state)
{
	static const char chief[] = "{\"login\":\"chief\",\"password\":\"" PASSWORD "\",";
	unsigned char secret[TOTP_SECRET];
	struct api_world a;
	char body[160], path[80];

	(void)state;
	api_open(&a);
	assert_int_equal(
		as(&a, ROLE_CHIEF, "PUT", SESSION "/second-factor", "{\"code\":\"123456\"}"),
		404);
	assert_int_equal(as(&a, ROLE_CHIEF, "POST", SESSION "/second-factor", NULL), 200);
	assert_int_equal(totp_read(secret, api_said(&a, "secret")), RC_OK);
	code_of(&a, secret, "{", body, sizeof(body));
	assert_int_equal(as(&a, ROLE_CHIEF, "PUT", SESSION "/second-factor", body), 204);
	assert_int_equal(as(&a, ROLE_CHIEF, "PUT", SESSION "/second-factor", body), 409);
	assert_int_equal(as(&a, ROLE_CHIEF, "POST", SESSION "/second-factor", NULL), 409);
	a.world.now += TOTP_STEP_SECONDS;
	code_of(&a, secret, chief, body, sizeof(body));
	assert_int_equal(ask_broken(&a,
				 &(struct api_request){
					 .method = "POST", .path = SESSION, .body = body }),
		200);
	(void)snprintf(path, sizeof(path), "/api/v1/staff/%lld/second-factor",
		(long long)a.staff[ROLE_CHIEF]);
	assert_int_equal(as(&a, ROLE_ADMIN, "DELETE", path, NULL), 204);
	assert_int_equal(as(&a, ROLE_ADMIN, "DELETE", path, NULL), 404);
	api_close(&a);
}

static void sessions_and_tokens_are_whole_or_not(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	assert_int_equal(
		as(&a, ROLE_CLERK, "POST", "/api/v1/tokens", "{\"name\":\"laporan\"}"), 201);
	assert_int_equal(as(&a, ROLE_CLERK, "GET", "/api/v1/sessions", NULL), 200);
	assert_int_equal(items(&a), 2);
	assert_int_equal(as(&a, ROLE_CLERK, "GET", "/api/v1/sessions?limit=1", NULL), 200);
	assert_int_equal(as(&a, ROLE_CLERK, "GET", "/api/v1/sessions?limit=x", NULL), 400);
	assert_int_equal(as(&a, ROLE_CLERK, "GET", "/api/v1/sessions?all=true", NULL), 200);
	assert_int_equal(items(&a), 2);
	assert_int_equal(as(&a, ROLE_ADMIN, "GET", "/api/v1/sessions?all=true", NULL), 200);
	assert_int_equal(as(&a, ROLE_ADMIN, "GET", "/api/v1/sessions", NULL), 200);
	assert_int_equal(items(&a), 1);
	assert_int_equal(as(&a, ROLE_ADMIN, "DELETE", "/api/v1/sessions/1", NULL), 204);
	assert_int_equal(as(&a, ROLE_CLERK, "DELETE", "/api/v1/sessions/999", NULL), 404);
	api_close(&a);
}

/* The second try under the key finds nothing of the first, and the third finds the second. */
static void a_key_is_whole_or_not(void **state)
{
	struct api_world a;
	struct api_request r = { .method = "POST",
		.path = "/api/v1/markets",
		.headers = "Idempotency-Key: pasar-1\r\n",
		.body = "{\"name\":\"Pabean\"}" };
	char id[32];

	(void)state;
	api_open(&a);
	r.token = a.token[ROLE_ADMIN];
	assert_int_equal(ask_broken(&a, &r), 201);
	(void)snprintf(id, sizeof(id), "%s", api_said(&a, "id"));
	assert_int_equal(ask_broken(&a, &r), 201);
	assert_string_equal(api_said(&a, "id"), id);
	r.body = "{\"name\":\"Kapasan\"}";
	assert_int_equal(ask_broken(&a, &r), 422);
	r.headers = "Idempotency-Key: \xc3\xa9\r\n";
	assert_int_equal(ask_broken(&a, &r), 400);
	r.headers = "Idempotency-Key:\r\n";
	assert_int_equal(ask_broken(&a, &r), 400);
	api_close(&a);
}

/* A worker opens the database when it is first needed: that it cannot is told, and may be over the next time. */
static void a_database_that_is_away_is_told(void **state)
{
	const char *paths[] = { "/api/v1/figures/waves", "/api/v1/waves.csv" };
	struct api_world a;
	char away[160], here[128];

	(void)state;
	api_open(&a);
	(void)snprintf(here, sizeof(here), "%s", strchr(a.world.url, ':') + 1);
	(void)snprintf(away, sizeof(away), "%s.away", here);
	assert_int_equal(rename(here, away), 0);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(clerk(&a, "GET", paths[i], NULL), 503);
	assert_int_equal(rename(away, here), 0);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(clerk(&a, "GET", paths[i], NULL), 200);
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sign_in_is_whole_or_not),
		cmocka_unit_test(without_memory_nobody_is_let_in_and_no_password_changes),
		cmocka_unit_test(a_second_factor_is_whole_or_not),
		cmocka_unit_test(sessions_and_tokens_are_whole_or_not),
		cmocka_unit_test(a_key_is_whole_or_not),
		cmocka_unit_test(a_database_that_is_away_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
