/* tests/web/test_session.c - signing in, and whom the API lets in */
#include "api_world.h"

#include "base/totp.h"
#include "store/store.h"
#include "t.h"

#define SESSION "/api/v1/session"

static unsigned sign_in(struct api_world *a, const char *body)
{
	return api_ask(
		a, &(struct api_request){ .method = "POST", .path = SESSION, .body = body });
}

static unsigned with_cookie(
	struct api_world *a, const char *method, const char *path, const char *headers)
{
	return api_ask(
		a, &(struct api_request){ .method = method, .path = path, .headers = headers });
}

static void disable(struct api_world *a, enum role role)
{
	assert_int_equal(store_begin(a->world.store), RC_OK);
	assert_int_equal(
		staff_set_disabled(a->world.store, a->staff[role], true, a->world.now), RC_OK);
	assert_int_equal(store_commit(a->world.store), RC_OK);
}

static void a_clerk_signs_in_and_out(void **state)
{
	struct api_world a;
	char cookie[128], line[300], header[256];

	(void)state;
	api_open(&a);
	assert_int_equal(with_cookie(&a, "GET", SESSION, NULL), 401);
	assert_string_equal(api_said(&a, "code"), "sign-in");
	api_cookie_of(&a, ROLE_CLERK, cookie);
	api_header(&a, "Set-Cookie", header, sizeof(header));
	assert_non_null(strstr(header, "; HttpOnly; SameSite=Strict"));
	assert_int_equal(strncmp(cookie, "lapak=", 6), 0);
	(void)snprintf(line, sizeof(line), "Cookie: %s\r\n", cookie);
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 200);
	assert_string_equal(api_said(&a, "login"), "clerk");
	assert_string_equal(api_said(&a, "role"), "clerk");
	assert_string_equal(api_said(&a, "second_factor"), "none");
	(void)snprintf(
		line, sizeof(line), "Cookie: %s\r\nSec-Fetch-Site: same-origin\r\n", cookie);
	assert_int_equal(with_cookie(&a, "DELETE", SESSION, line), 204);
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 401);
	api_close(&a);
}

static void behind_a_proxy_the_cookie_is_for_https_alone(void **state)
{
	static const char proxied[] = "X-Forwarded-Proto: https\r\n";
	struct api_world a;
	char header[256], line[400];

	(void)state;
	api_open(&a);
	assert_int_equal(
		api_ask(&a, &(struct api_request){ .method = "POST",
				    .path = SESSION,
				    .headers = proxied,
				    .body = "{\"login\":\"clerk\",\"password\":\"" PASSWORD
					    "\"}" }),
		200);
	api_header(&a, "Set-Cookie", header, sizeof(header));
	assert_int_equal(strncmp(header, "__Host-lapak=", 13), 0);
	assert_non_null(strstr(header, "; Path=/; HttpOnly; SameSite=Strict; Secure"));
	header[strcspn(header, ";")] = '\0';
	(void)snprintf(line, sizeof(line), "%sCookie: %s\r\n", proxied, header);
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 200);
	/* The name that a plain page could set is not looked at over https. */
	(void)snprintf(line, sizeof(line), "%sCookie: lapak=%s\r\n", proxied, header + 13);
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 401);
	api_close(&a);
}

static void wrong_names_and_passwords_are_the_same_and_wait(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	assert_int_equal(
		sign_in(&a, "{\"login\":\"clerk\",\"password\":\"wrong-password\"}"), 401);
	assert_string_equal(api_said(&a, "code"), "wrong");
	assert_int_equal(
		sign_in(&a, "{\"login\":\"nobody\",\"password\":\"" PASSWORD "\"}"), 401);
	assert_string_equal(api_said(&a, "code"), "wrong");
	for (int i = 0; i < 3; i++)
		assert_int_equal(
			sign_in(&a, "{\"login\":\"clerk\",\"password\":\"wrong-password\"}"),
			401);
	assert_int_equal(
		sign_in(&a, "{\"login\":\"clerk\",\"password\":\"" PASSWORD "\"}"), 429);
	assert_string_equal(api_said(&a, "code"), "too-often");
	a.world.now_ms += 2000;
	assert_int_equal(
		sign_in(&a, "{\"login\":\"clerk\",\"password\":\"" PASSWORD "\"}"), 200);
	api_close(&a);
}

