/* store/store.c - opening, transactions, identifiers, settings */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/engines.h"
#include "store/db.h"
#include "store/sequence.h"
#include "store/share.h"
#include "store/tally.h"

static const char file_scheme[] = "sqlite:";

/* What version says; and which urls store_open() takes. */
const char *const store_engines[] = {
	"sqlite",
#ifdef LAPAK_POSTGRESQL
	"postgresql",
#endif
	NULL,
};

/* clang-format off */
const struct sql *const *const sql_lists[] = {
	store_sql,
	sequence_sql,
	migrate_sql,
	trader_sql,
	erase_sql,
	merge_sql,
	conversation_sql,
	market_sql,
	wave_sql,
	calendar_sql,
	funnel_sql,
	intake_sql,
	figures_goods_sql,
	wave_market_sql,
	enrolment_sql,
	attendance_sql,
	sale_sql,
	sale_median_sql,
	tip_sql,
	goods_sql,
	question_sql,
	helper_sql,
	helper_report_sql,
	hand_over_sql,
	sale_history_sql,
	message_sql,
	message_list_sql,
	outbox_sql,
	outbox_claim_sql,
	seen_sql,
	part_sql,
	early_sql,
	staff_sql,
	audit_sql,
	thread_sql,
	one_time_sql,
	trainer_sql,
	session_sql,
	once_sql,
	outbox_move_sql,
	gateway_record_sql,
	audience_sql,
	broadcast_sql,
	broadcast_send_sql,
	broadcast_settle_sql,
	broadcast_result_sql,
	broadcast_retry_sql,
	job_sql,
	inbox_sql,
	note_sql,
	wording_sql,
	overview_sql,
	sale_list_sql,
	trader_search_sql,
	trader_word_sql,
	tally_sql,
	sale_export_sql,
	person_sql,
	effect_sql,
	figures_sql,
	figures_check_sql,
	seat_sql,
	follow_up_sql,
	work_list_sql,
	sitting_sql,
	fleet_sql,
	breach_sql,
	retention_sql,
	NULL,
};
/* clang-format on */

static bool is_server(const char *url)
{
	return strncmp(url, "postgresql://", 13) == 0 || strncmp(url, "postgres://", 11) == 0;
}

static enum rc open_url(
	struct store *st, const char *url, enum store_mode mode, struct err *err)
{
	if (!is_server(url))
		return db_open_file(&st->db, st->path, mode, err);
#ifdef LAPAK_POSTGRESQL
	return db_open_server(&st->db, url, mode, err);
#else
	return err_set(err, RC_INVALID,
		"this lapak was built without PostgreSQL; install libpq-dev and build again, or "
		"write the database's url as sqlite:PATH");
#endif
}

/* How messages call it: the file, or the server's url without its options. */
static char *name_of(const char *url)
{
	return is_server(url) ? strndup(url, strcspn(url, "?"))
			      : strdup(url + strlen(file_scheme));
}

enum rc store_open(struct store **out, const char *url, enum store_mode mode, struct err *err)
{
	struct store *st;
	enum rc rc;

	*out = NULL;
	if (!is_server(url) && strncmp(url, file_scheme, strlen(file_scheme)) != 0)
		return err_set(err, RC_INVALID,
			"write the database's url as sqlite:PATH or "
			"postgresql://USER@HOST/DATABASE");
	st = calloc(1, sizeof(*st));
	if (!st)
		return err_set(err, RC_BROKEN, "the database cannot be opened: no memory");
	st->path = name_of(url);
	st->tally = tally_new();
	rc = st->path && st->tally
		     ? open_url(st, url, mode, err)
		     : err_set(err, RC_BROKEN, "the database cannot be opened: no memory");
	if (rc != RC_OK) {
		store_close(st);
		return rc;
	}
	*out = st;
	return RC_OK;
}

void store_close(struct store *st)
{
	if (!st)
		return;
	db_close(st->db);
	free(st->path);
	tally_free(st->tally);
	free(st);
}

/* In one try; RC_BUSY over a connection that is lost: nothing was done in it. */
static enum rc begin_once(
	struct store *st, const struct store_share *share, store_expect_fn *fn, void *arg)
{
	enum rc rc = db_begin(st->db, share ? DB_SHARED : DB_ALONE);

	st->reached = rc == RC_OK;
	if (rc != RC_OK)
		return rc;
	rc = db_shares(st->db) ? share_begin(st, share, fn, arg) : sequence_begin(st, fn, arg);
	if (rc != RC_OK)
		db_rollback(st->db);
	return rc;
}

static enum rc begin(
	struct store *st, const struct store_share *share, store_expect_fn *fn, void *arg)
{
	enum rc rc = begin_once(st, share, fn, arg);

	/* That it was lost shows only to who asks: once more, over a new one. */
	if (rc == RC_BUSY && st->reached && db_is_lost(st->db))
		rc = begin_once(st, share, fn, arg);
	if (rc == RC_OK)
		tally_begin(st->tally);
	return rc;
}

