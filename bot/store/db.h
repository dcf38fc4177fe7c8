/*
 * store/db.h - private to store/: named statements over the database engine
 *
 * An aggregate keeps each statement as a static const struct sql beside the one function that
 * runs it, and ends with the NULL-ended list of them. Texts stay in the subset that SQLite and
 * PostgreSQL share:
 *	parameters $1, $2, ... without gaps, bound by number; nothing is formatted into a text
 *	ON CONFLICT ... DO UPDATE SET x = excluded.x, old values as table.column; RETURNING
 *	states of partial indexes as literals; no booleans, no scalar max or min, no LIKE
 *	what stands between the marks of a comment with a plus is for PostgreSQL alone: FOR UPDATE
 *	NULLS LAST where a NULL is ordered; LIMIT always (db_limit() turns 0 into "all")
 *
 *	struct stmt *s = db_prepare(st->db, &by_id);
 *
 *	db_int(s, 1, id);
 *	rc = db_step(s);
 *	if (rc == RC_OK) {
 *		*out = db_get_int(s, 0);
 *		db_reset(s);
 *	}
 *	return rc;
 */
#ifndef LAPAK_STORE_DB_H
#define LAPAK_STORE_DB_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/store.h"

struct db;
struct stmt;
struct tally;

struct sql {
	const char *name, *text; /* the name goes to the log, values never do */
};

struct store {
	struct db *db;
	char *path;              /* as given; ":memory:" too */
	int64_t message_id;      /* the last one given out */
	int64_t message_id_kept; /* what the row of `sequence` says */
	int64_t message_id_end;  /* where several servers give them out: the last of our own */
	bool ids_in_part;        /* taken since the savepoint: undone with it */
	bool ids_lost;           /* there were none: the transaction must not be kept */
	bool in_doubt;           /* see store_in_doubt() */
	bool reached;            /* the last transaction found the database */
	const struct store_share *share; /* of this transaction; see share.h */
	int64_t owned[STORE_LOCKS];      /* the traders who belong to it */
	size_t owns;
	struct tally *tally; /* see tally.h */
};

/* Opening: a SQLite file (":memory:" too), or a database of a PostgreSQL server by its url, where that driver is built
 * in. err gets one sentence with the place and the remedy. */
MUST_CHECK enum rc db_open_file(
	struct db **out, const char *path, enum store_mode mode, struct err *err);
MUST_CHECK enum rc db_open_server(
	struct db **out, const char *url, enum store_mode mode, struct err *err);
void db_close(struct db *db);

/* db_commit() is the only way to commit: the guard refuses any other. After the engine rolled
 * back by itself (disk full) everything up to db_rollback() is RC_BROKEN. */
enum db_gate {
	DB_ALONE,  /* nobody else writes meanwhile */
	DB_SHARED, /* others that said so may; a file knows only the other */
};
MUST_CHECK enum rc db_begin(struct db *db, enum db_gate gate);
MUST_CHECK enum rc db_commit(struct db *db);
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);
MUST_CHECK enum rc db_save(struct db *db);
MUST_CHECK enum rc db_release(struct db *db);
MUST_CHECK enum rc db_undo(struct db *db);

/* The right to serve the database, alone or beside others, until db_close(): RC_CONFLICT when another holds it in a way that
 * excludes this, RC_BUSY when nobody can be asked. RC_OK at once where the caller holds a lock on the file. */
MUST_CHECK enum rc db_hold(struct db *db, enum db_gate gate, struct err *err);
/* Whether several servers may have it at once. */
bool db_is_shared(const struct db *db);
/* From now on db_begin() is RC_CONFLICT when table server has no row of that id. Only where db_is_shared(). */
void db_serve(struct db *db, int64_t server);
/* That id; 0: none. */
int64_t db_server(const struct db *db);
/* As store_attend(). */
void db_attend(struct db *db, store_attend_fn *attend, void *arg);
/* In a shared transaction only statements that were looked at for it may write: any other is RC_BUSY, and the work is done again
 * with the database alone, as db_alone_wanted() then says. */
bool db_shares(const struct db *db);
bool db_alone_wanted(const struct db *db);
/* The same, said by an aggregate: RC_BUSY in a shared transaction, RC_OK in any other. */
MUST_CHECK enum rc db_want_alone(struct db *db);
/* Behind db_begin() of a shared transaction, before anything else: n numbers of the sequence `message` are given out, outside of
 * the transaction, and `keys`, an array in the server's words, are locked in their order until it ends. All of it goes with what
 * is asked next, which sees what others did before them; keys is borrowed until db_have(). */
