/*
 * tests/web/world.h - a server in this process, its loop, and clients that speak raw bytes
 *
 * The loop is the product's: poll, server_run, apply, commit, answer. Behind it stand two gateways of
 * our own ("sim" of type simulator, "strict" of type kannel) and an inbound_apply() that answers
 * "echo ID", so that only web/ is looked at. What an event's text says is what happens to it:
 * FAIL (it alone fails), BREAK (the transaction breaks), AGAIN (a repeat), UNKNOWN (about no message of ours), LONG (a long answer),
 * HUGE (one that is too long), TWO (two replies). A gateway is proved by ?key= or by the header X-Key.
 */
#ifndef LAPAK_TESTS_WEB_WORLD_H
#define LAPAK_TESTS_WEB_WORLD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "web/server.h"

enum { ANSWER_BYTES = 256 * 1024 };

struct world {
	struct config config;
	struct inbound inbound;
	struct dialog dialog; /* its wording is there with a store */
	struct wording *wording;
	struct server *server;
	int64_t now, now_ms; /* the clocks, moved by hand */
	bool commit_fails;
	bool edited;         /* the API has kept an edit of the wording in this turn */
	struct store *store; /* NULL: no API */
	char folder[64], url[128];
	const char *unready; /* what readiness() says; NULL nothing */
	size_t applied;      /* events that reached inbound_apply() */
	char last_id[96];
	size_t turns,
		slept; /* turns of the loop; and those in which the whole timeout passed */
};

/* A server on a free port; adjust (may be NULL) may change the configuration before. */
void world_open(struct world *w, void (*adjust)(struct config *));
/* The same over a migrated database of its own in a folder of its own: with the API. */
void world_open_store(struct world *w, void (*adjust)(struct config *));
void world_close(struct world *w);
/* One turn: sleeps until there is something to do, for at most timeout_ms. */
void world_turn(struct world *w, int timeout_ms);
/* Reads what has come and suspends it, without a transaction. */
void world_read(struct world *w);

struct client {
	int fd;
	bool ended; /* the server has closed */
	size_t length;
	char got[ANSWER_BYTES]; /* NUL-ended */
};

void client_open(struct client *c, unsigned port);
void client_close(struct client *c);
void client_send(struct client *c, const char *bytes, size_t n);
void client_say(struct client *c, const char *text);
/* Takes what is there without waiting. */
void client_take(struct client *c);
/* Whole answers in what was taken (all have a Content-Length). */
size_t client_answers(const struct client *c);
/* The status of the n-th answer, 0 for none; its body goes to body. */
unsigned client_answer(const struct client *c, size_t n, char *body, size_t room);
/* Forgets what was taken. */
void client_forget(struct client *c);

/* Turns the loop until n answers are there or the server closes. */
void client_wait(struct world *w, struct client *c, size_t n);
/* Sends, and turns the loop until n answers are there or the server closes. */
void client_ask(struct world *w, struct client *c, const char *text, size_t n);
/* A whole exchange on a connection of its own: the status; the answer's bytes stay in c->got. */
unsigned ask_once(struct world *w, struct client *c, const char *text);

#endif
