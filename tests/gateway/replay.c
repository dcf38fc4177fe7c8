/* tests/gateway/replay.c - what is recorded in tests/data/gateway, through an adapter, against what its JSON says */
#include "t.h"

#include "replay.h"

#include <strings.h>

#include "gateway/gateway.h"

enum { RECORD_MAX = 64 * 1024, HEADERS_MAX = 16 };

struct record { /* cut up with NULs */
	char *bytes;
	const char *start, *body;
	const char *header[HEADERS_MAX + 1];
	size_t length;
	json_t *json;
};

static void record_open(struct record *r, const char *name)
{
	char path[256];
	FILE *file;
	size_t n, headers = 0;
	char *end, *line;

	(void)snprintf(path, sizeof(path), "tests/data/gateway/%s.json", name);
	r->json = json_load_file(path, 0, NULL);
	assert_non_null(r->json);
	(void)snprintf(path, sizeof(path), "tests/data/gateway/%s.http", name);
	file = fopen(path, "rb");
	r->bytes = calloc(1, RECORD_MAX);
	assert_non_null(file);
	assert_non_null(r->bytes);
	n = fread(r->bytes, 1, RECORD_MAX - 1, file);
	assert_int_equal(fclose(file), 0);
	end = strstr(r->bytes, "\r\n\r\n");
	assert_non_null(end);
	*end = '\0';
	r->body = end + 4;
	r->length = n - (size_t)(r->body - r->bytes);
	r->start = r->bytes;
	for (line = strstr(r->bytes, "\r\n"); line != NULL; line = strstr(line + 2, "\r\n")) {
		*line = '\0';
		assert_true(headers < HEADERS_MAX);
		r->header[headers++] = line + 2;
	}
	r->header[headers] = NULL;
}

static void record_close(struct record *r)
{
	json_decref(r->json);
	free(r->bytes);
}

static const char *header_of(const void *arg, const char *name)
{
	const char *const *header = arg;
	size_t n = strlen(name);
	const char *found = NULL;

	for (; header != NULL && *header != NULL; header++)
		if (strncasecmp(*header, name, n) == 0 && strncmp(*header + n, ": ", 2) == 0) {
			if (found != NULL)
				return NULL;
			found = *header + n + 2;
		}
	return found;
}

struct made {
	struct form query;
	struct gateway_request request;
};

static void make(struct made *m, const struct call *call, size_t length)
{
	const char *type = call->content_type;

	if (type == NULL)
		type = header_of(call->header, "Content-Type");
	m->request = (struct gateway_request){
		.method = call->method,
		.endpoint = call->endpoint,
		.path = call->path != NULL ? call->path : "/gateway/x/inbound",
		.raw_query = call->query != NULL ? call->query : "",
		.public_url = "https://lapak.example",
		.query = &m->query,
		.content_type = type != NULL ? type : "",
		.authorization = call->authorization,
		.body = call->body != NULL ? call->body : "",
		.length = length,
		.now = call->now,
		.header = header_of,
		.header_arg = call->header,
	};
	if (m->request.authorization == NULL)
		m->request.authorization = header_of(call->header, "Authorization");
	if (m->request.authorization == NULL)
		m->request.authorization = "";
	assert_int_equal(
		form_parse(&m->query, m->request.raw_query, strlen(m->request.raw_query), true),
		RC_OK);
}

enum rc call_verify(const struct gateway_config *c, const struct call *call)
{
	struct made m;
	enum rc rc;

	make(&m, call, call->body != NULL ? strlen(call->body) : 0);
	rc = gateway_find(c->type)->verify(c, &m.request);
	form_release(&m.query);
	return rc;
}

enum rc call_parse(const struct gateway_config *c, const struct call *call,
	struct gateway_event *events, size_t *n)
{
	struct made m;
	enum rc rc;

	make(&m, call, call->body != NULL ? strlen(call->body) : 0);
	rc = gateway_find(c->type)->parse(c, &m.request, events, n);
	form_release(&m.query);
	return rc;
}

static const char *text_of(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s != NULL ? s : "";
}

static bool is_kind(const json_t *json, const char *kind)
{
	return strcmp(text_of(json, "kind"), kind) == 0;
}

