/*
 * store/store.h - the database: opening, transactions, schema
 *
 * Everything that writes runs between store_begin() and store_commit(). Aggregate files (trader.h,
 * sale.h, ...) never begin or commit; relay/, office/ and cli/ do. One struct store per thread.
 * Outcomes of every call into store/: RC_OK, RC_ABSENT (no such row), RC_CONFLICT (a UNIQUE or
 * CHECK refused), RC_BUSY (another process writes), RC_FULL (disk full), RC_BROKEN (logged).
 */
#ifndef LAPAK_STORE_STORE_H
#define LAPAK_STORE_STORE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"
#include "text/phone.h"

struct store;

enum store_mode {
	STORE_WRITE, /* creates the file when missing; takes WAL, synchronous=FULL, foreign keys */
	STORE_READ, /* read only: reports, exports, lists beside a running daemon */
};

/* The engines this program was built with, by the names of their urls; NULL-ended. */
extern const char *const store_engines[];

/* Opens url: "sqlite:PATH" (":memory:" as PATH for tests) or "postgresql://...". The caller owns *out and closes it. err says
 * which file and why: absent folder, not writable, not a database, locked. */
MUST_CHECK enum rc store_open(
	struct store **out, const char *url, enum store_mode mode, struct err *err);
/* Takes the right to serve a server's database until store_close(), at once again after a lost connection: beside other
 * servers, or alone (to copy it). RC_CONFLICT when another lapak has it in a way that excludes this, then and at any later
 * store_begin(). A file is held by its caller. */
MUST_CHECK enum rc store_hold(struct store *st, bool alone, struct err *err);
/* Finalizes every statement, closes; NULL is fine. A transaction still open rolls back. */
void store_close(struct store *st);

/* One writer at a time: waits up to the busy timeout (2 s), then RC_BUSY; RC_BUSY too while a server is away. */
MUST_CHECK enum rc store_begin(struct store *st);
/* The same; where store_is_far(), fn says what this transaction is going to ask, so that it is asked with the beginning. */
typedef void store_expect_fn(struct store *st, void *arg);
MUST_CHECK enum rc store_begin_expecting(struct store *st, store_expect_fn *fn, void *arg);
/* The same beside other servers on one database, for the path of messages: whose numbers are in `lock` have their turn now, and at
 * no other server until it ends. Deadlocks and races end as RC_BUSY, from any call; so does what must not be done beside others, and
 * store_wants_alone() says so then. Either way the caller rolls back and does it again after store_begin(). share is borrowed
 * until the transaction ends. Only where fleet_is_one(). */
enum { STORE_LOCKS = 512 };
struct store_share {
	size_t ids; /* of messages that it will want, about */
	size_t locks;
	struct phone lock[STORE_LOCKS];
};
/* Adds a number, which may be there; false: there is no room, so that the database must be had alone. */
bool store_share_lock(struct store_share *s, const struct phone *p);
MUST_CHECK enum rc store_begin_shared(
	struct store *st, struct store_share *share, store_expect_fn *fn, void *arg);
bool store_wants_alone(const struct store *st);
/* Whether the database was not reached, or was lost since. Never of a file. */
bool store_is_away(const struct store *st);
/* Durable when it returns RC_OK. On anything else the outcome is unknown to us (fsync may have
 * failed after the write, the connection may have been lost before the answer): nothing may be acknowledged, and the caller rolls back. */
MUST_CHECK enum rc store_commit(struct store *st);
/* Whether the last store_commit() that failed may have been kept all the same. */
bool store_in_doubt(const struct store *st);
/* Harmless when none is open. */
void store_rollback(struct store *st);

/* One message's own part of a transaction: savepoint, then release (keep) or undo (forget). Not nested. */
MUST_CHECK enum rc store_save(struct store *st);
MUST_CHECK enum rc store_release(struct store *st);
MUST_CHECK enum rc store_undo(struct store *st);

/* The next message id; inside a transaction only. Grows with time, never given twice. */
int64_t store_message_id(struct store *st);
/* The same, when the next one must lie beside it: message_replies() looks for a reply there. */
int64_t store_message_pair(struct store *st);
/* The next id of another kind: "trader", "wave", ... (a row of table sequence). */
MUST_CHECK enum rc store_next_id(struct store *st, const char *kind, int64_t *out);

/* Prepares every statement of every aggregate, so that a fault shows before the port opens. */
MUST_CHECK enum rc store_prepare_all(struct store *st, struct err *err);

struct migration_status {
	int applied;   /* newest migration in the database; 0: an empty one */
	int available; /* newest file */
};
/* Compares the database with dir. RC_OK: current; RC_ABSENT: migrations are pending (or the database is empty);
 * RC_CONFLICT: the database is newer than this program, or a released file was edited (err says). */
MUST_CHECK enum rc store_schema(
	struct store *st, const char *dir, struct migration_status *out, struct err *err);
/* Applies what is pending, each file in its own transaction, recording number, name, checksum and now. Backs
 * up a file first (VACUUM INTO "<file>.before-NNNN") when it is not empty. Refuses gaps, duplicates, edited files,
 * a newer database. A failing file leaves the database as it was. report gets one line a file. */
MUST_CHECK enum rc store_migrate(
	struct store *st, const char *dir, int64_t now, struct buf *report, struct err *err);

/* Whether a write transaction can be opened now, and bytes left on the disk that holds the database (-1 unknown). */
MUST_CHECK enum rc store_writable(struct store *st);
/* Waits until fd is ready for events (those of poll()): at most ms, or, when ms is below 0, as long as it thinks right for an
 * answer. False: it is not, and is not waited for any more. */
typedef bool store_attend_fn(void *arg, int fd, short events, int ms);
/* From now on it is attend that waits for the database's server, and may do other things meanwhile, but nothing with st. When it
 * waits no longer, the connection is given up: what was asked is RC_BUSY. A lost connection is made anew beside the caller, who is told
 * RC_BUSY meanwhile. Of a file nothing is waited for. */
void store_attend(struct store *st, store_attend_fn *attend, void *arg);
/* Whether asking the database is a way to a server, so that what is going to be asked is better said before. */
bool store_is_far(const struct store *st);
/* How often an answer of the database's server was waited for, in all; 0: it is a file. */
int64_t store_trips(const struct store *st);
int64_t store_disk_free(const struct store *st);
/* Moves the write-ahead log into the database file (at shutdown). */
void store_checkpoint(struct store *st);
/* From now on no commit moves the write-ahead log: a thread does, beside the caller, who calls store_tend_log() after each
 * transaction, when nobody waits for it. That begins it when the log has grown, moves itself the little that is left after it,
 * so that the log starts over, and waits when much was written meanwhile: without a reader that does not end the log stays
 * below 64 MiB. RC_BROKEN: no thread. Once a store; nothing where there is no such log. */
MUST_CHECK enum rc store_keep_log(struct store *st, struct err *err);
void store_tend_log(struct store *st);
/* Until what was begun is moved. */
void store_await_log(struct store *st);

/* The setting's value, or RC_ABSENT. */
MUST_CHECK enum rc setting_get(struct store *st, const char *name, char out[static 128]);
MUST_CHECK enum rc setting_put(struct store *st, const char *name, const char *value);

#endif
