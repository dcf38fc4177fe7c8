/* store/db_postgres.h - private to store/: what the files db_postgres*.c share */
#ifndef LAPAK_STORE_DB_POSTGRES_H
#define LAPAK_STORE_DB_POSTGRES_H
/* Where Debian keeps it, and where others do. */
#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

#include "store/db_driver.h"

enum {
	PG_NUMBER = 24,
	PG_WAITING = 4,
	PG_WORDS = 240,
	PG_LATER = 500,          /* commands that wait for one round trip, at most */
	PG_SENT = PG_LATER + 16, /* with those around the last of them */
	PG_NONE = PG_SENT + 1,   /* for pg->wanted */
	PG_CAREFUL = 256,        /* transactions, after one that a late statement spoilt */
	PG_GREETING_MS = 3000,   /* that a server may take for the first answers of a session */
};

/* A statement as prepared on the server. */
struct pg_stmt {
	char name[16];
	int parameters;
	bool guarded;
	bool streams, streaming; /* db_stream(); and rows are still to come */
	bool many;               /* see db_postgres_cursor.c */
	unsigned cursor;         /* the number of the open one; 0: none */
	Oid type[DB_PARAMETERS]; /* of the parameters, as the server takes them */
	const char *value[DB_PARAMETERS + 1];
	int size[DB_PARAMETERS + 1], binary[DB_PARAMETERS + 1];
	char number[DB_PARAMETERS + 1][PG_NUMBER];
	struct buf clean[DB_PARAMETERS + 1]; /* of texts that were no UTF-8 */
	uint64_t tables;                     /* that it reads, or writes to: a bit each */
	int key;                             /* see db_postgres_ahead.c; 0: none */
	PGresult *result;                    /* NULL: not run */
	bool started;  /* was sent, and its result comes with the next answer */
	bool borrowed; /* the result was asked ahead, and stays there */
	int row;       /* of the result; -1: before the first */
};

struct pg_ahead;
struct pg_call;

/* The connection. It is always in libpq's pipeline mode: what is sent together costs one round trip. */
struct pg {
	PGconn *conn; /* NULL or bad: lost */
	char *url;
	enum store_mode mode;
	bool holds; /* the right to serve was taken, and is taken again after a loss */
	enum db_gate hold;
	bool superseded;          /* it could not be, or others took this server for dead */
	unsigned tries;           /* to come back, since the loss */
	struct pg_call *call;     /* that makes a connection meanwhile; NULL: none */
	bool greeting;            /* the session is being set up */
	unsigned sent;            /* commands that wait for their results */
	unsigned wanted;          /* which of them pg_collect() brings; 0: the last */
	unsigned own;             /* the first that is of the wanted statement; 0: all are */
	struct pg_ahead *ahead;   /* NULL: nothing was ever asked ahead */
	PGresult **keep[PG_SENT]; /* by the command's number: where its result goes; or NULL */
	const char *late
		[PG_SENT]; /* by the command's number: the statement nobody waits for; or NULL */
	bool beginning;    /* BEGIN goes with the transaction's first command */
	enum db_gate gate; /* of that transaction */
	/* Of a shared one: what it wants with its beginning, see db_want(). */
	int64_t numbers, last_number;
	const char *keys;
	bool numbering; /* was asked for, ahead of all that was sent, and has not come */
	unsigned fence; /* which of the commands asks whether this server lives; 0: none */
	bool undone;    /* the last commit that failed kept nothing */
	bool spoilt; /* the transaction, by what no savepoint can take back; until the roll-back */
	unsigned careful;      /* transactions to come in which everything is waited for */
	int64_t trips;         /* times that an answer was waited for */
	unsigned serial;       /* of the last statement's or cursor's name */
	unsigned cursors;      /* that are open, in a transaction of their own */
	unsigned cursors_from; /* cursors of lower numbers are no more */
	int64_t changed;       /* rows of the last command */
	char words[PG_WORDS];  /* of the last failure */
	bool warned;           /* by the server, since this was last cleared */
	/* SAVEPOINT and RELEASE that go with the next command. */
	const char *waiting[PG_WAITING];
	unsigned waits;
};

/* RC_OK: there is a connection. Else one is tried for, after a pause that grows to 0.4 s: RC_BUSY, or RC_CONFLICT when
 * there is no right to serve any more. In a transaction a lost connection stays lost. Where somebody attends it is made aside: only
 * the first try is waited for, for a second. */
MUST_CHECK enum rc pg_link(struct db *db);
/* The first one; err says what is wrong and what to do. */
MUST_CHECK enum rc pg_link_first(struct db *db, struct err *err);

/* Sends one command without parameters; pg_collect() brings its result. */
void pg_send(struct pg *pg, const char *text);
/* BEGIN and all that goes with it (db_postgres_share.c). */
void pg_send_begin(struct db *db);
/* What waits for the next command: BEGIN, SAVEPOINT, RELEASE. */
void pg_send_waiting(struct db *db);
/* Counts a command that was sent; late: the name of a statement that nobody waits for, or NULL. */
void pg_sent(struct pg *pg, const char *late);
/* The results of all that was sent. *out is the wanted command's, to be cleared by the caller; NULL when rc is not RC_OK.
 * name: of the statement, for the log; NULL: it is not logged. RC_CONFLICT: a constraint refused; RC_BUSY: the connection is lost, or it would
 * go if tried again; RC_FULL, RC_BROKEN: logged. What fails before the wanted statement's own first command spoils the transaction; if it was
 * a late statement, RC_BUSY: the next transactions wait for each, so that it fails at its own place. */
