/*
 * web/api.h - private to web/: the JSON API, one table of routes and what a handler gets
 *
 * A row of api_routes[] says who may call, what comes in and goes out, and which functions run:
 * run and after in the loop's transaction, in a savepoint of the call's own; work between them on a
 * worker thread with its own read-only store. Router, roles, audit, OpenAPI and the tests' matrix
 * are made from the rows. Adding an endpoint: one row, its handler, its shapes, one test.
 *
 * A handler reads c->in and c->ask, which fit their shapes already, and sets c->out. Anything but
 * RC_OK: nothing of the call is kept, and the answer is what api_refuse() said, or the usual one of
 * the outcome.
 */
#ifndef LAPAK_WEB_API_H
#define LAPAK_WEB_API_H
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/rc.h"
#include "dialog/dialog.h"
#include "store/session.h"
#include "web/api_shape.h"
#include "web/server.h"
#include "web/worker.h"

struct request;
struct store;
struct api_call;
struct progress_place;

typedef enum rc api_fn(struct api_call *c);

enum api_flags {
	API_OPEN = 1 << 0, /* without sign-in */
	API_HALF = 1 << 1, /* also while the second factor is still to be set up */
	API_PAGE = 1 << 2, /* answers {"items": [...], "next": cursor or null} of out's shape */
	API_LARGE = 1 << 3,  /* a body of up to API_LARGE_MAX bytes, else API_BODY_MAX */
	API_PLAIN = 1 << 4,  /* out is not of a shape: see what */
	API_FILE = 1 << 5,   /* answers a file, written by work while it is sent */
	API_SECRET = 1 << 6, /* holds a secret: its work is hashing, its answer is not kept */
	API_MADE = 1 << 7,   /* a good answer is 201 */
	API_WHOLE = 1 << 8,  /* as API_PAGE, but always everything: next is null */
	API_TAGGED = 1 << 9, /* needs If-Match: what is changed is what the caller saw */
};

enum {
	API_BODY_MAX = 16 * 1024,
	API_LARGE_MAX = 1024 * 1024,
	API_ANSWER_MAX = 16 * 1024 * 1024,
	API_PAGE_MOST = 200, /* rows a page */
	API_PAGE_USUAL = 50,
	API_PARTS = 3, /* {names} in a path */
};

struct api_route {
	const char *method, *path; /* "/waves/{id}/seats/{trader}", below /api/v1 */
	const char *name;          /* OpenAPI's operationId */
	unsigned roles;            /* bits 1 << enum role; 0 with API_OPEN */
	unsigned flags;
	const char *audit; /* NULL: changes nothing */
	const struct api_shape *ask, *in, *out;
	api_fn *run, *work, *after;
	const char *what; /* one line */
};
extern const struct api_route api_routes[]; /* ends with method NULL */

/* Where a call stands. */
enum api_step {
	API_RUN,   /* run is to come, or after when there is no run */
	API_WORK,  /* for a worker, once the transaction is kept */
	API_AFTER, /* back from the worker */
	API_DONE,  /* answered */
};

struct api_part {
	const char *name; /* of the path, borrowed from the row */
	size_t length;
	char value[64];
	int64_t id; /* of {id} and {trader}; 0 for other names */
};

