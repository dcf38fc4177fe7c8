/* cli/simulate_talk.c - conversations with the service, through the simulator
 * gateway's webhooks */
#include <inttypes.h>
#include <jansson.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/simulate_parts.h"

enum { REPLY_MAX = 2000 };

static struct talk *new_talk(struct simulation *s, struct person *who)
{
	if (s->talks == s->room) {
		s->room = s->room == 0 ? 256 : s->room * 2;
		s->talk = realloc(s->talk, s->room * sizeof(*s->talk));
		if (s->talk == NULL)
			memory_gone("conversations");
	}
	s->talk[s->talks] = (struct talk){ .who = who, .wave = who->wave };
	return &s->talk[s->talks++];
}

struct talk *talk_add(struct simulation *s, struct person *who, const char *fmt, ...)
{
	struct talk *t = new_talk(s, who);
	va_list args;

	if (fmt == NULL) {
		t->reads = true;
		return t;
	}
	va_start(args, fmt);
	(void)vsnprintf(t->line[t->lines++], SIMULATE_TEXT, fmt, args);
	va_end(args);
	return t;
}

void talk_line(struct talk *t, const char *fmt, ...)
{
	va_list args;

	if (t->lines == TALK_LINES)
		BUG("more than %d lines in a talk", TALK_LINES);
	va_start(args, fmt);
	(void)vsnprintf(t->line[t->lines++], SIMULATE_TEXT, fmt, args);
	va_end(args);
}

static void call_sms(
	struct simulation *s, struct talk *t, const char *text, struct client_call *call)
{
	char id[32];
	json_t *root;
	char *body;

	(void)snprintf(id, sizeof(id), "s-%" PRId64, s->next_id++);
	root = json_pack("{s:s, s:s, s:s}", "from", t->who->phone, "text", text, "id", id);
	body = root != NULL ? json_dumps(root, JSON_COMPACT) : NULL;
	if (body == NULL)
		BUG("a text that is no JSON");
	(void)snprintf(call->path, sizeof(call->path), "/gateway/phone/inbound");
	call->type = "application/json";
	buf_puts(&call->body, body);
	free(body);
	json_decref(root);
	s->did.messages++;
}

/* The lines so far, parted by *, are the history of the session. */
static void call_ussd(struct simulation *s, const struct talk *t, struct client_call *call)
{
	(void)snprintf(call->path, sizeof(call->path), "/gateway/phone/ussd");
	call->type = "application/x-www-form-urlencoded";
	buf_printf(&call->body,
		"sessionId=%s&serviceCode=*2323%%23&phoneNumber=%%2B%s&text=", t->session,
		t->who->phone + 1);
	for (int i = 1; i < t->at; i++)
		buf_printf(&call->body, "%s%s", i > 1 ? "*" : "", t->line[i]);
	s->did.ussd++;
}

static void call_outbox(const struct talk *t, struct client_call *call)
{
	(void)snprintf(call->path, sizeof(call->path),
		"/gateway/phone/outbox?to=%%2B%s&after=%" PRId64, t->who->phone + 1,
		t->who->pushed_after);
}

/* The texts of an answer, a line each; of the outbox only the last, and how far
 * it was read. */
static void read_texts(struct simulation *s, struct talk *t, const char *answer, bool outbox,
	char out[static REPLY_MAX])
{
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *list = json_object_get(root, outbox ? "messages" : "replies"), *one;
	size_t i, used = 0;

	out[0] = '\0';
	json_array_foreach(list, i, one)
	{
		const char *text =
			json_string_value(outbox ? json_object_get(one, "text") : one);
		const char *id = json_string_value(json_object_get(one, "id"));

		if (text == NULL)
			continue;
		if (outbox) {
			s->did.pushed++;
			used = 0;
			t->who->pushed_after = id != NULL ? strtoll(id, NULL, 10) : 0;
		}
		(void)snprintf(out + used, REPLY_MAX - used, "%.900s\n", text);
		used = strlen(out);
	}
	json_decref(root);
}

/* Kills the service in the middle of a round, with messages under way, and
 * starts it again. */
static void strike(struct simulation *s)
{
	if (s->kill_after == 0 || ++s->answered < s->kill_after)
		return;
	s->kill_after = 0;
	s->did.kills++;
	if (stage_halt(&s->stage, SIGKILL, &s->err) == RC_OK)
		s->err.rc = stage_serve(&s->stage, &s->err);
}

static bool next_line(struct simulation *s, struct talk *t, struct client_call *call)
{
	if (t->reads) {
		t->reads = false;
		t->reading = true;
		call_outbox(t, call);
		return true;
	}
	if (t->at == t->lines)
		return false;
	t->rounds = 0;
	t->at++;
	if (t->session[0] != '\0')
		call_ussd(s, t, call);
	else
		call_sms(s, t, t->line[t->at - 1], call);
	return true;
}

static bool next(void *arg, size_t talk, const char *answer, struct client_call *call)
{
	struct simulation *s = arg;
	struct talk *t = &s->talk[talk];
	char text[REPLY_MAX], back[SIMULATE_TEXT];
	bool pushed = t->reading;

	t->reading = false;
	if (answer == NULL)
		return next_line(s, t, call);
	strike(s);
	if (t->session[0] != '\0')
		return strncmp(answer, "CON", 3) == 0 && next_line(s, t, call);
	read_texts(s, t, answer, pushed, text);
	if (!pushed)
		react_note(s, t, text);
	if (t->rounds++ < TALK_ROUNDS && react(s, t, text, pushed, back)) {
		call_sms(s, t, back, call);
		return true;
	}
	return next_line(s, t, call);
}

enum rc talk_all(struct simulation *s)
{
	enum rc rc;

	s->answered = 0;
	s->err.rc = RC_OK;
	rc = client_talk(&s->client, s->talks, next, s, &s->err);
	s->talks = 0;
	s->kill_after = 0;
	return rc;
}
