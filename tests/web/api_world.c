/* tests/web/api_world.c - the API as its callers see it */
#include "api_world.h"

#include <string.h>

#include "office/password.h"
#include "store/conversation.h"
#include "store/question.h"
#include "store/store.h"
#include "store/trader.h"
#include "t.h"
#include "web/api.h"

#define must(call) assert_int_equal(call, RC_OK)

static void add_account(struct api_world *a, enum role role)
{
	static char
		hash[PASSWORD_HASH_SIZE]; /* the same for all: hashing is slow by intention */
	unsigned char random[32] = { (unsigned char)(role + 1) };
	struct staff s = { .role = role, .created_at = a->world.now - 10 };
	struct session session = { .kind = SESSION_SCRIPT, .created_at = a->world.now };

	if (hash[0] == '\0')
		assert_int_equal(password_hash(hash, PASSWORD, strlen(PASSWORD)), RC_OK);
	(void)snprintf(s.login, sizeof(s.login), "%s", role_name(role));
	(void)snprintf(s.name, sizeof(s.name), "Bu %s", role_name(role));
	(void)snprintf(s.password, sizeof(s.password), "%s", hash);
	s.changed_at = s.created_at;
	assert_int_equal(staff_add(a->world.store, &s), RC_OK);
	a->staff[role] = session.staff_id = s.id;
	session_token(a->token[role], random);
	assert_int_equal(session_open(a->world.store, &session, a->token[role]), RC_OK);
}

void api_open(struct api_world *a)
{
	*a = (struct api_world){ .status = 0 };
	world_open_store(&a->world, NULL);
	assert_int_equal(store_begin(a->world.store), RC_OK);
	for (unsigned role = 0; role < ROLE_COUNT; role++)
		add_account(a, (enum role)role);
	assert_int_equal(store_commit(a->world.store), RC_OK);
}

void api_close(struct api_world *a)
{
	json_decref(a->answer);
	world_close(&a->world);
}

