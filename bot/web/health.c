/* web/health.c - /livez, /readyz, /metrics */
#include "web/health.h"

#include "web/reply.h"
#include "web/server_state.h"

void health_live(struct request *r)
{
	reply_text(r, MHD_HTTP_OK, "alive\n");
}

enum rc health_apply(struct request *r, int64_t now)
{
	(void)r;
	(void)now;
	return RC_OK;
}

void health_ready(struct request *r, bool kept)
{
	const struct server *s = r->server;

	reply_text(r, MHD_HTTP_SERVICE_UNAVAILABLE, "");
	if (s->site.readiness != NULL)
		s->site.readiness(s->site.arg, &r->text);
	if (!kept && !s->stopping)
		buf_puts(&r->text, "the database cannot be written\n");
	if (r->text.len == 0)
		reply_text(r, MHD_HTTP_OK, "ready\n");
}

static void write_metrics(struct request *r, bool database)
{
	const struct server *s = r->server;
	struct metrics_now now = {
		.connections = s->connections.count,
		.open = s->open,
		.waiting = server_waiting(s),
		.rates = s->limits->rates,
		.guesses = s->limits->guesses,
	};

	reply_text(r, MHD_HTTP_OK, "");
	metrics_write(&r->text, &s->metrics, s->site.config, now);
	if (s->site.metrics != NULL)
		s->site.metrics(s->site.arg, database, &r->text);
	r->answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
}

enum rc health_metrics_apply(struct request *r, int64_t now)
{
	(void)now;
	write_metrics(r, true);
	return RC_OK;
}

void health_metrics(struct request *r, bool kept)
{
	if (!kept)
		write_metrics(r, false);
}
