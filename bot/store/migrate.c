/*
 * store/migrate.c - bringing a database to the schema of this program
 *
 * The table `migration` says what was applied. Each file is one transaction with its row there,
 * so that a failure, a kill or a full disk leaves the file before it as the newest.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/db.h"
#include "store/migration_file.h"

static const char create_table[] =
	"CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
	"checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT;";

static const struct sql applied = { "migration.applied",
	"SELECT number, name, checksum FROM migration ORDER BY number LIMIT 1000" };

static enum rc compare_row(struct store *st, struct stmt *s, const struct migration_files *f,
	int n, struct err *err)
{
	char name[MIGRATION_NAME], sum[MIGRATION_SUM];

	db_get_text(s, 1, name, sizeof(name));
	db_get_text(s, 2, sum, sizeof(sum));
	if (db_get_int(s, 0) != n)
		return err_set(err, RC_CONFLICT,
			"%s: its record of migrations lacks number %04d; restore a backup",
			st->path, n);
	if (n <= f->n && strcmp(sum, f->list[n - 1].checksum) != 0)
		return err_set(err, RC_CONFLICT,
			"%s/%s differs from the %s that %s was made with; put the released file "
			"back and write a new migration for the change",
			f->dir, f->list[n - 1].name, name, st->path);
	return RC_OK;
}

static enum rc compare_rows(struct store *st, const struct migration_files *f,
	struct migration_status *out, struct err *err)
{
	struct stmt *s = db_prepare(st->db, &applied);
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		rc = compare_row(st, s, f, ++out->applied, err);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	if (rc != RC_ABSENT)
		return err_set(
			err, rc, "%s: its record of migrations cannot be read", st->path);
	if (out->applied > f->n)
		return err_set(err, RC_CONFLICT,
			"%s is at migration %04d, made by a newer lapak; this one knows only up "
			"to %04d: install the newer program, or restore a backup made before "
			"%04d",
			st->path, out->applied, f->n, f->n + 1);
	return RC_OK;
}

/* RC_OK also when migrations are pending. */
static enum rc compare(struct store *st, const struct migration_files *f,
	struct migration_status *out, struct err *err)
{
	enum db_kind kind = DB_EMPTY;
	enum rc rc = db_kind(st->db, &kind);

	out->applied = 0;
	out->available = f->n;
	if (rc != RC_OK)
		return err_set(err, rc, "%s cannot be read", st->path);
	return kind == DB_EMPTY ? RC_OK : compare_rows(st, f, out, err);
}

enum rc store_schema(
	struct store *st, const char *dir, struct migration_status *out, struct err *err)
{
	struct migration_files files;
	enum rc rc = migration_files_read(&files, dir, err);

	memset(out, 0, sizeof(*out));
	if (rc == RC_ABSENT) /* which would say that migrations are pending */
		rc = RC_INVALID;
	if (rc == RC_OK)
		rc = compare(st, &files, out, err);
	migration_files_release(&files);
	if (rc == RC_OK && out->applied < out->available)
		return err_set(err, RC_ABSENT,
			"%s is at migration %04d of %04d; run lapak migrate", st->path,
			out->applied, out->available);
	return rc;
}

static enum rc refused(struct store *st, enum rc rc, struct err *err)
{
	if (rc == RC_BUSY)
		return err_set(err, rc,
			"%s is locked by another program; stop lapak serve, then run lapak "
			"migrate again",
			st->path);
	if (rc == RC_FULL)
		return err_set(err, rc, "%s: the disk is full; free some space", st->path);
	return err_set(
		err, rc, "%s cannot be changed (%s); nothing was", st->path, rc_name(rc));
}

static const struct sql note = { "migration.note",
	"INSERT INTO migration (number, name, checksum, at) VALUES ($1, $2, $3, $4)" };
static const struct sql newest = { "migration.newest",
	"SELECT count(*) FROM migration LIMIT 1" };

/* That nobody else applied it between our look and our lock. */
static enum rc still_pending(
	struct store *st, const struct migration_file *file, struct err *err)
{
	struct stmt *s = db_prepare(st->db, &newest);
	enum rc rc = db_step(s);
	int64_t n;