static void assert_message(const json_t *m, const struct gateway_event *e)
{
	const json_t *concat = json_object_get(m, "concat");

	assert_int_equal(e->kind, concat != NULL ? EVENT_PART : EVENT_SMS);
	assert_string_equal(e->id, text_of(m, "dedup_id"));
	if (json_is_string(json_object_get(m, "from")))
		assert_string_equal(e->from.e164, text_of(m, "from"));
	assert_string_equal(e->to, text_of(m, "to"));
	assert_string_equal(e->text, text_of(m, "text"));
	assert_int_equal(e->at, json_integer_value(json_object_get(m, "ts_unix")));
	assert_int_equal(e->replied, json_object_get(m, "opt_out") != NULL);
	if (concat == NULL)
		return;
	assert_int_equal(e->part, json_integer_value(json_object_get(concat, "part")));
	assert_int_equal(e->parts, json_integer_value(json_object_get(concat, "total")));
	assert_true(strlen(e->group) > 0);
}

static void assert_report(const json_t *d, const struct gateway_event *e)
{
	static const char *const names[] = {
		[REPORT_NOTHING] = "queued",
		[REPORT_SENT] = "sent",
		[REPORT_DELIVERED] = "delivered",
		[REPORT_FAILED] = "failed",
		[REPORT_EXPIRED] = "expired",
		[REPORT_REJECTED] = "rejected",
	};
	char reference[24];

	assert_int_equal(e->kind, EVENT_REPORT);
	assert_string_equal(e->id, text_of(d, "provider_id"));
	assert_string_equal(names[e->report], text_of(d, "status"));
	(void)snprintf(reference, sizeof(reference), "%lld", (long long)e->reference);
	if (strspn(text_of(d, "our_ref"), "0123456789") == strlen(text_of(d, "our_ref")) &&
		text_of(d, "our_ref")[0] != '\0')
		assert_string_equal(reference, text_of(d, "our_ref"));
	else
		assert_int_equal(e->reference, 0);
	if (json_object_get(d, "code") != NULL)
		assert_string_equal(e->code, text_of(d, "code"));
	else if (json_object_get(d, "reason") != NULL)
		assert_string_equal(e->code, text_of(d, "reason"));
}

static void assert_answer(
	const struct gateway_config *c, const json_t *json, const struct gateway_event *e)
{
	static const struct gateway_outcome nothing = { .ends = false };
	const json_t *want = json_object_get(json, "answer");
	const char *type = text_of(want, "content_type");
	struct gateway_answer a = { 0 };

	buf_init(&a.body, 1000);
	gateway_find(c->type)->answer(c, e, &nothing, &a);
	assert_int_equal(a.status, json_integer_value(json_object_get(want, "status")));
	assert_int_equal(strncmp(a.content_type, type, strlen(type)), 0);
	assert_string_equal(a.body.len > 0 ? a.body.data : "", text_of(want, "body"));
	buf_release(&a.body);
}

static void assert_events(const struct gateway_config *c, const json_t *json,
	const struct gateway_event *e, size_t n)
{
	const json_t *list = json_object_get(json, is_kind(json, "dlr") ? "dlr" : "messages");
	size_t size = json_array_size(list), stops = 0;

	for (size_t i = 0; i < size; i++) {
		const json_t *want = json_array_get(list, i);

		assert_true(i < n);
		if (is_kind(json, "dlr"))
			assert_report(want, &e[i]);
		else
			assert_message(want, &e[i]);
		stops += json_is_true(json_object_get(want, "stop_contact")) ||
			 strcmp(text_of(want, "opt_out"), "STOP") == 0;
	}
	assert_int_equal(n, size + stops);
	if (stops > 0)
		assert_int_equal(e[n - 1].kind, EVENT_STOP);
	if (size > 0)
		assert_answer(c, json, &e[0]);
}

