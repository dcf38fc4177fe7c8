/*
 * tests/bench/ussd.c - sessions of USSD side by side, each with a thumb that thinks, and how soon every screen is there
 *
 *	build/bench/ussd -c 1000 -s 10 -w 1000 127.0.0.1:8080 /gateway/at/ussd
 *
 * Each session has a connection, dials with a number nobody had, goes 2, its own amount, 0, and dials anew with the
 * next number. A screen must begin with CON, the last with END, and the screens after the amount must show this amount: another's means
 * that sessions were mixed up. Time counts from when a hop was due. Prints one line; exit 1 when a screen was not as it must be.
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
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
	SESSIONS_MAX = 20000,
	BYTES = 2048,
	STEPS = 4,
	HOPS_MAX = 4 * 1000 * 1000,
	MS = 1000 * 1000
};

struct session {
	int fd, step;
	uint64_t serial;
	int64_t due; /* ns; when the hop is, or was, to be sent */
	bool waiting;
	char in[BYTES];
	size_t got;
};
struct bench {
	struct session *session;
	int64_t *took; /* ns */
	size_t sessions, hops, bad, mixed, ended;
	uint64_t next;
	int64_t think, until;
	const char *path;
	int epoll;
	uint32_t dice;
};

static int64_t now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 * MS + t.tv_nsec;
}

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(2);
}

/* Half to one and a half of what a hop takes to think about. */
static int64_t pause_of(struct bench *b)
{
	b->dice = b->dice * 1664525u + 1013904223u;
	return b->think / 2 + (int64_t)((double)b->think * (b->dice >> 8) / (1 << 24));
}

/* In thousands of rupiah, such as nobody doubts; of 5,000 sessions in a row all differ. */
static unsigned amount_of(const struct session *s)
{
	return 100 + (unsigned)(s->serial * 7919 % 5000);
}

static void text_of(const struct session *s, char *out, size_t size)
{
	static const char *const texts[STEPS] = { "", "2", "2*%urb", "2*%urb*0" };

	if (s->step < 2)
		(void)snprintf(out, size, "%s", texts[s->step]);
	else
		(void)snprintf(out, size, s->step == 2 ? "2*%urb" : "2*%urb*0", amount_of(s));
}

static void send_hop(struct bench *b, struct session *s)
{
	char text[64], body[256], request[768];
	int n, m;

	text_of(s, text, sizeof(text));
	n = snprintf(body, sizeof(body),
		"sessionId=s%" PRIu64 "&serviceCode=*123%%23&phoneNumber=%%2B62812%08" PRIu64
		"&networkCode=51010&text=%s",
		s->serial, s->serial, text);
	m = snprintf(request, sizeof(request),
		"POST %s HTTP/1.1\r\nHost: bench\r\nContent-Type: "
		"application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		b->path, n, body);
	if (send(s->fd, request, (size_t)m, MSG_NOSIGNAL) != m)
		die("send");
	s->waiting = true;
	s->got = 0;
}

/* "Rp1.234.000" */
static void amount_print(char *out, size_t size, unsigned thousands)
{
	if (thousands < 1000)
		(void)snprintf(out, size, "Rp%u.000", thousands);
	else
		(void)snprintf(out, size, "Rp%u.%03u.000", thousands / 1000, thousands % 1000);
}

static void check_screen(struct bench *b, const struct session *s, const char *screen)
{
	char want[32];
	bool last = s->step == STEPS - 1;

	if (strncmp(screen, last ? "END " : "CON ", 4) != 0)
		b->bad++;
	if (s->step < 2)
		return;
	amount_print(want, sizeof(want), amount_of(s));
	if (strstr(screen, want) == NULL)
		b->mixed++;
}

/* The screen, once all of it is there; NULL before. */
static const char *screen_of(struct bench *b, const struct session *s)
{
	const char *end = strstr(s->in, "\r\n\r\n");
	const char *length = end != NULL ? strcasestr(s->in, "\r\nContent-Length:") : NULL;

	if (end == NULL)
		return NULL;
	if (length == NULL || strncmp(s->in, "HTTP/1.1 200", 12) != 0) {
		b->bad++;
		return end + 4;
	}
	return strlen(end + 4) >= strtoul(length + 17, NULL, 10) ? end + 4 : NULL;
}

static void dial(struct bench *b, struct session *s)
{
	s->step = 0;
	s->serial = b->next++;
}

static void receive(struct bench *b, struct session *s)
{
	ssize_t n = recv(s->fd, s->in + s->got, BYTES - 1 - s->got, 0);
	const char *screen;
	int64_t at;

	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0)
		die("a connection was closed");
	s->got += (size_t)n;
	s->in[s->got] = '\0';
	screen = screen_of(b, s);
	if (screen == NULL)
		return;
	at = now();
	check_screen(b, s, screen);
	if (b->hops < HOPS_MAX)
		b->took[b->hops++] = at - s->due;
	s->waiting = false;
	if (++s->step == STEPS) {
		b->ended++;
		dial(b, s);
	}
	s->due = at + pause_of(b);
}

