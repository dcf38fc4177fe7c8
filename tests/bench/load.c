/*
 * tests/bench/load.c - sends webhooks as fast as they are answered, or at a rate, and measures
 *
 *	build/bench/load -c 64 -s 5 127.0.0.1:8080 simulator phone
 *	build/bench/load -r 1000 -s 10 -k SECRET 127.0.0.1:8080 kannel kannel
 *
 * Keep-alive connections on one thread (epoll), a UUID for each message as Kannel gives, the numbers
 * of 100,000 traders in turn, texts as traders write them. At a rate (-r), time counts from when a
 * message was due, so that a stall is seen in all the messages it held up. The same texts of the same
 * traders with -d NUMBER. Prints one line; exit 1 when anything but 2xx came back.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "bench/locality.h"
#include "bench/texts.h"

enum {
	CONNECTIONS_MAX = 4096,
	REQUEST_BYTES = 1024,
	ANSWER_BYTES = 64 * 1024,
	BUCKET_NS = 10000, /* a step of the histogram */
	BUCKETS = 1000000, /* up to 10 s */
};

struct connection {
	struct connection *next_idle;
	int fd;
	bool busy;
	int64_t due;
	size_t got;
	char id[37];
	char answer[ANSWER_BYTES];
};

struct load {
	const char *kind, *gateway, *key;
	struct sockaddr_in address;
	long connections, traders, first, rate;
	int64_t seconds, messages;
	FILE *acked;
	bool local;         /* few write much, instead of all in turn */
	uint64_t random[2]; /* of the ids */
	uint64_t drawn;     /* of texts and traders */
	int epoll;
	struct connection *idle,
		**idle_end; /* the longest idle first, so that none is left to its deadline */
	int64_t start, until, sent, answered, refused, broken;
	uint32_t *histogram;
	int64_t slowest;
};