/* Whether a row's path, with its {parts}, is the one asked for. */
static bool is_path(const char *pattern, const char *path)
{
	while (*pattern != '\0') {
		if (*pattern == '{') {
			pattern += strcspn(pattern, "}") + 1;
			path += strcspn(path, "/?");
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *path == '\0' || *path == '?';
}

/* Every good answer is what its row says it is. */
static void check_shape(const struct api_world *a, const struct api_request *r)
{
	const struct api_route *row = api_routes;
	struct api_fault fault = { .field = "" };
	json_t *item;
	size_t i;

	while (row->method != NULL && (strcmp(row->method, r->method) != 0 ||
					      !is_path(row->path, r->path + strlen("/api/v1"))))
		row++;
	if (row->method == NULL || a->status < 200 || a->status > 299 || a->status == 204 ||
		(row->flags & (API_PLAIN | API_FILE)) != 0)
		return;
	if ((row->flags & (API_PAGE | API_WHOLE)) == 0) {
		if (api_shape_check(row->out, a->answer, &fault) != RC_OK)
			fail_msg("%s: %s %s", row->name, fault.field, fault.sentence);
		return;
	}
	assert_non_null(json_object_get(a->answer, "next"));
	json_array_foreach(json_object_get(a->answer, "items"), i,
		item) if (api_shape_check(row->out, item, &fault) != RC_OK)
		fail_msg("%s: %zu: %s %s", row->name, i, fault.field, fault.sentence);
}

static void take_answer(struct api_world *a, struct client *c)
{
	const char *body = strstr(c->got, "\r\n\r\n");

	json_decref(a->answer);
	a->answer = NULL;
	a->status = 0;
	a->head[0] = '\0';
	if (body == NULL)
		return;
	a->status = (unsigned)strtoul(c->got + strlen("HTTP/1.1 "), NULL, 10);
	(void)snprintf(a->head, sizeof(a->head), "%.*s\r\n", (int)(body - c->got), c->got);
	a->answer = json_loads(body + 4, 0, NULL);
}

unsigned api_ask(struct api_world *a, const struct api_request *r)
{
	struct client *c = test_calloc(1, sizeof(*c));
	struct buf text;

	buf_init(&text, 4 * 1024 * 1024);
	buf_printf(&text, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n", r->method, r->path);
	if (r->token != NULL)
		buf_printf(&text, "Authorization: Bearer %s\r\n", r->token);
	if (r->headers != NULL)
		buf_puts(&text, r->headers);
	if (r->body != NULL)
		buf_printf(&text, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
			strlen(r->body));
	buf_printf(&text, "\r\n%s", r->body != NULL ? r->body : "");
	client_open(c, server_port(a->world.server));
	client_send(c, text.data, text.len);
	client_wait(&a->world, c, 1);
	client_close(c);
	take_answer(a, c);
	check_shape(a, r);
	buf_release(&text);
	test_free(c);
	return a->status;
}

unsigned api_as(struct api_world *a, enum role role, const char *method, const char *path,
	const char *body)
{
	return api_ask(a, &(struct api_request){ .method = method,
				  .path = path,
				  .token = a->token[role],
				  .body = body });
}

const char *api_said(const struct api_world *a, const char *name)
{
	const char *s = json_string_value(json_object_get(a->answer, name));

	return s != NULL ? s : "";
}

void api_header(const struct api_world *a, const char *name, char *out, size_t size)
{
	char wanted[64];
	const char *at;

	(void)snprintf(wanted, sizeof(wanted), "\r\n%s: ", name);
	at = strcasestr(a->head, wanted);
	out[0] = '\0';
	if (at != NULL)
		(void)snprintf(out, size, "%.*s", (int)strcspn(at + strlen(wanted), "\r"),
			at + strlen(wanted));
}

void api_cookie_of(struct api_world *a, enum role role, char out[static 128])
{
	char body[128];

	(void)snprintf(body, sizeof(body), "{\"login\":\"%s\",\"password\":\"" PASSWORD "\"}",
		role_name(role));
	assert_int_equal(api_ask(a, &(struct api_request){ .method = "POST",
					    .path = "/api/v1/session",
					    .body = body }),
		200);
	api_header(a, "Set-Cookie", out, 128);
	out[strcspn(out, ";")] = '\0';
}

int64_t add_trader(struct api_world *a, int n, const char *name)
{
	struct trader t = { .language = "id", .created_at = a->world.now };
	struct conversation v = { .state = "idle" };

	(void)snprintf(t.phone.e164, sizeof(t.phone.e164), "+62812%08d", n);
	(void)snprintf(t.name, sizeof(t.name), "%s", name);
	(void)snprintf(t.stall, sizeof(t.stall), "B2-%d", n);
	must(store_begin(a->world.store));
	must(trader_add(a->world.store, &t));
	v.trader_id = t.id;
	must(conversation_put(a->world.store, &v));
	must(store_commit(a->world.store));
	return t.id;
}

int64_t ask_question(struct api_world *a, int64_t trader, const char *text)
{
	struct question q = { .trader_id = trader, .asked_at = a->world.now };

	(void)snprintf(q.text, sizeof(q.text), "%s", text);
	must(store_begin(a->world.store));
	must(question_add(a->world.store, &q));
	must(store_commit(a->world.store));
	return q.id;
}

unsigned clerk(struct api_world *a, const char *method, const char *path, const char *body)
{
	return api_as(a, ROLE_CLERK, method, path, body);
}

unsigned clerk_at(struct api_world *a, const char *method, const char *format, int64_t id,
	const char *body)
{
	char path[120];
	const char *gap = strchr(format, '@');

	(void)snprintf(path, sizeof(path), "/api/v1%.*s%lld%s", (int)(gap - format), format,
		(long long)id, gap + 1);
	return clerk(a, method, path, body);
}

size_t items(const struct api_world *a)
{
	return json_array_size(json_object_get(a->answer, "items"));
}

const json_t *item(const struct api_world *a, size_t i)
{
	return json_array_get(json_object_get(a->answer, "items"), i);
}

const char *item_text(const struct api_world *a, size_t i, const char *name)
{
	const char *s = json_string_value(json_object_get(item(a, i), name));

	return s != NULL ? s : "";
}