static void forged_expired_and_ended_tokens_are_strangers(void **state)
{
	struct api_world a;
	char cookie[128], line[300], token[SESSION_TOKEN + 8];
	int64_t begun;

	(void)state;
	api_open(&a);
	begun = a.world.now;
	(void)snprintf(token, sizeof(token), "%s", a.token[ROLE_CLERK]);
	token[5] = token[5] == 'A' ? 'B' : 'A';
	assert_int_equal(
		api_ask(&a, &(struct api_request){ "GET", SESSION, token, NULL, NULL }), 401);
	assert_int_equal(
		api_ask(&a, &(struct api_request){ "GET", SESSION, "", NULL, NULL }), 401);
	(void)snprintf(token, sizeof(token), "%sx", a.token[ROLE_CLERK]);
	assert_int_equal(
		api_ask(&a, &(struct api_request){ "GET", SESSION, token, NULL, NULL }), 401);
	api_cookie_of(&a, ROLE_CLERK, cookie);
	(void)snprintf(line, sizeof(line), "Cookie: other=1; %s\r\n", cookie);
	a.world.now = begun + SESSION_IDLE - 1;
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 200);
	a.world.now += SESSION_IDLE - 1; /* it was just used */
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 200);
	a.world.now += SESSION_IDLE;
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 401);
	a.world.now = begun;
	api_cookie_of(&a, ROLE_CLERK, cookie);
	(void)snprintf(line, sizeof(line), "Cookie: %s\r\n", cookie);
	for (; a.world.now < begun + SESSION_LIFE; a.world.now += 1200)
		assert_int_equal(with_cookie(&a, "GET", SESSION, line), 200);
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 401);
	api_close(&a);
}

static void disabling_and_a_new_password_end_sessions(void **state)
{
	struct api_world a;
	char cookie[128], line[300];

	(void)state;
	api_open(&a);
	api_cookie_of(&a, ROLE_CLERK, cookie);
	(void)snprintf(line, sizeof(line),
		"Cookie: %s\r\nSec-Fetch-Site: same-origin\r\nOrigin: http://127.0.0.1\r\n",
		cookie);
	assert_int_equal(api_ask(&a, &(struct api_request){ .method = "PUT",
					     .path = SESSION "/password",
					     .headers = line,
					     .body = "{\"password\":\"wrong\",\"new_password\":"
						     "\"pasar-turi-lantai-tiga\"}" }),
		403);
	assert_int_equal(api_ask(&a, &(struct api_request){ .method = "PUT",
					     .path = SESSION "/password",
					     .headers = line,
					     .body = "{\"password\":\"" PASSWORD
						     "\",\"new_password\":\"short\"}" }),
		422);
	assert_int_equal(
		api_ask(&a, &(struct api_request){ .method = "PUT",
				    .path = SESSION "/password",
				    .headers = line,
				    .body = "{\"password\":\"" PASSWORD "\",\"new_password\":"
					    "\"pasar-turi-lantai-tiga\"}" }),
		204);
	assert_int_equal(with_cookie(&a, "GET", SESSION, line), 401);
	assert_int_equal(api_as(&a, ROLE_CLERK, "GET", SESSION, NULL), 401);
	api_header(&a, "Set-Cookie", cookie, sizeof(cookie));
	assert_int_equal(api_as(&a, ROLE_VIEWER, "GET", SESSION, NULL), 200);
	disable(&a, ROLE_VIEWER);
	assert_int_equal(api_as(&a, ROLE_VIEWER, "GET", SESSION, NULL), 401);
	api_close(&a);
}

/* A page elsewhere can make a browser send the cookie at most; it cannot say it is ours. */
static void another_site_changes_nothing(void **state)
{
	static const char *const strangers[] = {
		"Sec-Fetch-Site: cross-site\r\n",
		"Sec-Fetch-Site: same-site\r\n",
		"Sec-Fetch-Site: none\r\n",
		"Origin: https://evil.example\r\n",
		"Origin: null\r\n",
		"Origin: http://127.0.0.1.evil.example\r\n",
		"Origin: http://127.0.0.1:99\r\n",
		"Sec-Fetch-Site: same-origin\r\nOrigin: https://evil.example\r\n",
		"",
	};
	struct api_world a;
	char cookie[128], line[400];

	(void)state;
	api_open(&a);
	api_cookie_of(&a, ROLE_CLERK, cookie);
	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		print_message("%s", strangers[i]);
		(void)snprintf(line, sizeof(line), "Cookie: %s\r\n%s", cookie, strangers[i]);
		assert_int_equal(with_cookie(&a, "DELETE", SESSION, line), 403);
		assert_string_equal(api_said(&a, "code"), "cross-site");
	}
	(void)snprintf(
		line, sizeof(line), "Cookie: %s\r\nOrigin: http://127.0.0.1\r\n", cookie);
	assert_int_equal(with_cookie(&a, "DELETE", SESSION, line), 204);
	api_close(&a);
}

