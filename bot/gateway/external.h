/*
 * gateway/external.h - the parts of the adapter that is told all by lapak.ini (private to gateway/)
 *
 * For the many small providers: courier's "external" channel and the HTTP interfaces of Indonesian aggregators are of this
 * kind. Presets: config/zenziva.ini, config/tcast.ini.
 */
#ifndef LAPAK_GATEWAY_EXTERNAL_H
#define LAPAK_GATEWAY_EXTERNAL_H
#include <jansson.h>

#include "gateway/gateway.h"

/* The value at "a.b.0.c"; NULL when there is none. Borrowed. */
const json_t *external_at(const json_t *root, const char *path, size_t n);
/* A string or number at the first path of several ("from,sender") that is there, as text in out; false when none is, or it does
 * not fit. */
bool external_text(const json_t *root, const char *paths, char *out, size_t size);
/* "theirs:ours" of a map; ours goes to out, false when theirs is not in it. */
bool external_map(const char *map, const char *theirs, char *out, size_t size);

/* Fills one SMS or one report. */
MUST_CHECK enum rc external_read_message(
	const struct gateway_config *c, const json_t *from, struct gateway_event *e);
MUST_CHECK enum rc external_read_report(
	const struct gateway_config *c, const json_t *from, struct gateway_event *e);
/* The report a word of theirs stands for. */
enum report_state external_state(const struct gateway_config *c, const char *theirs);

enum escape { ESCAPE_URL, ESCAPE_JSON, ESCAPE_XML, ESCAPE_NONE };
struct filling { /* of a template; borrowed */
	const struct gateway_config *config;
	const struct gateway_message *message;   /* NULL in a question */
	const struct gateway_question *question; /* NULL in a message */
	enum escape escape;
};
MUST_CHECK enum rc external_expand(struct buf *out, const char *text, const struct filling *f);

MUST_CHECK enum rc external_build(const struct gateway_config *c,
	const struct gateway_message *m, struct gateway_send *out);
void external_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out);
MUST_CHECK enum rc external_ask(const struct gateway_config *c,
	const struct gateway_question *q, struct gateway_send *out);
MUST_CHECK enum rc external_told(const struct gateway_config *c,
	const struct gateway_question *q, const struct gateway_response *r,
	struct gateway_event *events, struct gateway_told *out);

#endif
