/*
 * tests/gateway/replay.h - what is recorded in tests/data/gateway, through an adapter, against what its JSON says
 *
 * Also a sending for adapters' tests, and the verdicts' names.
 */
#ifndef LAPAK_TESTS_GATEWAY_REPLAY_H
#define LAPAK_TESTS_GATEWAY_REPLAY_H
#include <jansson.h>

#include "gateway/gateway.h"

/* NAME.http is a call of the gateway to one of our endpoints: verified, parsed and answered as NAME.json says. now: the
 * time of the call, unless the JSON knows it. */
void replay_call(
	const struct gateway_config *c, const char *endpoint, const char *name, int64_t now);
/* NAME.http is the answer to a message of ours: judged as NAME.json says. */
void replay_answer(const struct gateway_config *c, const char *name);

/* A request made by hand, header being "Name: value" lines, or NULL. */
struct call {
	const char *method, *endpoint, *path, *query, *content_type, *authorization, *body;
	const char *const *header; /* NULL-ended */
	int64_t now;
};
enum rc call_verify(const struct gateway_config *c, const struct call *call);
/* Fills up to GATEWAY_EVENTS_MAX events. */
enum rc call_parse(const struct gateway_config *c, const struct call *call,
	struct gateway_event *events, size_t *n);

/* The same of a POST. */
enum rc call_post(const struct gateway_config *c, const char *endpoint, const char *query,
	const char *type, const char *body, struct gateway_event *events, size_t *n);

/* Number 42, to +6281234567890: "LAPAK: 50% & lunas", worth sending for ten minutes. */
extern const struct gateway_message a_message;
/* Builds m; send_release() after. */
enum rc send_make(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out);
void send_release(struct gateway_send *s);
/* The body as JSON, for the caller to give back. */
json_t *send_json(const struct gateway_send *s);
/* Asserts a field of a form body. */
void send_assert_field(const struct gateway_send *s, const char *name, const char *value);

struct gateway_judgement answer_judge(
	const struct gateway_config *c, long status, const char *body);

#endif