struct api_call {
	struct request *request;
	const struct api_route *route;
	const struct site *site;
	enum api_step step;
	enum rc outcome;     /* of work */
	struct task task;    /* for work */
	struct store *store; /* of the thread that runs */
	int64_t now;
	struct session who; /* id 0: nobody has signed in */
	bool by_cookie;
	char address[46];
	struct api_part part[API_PARTS];
	size_t parts;
	struct dialog
		dialog; /* as it was when the call was begun; another thread may read it */
	struct wording *wording; /* its wording, held for the call */
	json_t *ask, *in;        /* of the query and the body: objects; owned */
	json_t *out;             /* owned; NULL: an answer without content */
	int64_t page_seen;       /* rows the page was given in this round, skipped ones too */
	int64_t page_looked;     /* and in the rounds before it */
	int64_t page_last,
		page_next; /* key of the last row of a page; of what follows, 0: nothing */
	unsigned status;   /* of a good answer, 200 by default */
	char subject[48];  /* of the audit entry, "wave:12" */
	char detail[128];
	char cookie[256];      /* Set-Cookie; "" none */
	char etag[40];         /* quoted; "" none, and a read's is made of its bytes */
	bool idle;             /* nothing was changed: there is nothing to write down */
	json_t *faults;        /* of a refusal: each fault of what came in; owned */
	char key[104];         /* Idempotency-Key; "" none */
	char request_hash[65]; /* of method, path and body, when there is a key */
	char disposition[128]; /* of a file */
	struct progress_place
		*progress; /* how far the file is, when the caller wants to know; owned */
	FILE *file;        /* of an API_FILE row, for work to write; owned */
	bool keep;         /* what was written is kept although the call is refused */
	bool refused;      /* problem says why */
	unsigned problem;  /* the status */
	char code[32], field[48]; /* for programs: "name-taken" */
	char sentence[256];       /* for people who read programs */
	unsigned wait;            /* Retry-After in seconds; 0 none */
	char retry_after[12];
	void *state; /* a handler's own, between its steps */
	void (*state_free)(void *);
};

/* Refuses the call: code is a short word that a page translates, field the name of what is wrong ("" or
 * NULL: none), the sentence is for whoever reads the answer. Returns rc. */
enum rc api_refuse(struct api_call *c, enum rc rc, const char *code, const char *field,
	const char *sentence, ...) PRINTF_LIKE(5, 6);

/* Refuses with 412 unless If-Match names the tag, quoted, of what is there now. */
MUST_CHECK enum rc api_match(struct api_call *c, const char *etag);

/* What kind of file an API_FILE row answers, by the ending of its path: a Content-Type. */
const char *api_file_type(const struct api_route *r);

/* Whether the {name} of a path stands for an id; any text else. */
bool api_part_is_id(const char *name, size_t n);
/* The id in the path. */
int64_t api_id(const struct api_call *c, const char *name);
const char *api_part(const struct api_call *c, const char *name);
/* For the audit: what was changed. */
void api_subject(struct api_call *c, const char *kind, int64_t id);

/* Members of an object that fits its shape; absent or null: "", 0, false. */
const char *api_text(const json_t *object, const char *name);
int64_t api_int(const json_t *object, const char *name);
bool api_true(const json_t *object, const char *name);
bool api_has(const json_t *object, const char *name);

/* Adds to an object: steals value. Text that is not UTF-8 is mended; ids are strings. */
void api_put(json_t *object, const char *name, json_t *value);
void api_put_text(json_t *object, const char *name, const char *value); /* NULL: null */
void api_put_id(json_t *object, const char *name, int64_t id);          /* 0: null */
void api_put_int(json_t *object, const char *name, int64_t value);
void api_put_bool(json_t *object, const char *name, bool value);
void api_put_time(json_t *object, const char *name, int64_t at); /* 0: null */
void api_put_day(json_t *object, const char *name, int32_t day);

/* A page. api_page_begin() says from where and how many rows to ask for (one too many, so that it is
 * known whether another page follows); api_page_row() takes each (stealing it) with the key it is
 * sorted by; api_page_end() sets c->out. begin refuses a cursor that is none of ours; without one
 * *after is 0. */
MUST_CHECK enum rc api_page_begin(struct api_call *c, int64_t *after, int64_t *limit);
MUST_CHECK enum rc api_page_row(struct api_call *c, json_t *row, int64_t key);
/* A row the caller may not see: it is left out, and the page goes on behind it. */
void api_page_skip(struct api_call *c, int64_t key);
/* Whether skipped rows have left room and there may be more: then the list is to be asked again, behind *after. Bounded: a page may
 * end with few rows or none and yet have a next one. */
bool api_page_goes_on(struct api_call *c, int64_t *after);
MUST_CHECK enum rc api_page_end(struct api_call *c);

#endif
