/* tests/relay/sink.c - an HTTP server on loopback that answers as it is told, in a thread of its own */
#include "t.h"

#include "sink.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS = 64, REQUEST_MAX = 64 * 1024 };

struct connection {
	int fd; /* 0: none */
	size_t n;
	char data[REQUEST_MAX];
};

struct sink {
	int listener, stop[2];
	char url[64];
	pthread_t thread;
	pthread_mutex_t lock;
	const char *answer;
	unsigned requests;
	char last[REQUEST_MAX];
	struct connection connection[CONNECTIONS];
};

static void drop(struct connection *c)
{
	(void)close(c->fd);
	c->fd = 0;
}

static void take_connection(struct sink *s)
{
	int fd = accept(s->listener, NULL, NULL);

	for (size_t i = 0; fd >= 0 && i < CONNECTIONS; i++) {
		if (s->connection[i].fd != 0)
			continue;
		s->connection[i].fd = fd;
		s->connection[i].n = 0;
		return;
	}
	if (fd >= 0)
		(void)close(fd);
}

static bool is_whole(const struct connection *c)
{
	const char *end = strstr(c->data, "\r\n\r\n"), *length;

	if (end == NULL)
		return false;
	length = strcasestr(c->data, "\r\nContent-Length: ");
	return length == NULL ||
	       c->n - (size_t)(end + 4 - c->data) >= strtoul(length + 18, NULL, 10);
}

static void respond(struct sink *s, struct connection *c)
{
	const char *answer;

	(void)pthread_mutex_lock(&s->lock);
	answer = s->answer;
	s->requests++;
	memcpy(s->last, c->data, c->n + 1);
	(void)pthread_mutex_unlock(&s->lock);
	c->n = 0;
	if (answer == SINK_HANGS_UP)
		drop(c);
	else if (send(c->fd, answer, strlen(answer), MSG_NOSIGNAL) < 0)
		drop(c);
}

static void read_connection(struct sink *s, struct connection *c)
{
	ssize_t n = recv(c->fd, c->data + c->n, REQUEST_MAX - 1 - c->n, 0);

	if (n <= 0) {
		drop(c);
		return;
	}
	c->n += (size_t)n;
	c->data[c->n] = '\0';
	if (is_whole(c))
		respond(s, c);
}

static void *serve(void *arg)
{
	struct sink *s = arg;
	struct pollfd fds[CONNECTIONS + 2];

	for (;;) {
		fds[0] = (struct pollfd){ .fd = s->stop[0], .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = s->listener, .events = POLLIN };
		for (size_t i = 0; i < CONNECTIONS; i++)
			fds[i + 2] = (struct pollfd){
				.fd = s->connection[i].fd != 0 ? s->connection[i].fd : -1,
				.events = POLLIN
			};
		(void)poll(fds, CONNECTIONS + 2, -1);
		if (fds[0].revents != 0)
			return NULL;
		for (size_t i = 0; i < CONNECTIONS; i++)
			if (fds[i + 2].revents != 0)
				read_connection(s, &s->connection[i]);
		if (fds[1].revents != 0)
			take_connection(s);
	}
}

struct sink *sink_open(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t n = sizeof(address);
	struct sink *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_true(s->listener >= 0);
	assert_int_equal(bind(s->listener, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(s->listener, 64), 0);
	assert_int_equal(getsockname(s->listener, (struct sockaddr *)&address, &n), 0);
	(void)snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%u/send",
		(unsigned)ntohs(address.sin_port));
	s->answer = SINK_ACCEPTS;
	assert_int_equal(pipe(s->stop), 0);
	assert_int_equal(pthread_mutex_init(&s->lock, NULL), 0);
	assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
	return s;
}

void sink_close(struct sink *s)
{
	assert_int_equal(write(s->stop[1], "x", 1), 1);
	assert_int_equal(pthread_join(s->thread, NULL), 0);
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (s->connection[i].fd != 0)
			drop(&s->connection[i]);
	(void)close(s->listener);
	(void)close(s->stop[0]);
	(void)close(s->stop[1]);
	(void)pthread_mutex_destroy(&s->lock);
	free(s);
}

const char *sink_url(const struct sink *s)
{
	return s->url;
}

void sink_answer(struct sink *s, const char *answer)
{
	(void)pthread_mutex_lock(&s->lock);
	s->answer = answer;
	(void)pthread_mutex_unlock(&s->lock);
}

unsigned sink_requests(struct sink *s)
{
	unsigned n;

	(void)pthread_mutex_lock(&s->lock);
	n = s->requests;
	(void)pthread_mutex_unlock(&s->lock);
	return n;
}

void sink_last(struct sink *s, char *out, size_t size)
{
	(void)pthread_mutex_lock(&s->lock);
	(void)snprintf(out, size, "%s", s->last);
	(void)pthread_mutex_unlock(&s->lock);
}