static int64_t now_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* splitmix64 */
static uint64_t draw_next(struct load *l)
{
	uint64_t z = (l->drawn += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* xorshift128+ */
static uint64_t random_next(struct load *l)
{
	uint64_t a = l->random[0];
	const uint64_t b = l->random[1];

	l->random[0] = b;
	a ^= a << 23;
	l->random[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
	return l->random[1] + b;
}

static void uuid_make(struct load *l, char out[static 37])
{
	const uint64_t a = random_next(l), b = random_next(l);

	(void)snprintf(out, 37, "%08x-%04x-4%03x-%04x-%012" PRIx64, (unsigned)(a >> 32),
		(unsigned)(a >> 16 & 0xffff), (unsigned)(a & 0xfff),
		(unsigned)(b >> 48 & 0x3fff) | 0x8000u, b & UINT64_C(0xffffffffffff));
}

static void percent(char *out, size_t room, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-_.~";
	size_t n = 0;

	for (; *text != '\0' && n + 4 < room; text++) {
		if (strchr(plain, *text) != NULL)
			out[n++] = *text;
		else
			n += (size_t)snprintf(
				out + n, room - n, "%%%02X", (unsigned)(unsigned char)*text);
	}
	out[n] = '\0';
}

static int request_write(struct load *l, const struct connection *c, char *out)
{
	const char *text = bench_texts[draw_next(l) % BENCH_TEXTS];
	long trader = l->local ? (long)locality_pick(draw_next(l), l->traders)
			       : l->first + (long)(l->sent % l->traders);
	char encoded[256], body[512];
	int length;

	if (strcmp(l->kind, "kannel") == 0) {
		percent(encoded, sizeof(encoded), text);
		return snprintf(out, REQUEST_BYTES,
			"GET /gateway/%s/inbound?key=%s&id=%s&from=%%2B62812%07ld&to=2323&text=%s"
			"&ts=1764000000&smsc=a&coding=0&charset=UTF-8 HTTP/1.1\r\nHost: x\r\n\r\n",
			l->gateway, l->key, c->id, trader, encoded);
	}
	length = snprintf(body, sizeof(body),
		"{\"from\":\"+62812%07ld\",\"text\":\"%s\",\"id\":\"%s\"}", trader, text,
		c->id);
	return snprintf(out, REQUEST_BYTES,
		"POST /gateway/%s/inbound HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
		"Content-Length: %d\r\n\r\n%s",
		l->gateway, length, body);
}

static void idle_put(struct load *l, struct connection *c)
{
	c->busy = false;
	c->next_idle = NULL;
	*l->idle_end = c;
	l->idle_end = &c->next_idle;
}

static void connection_open(struct load *l, struct connection *c)
{
	struct epoll_event wanted = { .events = EPOLLIN, .data.ptr = c };
	const int on = 1;

	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0 ||
		connect(c->fd, (struct sockaddr *)&l->address, sizeof(l->address)) != 0) {
		(void)fprintf(stderr, "load: cannot connect: %s\n", strerror(errno));
		exit(1);
	}
	(void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &wanted) != 0) {
		(void)fprintf(stderr, "load: epoll: %s\n", strerror(errno));
		exit(1);
	}
	idle_put(l, c);
}

static void connection_lost(struct load *l, struct connection *c)
{
	(void)close(c->fd);
	l->broken += c->busy;
	connection_open(l, c);
}

/* Sends one message on an idle connection; due: when it should have gone. */
static void message_send(struct load *l, int64_t due)
{
	struct connection *c = l->idle;
	char request[REQUEST_BYTES];
	int n;

	l->idle = c->next_idle;
	if (l->idle == NULL)
		l->idle_end = &l->idle;
	uuid_make(l, c->id);
	n = request_write(l, c, request);
	l->sent++;
	c->busy = true;
	c->due = due;
	c->got = 0;
	if (send(c->fd, request, (size_t)n, MSG_NOSIGNAL) != n)
		connection_lost(l, c);
}

static void answer_count(struct load *l, struct connection *c)
{
	int64_t took = now_ns() - c->due;
	int64_t bucket = took / BUCKET_NS;

	l->histogram[bucket < BUCKETS ? bucket : BUCKETS - 1]++;
	if (took > l->slowest)
		l->slowest = took;
	l->answered++;
	if (strncmp(c->answer, "HTTP/1.1 2", 10) != 0) {
		if (l->refused++ == 0)
			(void)fprintf(stderr, "load: refused: %.200s\n", c->answer);
	} else if (l->acked != NULL) {
		(void)fprintf(l->acked, "%s\n", c->id);
	}
	idle_put(l, c);
}

static bool answer_whole(const struct connection *c)
{
	const char *end = strstr(c->answer, "\r\n\r\n");
	const char *length = strstr(c->answer, "Content-Length: ");

	return end != NULL && (length == NULL || length > end ||
				      c->got >= (size_t)(end + 4 - c->answer) +
							strtoul(length + 16, NULL, 10));
}

static void connection_read(struct load *l, struct connection *c)
{
	ssize_t n =
		recv(c->fd, c->answer + c->got, sizeof(c->answer) - 1 - c->got, MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0 || !c->busy) {
		/* An idle connection that the server closed stands in the idle list already. */
		if (c->busy) {
			connection_lost(l, c);
			return;
		}
		(void)fprintf(stderr, "load: the server closed an idle connection\n");
		exit(1);
	}
	c->got += (size_t)n;
	c->answer[c->got] = '\0';
	if (answer_whole(c))
		answer_count(l, c);
}

static bool finished(const struct load *l, int64_t now)
{
	return now >= l->until || (l->messages > 0 && l->sent >= l->messages);
}

/* Sends what is due; returns nanoseconds until the next message is, at most a second. */
static int64_t send_due(struct load *l)
{
	int64_t now = now_ns();

	while (l->idle != NULL && !finished(l, now)) {
		int64_t due = l->rate > 0 ? l->start + l->sent * 1000000000 / l->rate : now;

		if (due > now)
			return due - now;
		message_send(l, due);
		now = now_ns();
	}
	return 1000000000;
}

static void run(struct load *l)
{
	struct epoll_event ready[256];
	int64_t patience = 0;

	l->start = now_ns();
	l->until = l->start + l->seconds * 1000000000;
	while (!finished(l, now_ns()) || l->answered + l->broken < l->sent) {
		int64_t wait = send_due(l);
		struct timespec t = { .tv_sec = wait / 1000000000,
			.tv_nsec = wait % 1000000000 };
		int n = epoll_pwait2(l->epoll, ready, 256, &t, NULL);

		for (int i = 0; i < n; i++)
			connection_read(l, ready[i].data.ptr);
		patience = n == 0 && wait == 1000000000 ? patience + 1 : 0;
		if (patience > 10) {
			(void)fprintf(stderr,
				"load: %" PRId64 " answers are missing for 10 s\n",
				l->sent - l->answered - l->broken);
			l->broken = l->sent - l->answered;
		}
	}
}

/* Milliseconds below which `share` of the answers came. */
static double quantile(const struct load *l, double share)
{
	double wanted = (double)l->answered * share;
	uint64_t seen = 0;

	for (size_t i = 0; i < BUCKETS; i++) {
		seen += l->histogram[i];
		if ((double)seen >= wanted)
			return (double)(i + 1) * BUCKET_NS / 1e6;
	}
	return 0;
}

static void print(const struct load *l, int64_t took)
{
	printf("messages=%" PRId64 " refused=%" PRId64 " broken=%" PRId64
	       " connections=%ld rate=%.0f p50_ms=%.2f p90_ms=%.2f p99_ms=%.2f p999_ms=%.2f "
	       "max_ms=%.2f\n",
		l->answered, l->refused, l->broken, l->connections,
		(double)l->answered * 1e9 / (double)took, quantile(l, 0.5), quantile(l, 0.9),
		quantile(l, 0.99), quantile(l, 0.999), (double)l->slowest / 1e6);
}

static void usage(void)
{
	(void)fputs(
		"usage: load [options] ADDRESS:PORT simulator|kannel GATEWAY\n"
		"  -c N  connections (64)      -s N  seconds (5)    -n N  messages at most\n"
		"  -r N  messages a second     -t N  traders (100000)\n"
		"  -f N  the first of them (0)\n"
		"  -k S  the gateway's key     -a F  write acknowledged ids to F\n"
		"  -l    three of a hundred traders write 80 of a hundred messages\n",
		stderr);
	exit(2);
}

static void options_read(struct load *l, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "c:s:n:r:t:f:k:a:d:l")) != -1) {
		if (option == 'c')
			l->connections = strtol(optarg, NULL, 10);
		else if (option == 's')
			l->seconds = strtol(optarg, NULL, 10);
		else if (option == 'n')
			l->messages = strtol(optarg, NULL, 10);
		else if (option == 'r')
			l->rate = strtol(optarg, NULL, 10);
		else if (option == 'd')
			l->drawn = strtoull(optarg, NULL, 10);
		else if (option == 't')
			l->traders = strtol(optarg, NULL, 10);
		else if (option == 'f')
			l->first = strtol(optarg, NULL, 10);
		else if (option == 'k')
			l->key = optarg;
		else if (option == 'l')
			l->local = true;
		else if (option == 'a')
			l->acked = fopen(optarg, "w");
		else
			usage();
	}
	if (argc - optind != 3 || l->connections < 1 || l->connections > CONNECTIONS_MAX ||
		l->traders < 1 || l->first < 0 || l->seconds < 1)
		usage();
}