static void set_up_factor(
	struct api_world *a, const char *line, unsigned char secret[TOTP_SECRET])
{
	struct api_request r = {
		.method = "POST", .path = SESSION "/second-factor", .headers = line
	};
	char code[7], body[64];

	assert_int_equal(api_ask(a, &r), 200);
	assert_int_equal(totp_read(secret, api_said(a, "secret")), RC_OK);
	assert_int_equal(strncmp(api_said(a, "uri"), "otpauth://totp/", 15), 0);
	r.method = "PUT";
	r.body = "{\"code\":\"000000\"}";
	assert_int_equal(api_ask(a, &r), 422);
	totp_code(code, secret, a->world.now / TOTP_STEP_SECONDS);
	(void)snprintf(body, sizeof(body), "{\"code\":\"%s\"}", code);
	r.body = body;
	assert_int_equal(api_ask(a, &r), 204);
}

static void a_chief_needs_a_second_factor(void **state)
{
	unsigned char secret[TOTP_SECRET];
	struct api_world a;
	char cookie[128], line[300], code[7], body[160];

	(void)state;
	api_open(&a);
	api_cookie_of(&a, ROLE_CHIEF, cookie);
	assert_string_equal(api_said(&a, "second_factor"), "needed");
	(void)snprintf(
		line, sizeof(line), "Cookie: %s\r\nOrigin: http://127.0.0.1\r\n", cookie);
	assert_int_equal(with_cookie(&a, "GET", "/api/v1/sessions", line), 403);
	assert_string_equal(api_said(&a, "code"), "second-factor");
	set_up_factor(&a, line, secret);
	assert_int_equal(with_cookie(&a, "GET", "/api/v1/sessions", line), 200);
	assert_int_equal(
		sign_in(&a, "{\"login\":\"chief\",\"password\":\"" PASSWORD "\"}"), 401);
	assert_string_equal(api_said(&a, "code"), "code-needed");
	totp_code(code, secret, a.world.now / TOTP_STEP_SECONDS);
	(void)snprintf(body, sizeof(body),
		"{\"login\":\"chief\",\"password\":\"" PASSWORD "\",\"code\":\"%s\"}", code);
	assert_int_equal(sign_in(&a, body), 401); /* it was used already */
	assert_string_equal(api_said(&a, "code"), "wrong-code");
	a.world.now += TOTP_STEP_SECONDS;
	totp_code(code, secret, a.world.now / TOTP_STEP_SECONDS);
	(void)snprintf(body, sizeof(body),
		"{\"login\":\"chief\",\"password\":\"" PASSWORD "\",\"code\":\"%s\"}", code);
	assert_int_equal(sign_in(&a, body), 200);
	assert_string_equal(api_said(&a, "second_factor"), "set");
	/* A lost phone. */
	(void)snprintf(body, sizeof(body), "/api/v1/staff/%lld/second-factor",
		(long long)a.staff[ROLE_CHIEF]);
	assert_int_equal(api_as(&a, ROLE_CLERK, "DELETE", body, NULL), 403);
	assert_int_equal(api_as(&a, ROLE_ADMIN, "DELETE", body, NULL), 204);
	assert_int_equal(with_cookie(&a, "GET", "/api/v1/sessions", line), 401);
	assert_int_equal(
		sign_in(&a, "{\"login\":\"chief\",\"password\":\"" PASSWORD "\"}"), 200);
	api_close(&a);
}

/* When the office wants it of all, a clerk signs in to nothing but setting it up; a script's token has no telephone. */
static void everybody_needs_one_when_the_office_says_so(void **state)
{
	static const char right[] = "{\"login\":\"clerk\",\"password\":\"" PASSWORD "\"}";
	struct api_world a;
	char cookie[128], line[300];

	(void)state;
	api_open(&a);
	assert_int_equal(sign_in(&a, right), 200);
	assert_string_equal(api_said(&a, "second_factor"), "none");
	a.world.config.office.second_factor_all = true;
	assert_int_equal(sign_in(&a, right), 200);
	assert_string_equal(api_said(&a, "second_factor"), "needed");
	api_cookie_of(&a, ROLE_CLERK, cookie);
	(void)snprintf(
		line, sizeof(line), "Cookie: %s\r\nOrigin: http://127.0.0.1\r\n", cookie);
	assert_int_equal(with_cookie(&a, "GET", "/api/v1/today", line), 403);
	assert_string_equal(api_said(&a, "code"), "second-factor");
	assert_int_equal(with_cookie(&a, "POST", SESSION "/second-factor", line), 200);
	assert_int_equal(api_as(&a, ROLE_CLERK, "GET", "/api/v1/today", NULL), 200);
	api_close(&a);
}