void replay_call(
	const struct gateway_config *c, const char *endpoint, const char *name, int64_t now)
{
	static struct gateway_event events[GATEWAY_EVENTS_MAX];
	struct record r;
	struct made m;
	char method[8], target[512], *query;
	const json_t *verify;
	bool denied;
	size_t n = 7;

	print_message("%s\n", name);
	record_open(&r, name);
	verify = json_object_get(r.json, "verify");
	denied = is_kind(r.json, "reject");
	assert_int_equal(sscanf(r.start, "%7s %511s", method, target), 2);
	query = strchr(target, '?');
	if (query != NULL)
		*query++ = '\0';
	if (json_object_get(verify, "evaluate_now_at") != NULL)
		now = json_integer_value(json_object_get(verify, "evaluate_now_at"));
	make(&m,
		&(struct call){ .method = method,
			.endpoint = endpoint,
			.path = target,
			.query = query,
			.header = r.header,
			.body = r.body,
			.now = now },
		r.length);
	assert_int_equal(
		gateway_find(c->type)->verify(c, &m.request), denied ? RC_DENIED : RC_OK);
	if (!denied) {
		assert_int_equal(
			gateway_find(c->type)->parse(c, &m.request, events, &n), RC_OK);
		assert_events(c, r.json, events, n);
	}
	form_release(&m.query);
	record_close(&r);
}

struct gateway_judgement answer_judge(
	const struct gateway_config *c, long status, const char *body)
{
	const struct gateway_response r = { .transport = TRANSPORT_OK,
		.status = status,
		.body = body,
		.length = strlen(body) };
	struct gateway_judgement j;

	gateway_find(c->type)->judge(c, &r, &j);
	return j;
}

void replay_answer(const struct gateway_config *c, const char *name)
{
	static const struct {
		const char *name;
		enum verdict verdict;
		bool stopped;
	} verdicts[] = {
		{ "accepted", VERDICT_SENT, false },
		{ "duplicate", VERDICT_SENT, false },
		{ "retry", VERDICT_RETRY, false },
		{ "permanent", VERDICT_REFUSED, false },
		{ "permanent_stop", VERDICT_REFUSED, true },
		{ "config", VERDICT_MISCONFIGURED, false },
	};
	struct gateway_judgement j;
	struct record r;
	const char *result, *code;
	size_t i = 0;

	print_message("%s\n", name);
	record_open(&r, name);
	result = text_of(r.json, "result");
	code = text_of(r.json, "code");
	j = answer_judge(c, strtol(r.start + strlen("HTTP/1.1 "), NULL, 10), r.body);
	while (strcmp(verdicts[i].name, result) != 0)
		assert_true(++i < sizeof(verdicts) / sizeof(verdicts[0]));
	assert_int_equal(j.verdict, verdicts[i].verdict);
	assert_int_equal(j.stopped, verdicts[i].stopped);
	assert_string_equal(j.id, text_of(r.json, "provider_id"));
	/* Our words, with their code when it is a number. */
	if (strspn(code, "0123456789") == strlen(code))
		assert_int_equal(strncmp(j.code, code, strlen(code)), 0);
	record_close(&r);
}

enum rc call_post(const struct gateway_config *c, const char *endpoint, const char *query,
	const char *type, const char *body, struct gateway_event *events, size_t *n)
{
	return call_parse(c,
		&(struct call){ .method = "POST",
			.endpoint = endpoint,
			.query = query,
			.content_type = type,
			.body = body },
		events, n);
}

const struct gateway_message a_message = { .id = 42,
	.to = "+6281234567890",
	.text = "LAPAK: 50% & lunas",
	.now = 1795476612,
	.expires_in = 600,
	.public_url = "https://lapak.example" };

enum rc send_make(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	memset(out, 0, sizeof(*out));
	buf_init(&out->url, 16 * 1024);
	buf_init(&out->body, 16 * 1024);
	return gateway_find(c->type)->build(c, m, out);
}

void send_release(struct gateway_send *s)
{
	buf_release(&s->url);
	buf_release(&s->body);
}

json_t *send_json(const struct gateway_send *s)
{
	json_t *root = json_loadb(s->body.data, s->body.len, JSON_REJECT_DUPLICATES, NULL);

	assert_non_null(root);
	return root;
}

void send_assert_field(const struct gateway_send *s, const char *name, const char *value)
{
	struct form form;

	assert_int_equal(form_parse(&form, s->body.data, s->body.len, false), RC_OK);
	if (value == NULL) {
		assert_null(form_get(&form, name));
	} else {
		assert_non_null(form_get(&form, name));
		assert_false(form_repeats(&form, name));
		assert_string_equal(form_get(&form, name)->value, value);
	}
	form_release(&form);
}
