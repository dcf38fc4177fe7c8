/* cli/doctor_network.c - what doctor sees of clock, service and gateways */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>

#include "cli/doctor.h"
#include "store/message.h"

enum {
	TIMEOUT_MS = 5000,
	CLOCK_OFF = 60, /* seconds */
};

static const char clock_remedy[] =
	"timedatectl set-ntp true; apt-get install systemd-timesyncd; then systemctl restart lapak";

void doctor_url(const struct address *a, const char *path, char out[static CONFIG_URL])
{
	const char *host = a->host;
	bool six;

	if (strcmp(host, "0.0.0.0") == 0)
		host = "127.0.0.1";
	if (strcmp(host, "::") == 0)
		host = "::1";
	six = strchr(host, ':') != NULL;
	(void)snprintf(out, CONFIG_URL, "http://%s%s%s:%u%s", six ? "[" : "", host,
		six ? "]" : "", a->port, path);
}

static enum rc newest_at(const struct message *m, void *arg)
{
	int64_t *at = arg;

	*at = m->at;
	return RC_OK;
}

void doctor_clock(struct doctor *d)
{
	struct timex t = { .modes = 0 };
	struct message_filter newest = { .limit = 1 };
	int64_t at = 0;

	if (d->office.store != NULL &&
		message_each(d->office.store, &newest, newest_at, &at) == RC_OK &&
		at > d->now + CLOCK_OFF) {
		doctor_remedy(doctor_found(d, "clock", HEALTH_FAULT,
				      "the newest message was written %" PRId64
				      " s in the future: the clock went back",
				      at - d->now),
			"%s", clock_remedy);
		return;
	}
	if (adjtimex(&t) == TIME_ERROR)
		doctor_remedy(doctor_found(d, "clock", HEALTH_NOTE,
				      "nothing keeps this machine's clock right"),
			"%s", clock_remedy);
	else
		doctor_found(d, "clock", HEALTH_GOOD, "kept right by a time server");
}

static void look_at_date(struct doctor *d, const char *gateway)
{
	int64_t off = d->probe.date > 0 ? d->now - d->probe.date : 0;

	if (off > CLOCK_OFF || off < -CLOCK_OFF)
		doctor_remedy(
			doctor_found(d, "clock", HEALTH_FAULT,
				"%" PRId64 " s %s what gateway %s says", off > 0 ? off : -off,
				off > 0 ? "ahead of" : "behind", gateway),
			"%s", clock_remedy);
}

/* Whether the service says that the gateway rests after failures. */
static bool rests(const char *metrics, const char *gateway)
{
	char line[96];
	const char *at;

	(void)snprintf(line, sizeof(line), "lapak_gateway_resting{gateway=\"%s\"} ", gateway);
	at = strstr(metrics, line);
	return at != NULL && at[strlen(line)] == '1';
}

static void look_at_gateway(
	struct doctor *d, const struct gateway_config *g, const char *metrics)
{
	char url[CONFIG_URL];
	struct finding *f;

	if (g->send_url[0] == '\0') {
		doctor_found(d, "gateway", HEALTH_GOOD, "%s (%s): sends nothing by HTTP",
			g->name, g->type);
		return;
	}
	probe_origin(g->send_url, url);
	if (probe_ask(&d->probe, url, true, TIMEOUT_MS) != RC_OK) {
		f = doctor_found(d, "gateway", HEALTH_FAULT, "%s (%s) does not answer: %.120s",
			g->name, g->type, d->probe.error);
		doctor_remedy(f, "is it running, and is send_url right? curl -v %.150s", url);
		return;
	}
	look_at_date(d, g->name);
	if (rests(metrics, g->name)) {
		f = doctor_found(d, "gateway", HEALTH_FAULT,
			"%s (%s) answers, but refuses what is sent: it rests", g->name,
			g->type);
		doctor_remedy(f,
			"journalctl -u lapak | grep 'gateway=%s' says what it answered: user "
			"name, password_file, credit",
			g->name);
		return;
	}
	doctor_found(d, "gateway", HEALTH_GOOD, "%s (%s) answers", g->name, g->type);
}

void doctor_gateways(struct doctor *d)
{
	const struct config *c = &d->office.config;
	char url[CONFIG_URL], *metrics = NULL;

	if (c->server.metrics_listen.host[0] != '\0') {
		doctor_url(&c->server.metrics_listen, "/metrics", url);
		if (probe_ask(&d->probe, url, false, TIMEOUT_MS) == RC_OK)
			metrics = strdup(d->probe.body.data);
	}
	for (size_t i = 0; i < c->gateways; i++)
		look_at_gateway(d, &c->gateway[i], metrics != NULL ? metrics : "");
	free(metrics);
}

void doctor_service(struct doctor *d)
{
	char url[CONFIG_URL];
	struct finding *f;

	doctor_url(&d->office.config.server.listen, "/readyz", url);
	if (probe_ask(&d->probe, url, false, TIMEOUT_MS) != RC_OK) {
		f = doctor_found(d, "service", HEALTH_FAULT, "nothing answers at %.120s: %.80s",
			url, d->probe.error);
		doctor_remedy(f, "systemctl status lapak; journalctl -u lapak -n 50");
	} else if (d->probe.status == 200) {
		doctor_found(d, "service", HEALTH_GOOD, "ready at %.200s", url);
	} else {
		f = doctor_found(
			d, "service", HEALTH_FAULT, "not ready: %.200s", d->probe.body.data);
		for (char *c = f->found; *c != '\0'; c++)
			if (*c == '\n')
				*c = c[1] == '\0' ? '\0' : ';';
		doctor_remedy(f,
			"see the other findings; systemctl restart lapak once they are mended");
	}
}
