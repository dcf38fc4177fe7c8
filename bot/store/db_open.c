/* store/db_open.c - opening a SQLite file: who may, what it is, how it is used */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/db_sqlite.h"

static const char *const pragmas_write[] = {
	"PRAGMA page_size = 4096", /* of a new file: after journal_mode it is ignored */
	"PRAGMA journal_mode = WAL",
	"PRAGMA synchronous = FULL",
	"PRAGMA journal_size_limit = 67108864",
	"PRAGMA wal_autocheckpoint = 1000",
	"PRAGMA foreign_keys = ON",
	"PRAGMA trusted_schema = OFF",
	"PRAGMA cache_size = -16384", /* KiB */
	NULL,
};

static const char *const pragmas_read[] = {
	"PRAGMA query_only = ON",
	"PRAGMA trusted_schema = OFF",
	"PRAGMA cache_size = -4096",
	NULL,
};

static bool in_memory(const char *path)
{
	return strcmp(path, ":memory:") == 0;
}

static void folder_of(const char *path, char out[static PATH_MAX])
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		snprintf(out, PATH_MAX, ".");
	else
		snprintf(out, PATH_MAX, "%.*s", slash == path ? 1 : (int)(slash - path), path);
}

static enum rc look_at_folder(const char *path, struct err *err)
{
	char folder[PATH_MAX];
	struct stat st;

	folder_of(path, folder);
	if (stat(folder, &st) != 0)
		return err_set(err, RC_ABSENT,
			"%s: the folder %s does not exist; create it with mkdir -p", path,
			folder);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, RC_INVALID, "%s: %s is not a folder", path, folder);
	if (access(folder, W_OK | X_OK) != 0)
		return err_set(err, RC_DENIED,
			"%s: the folder %s cannot be written (%s), and the database keeps files "
			"there; run as its owner or change its permissions",
			path, folder, strerror(errno));
	return RC_OK;
}

/* Only the owner may read what traders wrote. SQLite gives -wal and -shm the same mode. */
static enum rc create(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno != EEXIST)
		return err_set(err, errno == ENOSPC ? RC_FULL : RC_DENIED,
			"%s cannot be created: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return RC_OK;
}

static enum rc look_at_file(const char *path, enum store_mode mode, struct err *err)
{
	struct stat st;
	bool there = stat(path, &st) == 0;

	if (!there && errno != ENOENT && errno != ENOTDIR)
		return err_set(
			err, RC_DENIED, "%s cannot be looked at: %s", path, strerror(errno));
	if (!there && mode == STORE_READ)
		return err_set(
			err, RC_ABSENT, "%s does not exist; make it with lapak migrate", path);
	if (there && !S_ISREG(st.st_mode))
		return err_set(err, RC_INVALID, "%s is %s; give the path of a file", path,
			S_ISDIR(st.st_mode) ? "a folder" : "not a plain file");
	if (there && access(path, mode == STORE_READ ? R_OK : R_OK | W_OK) != 0)
		return err_set(err, RC_DENIED,
			"%s cannot be %s (%s); run as its owner or change its permissions",
			path, mode == STORE_READ ? "read" : "written", strerror(errno));
	return RC_OK;
}

static enum rc prepare_file(const char *path, enum store_mode mode, struct err *err)
{
	enum rc rc;

	if (path[0] == '\0' || strlen(path) >= PATH_MAX - 32)
		return err_set(err, RC_INVALID, "the path of the database is %s",
			path[0] ? "too long" : "empty");
	if (in_memory(path))
		return RC_OK;
	rc = look_at_file(path, mode, err);
	if (rc != RC_OK || mode == STORE_READ)
		return rc;
	rc = look_at_folder(path, err);
	return rc == RC_OK ? create(path, err) : rc;
}

