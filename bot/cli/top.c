/* cli/top.c - lapak top: the flow of messages on a terminal, from the running service's metrics */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/doctor.h"
#include "cli/options.h"

enum { BODY_MAX = 256 * 1024, TIMEOUT_MS = 2000, LABEL_MAX = 96 };

#define MIB (1024.0 * 1024.0)

struct sample {
	char *text; /* of /metrics; NULL before the first */
	int64_t at_ms;
};

/* The sum over the series of a metric whose labels hold `label` ("" any). */
static double sum(const struct sample *s, const char *name, const char *label)
{
	size_t n = strlen(name);
	double total = 0;

	for (const char *line = s->text; line != NULL && *line != '\0';
		line = strchr(line, '\n'), line += line != NULL) {
		size_t length = strcspn(line, "\n");
		const char *value = memrchr(line, ' ', length), *hit;

		if (strncmp(line, name, n) != 0 || (line[n] != '{' && line[n] != ' ') || !value)
			continue;
		hit = strstr(line, label);
		if (label[0] == '\0' || (hit != NULL && hit < value))
			total += strtod(value, NULL);
	}
	return total;
}

struct pair {
	struct sample was, is;
};

static double rate(const struct pair *p, const char *name, const char *label)
{
	double seconds = (double)(p->is.at_ms - p->was.at_ms) / 1000;

	if (p->was.text == NULL || seconds <= 0)
		return 0;
	return (sum(&p->is, name, label) - sum(&p->was, name, label)) / seconds;
}

static double per(double what, double count)
{
	return count > 0 ? what / count : 0;
}

static void show_gateways(const struct pair *p, const struct config *c)
{
	for (size_t i = 0; i < c->gateways; i++) {
		static const char *const results[] = { "sent", "failed", "retried", "unknown" };
		char label[LABEL_MAX];

		printf("%-16.16s", c->gateway[i].name);
		for (size_t k = 0; k < sizeof(results) / sizeof(results[0]); k++) {
			(void)snprintf(label, sizeof(label), "gateway=\"%s\",result=\"%s\"",
				c->gateway[i].name, results[k]);
			printf("  %s %.1f/s", results[k], rate(p, "lapak_send_total", label));
		}
		(void)snprintf(label, sizeof(label), "gateway=\"%s\"", c->gateway[i].name);
		printf("  %s\n",
			sum(&p->is, "lapak_gateway_resting", label) > 0 ? "RESTS" : "works");
	}
}

static void show(const struct pair *p, const struct config *c)
{
	const struct sample *s = &p->is;
	double acks = rate(p, "lapak_inbound_ack_seconds_count", ""),
	       commits = rate(p, "lapak_commit_seconds_count", "");

	printf("lapak %s   up %.0f min   %s\n\n", LAPAK_VERSION,
		(sum(s, "lapak_time_seconds", "") - sum(s, "process_start_time_seconds", "")) /
			60,
		sum(s, "lapak_ready", "") > 0 ? "ready" : "NOT READY: lapak doctor says why");
	printf("in      kept %.1f/s  repeated %.1f/s  refused %.1f/s  failed %.1f/s  taking %.1f ms\n",
		rate(p, "lapak_inbound_total", "result=\"kept\""),
		rate(p, "lapak_inbound_total", "result=\"repeated\""),
		rate(p, "lapak_inbound_total", "result=\"denied\"") +
			rate(p, "lapak_inbound_total", "result=\"invalid\""),
		rate(p, "lapak_inbound_total", "result=\"failed\""),
		per(rate(p, "lapak_inbound_ack_seconds_sum", ""), acks) * 1000);
	printf("commit  %.1f/s  taking %.2f ms  failed turns %.0f\n", commits,
		per(rate(p, "lapak_commit_seconds_sum", ""), commits) * 1000,
		sum(s, "lapak_turns_failed_total", ""));
	printf("outbox  waiting %.0f  on the wire %.0f  oldest due since %.0f s\n\n",
		sum(s, "lapak_outbox_messages", "state=\"queued\""),
		sum(s, "lapak_outbox_messages", "state=\"sending\""),
		sum(s, "lapak_outbox_oldest_age_seconds", ""));
	show_gateways(p, c);
	printf("\ndisk left %.0f MiB  database %.1f MiB  log %.1f MiB  memory %.1f MiB  "
	       "last backup %.0f h ago\n",
		sum(s, "lapak_disk_free_bytes", "") / MIB, sum(s, "lapak_db_bytes", "") / MIB,
		sum(s, "lapak_wal_bytes", "") / MIB,
		sum(s, "process_resident_memory_bytes", "") / MIB,
		sum(s, "lapak_backup_age_seconds", "") / 3600);
	(void)fflush(stdout);
}

static enum exit_status take(struct pair *p, struct probe *probe, const char *url)
{
	if (probe_ask(probe, url, false, TIMEOUT_MS) != RC_OK || probe->status != 200) {
		(void)fprintf(stderr, "lapak: nothing answers at %s: %s\n", url, probe->error);
		return EXIT_FAILED;
	}
	free(p->was.text);
	p->was.text = p->is.text;
	p->was.at_ms = p->is.at_ms;
	p->is.text = strdup(probe->body.data);
	p->is.at_ms = clock_monotonic_ms();
	return p->is.text != NULL ? EXIT_DONE : EXIT_FAILED;
}

/* A first sample, then one a second; --once stops after the first that has rates. */
static enum exit_status watch(const struct config *c, bool once, struct probe *probe)
{
	const struct timespec second = { .tv_sec = 1 };
	struct pair p = { { NULL, 0 }, { NULL, 0 } };
	char url[CONFIG_URL];
	enum exit_status status;
	bool rates = false;

	doctor_url(&c->server.metrics_listen, "/metrics", url);
	for (;;) {
		status = take(&p, probe, url);
		if (status != EXIT_DONE)
			break;
		if (rates || !once) {
			if (!once)
				(void)fputs("\033[H\033[J", stdout);
			show(&p, c);
		}
		if ((rates && once) || ferror(stdout) != 0)
			break;
		rates = true;
		(void)nanosleep(&second, NULL);
	}
	free(p.was.text);
	free(p.is.text);
	return status;
}

enum exit_status cli_top(const struct invocation *in)
{
	static const struct verb fit = { .options = "once" };
	struct config *c = calloc(1, sizeof(*c));
	struct probe probe = { .status = 0 };
	enum exit_status status = options_fit(in, &fit);

	if (c == NULL)
		return EXIT_FAILED;
	buf_init(&probe.body, BODY_MAX);
	if (status == EXIT_DONE)
		status = cli_config(in, c);
	if (status == EXIT_DONE && c->server.metrics_listen.host[0] == '\0') {
		(void)fputs("lapak: metrics_listen is \"none\"; lapak top reads there: set it, "
			    "then restart the service\n",
			stderr);
		status = EXIT_FAILED;
	}
	if (status == EXIT_DONE)
		status = watch(
			c, option_given(in, "once") || isatty(STDOUT_FILENO) != 1, &probe);
	buf_release(&probe.body);
	config_forget(c);
	free(c);
	return status;
}