	if (rc != RC_OK)
		return refused(st, rc, err);
	n = db_get_int(s, 0);
	db_reset(s);
	if (n != file->number - 1)
		return err_set(err, RC_BUSY, "%s is being migrated by another lapak", st->path);
	return RC_OK;
}

static enum rc note_applied(
	struct store *st, const struct migration_file *file, int64_t now, struct err *err)
{
	struct stmt *s = db_prepare(st->db, &note);
	enum rc rc;

	db_int(s, 1, file->number);
	db_text(s, 2, file->name);
	db_text(s, 3, file->checksum);
	db_int(s, 4, now);
	rc = db_run(s);
	if (rc == RC_OK)
		rc = db_mark(st->db);
	if (rc == RC_OK)
		rc = db_commit(st->db);
	return rc == RC_OK ? RC_OK : refused(st, rc, err);
}

static enum rc apply_text(struct store *st, const struct migration_file *file, const char *text,
	int64_t now, struct err *err)
{
	struct err why = { .rc = RC_OK };
	enum rc rc = db_begin(st->db, DB_ALONE);

	if (rc != RC_OK)
		return refused(st, rc, err);
	rc = db_script(st->db, create_table, &why);
	if (rc == RC_OK)
		rc = still_pending(st, file, &why);
	if (rc == RC_OK)
		rc = db_script(st->db, text, &why);
	if (rc == RC_OK)
		rc = note_applied(st, file, now, &why);
	if (rc == RC_OK)
		return RC_OK;
	db_rollback(st->db);
	return err_set(err, rc, "%.80s was not applied, the database is as before: %.380s",
		file->name, why.msg);
}

static enum rc apply(struct store *st, const struct migration_files *f, int number, int64_t now,
	struct err *err)
{
	const struct migration_file *file = &f->list[number - 1];
	struct buf text;
	enum rc rc;

	buf_init(&text, MIGRATION_TEXT);
	rc = migration_file_text(f, file, &text, err);
	if (rc == RC_OK)
		rc = apply_text(st, file, text.data, now, err);
	buf_release(&text);
	return rc;
}

/* A copy under its final name is always whole. */
static enum rc back_up(struct store *st, int number, struct buf *report, struct err *err)
{
	char path[PATH_MAX], part[PATH_MAX];
	enum rc rc;
	int fd;

	snprintf(path, sizeof(path), "%s.before-%04d", st->path, number);
	if (snprintf(part, sizeof(part), "%s.part", path) >= (int)sizeof(part))
		return err_set(err, RC_INVALID, "%s: the path is too long", st->path);
	unlink(part);
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, RC_DENIED, "the backup %s cannot be made: %s", part,
			strerror(errno));
	close(fd);
	rc = db_copy(st->db, part, err);
	if (rc == RC_OK && rename(part, path) != 0)
		rc = err_set(err, RC_BROKEN, "the backup %s cannot be made: %s", path,
			strerror(errno));
	if (rc == RC_OK)
		buf_printf(report, "backup in %s\n", path);
	else
		unlink(part);
	return rc;
}

static enum rc apply_pending(struct store *st, const struct migration_files *f, int64_t now,
	struct buf *report, struct err *err)
{
	struct migration_status status;
	enum rc rc = compare(st, f, &status, err);

	if (rc == RC_OK && status.applied > 0 && status.applied < f->n &&
		strcmp(st->path, ":memory:") != 0 && db_copies(st->db))
		rc = back_up(st, status.applied + 1, report, err);
	for (int i = status.applied + 1; rc == RC_OK && i <= f->n; i++) {
		rc = apply(st, f, i, now, err);
		if (rc == RC_OK)
			buf_printf(report, "applied %s\n", f->list[i - 1].name);
	}
	return rc;
}

enum rc store_migrate(
	struct store *st, const char *dir, int64_t now, struct buf *report, struct err *err)
{
	struct migration_files files;
	enum rc rc = migration_files_read(&files, dir, err);

	if (rc == RC_OK)
		rc = apply_pending(st, &files, now, report, err);
	migration_files_release(&files);
	return rc;
}

const struct sql *const migrate_sql[] = { &applied, &note, &newest, NULL };