enum rc store_begin(struct store *st)
{
	return begin(st, NULL, NULL, NULL);
}

enum rc store_begin_expecting(struct store *st, store_expect_fn *fn, void *arg)
{
	return begin(st, NULL, fn, arg);
}

enum rc store_begin_shared(
	struct store *st, struct store_share *share, store_expect_fn *fn, void *arg)
{
	share_sort(share);
	return begin(st, share, fn, arg);
}

bool store_is_away(const struct store *st)
{
	return db_is_shared(st->db) && (!st->reached || db_is_lost(st->db));
}

bool store_wants_alone(const struct store *st)
{
	return db_alone_wanted(st->db);
}

enum rc store_commit(struct store *st)
{
	enum rc rc = tally_keep(st);

	st->in_doubt = false;
	if (rc == RC_OK && st->ids_lost)
		rc = RC_BUSY;
	if (rc != RC_OK)
		return rc;
	rc = sequence_keep(st);
	if (rc != RC_OK)
		return rc;
	rc = db_commit(st->db);
	st->in_doubt = rc != RC_OK && !db_undone(st->db);
	return rc;
}

bool store_in_doubt(const struct store *st)
{
	return st->in_doubt;
}

void store_rollback(struct store *st)
{
	tally_begin(st->tally);
	db_rollback(st->db);
}

enum rc store_save(struct store *st)
{
	tally_save(st->tally);
	st->ids_in_part = false;
	return db_save(st->db);
}

enum rc store_release(struct store *st)
{
	tally_release(st->tally);
	return db_release(st->db);
}

/* The identifiers given out meanwhile stay given: a gap is harmless, a second use is not. */
enum rc store_undo(struct store *st)
{
	tally_undo(st->tally);
	if (st->ids_in_part) /* taken in the part: others may be given them now */
		st->message_id = st->message_id_end;
	st->ids_in_part = false;
	return db_undo(st->db);
}

enum rc store_prepare_all(struct store *st, struct err *err)
{
	for (size_t i = 0; sql_lists[i]; i++)
		for (size_t k = 0; sql_lists[i][k]; k++) {
			enum rc rc = db_try(st->db, sql_lists[i][k], err);

			if (rc != RC_OK)
				return rc;
		}
	return RC_OK;
}

enum rc store_writable(struct store *st)
{
	enum rc rc;

	if (db_in_transaction(st->db))
		return RC_OK;
	rc = db_begin(st->db, DB_SHARED);
	if (rc != RC_OK)
		return rc;
	rc = db_settle(st->db);
	db_rollback(st->db);
	return rc;
}

void store_attend(struct store *st, store_attend_fn *attend, void *arg)
{
	db_attend(st->db, attend, arg);
}

bool store_is_far(const struct store *st)
{
	return db_is_far(st->db);
}

int64_t store_trips(const struct store *st)
{
	return db_trips(st->db);
}

int64_t store_disk_free(const struct store *st)
{
	struct statvfs vfs;

	if (strcmp(st->path, ":memory:") == 0 || statvfs(st->path, &vfs) != 0)
		return -1;
	return (int64_t)vfs.f_bavail * (int64_t)vfs.f_frsize;
}

enum rc store_hold(struct store *st, bool alone, struct err *err)
{
	return db_hold(st->db, alone ? DB_ALONE : DB_SHARED, err);
}

void store_checkpoint(struct store *st)
{
	db_checkpoint(st->db);
}

enum rc store_keep_log(struct store *st, struct err *err)
{
	return db_keep_log(st->db, err);
}

void store_tend_log(struct store *st)
{
	db_tend_log(st->db);
}

void store_await_log(struct store *st)
{
	db_await_log(st->db);
}

void store_fail_after(struct store *st, int writes)
{
	db_fail_after(st->db, writes);
}

static const struct sql setting_read = { "setting.get",
	"SELECT value FROM setting WHERE name = $1 LIMIT 1" };

enum rc setting_get(struct store *st, const char *name, char out[static 128])
{
	struct stmt *s = db_prepare(st->db, &setting_read);
	enum rc rc;

	db_text(s, 1, name);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	db_get_text(s, 0, out, 128);
	db_reset(s);
	return RC_OK;
}

static const struct sql setting_write = { "setting.put",
	"INSERT INTO setting (name, value) VALUES ($1, $2) "
	"ON CONFLICT (name) DO UPDATE SET value = excluded.value" };

enum rc setting_put(struct store *st, const char *name, const char *value)
{
	struct stmt *s;

	if (strlen(value) >= 128)
		return RC_INVALID;
	s = db_prepare(st->db, &setting_write);
	db_text(s, 1, name);
	db_text(s, 2, value);
	return db_run(s);
}

const struct sql *const store_sql[] = { &setting_read, &setting_write, NULL };
