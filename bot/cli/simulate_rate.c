/* cli/simulate_rate.c - a server of its own driven at a rate, and what a country of such days would take */
#include "cli/simulate_rate.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cli/listing.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/simulate_client.h"
#include "cli/simulate_stage.h"
#include "office/random.h"
#include "store/retention.h"

enum {
	SLICE_MS = 10, /* what is due in it goes out together */
	STEP_US = 100, /* of the histogram of waits */
	STEPS = 100000,
	SECONDS_DEFAULT = 600,
	RATE_MOST = 20000,
	PHONES_FROM = 1000000,
	BIND_RATE = 100,   /* messages a second of one SMPP bind, as operators sell it */
	KEEP_PERCENT = 30, /* of a server's processor that a peak may take */
};

struct drive {
	struct arrivals arrivals;
	struct stage stage;
	struct client client;
	struct random random;
	int64_t rate, seconds, traders;
	int64_t texts; /* ever: each has an id of its own */
	int64_t sent, segments, due_us, slowest_us, began_bytes, bytes;
	int64_t wait[STEPS]; /* how many answers took so many steps */
	int64_t took_ms, cpu_ms;
	int64_t price; /* rupiah a segment */
	struct progress progress;
	struct err err;
};

static const char *const says[] = { "jual 1,5jt live 400rb", "350rb", "JUAL 85rb", "1", "TIPS",
	"jual 750 ribu", "0", "SAYA", "laku 300", "libur", "jual sejuta", "MENU" };

/* A talk is one text, due with its slice. */
static bool one_text(void *arg, size_t talk, const char *answer, struct client_call *call)
{
	struct drive *d = arg;
	int64_t took;

	(void)talk;
	if (answer != NULL) {
		took = clock_monotonic_us() - d->due_us;
		d->wait[took / STEP_US < STEPS ? took / STEP_US : STEPS - 1]++;
		if (took > d->slowest_us)
			d->slowest_us = took;
		d->segments += strlen(answer) > sizeof("{\"replies\": []}");
		return false;
	}
	(void)snprintf(call->path, sizeof(call->path), "/gateway/phone/inbound");
	call->type = "application/json";
	buf_printf(&call->body,
		"{\"from\": \"+62813%07" PRIu64 "\", \"text\": \"%s\", \"id\": \"r-%" PRId64
		"\"}",
		PHONES_FROM + random_below(&d->random, (uint64_t)d->traders),
		says[random_below(&d->random, sizeof(says) / sizeof(says[0]))], d->texts++);
	d->sent++;
	return true;
}

/* 0: there is none. */
static int64_t file_bytes(const struct stage *s, const char *name)
{
	char path[STAGE_PATH + 32];
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s/%s", s->folder, name);
	return stat(path, &st) == 0 ? st.st_size : 0;
}

static void sleep_until(int64_t us)
{
	int64_t left = us - clock_monotonic_us();
	struct timespec t = { .tv_sec = left / 1000000, .tv_nsec = left % 1000000 * 1000 };

	if (left > 0)
		(void)nanosleep(&t, NULL);
}

/* What is late goes out at once; its wait counts from when it was due. */
static enum rc drive_for(struct drive *d, int64_t ms)
{
	int64_t began_us = clock_monotonic_us(), asked = 0;
	enum rc rc = RC_OK;

	for (int64_t at = SLICE_MS; at <= ms && rc == RC_OK; at += SLICE_MS) {
		int64_t due = d->rate * at / 1000;

		d->due_us = began_us + at * 1000;
		sleep_until(d->due_us);
		rc = client_talk(&d->client, (size_t)(due - asked), one_text, d, &d->err);
		asked = due;
		progress_show(&d->progress, at / 1000, ms / 1000, clock_monotonic_ms());
	}
	d->took_ms = (clock_monotonic_us() - began_us) / 1000;
	return rc;
}

/* Who has texted before is what a market is made of: everybody is met once before time counts. */
static enum rc meet(struct drive *d)
{
	enum rc rc = client_talk(&d->client, (size_t)d->traders, one_text, d, &d->err);

	memset(d->wait, 0, sizeof(d->wait));
	d->sent = d->segments = d->slowest_us = 0;
	d->began_bytes = file_bytes(&d->stage, "lapak.db");
	return rc;
}

static int64_t quantile_us(const struct drive *d, int64_t of_thousand)
{
	int64_t wanted = d->sent * of_thousand / 1000, seen = 0;

	for (int64_t i = 0; i < STEPS; i++) {
		seen += d->wait[i];
		if (seen >= wanted)
			return (i + 1) * STEP_US;
	}
	return d->slowest_us;
}

