/* store/db_postgres_call.c - a connection that is made on a thread of its own while its user goes on */
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/beside.h"
#include "base/log.h"
#include "store/db_postgres.h"

struct pg_call {
	pthread_t thread;
	const char *url;
	long pause_ms;
	int fd;
	PGconn *conn; /* the thread's until it has ended */
};

static void *live(void *arg)
{
	struct pg_call *c = arg;
	struct timespec t = { c->pause_ms / 1000, c->pause_ms % 1000 * 1000000 };
	uint64_t one = 1;

	(void)nanosleep(&t, NULL);
	c->conn = pg_connect(c->url);
	if (write(c->fd, &one, sizeof(one)) != (ssize_t)sizeof(one))
		log_event(LOG_ERROR, "worker-silent", "reason=eventfd");
	return NULL;
}

struct pg_call *pg_call_begin(const char *url, long pause_ms)
{
	struct pg_call *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->url = url;
	c->pause_ms = pause_ms;
	c->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (c->fd >= 0 && beside_begin(&c->thread, live, c))
		return c;
	if (c->fd >= 0)
		(void)close(c->fd);
	free(c);
	return NULL;
}

int pg_call_fd(const struct pg_call *c)
{
	return c->fd;
}

PGconn *pg_call_end(struct pg_call *c)
{
	PGconn *conn;

	if (!c)
		return NULL;
	(void)pthread_join(c->thread, NULL);
	conn = c->conn;
	(void)close(c->fd);
	free(c);
	return conn;
}