int main(int argc, char **argv)
{
	struct load l = { .key = "", .connections = 64, .seconds = 5, .traders = 100000 };
	struct connection *all;
	char host[64];
	unsigned port;

	l.idle_end = &l.idle;
	options_read(&l, argc, argv);
	if (sscanf(argv[optind], "%63[0-9.]:%5u", host, &port) != 2 ||
		inet_pton(AF_INET, host, &l.address.sin_addr) != 1)
		usage();
	l.address.sin_family = AF_INET;
	l.address.sin_port = htons((uint16_t)port);
	l.kind = argv[optind + 1];
	l.gateway = argv[optind + 2];
	l.epoll = epoll_create1(EPOLL_CLOEXEC);
	l.histogram = calloc(BUCKETS, sizeof(*l.histogram));
	all = calloc((size_t)l.connections, sizeof(*all));
	if (l.histogram == NULL || all == NULL || l.epoll < 0 ||
		getentropy(l.random, sizeof(l.random)) != 0)
		return 1;
	if (l.drawn == 0)
		l.drawn = l.random[0];
	for (long i = 0; i < l.connections; i++)
		connection_open(&l, &all[i]);
	run(&l);
	print(&l, now_ns() - l.start);
	if (l.acked != NULL)
		(void)fclose(l.acked);
	free(all);
	free(l.histogram);
	return l.refused + l.broken == 0 ? 0 : 1;
}