void db_want(struct db *db, int64_t n, const char *keys);
/* Waits for that, unless an answer has come meanwhile. *last: of the numbers. */
MUST_CHECK enum rc db_have(struct db *db, int64_t *last);
/* Whether there is no connection to a server; never of a file. */
bool db_is_lost(const struct db *db);
/* Whether the last db_commit() that failed has certainly kept nothing. */
bool db_undone(const struct db *db);
/* The database's own clock, unix seconds. Only where db_is_shared(). */
MUST_CHECK enum rc db_clock(struct db *db, int64_t *out);

/* The statement, from the cache (by address) or prepared now; never NULL: one that does not
 * prepare is logged and every db_step() on it fails. One run at a time: BUG when it was not
 * reset. BUG on parameters other than $1.. without gaps. */
struct stmt *db_prepare(struct db *db, const struct sql *q);
/* Whether it prepares; the engine's words go to err. */
MUST_CHECK enum rc db_try(struct db *db, const struct sql *q, struct err *err);

/* Text and blobs are borrowed until db_reset() or a db_step() that is not RC_OK. */
void db_int(struct stmt *s, int n, int64_t value);
void db_text(struct stmt *s, int n, const char *value); /* NULL: SQL's NULL */
void db_blob(struct stmt *s, int n, const void *value, size_t size);
void db_null(struct stmt *s, int n);
/* NULL for 0 or "", which stand for "none" in the structs. */
void db_int_or_null(struct stmt *s, int n, int64_t value);
void db_text_or_null(struct stmt *s, int n, const char *value);
void db_limit(struct stmt *s, int n, int64_t limit);

/* RC_OK: a row. RC_ABSENT: no more. RC_CONFLICT: UNIQUE, CHECK or a foreign key refused. RC_BUSY,
 * RC_FULL, RC_BROKEN (logged). All but RC_OK reset the statement. */
MUST_CHECK enum rc db_step(struct stmt *s);
/* Runs what gives no rows, or none that matter: RC_OK when it went through. */
MUST_CHECK enum rc db_run(struct stmt *s);
/* db_run(), then RC_ABSENT when it touched no row. */
MUST_CHECK enum rc db_run_some(struct stmt *s);
/* Before the first step: the rows come one at a time however many there are. Until the reset nothing else runs on db. */
void db_stream(struct stmt *s);
/* db_run() of what nobody asks the outcome of, and nothing but a bug or a broken world refuses: where the engine is far it goes
 * with the next statement that is waited for, and a refusal makes that one, or the commit, fail with RC_BUSY. db_settle() waits
 * for all that was run so far, and tells how it went. */
MUST_CHECK enum rc db_run_later(struct stmt *s);
MUST_CHECK enum rc db_settle(struct db *db);
/* Whether the engine is a way away, so that asking many things together is worth something. */
bool db_is_far(const struct db *db);
/* Of a read that is not run, and of rows that this transaction is going to ask for with the same values: they are asked for now, and
 * come with the next answer that is waited for. What is written meanwhile makes db_step() ask anew. Resets s. Only where
 * db_is_far(). */
void db_expect(struct stmt *s);
/* Sends what db_step() is going to run next but for others that were started before: their answers come together. It is not
 * refused but by a bug or a broken world, as in db_run_later(). Here, where it is not far, it does nothing. */
void db_start(struct stmt *s);
/* How often an answer of a server was waited for, in all; 0 where there is none. */
int64_t db_trips(const struct db *db);
/* Rows the last INSERT, UPDATE or DELETE touched. */
int64_t db_changed(const struct db *db);
void db_reset(struct stmt *s);
/* Resets it before its last row: gives rc back, which says why. */
MUST_CHECK enum rc db_leave(struct stmt *s, enum rc rc);

/* Columns from 0; NULL reads as 0 and "". */
int64_t db_get_int(struct stmt *s, int column);
int32_t db_get_int32(struct stmt *s, int column);
bool db_get_null(struct stmt *s, int column);
/* Copies; what is longer than size - 1 is cut at a character. */
void db_get_text(struct stmt *s, int column, char *out, size_t size);
/* Borrowed until the next step or reset. */
const char *db_view_text(struct stmt *s, int column);