MUST_CHECK enum rc pg_collect(struct db *db, const char *name, PGresult **out);
/* pg_send_waiting(), pg_send() and pg_collect(), for what gives no rows. */
MUST_CHECK enum rc pg_do(struct db *db, const char *name, const char *text);
bool pg_lost(const struct pg *pg);
/* Waits for fd as store_attend() says, or without an end. */
MUST_CHECK bool pg_wait(struct db *db, int fd, short events, int ms);
/* The connection is over, and so is what was asked by it. */
void pg_give_up(struct pg *pg);

/* Makes a connection to url after a pause, on a thread of its own: looking up a name and going through several hosts cannot be
 * done without blocking. NULL: no memory or no thread. url must live until the end. */
struct pg_call *pg_call_begin(const char *url, long pause_ms);
/* Readable when it is done. */
int pg_call_fd(const struct pg_call *c);
/* The connection, good or bad, which is the caller's; waits for the thread. NULL is fine. */
PGconn *pg_call_end(struct pg_call *c);
/* The same on this thread. */
PGconn *pg_connect(const char *url);
/* The first line of what libpq or the server said, for pg->words; NULL: nothing. */
void pg_keep_words(struct pg *pg, const char *said);

/* After one query was sent: its rows one by one, RC_ABSENT behind the last. *out is the caller's to clear. */
void pg_stream_begin(struct pg *pg);
MUST_CHECK enum rc pg_stream_next(struct db *db, const char *name, PGresult **out);
/* Leaves what is still to come. */
void pg_stream_end(struct db *db);

/* A list that may be long, read outside of a transaction: it comes by a cursor, some rows at a time. pg_cursor_wants(): before
 * the first step. pg_cursor_close(): at the reset. */
void pg_many(struct stmt *s);
bool pg_cursor_wants(const struct stmt *s);
MUST_CHECK enum rc pg_cursor_step(struct stmt *s);
void pg_cursor_close(struct stmt *s);
/* With the connection they are gone. */
void pg_cursors_forget(struct pg *pg);

/* Sends a statement with its values; late as in pg_sent(). */
void pg_send_statement(const struct stmt *s, const char *late);

/* Finds out, once, which tables the statement is about. */
void pg_ahead_prepare(struct stmt *s);
/* What s writes to is to be asked anew. */
void pg_ahead_touch(const struct stmt *s);
/* A savepoint is made, released, undone: what was asked since is to be asked anew. */
void pg_ahead_save(struct pg *pg);
void pg_ahead_release(struct pg *pg);
void pg_ahead_undo(struct pg *pg);
/* Nothing is pending, and the transaction over: all results are let go. */
void pg_ahead_forget(struct pg *pg);
void pg_ahead_free(struct pg *pg);
/* The result that was asked ahead, which stays ours; NULL: there is none. */
MUST_CHECK enum rc pg_ahead_take(struct stmt *s, PGresult **out);

/* As in db_driver.h. */
void pg_expect(struct stmt *s);
void pg_start(struct stmt *s);
void pg_stream(struct stmt *s);
MUST_CHECK enum rc pg_run_later(struct stmt *s);
MUST_CHECK enum rc pg_settle(struct db *db);
/* The same, of what others sent: as pg_collect() for a statement of which no command was sent. */
MUST_CHECK enum rc pg_flush(struct db *db);
int64_t pg_trips(const struct db *db);
/* Sends a statement to be prepared, with what is marked in it for PostgreSQL alone (db.h); to be counted by the caller. */
void pg_send_prepare(
	struct pg *pg, const char *name, const char *text, int parameters, const Oid *types);
void pg_want(struct db *db, int64_t n, const char *keys);
MUST_CHECK enum rc pg_have(struct db *db, int64_t *last);
MUST_CHECK enum rc pg_prepare(struct stmt *s);
void pg_finalize(struct stmt *s);
MUST_CHECK enum rc pg_may_run(struct stmt *s);
MUST_CHECK enum rc pg_step(struct stmt *s);
void pg_reset(struct stmt *s);
void pg_bind_int(struct stmt *s, int n, int64_t value);
void pg_bind_text(struct stmt *s, int n, const char *value);
void pg_bind_blob(struct stmt *s, int n, const void *value, size_t size);
int64_t pg_get_int(struct stmt *s, int column);
bool pg_get_null(struct stmt *s, int column);
const char *pg_view_text(struct stmt *s, int column);
int64_t pg_changed(const struct db *db);
const char *pg_complaint(const struct db *db);
MUST_CHECK enum rc pg_kind(struct db *db, enum db_kind *out);
MUST_CHECK enum rc pg_mark(struct db *db);
MUST_CHECK enum rc pg_safety(struct db *db, struct safety *out);
MUST_CHECK enum rc pg_script(struct db *db, const char *text, struct err *err);

/* One statement of a migration in PostgreSQL's words: INTEGER is BIGINT, BLOB is BYTEA, a text sorts by its bytes, and
 * STRICT and WITHOUT ROWID fall away. The rest is the same in both. Types are written in capitals, names are not. */
struct buf;
void pg_translate(struct buf *out, const char *statement, size_t size);

#endif
