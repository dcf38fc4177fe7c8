/* tests/store/two_fixture.h - two stores on one PostgreSQL database, and a thread for the one that waits */
#ifndef TEST_TWO_FIXTURE_H
#define TEST_TWO_FIXTURE_H
#include <pthread.h>

#include "server_fixture.h"

#include "store/message.h"
#include "store/trader.h"

struct two {
	struct store *a, *b;
	struct store_share of_a, of_b; /* of their transactions */
};

static inline struct two patient_two_of(void *state)
{
	return (struct two){ .a = migrated(state),
		.b = open_at(((struct folder *)state)->url, STORE_WRITE) };
}

/* b waits for nothing longer than a fifth of a second. */
static inline struct two two_of(void *state)
{
	struct two t = patient_two_of(state);

	ok(pg_do(t.b->db, "t.patience", "SET lock_timeout = 200"));
	return t;
}

static inline void close_two(struct two *t)
{
	store_close(t->a);
	store_close(t->b);
}

static inline struct phone number_of(int n)
{
	struct phone p;

	snprintf(p.e164, sizeof(p.e164), "+62812%08d", n);
	return p;
}

/* A turn of the n-th and m-th number; 0: of none. */
static inline enum rc begin_turn(
	struct store *st, struct store_share *share, size_t ids, int n, int m)
{
	struct phone p;

	*share = (struct store_share){ .ids = ids };
	for (int i = 0; i < 2; i++) {
		p = number_of(i == 0 ? n : m);
		if ((i == 0 ? n : m) > 0)
			assert_true(store_share_lock(share, &p));
	}
	return store_begin_shared(st, share, NULL, NULL);
}

static inline enum rc begin_a(struct two *t, size_t ids, int n)
{
	return begin_turn(t->a, &t->of_a, ids, n, 0);
}

static inline enum rc begin_b(struct two *t, size_t ids, int n)
{
	return begin_turn(t->b, &t->of_b, ids, n, 0);
}

/* ---- a thread of b's own ---- */

typedef enum rc errand_fn(struct store *st, struct store_share *share);

struct errand {
	pthread_t thread;
	errand_fn *fn;
	struct two *two;
	enum rc rc;
};

static inline void *run_errand(void *arg)
{
	struct errand *e = arg;

	e->rc = e->fn(e->two->b, &e->two->of_b);
	return NULL;
}

static inline void begin_errand(struct errand *e, errand_fn *fn, struct two *t)
{
	*e = (struct errand){ .fn = fn, .two = t };
	assert_int_equal(pthread_create(&e->thread, NULL, run_errand, e), 0);
}

static inline enum rc end_errand(struct errand *e)
{
	assert_int_equal(pthread_join(e->thread, NULL), 0);
	return e->rc;
}

/* Until somebody waits for a lock. */
static inline void await_waiting(struct folder *f)
{
	PGconn *conn = server_connect(strrchr(f->url, '/') + 1);
	char n[64] = "0";

	for (int i = 0; i < 500 && strcmp(n, "0") == 0; i++) {
		(void)usleep(10000);
		server_ask(conn, "SELECT count(*) FROM pg_locks WHERE NOT granted", n);
	}
	PQfinish(conn);
	assert_string_not_equal(n, "0");
}

#endif
