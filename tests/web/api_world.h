/*
 * tests/web/api_world.h - the API as its callers see it: accounts, sessions, requests and answers
 */
#ifndef LAPAK_TESTS_WEB_API_WORLD_H
#define LAPAK_TESTS_WEB_API_WORLD_H
#include <jansson.h>

#include "store/session.h"
#include "world.h"

#define PASSWORD "jual-sayur-tiap-pagi"

struct api_world {
	struct world world;
	int64_t staff[ROLE_COUNT]; /* one account a role, its login is the role's name */
	char token[ROLE_COUNT][SESSION_TOKEN]; /* of a script */
	unsigned status;
	json_t *answer;  /* of the last request, NULL when it had none; owned */
	char head[4096]; /* of the last answer */
};

void api_open(struct api_world *a);
void api_close(struct api_world *a);

struct api_request {
	const char *method, *path;
	const char *token;   /* bearer; NULL none */
	const char *headers; /* more lines, each ended by \r\n; NULL none */
	const char *body;    /* JSON; NULL none */
};
/* Sends it on a connection of its own; the status. */
unsigned api_ask(struct api_world *a, const struct api_request *r);
/* The same as one who has the role. */
unsigned api_as(struct api_world *a, enum role role, const char *method, const char *path,
	const char *body);
/* A member of the answer: texts; "" when there is none. */
const char *api_said(const struct api_world *a, const char *name);
/* The value of a header of the last answer up to the line's end; "" none. */
void api_header(const struct api_world *a, const char *name, char *out, size_t size);
/* Signs in by password from a browser; the cookie's "name=value". Fails the test otherwise. */
void api_cookie_of(struct api_world *a, enum role role, char out[static 128]);

/* A trader +62812 and n in eight digits, at stall B2-n, whose conversation has begun; the id. */
int64_t add_trader(struct api_world *a, int n, const char *name);
int64_t ask_question(struct api_world *a, int64_t trader, const char *text);

/* As a clerk; clerk_at() puts id where the path, below /api/v1, has an @. */
unsigned clerk(struct api_world *a, const char *method, const char *path, const char *body);
unsigned clerk_at(struct api_world *a, const char *method, const char *format, int64_t id,
	const char *body);
/* Rows of the last answer, which is a page. */
size_t items(const struct api_world *a);
const json_t *item(const struct api_world *a, size_t i);
const char *item_text(const struct api_world *a, size_t i, const char *name);

#endif
