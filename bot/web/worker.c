/* web/worker.c - a thread for what takes long, with a read-only store of its own */
#include "web/worker.h"

#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/beside.h"
#include "base/log.h"
#include "store/store.h"

enum {
	SILENT_MS = 60000, /* after which the database's server is given up */
	SLICE_MS = 250,    /* between looks whether to stop */
};

struct queue {
	struct task *first, **end;
};

struct worker {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct queue todo, done; /* under the lock, and so are these two */
	unsigned waiting;
	bool stopping;
	int fd;
	char *url;
	struct store *store; /* the thread's own */
};

static void queue_add(struct queue *q, struct task *t)
{
	t->next = NULL;
	*q->end = t;
	q->end = &t->next;
}

static struct task *queue_empty(struct queue *q)
{
	struct task *all = q->first;

	q->first = NULL;
	q->end = &q->first;
	return all;
}

void worker_wake(struct worker *w)
{
	uint64_t one = 1;

	if (write(w->fd, &one, sizeof(one)) != (ssize_t)sizeof(one))
		log_event(LOG_ERROR, "worker-silent", "reason=eventfd");
}

/* Blocks until there is a task; NULL: to stop. */
static struct task *next(struct worker *w)
{
	struct task *t = NULL;

	(void)pthread_mutex_lock(&w->lock);
	while (w->todo.first == NULL && !w->stopping)
		(void)pthread_cond_wait(&w->wake, &w->lock);
	if (!w->stopping) {
		t = w->todo.first;
		w->todo.first = t->next;
		if (w->todo.first == NULL)
			w->todo.end = &w->todo.first;
		w->waiting--;
	}
	(void)pthread_mutex_unlock(&w->lock);
	return t;
}

static bool is_stopping(struct worker *w)
{
	bool stopping;

	(void)pthread_mutex_lock(&w->lock);
	stopping = w->stopping;
	(void)pthread_mutex_unlock(&w->lock);
	return stopping;
}

/* Reports may take their time, a server that is no more may not. */
static bool attend(void *arg, int fd, short events, int ms)
{
	struct pollfd wanted = { .fd = fd, .events = events };
	int left = ms < 0 ? SILENT_MS : ms;

	for (;;) {
		int slice = left < SLICE_MS ? left : SLICE_MS;

		if (poll(&wanted, 1, slice) > 0)
			return true;
		left -= slice;
		if (left <= 0 || is_stopping(arg))
			return false;
	}
}

/* A database that does not open now may the next time: the task is told by NULL. */
static void open_store(struct worker *w)
{
	struct err err = { .msg = "" };

	if (w->url == NULL || w->store != NULL)
		return;
	if (store_open(&w->store, w->url, STORE_READ, &err) != RC_OK)
		log_event(LOG_ERROR, "worker-blind", "reason=\"%s\"", err.msg);
	else
		store_attend(w->store, attend, w);
}

static void *live(void *arg)
{
	struct worker *w = arg;
	struct task *t;

	for (t = next(w); t != NULL; t = next(w)) {
		open_store(w);
		t->run(t->arg, w->store);
		(void)pthread_mutex_lock(&w->lock);
		queue_add(&w->done, t);
		(void)pthread_mutex_unlock(&w->lock);
		worker_wake(w);
	}
	store_close(w->store);
	w->store = NULL;
	return NULL;
}

enum rc worker_start(struct worker **out, const char *url, int *fd, struct err *err)
{
	struct worker *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return err_set(err, RC_BROKEN, "out of memory");
	(void)queue_empty(&w->todo);
	(void)queue_empty(&w->done);
	(void)pthread_mutex_init(&w->lock, NULL);
	(void)pthread_cond_init(&w->wake, NULL);
	w->url = url != NULL ? strdup(url) : NULL;
	w->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (w->fd < 0 || (url != NULL && w->url == NULL) ||
		!beside_begin(&w->thread, live, w)) {
		if (w->fd >= 0)
			(void)close(w->fd);
		free(w->url);
		free(w);
		return err_set(err, RC_BROKEN, "a thread for long work could not be started");
	}
	*fd = w->fd;
	*out = w;
	return RC_OK;
}

bool worker_post(struct worker *w, struct task *t)
{
	bool room;

	(void)pthread_mutex_lock(&w->lock);
	room = w->waiting < WORKER_TASKS && !w->stopping;
	if (room) {
		queue_add(&w->todo, t);
		w->waiting++;
		(void)pthread_cond_signal(&w->wake);
	}
	(void)pthread_mutex_unlock(&w->lock);
	return room;
}

struct task *worker_done(struct worker *w)
{
	struct task *all;
	uint64_t count;

	if (read(w->fd, &count, sizeof(count)) != (ssize_t)sizeof(count))
		return NULL;
	(void)pthread_mutex_lock(&w->lock);
	all = queue_empty(&w->done);
	(void)pthread_mutex_unlock(&w->lock);
	return all;
}

struct task *worker_stop(struct worker *w)
{
	struct task *left;

	if (w == NULL)
		return NULL;
	(void)pthread_mutex_lock(&w->lock);
	w->stopping = true;
	(void)pthread_cond_signal(&w->wake);
	(void)pthread_mutex_unlock(&w->lock);
	(void)pthread_join(w->thread, NULL);
	*w->done.end = w->todo.first;
	left = w->done.first;
	(void)close(w->fd);
	(void)pthread_cond_destroy(&w->wake);
	(void)pthread_mutex_destroy(&w->lock);
	free(w->url);
	free(w);
	return left;
}