static void open_session(struct bench *b, struct session *s, const struct sockaddr_in *to)
{
	struct epoll_event e = { .events = EPOLLIN, .data.ptr = s };
	int one = 1;

	s->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (s->fd < 0 || connect(s->fd, (const struct sockaddr *)to, sizeof(*to)) != 0)
		die("connect");
	(void)setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (epoll_ctl(b->epoll, EPOLL_CTL_ADD, s->fd, &e) != 0)
		die("epoll_ctl");
	dial(b, s);
	s->due = now() + pause_of(b);
}

static void turn(struct bench *b, int64_t at)
{
	struct epoll_event events[256];
	int n = epoll_wait(b->epoll, events, 256, 1);

	for (int i = 0; i < n; i++)
		receive(b, events[i].data.ptr);
	for (size_t i = 0; i < b->sessions; i++)
		if (!b->session[i].waiting && b->session[i].due <= at && at < b->until)
			send_hop(b, &b->session[i]);
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double ms_at(const struct bench *b, double share)
{
	return b->hops == 0 ? 0 : (double)b->took[(size_t)((double)(b->hops - 1) * share)] / MS;
}

static int run(struct bench *b, const struct sockaddr_in *to, int64_t seconds)
{
	int64_t begin;

	for (size_t i = 0; i < b->sessions; i++)
		open_session(b, &b->session[i], to);
	begin = now();
	b->until = begin + seconds * 1000 * MS;
	for (int64_t at = begin; at < b->until + 1000 * MS; at = now())
		turn(b, at);
	for (size_t i = 0; i < b->sessions; i++)
		b->bad += b->session[i].waiting; /* no screen within a second */
	qsort(b->took, b->hops, sizeof(b->took[0]), by_size);
	printf("sessions=%zu hops=%zu rate=%.0f p50_ms=%.2f p99_ms=%.2f max_ms=%.2f ended=%zu "
	       "mixed=%zu bad=%zu\n",
		b->sessions, b->hops, (double)b->hops / (double)seconds, ms_at(b, 0.5),
		ms_at(b, 0.99), ms_at(b, 1), b->ended, b->mixed, b->bad);
	return b->mixed + b->bad > 0 || b->hops == 0;
}

int main(int argc, char **argv)
{
	struct bench b = {
		.sessions = 1000, .think = 1000 * (int64_t)MS, .next = 1, .dice = 1
	};
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct rlimit files;
	int64_t seconds = 10;
	char host[64];
	unsigned port;
	int option;

	while ((option = getopt(argc, argv, "c:s:w:f:")) != -1)
		switch (option) {
		case 'c':
			b.sessions = strtoul(optarg, NULL, 10);
			break;
		case 's':
			seconds = strtol(optarg, NULL, 10);
			break;
		case 'w':
			b.think = strtol(optarg, NULL, 10) * MS;
			break;
		case 'f':
			b.next = strtoul(optarg, NULL, 10);
			break;
		default:
			return 2;
		}
	if (argc - optind != 2 || b.sessions == 0 || b.sessions > SESSIONS_MAX ||
		sscanf(argv[optind], "%63[0-9.]:%5u", host, &port) != 2 || port > 65535 ||
		inet_pton(AF_INET, host, &to.sin_addr) != 1) {
		(void)fprintf(stderr,
			"usage: ussd [-c sessions] [-s seconds] [-w think-ms] [-f "
			"first-number] ADDRESS:PORT PATH\n");
		return 2;
	}
	to.sin_port = htons((uint16_t)port);
	b.path = argv[optind + 1];
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &files);
	}
	b.epoll = epoll_create1(0);
	b.session = calloc(b.sessions, sizeof(*b.session));
	b.took = calloc(HOPS_MAX, sizeof(*b.took));
	if (b.epoll < 0 || b.session == NULL || b.took == NULL)
		die("bench");
	return run(&b, &to, seconds);
}
