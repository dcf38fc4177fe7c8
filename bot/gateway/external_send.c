/* gateway/external_send.c - any provider that lapak.ini describes: what is sent, asked, and answered */
#include <stdio.h>
#include <string.h>

#include "gateway/event.h"
#include "gateway/external.h"
#include "gateway/json.h"
#include "gateway/judge.h"

enum { VALUE_MAX = 128 };

static const struct {
	const char *name, *content_type;
	enum escape escape;
} types[] = {
	{ "form", "application/x-www-form-urlencoded", ESCAPE_URL },
	{ "json", "application/json", ESCAPE_JSON },
	{ "xml", "text/xml; charset=UTF-8", ESCAPE_XML },
	{ "text", "text/plain; charset=UTF-8", ESCAPE_NONE },
};

static size_t type_of(const struct gateway_config *c)
{
	size_t i = sizeof(types) / sizeof(types[0]) - 1;

	while (i > 0 && strcmp(types[i].name, c->external.send_type) != 0)
		i--;
	return i;
}

static enum rc put_header(char out[static SEND_HEADER_MAX], const char *text, struct filling f)
{
	struct buf line;
	enum rc rc;

	f.escape = ESCAPE_NONE;
	buf_init(&line, SEND_HEADER_MAX - 1);
	rc = external_expand(&line, text, &f);
	if (rc == RC_OK)
		(void)snprintf(out, SEND_HEADER_MAX, "%s", line.data);
	buf_release(&line);
	return rc;
}

static enum rc put_headers(
	const struct gateway_config *c, const struct filling *f, struct gateway_send *out)
{
	const char *const lines[] = { c->external.send_header1, c->external.send_header2 };
	enum rc rc = RC_OK;
	size_t n = 0;

	for (size_t i = 0; i < 2 && rc == RC_OK; i++)
		if (lines[i][0] != '\0')
			rc = put_header(out->header[n++], lines[i], *f);
	return rc;
}

enum rc external_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	size_t type = type_of(c);
	struct filling f = { .config = c, .message = m, .escape = ESCAPE_URL };
	bool post = strcmp(c->external.send_method, "GET") != 0;
	enum rc rc;

	if (m->text[0] == '\0' || m->to[0] == '\0' || c->send_url[0] == '\0')
		return RC_INVALID;
	out->method = post ? "POST" : "GET";
	rc = external_expand(&out->url, c->send_url, &f);
	if (rc == RC_OK)
		rc = put_headers(c, &f, out);
	if (rc != RC_OK || !post)
		return rc;
	out->content_type = types[type].content_type;
	f.escape = types[type].escape;
	return external_expand(&out->body, c->external.send_body, &f);
}

/* The N-th piece of a|b|c. */
static bool piece_of(const struct gateway_response *r, int64_t n, char *out, size_t size)
{
	const char *at = r->body, *end = r->body + r->length;
	size_t length;

	for (; n > 1 && at < end; n--) {
		const char *bar = memchr(at, '|', (size_t)(end - at));

		at = bar != NULL ? bar + 1 : end;
	}
	length = strcspn(at, "|\r\n ");
	if (length == 0 || length >= size)
		return false;
	memcpy(out, at, length);
	out[length] = '\0';
	return true;
}

/* What stands at a place of the answer: a path, "part:N", or "prefix", the first piece. */
static bool value_at(const struct gateway_response *r, const json_t *root, const char *place,
	char *out, size_t size)
{
	int64_t n;

	if (place[0] == '\0')
		return false;
	if (strcmp(place, "prefix") == 0)
		return piece_of(r, 1, out, size);
	if (strncmp(place, "part:", 5) == 0)
		return digits_read(&n, place + 5, strlen(place + 5)) == RC_OK &&
		       piece_of(r, n, out, size);
	return external_text(root, place, out, size);
}

static bool is_success(const char *match, const struct gateway_response *r, const json_t *root)
{
	char value[VALUE_MAX], path[VALUE_MAX];
	const char *equals = strchr(match, '=');

	if (match[0] == '\0')
		return true;
	if (strncmp(match, "prefix:", 7) == 0)
		return strstr(r->body, match + 7) == r->body;
	if (strncmp(match, "text:", 5) == 0)
		return strstr(r->body, match + 5) != NULL;
	if (strncmp(match, "json:", 5) != 0 || equals == NULL)
		return false;
	(void)snprintf(path, sizeof(path), "%.*s", (int)(equals - match - 5), match + 5);
	return external_text(root, path, value, sizeof(value)) &&
	       strcmp(value, equals + 1) == 0;
}