/* For migrations. */
enum db_kind {
	DB_EMPTY,   /* no table at all */
	DB_OURS,    /* carries our mark */
	DB_FOREIGN, /* tables of another program */
};
MUST_CHECK enum rc db_kind(struct db *db, enum db_kind *out);
/* Marks the file as ours (inside a transaction). */
MUST_CHECK enum rc db_mark(struct db *db);
/* Runs all statements of a migration's text; err names the line that failed and why. */
MUST_CHECK enum rc db_script(struct db *db, const char *text, struct err *err);
/* Writes a copy to the file `to`, which must be absent or empty; only where db_copies() says so. */
bool db_copies(const struct db *db);
MUST_CHECK enum rc db_copy(struct db *db, const char *to, struct err *err);
/* Moves the write-ahead log into the file, all of it. */
void db_checkpoint(struct db *db);
/* As store_keep_log() and what follows it. */
MUST_CHECK enum rc db_keep_log(struct db *db, struct err *err);
void db_tend_log(struct db *db);
void db_await_log(struct db *db);

/* Test only: the n-th write from now (an inserting, updating or deleting statement, or a
 * commit) fails with RC_BROKEN; 0: none does. Returns how many writes were left to go. */
int db_fail_after(struct db *db, int writes);
/* Test only: of all steps from now, reads too, the first-th to the last-th fail with RC_BROKEN, as of a disk that breaks and may
 * come back (a roll-back of the whole never does); 0, 0: none. Returns how many steps there were since the last call. */
int db_fail_steps(struct db *db, int first, int last);
void store_fail_after(struct store *st, int writes);

/* Every aggregate's statements, NULL-ended; a new list goes into sql_lists too. */
extern const struct sql *const store_sql[];
extern const struct sql *const migrate_sql[];
extern const struct sql *const trader_sql[];
extern const struct sql *const erase_sql[];
extern const struct sql *const merge_sql[];
extern const struct sql *const conversation_sql[];
extern const struct sql *const helper_sql[];
extern const struct sql *const helper_report_sql[];
extern const struct sql *const hand_over_sql[];
extern const struct sql *const sale_history_sql[];
extern const struct sql *const market_sql[];
extern const struct sql *const wave_sql[];
extern const struct sql *const calendar_sql[];
extern const struct sql *const funnel_sql[];
extern const struct sql *const intake_sql[];
extern const struct sql *const figures_goods_sql[];
extern const struct sql *const wave_market_sql[];
extern const struct sql *const enrolment_sql[];
extern const struct sql *const attendance_sql[];
extern const struct sql *const sale_sql[];
extern const struct sql *const sale_median_sql[];
extern const struct sql *const tip_sql[];
extern const struct sql *const goods_sql[];
extern const struct sql *const question_sql[];
extern const struct sql *const message_sql[];
extern const struct sql *const message_list_sql[];
extern const struct sql *const outbox_sql[];
extern const struct sql *const outbox_claim_sql[];
extern const struct sql *const seen_sql[];
extern const struct sql *const part_sql[];
extern const struct sql *const early_sql[];
extern const struct sql *const breach_sql[];
extern const struct sql *const retention_sql[];
extern const struct sql *const staff_sql[];
extern const struct sql *const audit_sql[];
extern const struct sql *const thread_sql[];
extern const struct sql *const one_time_sql[];
extern const struct sql *const trainer_sql[];
extern const struct sql *const session_sql[];
extern const struct sql *const once_sql[];
extern const struct sql *const outbox_move_sql[];
extern const struct sql *const gateway_record_sql[];
extern const struct sql *const audience_sql[];
extern const struct sql *const broadcast_sql[];
extern const struct sql *const broadcast_send_sql[];
extern const struct sql *const broadcast_settle_sql[];
extern const struct sql *const broadcast_result_sql[];
extern const struct sql *const broadcast_retry_sql[];
extern const struct sql *const job_sql[];
extern const struct sql *const inbox_sql[];
extern const struct sql *const note_sql[];
extern const struct sql *const wording_sql[];
extern const struct sql *const overview_sql[];
extern const struct sql *const sale_list_sql[];
extern const struct sql *const trader_search_sql[];
extern const struct sql *const trader_word_sql[];
extern const struct sql *const tally_sql[];
extern const struct sql *const sale_export_sql[];
extern const struct sql *const person_sql[];
extern const struct sql *const effect_sql[];
extern const struct sql *const figures_sql[];
extern const struct sql *const figures_check_sql[];
extern const struct sql *const seat_sql[];
extern const struct sql *const follow_up_sql[];
extern const struct sql *const work_list_sql[];
extern const struct sql *const sitting_sql[];
extern const struct sql *const fleet_sql[];
extern const struct sql *const sequence_sql[];
extern const struct sql *const *const sql_lists[]; /* all of them, NULL-ended */

#endif