static void a_script_has_a_token(void **state)
{
	struct api_world a;
	char token[SESSION_TOKEN];

	(void)state;
	api_open(&a);
	assert_int_equal(
		api_as(&a, ROLE_CLERK, "POST", "/api/v1/tokens", "{\"name\":\"laporan\"}"),
		201);
	(void)snprintf(token, sizeof(token), "%s", api_said(&a, "token"));
	assert_int_equal(api_ask(&a, &(struct api_request){ "GET", "/api/v1/sessions", token,
					     NULL, NULL }),
		200);
	assert_int_equal(json_array_size(json_object_get(a.answer, "items")), 2);
	assert_int_equal(
		api_ask(&a, &(struct api_request){ "DELETE", SESSION, token, NULL, NULL }),
		204);
	assert_int_equal(
		api_ask(&a, &(struct api_request){ "GET", SESSION, token, NULL, NULL }), 401);
	api_close(&a);
}

/* What browsers and scripts seldom send. */
static void odd_requests_are_answered_too(void **state)
{
	static const char right[] = "{\"login\":\"clerk\",\"password\":\"" PASSWORD "\"}";
	struct api_world a;
	struct api_request r = {
		.method = "POST", .path = "/api/v1/markets", .body = "{\"name\":\"Pabean\"}"
	};
	char agent[400];
	size_t n;

	(void)state;
	api_open(&a);
	r.token = a.token[ROLE_ADMIN];
	r.headers = "Idempotency-Key: a\x7f\r\n";
	assert_int_equal(api_ask(&a, &r), 400);
	/* A sign-in is never kept under a key: each has a session of its own. */
	for (int i = 0; i < 2; i++)
		assert_int_equal(api_ask(&a, &(struct api_request){ "POST", SESSION, NULL,
						     "Idempotency-Key: masuk\r\n", right }),
			200);
	assert_int_equal(api_as(&a, ROLE_CLERK, "GET", "/api/v1/sessions", NULL), 200);
	assert_int_equal(items(&a), 3); /* and the script's */
	r.method = "GET";               /* only what makes something has use for a key */
	r.body = NULL;
	assert_int_equal(api_ask(&a, &r), 200);
	assert_int_equal(with_cookie(&a, "DELETE", SESSION, "Origin: null\r\n"), 401);
	n = (size_t)snprintf(agent, sizeof(agent), "User-Agent: ");
	memset(agent + n, 'm', 300);
	(void)snprintf(agent + n + 300, sizeof(agent) - n - 300, "\r\n");
	r = (struct api_request){ "POST", SESSION, NULL, agent, right };
	assert_int_equal(api_ask(&a, &r), 200);
	r.headers = "User-Agent: pasar \xc3\xa9\r\n";
	assert_int_equal(api_ask(&a, &r), 200);
	assert_int_equal(api_as(&a, ROLE_CLERK, "GET", "/api/v1/sessions?limit=0", NULL), 400);
	disable(&a, ROLE_CLERK);
	assert_int_equal(sign_in(&a, right), 401);
	assert_int_equal(sign_in(&a, right), 401); /* within the minute it is logged once */
	api_close(&a);
}

/* Begun and never confirmed, it is not asked for. */
static void a_second_factor_that_was_only_begun_is_none(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	for (int i = 0; i < 2; i++)
		assert_int_equal(
			api_as(&a, ROLE_CLERK, "POST", SESSION "/second-factor", NULL), 200);
	assert_int_equal(
		sign_in(&a, "{\"login\":\"clerk\",\"password\":\"" PASSWORD "\"}"), 200);
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clerk_signs_in_and_out),
		cmocka_unit_test(behind_a_proxy_the_cookie_is_for_https_alone),
		cmocka_unit_test(wrong_names_and_passwords_are_the_same_and_wait),
		cmocka_unit_test(forged_expired_and_ended_tokens_are_strangers),
		cmocka_unit_test(disabling_and_a_new_password_end_sessions),
		cmocka_unit_test(another_site_changes_nothing),
		cmocka_unit_test(a_chief_needs_a_second_factor),
		cmocka_unit_test(everybody_needs_one_when_the_office_says_so),
		cmocka_unit_test(a_script_has_a_token),
		cmocka_unit_test(odd_requests_are_answered_too),
		cmocka_unit_test(a_second_factor_that_was_only_begun_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