static void judge_error(const struct gateway_config *c, const struct gateway_response *r,
	const json_t *root, struct gateway_judgement *out)
{
	static const struct {
		const char *word;
		enum verdict verdict;
		bool stopped;
	} ours[] = {
		{ "sent", VERDICT_SENT, false },
		{ "retry", VERDICT_RETRY, false },
		{ "refused", VERDICT_REFUSED, false },
		{ "stop", VERDICT_REFUSED, true },
		{ "config", VERDICT_MISCONFIGURED, false },
	};
	char code[24], word[16] = "";

	if (!value_at(r, root, c->external.error_path, code, sizeof(code)) ||
		!external_map(c->external.error_map, code, word, sizeof(word)))
		return;
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
		if (strcmp(ours[i].word, word) != 0)
			continue;
		out->verdict = ours[i].verdict;
		out->stopped = ours[i].stopped;
		printable_copy(out->code, sizeof(out->code), code, strlen(code));
	}
}

/* A success of HTTP says only that they read the request. */
void external_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	char id[sizeof(out->id)];
	json_t *root;

	if (judge_http(r, out))
		return;
	root = json_read(r->body, r->length);
	if (is_success(c->external.ok_match, r, root)) {
		*out = (struct gateway_judgement){ .verdict = VERDICT_SENT };
		if (value_at(r, root, c->external.id_path, id, sizeof(id)))
			identifier_copy(out->id, sizeof(out->id), id, strlen(id));
	} else {
		judge_error(c, r, root, out);
	}
	json_decref(root);
}

enum rc external_ask(const struct gateway_config *c, const struct gateway_question *q,
	struct gateway_send *out)
{
	const char *const urls[] = {
		[ASK_INBOX] = c->external.poll_url,
		[ASK_REPORT] = c->external.report_url,
		[ASK_BALANCE] = c->external.balance_url,
	};
	const struct filling f = { .config = c, .question = q, .escape = ESCAPE_URL };
	enum rc rc;

	if (urls[q->ask][0] == '\0')
		return RC_ABSENT;
	out->method = "GET";
	rc = external_expand(&out->url, urls[q->ask], &f);
	return rc == RC_OK ? put_headers(c, &f, out) : rc;
}

/* One that is not to be read says nothing, and keeps nobody from reading the others. */
static bool read_listed(
	const struct gateway_config *c, const json_t *from, struct gateway_event *e)
{
	bool understood = external_read_message(c, from, e) == RC_OK;

	if (!understood)
		event_begin(e, EVENT_REPORT);
	return understood;
}

/* Providers list the newest first; what happened first is to take effect first. */
static enum rc told_inbox(const struct gateway_config *c, const json_t *root, size_t skip,
	struct gateway_event *events, struct gateway_told *out)
{
	const json_t *list =
		external_at(root, c->external.in_list, strlen(c->external.in_list));
	size_t n = json_array_size(list);
	struct gateway_event first, last;
	bool newest_first, understood = false;

	if (n == 0) /* none, or words that there is none */
		return root != NULL ? RC_OK : RC_INVALID;
	(void)read_listed(c, json_array_get(list, 0), &first);
	(void)read_listed(c, json_array_get(list, n - 1), &last);
	newest_first = first.at > last.at;
	for (; skip < n && out->n < GATEWAY_EVENTS_MAX; skip++) {
		size_t at = newest_first ? n - 1 - skip : skip;

		understood |= read_listed(c, json_array_get(list, at), &events[out->n++]);
	}
	return understood || out->n == 0 ? RC_OK : RC_INVALID;
}

static enum rc told_report(const struct gateway_config *c, const struct gateway_question *q,
	const json_t *root, struct gateway_event *e, struct gateway_told *out)
{
	char status[VALUE_MAX];

	if (!external_text(root, c->external.report_status, status, sizeof(status)))
		return RC_INVALID;
	event_begin(e, EVENT_REPORT);
	e->reference = q->reference;
	identifier_copy(e->id, sizeof(e->id), q->id, strlen(q->id));
	e->report = external_state(c, status);
	printable_copy(e->code, sizeof(e->code), status, strlen(status));
	out->n = 1;
	return RC_OK;
}

enum rc external_told(const struct gateway_config *c, const struct gateway_question *q,
	const struct gateway_response *r, struct gateway_event *events,
	struct gateway_told *out)
{
	struct gateway_judgement judgement;
	char balance[VALUE_MAX];
	enum rc rc = RC_INVALID;
	json_t *root;

	if (judge_http(r, &judgement))
		return RC_INVALID;
	root = json_read(r->body, r->length);
	switch (q->ask) {
	case ASK_INBOX:
		rc = told_inbox(c, root, q->skip, events, out);
		break;
	case ASK_REPORT:
		rc = told_report(c, q, root, events, out);
		break;
	case ASK_BALANCE:
		if (value_at(r, root, c->external.balance_path, balance, sizeof(balance))) {
			printable_copy(
				out->balance, sizeof(out->balance), balance, strlen(balance));
			rc = RC_OK;
		}
		break;
	}
	json_decref(root);
	return rc;
}