/* What the server's loop has had of a processor so far: the first number of its schedstat, in nanoseconds. */
static int64_t server_cpu_ms(const struct stage *s)
{
	char path[64], line[128] = "";
	int64_t ns = 0;
	FILE *from;

	(void)snprintf(path, sizeof(path), "/proc/%ld/schedstat", (long)s->server);
	from = fopen(path, "re");
	if (from == NULL)
		return 0;
	if (fgets(line, sizeof(line), from) != NULL) {
		line[strcspn(line, " ")] = '\0';
		if (!number_read(&ns, line, 0, INT64_MAX))
			ns = 0;
	}
	(void)fclose(from);
	return ns / 1000000;
}

static enum rc play(struct drive *d)
{
	const char *const migrate[] = { "migrate", NULL };
	enum rc rc = stage_clock(&d->stage, time(NULL), &d->err);

	if (rc == RC_OK)
		rc = stage_run(&d->stage, migrate, NULL, &d->err);
	if (rc == RC_OK)
		rc = stage_serve(&d->stage, &d->err);
	if (rc == RC_OK)
		rc = meet(d);
	progress_begin(&d->progress, "rate", clock_monotonic_ms());
	d->progress.unit = "seconds";
	d->progress.per = 1;
	d->cpu_ms = -server_cpu_ms(&d->stage);
	if (rc == RC_OK)
		rc = drive_for(d, d->seconds * 1000);
	d->cpu_ms += server_cpu_ms(&d->stage);
	progress_end(&d->progress);
	if (rc == RC_OK)
		rc = stage_halt(&d->stage, SIGTERM, &d->err);
	d->bytes = file_bytes(&d->stage, "lapak.db") - d->began_bytes;
	return rc;
}

struct nation { /* what the day's arrivals take, by what was measured */
	int64_t bytes_a_message, gib_a_year, binds, broadcast_minutes, rupiah_a_day,
		cpu_percent, servers;
};

static struct nation nation_of(const struct drive *d)
{
	int64_t day = 0, sent = d->sent > 0 ? d->sent : 1, ms = d->took_ms > 0 ? d->took_ms : 1;
	struct nation n = { .bytes_a_message = d->bytes / sent };

	for (int i = 0; i < DAY_MINUTES; i++)
		day += d->arrivals.minute[i];
	n.gib_a_year = n.bytes_a_message * day * MESSAGE_TEXT_DAYS / (INT64_C(1) << 30);
	n.binds = (d->arrivals.peak + BIND_RATE - 1) / BIND_RATE;
	n.broadcast_minutes = NATION_TRADERS / (n.binds * BIND_RATE) / 60;
	n.rupiah_a_day = day * d->segments / sent * d->price;
	n.cpu_percent = d->cpu_ms * 100 / ms * d->arrivals.peak / (d->rate > 0 ? d->rate : 1);
	n.servers = (n.cpu_percent + KEEP_PERCENT - 1) / KEEP_PERCENT;
	if (n.servers < 1)
		n.servers = 1;
	return n;
}

static void print_day(const struct arrivals *a)
{
	int64_t most = a->peak * 3600;

	for (int hour = 4; hour < 24; hour++) {
		int64_t sum = 0;

		for (int i = 0; i < 60; i++)
			sum += a->minute[hour * 60 + i];
		printf("  %02d:00 %6" PRId64 " a second ", hour, sum / 3600);
		for (int64_t i = 0; i < sum * 50 / most; i++)
			(void)putchar('#');
		(void)putchar('\n');
	}
}

static void print_text(const struct drive *d, const struct nation *n)
{
	printf("A market day of %d traders, one message each: %" PRId64
	       " a second over the day, %" PRId64
	       " in the busiest five minutes, from %02d:%02d\n",
		(int)NATION_TRADERS, d->arrivals.mean, d->arrivals.peak,
		d->arrivals.peak_minute / 60, d->arrivals.peak_minute % 60);
	print_day(&d->arrivals);
	printf("\nDriven: %" PRId64 " a second for %" PRId64 " seconds by %" PRId64 " phones\n"
	       "  answered %" PRId64 " of %" PRId64 ", %" PRId64
	       " a second; refused or cut off, and called again: %" PRId64
	       "\n  waited: half %.1f ms, 99 of 100 %.1f ms, 999 of 1000 %.1f ms, most %.1f ms\n"
	       "  of the server: %" PRId64 " %% of one processor; %" PRId64
	       " bytes of disk a message with its reply\n",
		d->rate, d->seconds, d->traders, d->client.answers - d->traders, d->sent,
		d->sent * 1000 / (d->took_ms > 0 ? d->took_ms : 1), d->client.retries,
		(double)quantile_us(d, 500) / 1000, (double)quantile_us(d, 990) / 1000,
		(double)quantile_us(d, 999) / 1000, (double)d->slowest_us / 1000,
		d->cpu_ms * 100 / (d->took_ms > 0 ? d->took_ms : 1), n->bytes_a_message);
	printf("\nSuch a day every day:\n"
	       "  gateways   %" PRId64 " replies a second at the peak: %" PRId64
	       " SMPP binds of %d a second;\n"
	       "             an SMS to all of the country goes out by them in %" PRId64
	       " minutes\n"
	       "  cost       Rp%" PRId64 " a day for replies, at Rp%" PRId64 " a segment\n"
	       "  disk       %" PRId64 " GiB a year, while texts are kept for %d days\n"
	       "  servers    %" PRId64 ": its busiest minutes take %" PRId64
	       " %% of one processor, and %d %% are to be the most;\n"
	       "             one more stands by\n",
		d->arrivals.peak, n->binds, (int)BIND_RATE, n->broadcast_minutes,
		n->rupiah_a_day, d->price, n->gib_a_year, (int)MESSAGE_TEXT_DAYS, n->servers,
		n->cpu_percent, (int)KEEP_PERCENT);
}