/* What SQLite said, for a person. */
static enum rc explain(sqlite3 *raw, const char *path, struct err *err)
{
	int code = raw ? sqlite3_errcode(raw) : SQLITE_NOMEM;

	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return err_set(err, RC_BUSY,
			"%s is locked by another program; stop it, or wait and try again",
			path);
	if (code == SQLITE_NOTADB)
		return err_set(err, RC_INVALID,
			"%s is not a database; give another path, or move the file away", path);
	if (code == SQLITE_CORRUPT)
		return err_set(err, RC_BROKEN,
			"%s is damaged; restore the last backup with lapak restore", path);
	if (code == SQLITE_FULL)
		return err_set(err, RC_FULL, "%s: the disk is full; free some space", path);
	if (code == SQLITE_READONLY)
		return err_set(err, RC_DENIED,
			"%s cannot be written; run as its owner or change its permissions",
			path);
	return err_set(err, RC_BROKEN, "%s cannot be opened: %s", path,
		raw ? sqlite3_errmsg(raw) : "no memory");
}

static enum rc apply(
	sqlite3 *raw, const char *const *pragmas, const char *path, struct err *err)
{
	for (size_t i = 0; pragmas[i]; i++)
		if (sqlite3_exec(raw, pragmas[i], NULL, NULL, NULL) != SQLITE_OK)
			return explain(raw, path, err);
	return RC_OK;
}

/* Nothing is made durable but by db_commit(): a stray write outside a transaction and a COMMIT
 * in a migration's text are refused here. */
static int guard_commit(void *arg)
{
	const struct db *db = arg;

	return db->committing ? 0 : 1;
}

static enum rc set_up(struct db *db, const char *path, enum store_mode mode, struct err *err)
{
	enum db_kind kind;
	enum rc rc;

	sqlite3_extended_result_codes(db->raw, 1);
	sqlite3_busy_timeout(db->raw, DB_BUSY_MS);
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* The first look at the file's bytes, before anything is changed in them. */
	if (sqlite3_exec(db->raw, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL) !=
		SQLITE_OK)
		return explain(db->raw, path, err);
	rc = sqlite_kind(db, &kind);
	if (rc != RC_OK)
		return err_set(err, rc, "%s cannot be read", path);
	if (kind == DB_FOREIGN)
		return err_set(err, RC_CONFLICT,
			"%s is the database of another program; give another path", path);
	if (mode == STORE_WRITE && sqlite3_db_readonly(db->raw, "main") == 1)
		return err_set(err, RC_DENIED,
			"%s cannot be written; run as its owner or change its permissions",
			path);
	rc = apply(db->raw, mode == STORE_READ ? pragmas_read : pragmas_write, path, err);
	if (rc == RC_OK)
		sqlite3_commit_hook(db->raw, guard_commit, db);
	return rc;
}

enum rc db_open_file(struct db **out, const char *path, enum store_mode mode, struct err *err)
{
	bool new_one = mode == STORE_WRITE || in_memory(path);
	int flags = SQLITE_OPEN_NOMUTEX | (new_one ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
						   : SQLITE_OPEN_READONLY);
	enum rc rc = prepare_file(path, mode, err);
	struct db *db;

	*out = NULL;
	if (rc != RC_OK)
		return rc;
	/* Its counters cost a lock at each allocation. Both are refused, and needless, after the first. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* What a savepoint may take back stays in memory: a message must not need a second disk's room for files. */
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
	db = calloc(1, sizeof(*db));
	if (!db)
		return err_set(err, RC_BROKEN, "%s cannot be opened: no memory", path);
	db->driver = &sqlite_driver;
	if (sqlite3_open_v2(path, &db->raw, flags, NULL) != SQLITE_OK)
		rc = explain(db->raw, path, err);
	else
		rc = set_up(db, path, mode, err);
	if (rc != RC_OK) {
		db_close(db);
		return rc;
	}
	*out = db;
	return RC_OK;
}

void sqlite_close(struct db *db)
{
	sqlite_leave_log(db);
	if (sqlite3_close(db->raw) != SQLITE_OK)
		BUG("the database still has statements");
	free(db);
}
