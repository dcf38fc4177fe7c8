/*
 * tests/bench/send.c - the sender beside bare libcurl multi, to one sink, in one run
 *
 *	build/bench/bare 8081 &   then   build/bench/send 8081 20000 5 [DATABASE]
 *
 * Each round sends so many messages both ways, in turn, so that whatever else the machine does strikes both alike: libcurl multi
 * alone with 64 requests in the air, and the outbox with its transactions on disk: of a new database each round, or of the one
 * named, which it adds to. Prints the rates of each round and the median ratio.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "relay/outbound.h"
#include "store/message.h"
#include "store/store.h"

enum { IN_AIR = 64, ROUNDS_MAX = 99, EXPIRES = 3600 };

static void stop(const char *what)
{
	(void)fprintf(stderr, "send: %s\n", what);
	exit(1);
}

static int64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static size_t swallow(char *data, size_t size, size_t n, void *arg)
{
	(void)data;
	(void)arg;
	return size * n;
}

static void url_make(char url[static 1024], const char *port, long i)
{
	(void)snprintf(url, 1024,
		"http://127.0.0.1:%s/send?username=&password=&to=%%2B62812%08ld&from=2323&text="
		"LAPAK%%3A%%20Tercatat%%20laku%%20Rp350.000&charset=UTF-8&coding=0&validity=60"
		"&dlr-mask=31&dlr-url=http%%3A%%2F%%2F127.0.0.1%%3A8080%%2Fgateway%%2Fkannel"
		"%%2Freport%%3Fref%%3D%ld%%26type%%3D%%25d%%26answer%%3D%%25A",
		port, i, i);
}

static void launch(CURLM *multi, CURL *easy, const char *port, long i)
{
	char url[1024];

	url_make(url, port, i);
	if (curl_easy_setopt(easy, CURLOPT_URL, url) != CURLE_OK ||
		curl_multi_add_handle(multi, easy) != CURLM_OK)
		stop("libcurl refuses a request");
}

/* Messages a second by libcurl alone. */
static double bare(const char *port, long messages)
{
	CURLM *multi = curl_multi_init();
	CURL *easy[IN_AIR];
	int64_t began = now_ms();
	long begun = 0, done = 0;
	int running, left;

	for (int i = 0; i < IN_AIR; i++) {
		easy[i] = curl_easy_init();
		(void)curl_easy_setopt(easy[i], CURLOPT_WRITEFUNCTION, swallow);
		(void)curl_easy_setopt(easy[i], CURLOPT_NOSIGNAL, 1L);
		launch(multi, easy[i], port, begun++);
	}
	while (done < messages) {
		CURLMsg *m;

		(void)curl_multi_perform(multi, &running);
		for (m = curl_multi_info_read(multi, &left); m != NULL;
			m = curl_multi_info_read(multi, &left)) {
			CURL *one = m->easy_handle;

			if (m->data.result != CURLE_OK)
				stop("the sink does not answer");
			(void)curl_multi_remove_handle(multi, one);
			done++;
			if (begun < messages)
				launch(multi, one, port, begun++);
		}
		(void)curl_multi_poll(multi, NULL, 0, 100, NULL);
	}
	for (int i = 0; i < IN_AIR; i++)
		curl_easy_cleanup(easy[i]);
	(void)curl_multi_cleanup(multi);
	return (double)messages * 1000 / (double)(now_ms() - began);
}

static struct store *store_make(const char *path)
{
	char url[640];
	struct store *st = NULL;
	struct buf report;
	struct err err;

	(void)snprintf(url, sizeof(url), "sqlite:%s", path);
	buf_init(&report, 64 * 1024);
	if (store_open(&st, url, STORE_WRITE, &err) != RC_OK ||
		store_migrate(st, "migrations", time(NULL), &report, &err) != RC_OK)
		stop(err.msg);
	buf_release(&report);
	return st;
}