static void print_json(const struct drive *d, const struct nation *n)
{
	json_print(json_pack("{s:{s:I,s:I,s:I,s:I}, "
			     "s:{s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I}, "
			     "s:{s:I,s:I,s:I,s:I,s:I,s:I}}",
		"day", "traders", (json_int_t)NATION_TRADERS, "mean",
		(json_int_t)d->arrivals.mean, "peak", (json_int_t)d->arrivals.peak,
		"peak_minute", (json_int_t)d->arrivals.peak_minute, "driven", "rate",
		(json_int_t)d->rate, "seconds", (json_int_t)d->seconds, "sent",
		(json_int_t)d->sent, "answered", (json_int_t)(d->client.answers - d->traders),
		"bytes_a_message", (json_int_t)n->bytes_a_message, "called_again",
		(json_int_t)d->client.retries, "p50_us", (json_int_t)quantile_us(d, 500),
		"p99_us", (json_int_t)quantile_us(d, 990), "most_us", (json_int_t)d->slowest_us,
		"cpu_ms", (json_int_t)d->cpu_ms, "nation", "binds", (json_int_t)n->binds,
		"broadcast_minutes", (json_int_t)n->broadcast_minutes, "rupiah_a_day",
		(json_int_t)n->rupiah_a_day, "gib_a_year", (json_int_t)n->gib_a_year, "servers",
		(json_int_t)n->servers, "cpu_percent", (json_int_t)n->cpu_percent));
}

static enum exit_status read_rate(const struct invocation *in, struct drive *d)
{
	const char *rate = option_value(in, "rate"), *seconds = option_value(in, "seconds"),
		   *traders = option_value(in, "traders");

	d->rate = d->arrivals.peak;
	if (strcmp(rate, "peak") != 0 && !number_read(&d->rate, rate, 1, RATE_MOST))
		return cli_misused(in,
			"--rate takes messages a second from 1 to %d, or peak, not `%.60s`",
			(int)RATE_MOST, rate);
	if (seconds != NULL && !number_read(&d->seconds, seconds, 1, 86400))
		return cli_misused(in,
			"--seconds takes a whole number from 1 to 86400, not `%.60s`", seconds);
	if (traders != NULL && !number_read(&d->traders, traders, 20, 1000000))
		return cli_misused(in,
			"--traders takes a whole number from 20 to 1000000, not `%.60s`",
			traders);
	return EXIT_DONE;
}

static enum exit_status run(const struct invocation *in, struct drive *d)
{
	struct config config;
	struct nation n;
	enum exit_status status = cli_config(in, &config);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	d->price = config.office.price_per_segment;
	rc = stage_open(&d->stage, option_value(in, "keep"), &config, &d->err);
	config_forget(&config);
	client_open(&d->client, &d->stage.port);
	if (rc == RC_OK)
		rc = play(d);
	status = rc == RC_OK ? EXIT_DONE : cli_failed(&d->err);
	n = nation_of(d);
	if (rc == RC_OK && in->json)
		print_json(d, &n);
	else if (rc == RC_OK)
		print_text(d, &n);
	client_close(&d->client);
	stage_close(&d->stage);
	return status;
}

enum exit_status simulate_rate(const struct invocation *in)
{
	struct err none = { .rc = RC_BROKEN, .msg = "out of memory" };
	struct drive *d = calloc(1, sizeof(*d));
	enum exit_status status;

	if (d == NULL)
		return cli_failed(&none);
	d->seconds = SECONDS_DEFAULT;
	d->traders = 20000;
	d->stage.hears = -1;
	d->random.state = 1;
	arrivals_make(&d->arrivals, NATION_TRADERS, 1);
	status = read_rate(in, d);
	if (status == EXIT_DONE)
		status = run(in, d);
	free(d);
	return status;
}