static void queue(struct store *st, long messages)
{
	int64_t now = time(NULL);

	if (store_begin(st) != RC_OK)
		stop("no transaction");
	for (long i = 0; i < messages; i++) {
		char phone[20];
		struct message m = { .channel = CHANNEL_SMS,
			.kind = KIND_TIP,
			.state = MESSAGE_QUEUED,
			.gateway = "kannel",
			.phone = phone,
			.text = "LAPAK: Tercatat laku Rp350.000",
			.at = now,
			.due_at = now,
			.expires_at = now + EXPIRES,
			.segments = 1 };

		(void)snprintf(phone, sizeof(phone), "+62812%08ld", i % 100000000);
		m.id = store_message_id(st);
		if (message_add(st, &m) != RC_OK)
			stop("a message is not kept");
	}
	if (store_commit(st) != RC_OK)
		stop("the queue is not kept");
}

static uint64_t chance(void *arg)
{
	(void)arg;
	return 4;
}

static void turn(struct store *st, struct outbound *o)
{
	int64_t now = time(NULL), ms = now_ms();

	if (!outbound_wants(o, now, ms))
		return;
	if (store_begin(st) != RC_OK || outbound_apply(o, now, ms) != RC_OK ||
		store_commit(st) != RC_OK)
		stop("a turn is not kept");
	outbound_start(o, now, ms);
}

/* Messages a second from the queue on disk to their settled state on disk. */
static double lapak(const struct config *config, const char *path, long messages)
{
	struct store *st = store_make(path);
	struct gateway_health health = { .sent = 0 };
	struct outbound *o = NULL;
	struct err err;
	int64_t began;

	queue(st, messages);
	if (outbound_open(&o, st, config, chance, NULL, &err) != RC_OK)
		stop(err.msg);
	began = now_ms();
	while (health.sent < messages) {
		int64_t ms = now_ms();

		if (outbound_wait(o, NULL, 0, outbound_timeout_ms(o, time(NULL), ms)) != RC_OK)
			stop("no waiting");
		outbound_run(o, now_ms());
		turn(st, o);
		outbound_health(o, 0, &health);
		if (health.retried + health.failed + health.unknown > 0)
			stop("the sink does not take a message");
	}
	began = now_ms() - began;
	outbound_close(o);
	store_close(st);
	return (double)messages * 1000 / (double)began;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void forget(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char one[600];

	for (size_t i = 0; i < 3; i++) {
		(void)snprintf(one, sizeof(one), "%s%s", path, ends[i]);
		(void)unlink(one);
	}
}

int main(int argc, char **argv)
{
	static struct config config = { .gateways = 1 };
	long messages = argc > 3 ? strtol(argv[2], NULL, 10) : 0;
	long rounds = argc > 3 ? strtol(argv[3], NULL, 10) : 0;
	char folder[] = "build/bench/send-XXXXXX", path[600];
	double ratio[ROUNDS_MAX];

	if (argc > 5 || messages < 100 || rounds < 1 || rounds > ROUNDS_MAX ||
		mkdtemp(folder) == NULL) {
		(void)fputs(
			"usage: send PORT MESSAGES ROUNDS [DATABASE], from the root of the source\n",
			stderr);
		return 2;
	}
	(void)snprintf(path, sizeof(path), "%s%s", argc == 5 ? argv[4] : folder,
		argc == 5 ? "" : "/send.db");
	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
	(void)snprintf(config.gateway[0].name, sizeof(config.gateway[0].name), "kannel");
	(void)snprintf(config.gateway[0].type, sizeof(config.gateway[0].type), "kannel");
	(void)snprintf(config.gateway[0].sender, sizeof(config.gateway[0].sender), "2323");
	(void)snprintf(config.gateway[0].send_url, sizeof(config.gateway[0].send_url),
		"http://127.0.0.1:%s/send", argv[1]);
	(void)snprintf(config.server.public_url, sizeof(config.server.public_url),
		"http://127.0.0.1:8080");
	config.gateway[0].rate_per_second = 1000000;
	for (long i = 0; i < rounds; i++) {
		double alone = bare(argv[1], messages);
		double ours = lapak(&config, path, messages);

		ratio[i] = ours / alone;
		printf("round=%ld curl=%.0f lapak=%.0f ratio=%.3f\n", i + 1, alone, ours,
			ratio[i]);
		if (argc == 4)
			forget(path);
	}
	qsort(ratio, (size_t)rounds, sizeof(ratio[0]), by_size);
	printf("median_ratio=%.3f\n", ratio[rounds / 2]);
	(void)rmdir(folder);
	return 0;
}
