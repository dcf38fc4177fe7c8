/* store/backup.c - a copy of a database in use, and the proof that a copy is whole */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/db_sqlite.h"

enum {
	SLICE_PAGES = 128,  /* half a MiB: what one slice reads and leaves to the disk */
	REPORT_BYTES = 200, /* of what integrity_check found */
};

struct backup {
	sqlite3 *from, *to;
	sqlite3_backup *copy;
	int fd; /* of the copy, to bring it to the disk */
	int64_t page;
	struct backup_content content;
};

static const char *const count_texts[] = {
	"SELECT count(*) FROM trader",
	"SELECT count(*) FROM sale",
	"SELECT count(*) FROM message",
};

static enum rc one_number(sqlite3 *raw, const char *text, int64_t *out)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(raw, text, -1, &s, NULL);

	if (code == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		*out = sqlite3_column_int64(s, 0);
	else
		code = SQLITE_ERROR;
	sqlite3_finalize(s);
	return code == SQLITE_OK ? RC_OK : RC_INVALID;
}

static enum rc read_content(sqlite3 *raw, struct backup_content *out)
{
	int64_t *const to[] = { &out->traders, &out->sales, &out->messages };
	int64_t pages = 0, size = 0;
	enum rc rc = one_number(raw, "PRAGMA page_count", &pages);

	if (rc == RC_OK)
		rc = one_number(raw, "PRAGMA page_size", &size);
	for (size_t i = 0; i < sizeof(to) / sizeof(to[0]) && rc == RC_OK; i++)
		rc = one_number(raw, count_texts[i], to[i]);
	out->bytes = pages * size;
	return rc;
}

static enum rc failed(sqlite3 *raw, const char *path, struct err *err)
{
	int code = raw != NULL ? sqlite3_errcode(raw) : SQLITE_NOMEM;

	if ((code & 0xff) == SQLITE_FULL)
		return err_set(
			err, RC_FULL, "%.400s: the disk is full; nothing is left of it", path);
	return err_set(err, RC_BROKEN, "%.300s: %.100s", path,
		raw != NULL ? sqlite3_errmsg(raw) : "no memory");
}

static enum rc open_source(struct backup *b, const char *from, struct err *err)
{
	if (sqlite3_open_v2(from, &b->from, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK)
		return failed(b->from, from, err);
	sqlite3_busy_timeout(b->from, DB_BUSY_MS);
	/* The read transaction fixes what is copied; without it a write starts the copy over. */
	if (sqlite3_exec(b->from, "BEGIN", NULL, NULL, NULL) != SQLITE_OK ||
		read_content(b->from, &b->content) != RC_OK)
		return failed(b->from, from, err);
	return one_number(b->from, "PRAGMA page_size", &b->page);
}

static enum rc open_copy(struct backup *b, const char *to, struct err *err)
{
	static const char plain[] =
		"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
		"PRAGMA cache_size = -1024; PRAGMA locking_mode = EXCLUSIVE";

	b->fd = open(to, O_WRONLY | O_CLOEXEC);
	if (b->fd < 0)
		return err_set(
			err, RC_DENIED, "%.400s cannot be written: %s", to, strerror(errno));
	if (sqlite3_open_v2(to, &b->to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
			SQLITE_OK ||
		sqlite3_exec(b->to, plain, NULL, NULL, NULL) != SQLITE_OK)
		return failed(b->to, to, err);
	b->copy = sqlite3_backup_init(b->to, "main", b->from, "main");
	return b->copy != NULL ? RC_OK : failed(b->to, to, err);
}

enum rc backup_open(struct backup **out, const char *from, const char *to, struct err *err)
{
	struct backup *b = calloc(1, sizeof(*b));
	enum rc rc;

	*out = NULL;
	if (b == NULL)
		return err_set(err, RC_BROKEN, "no memory for a backup");
	b->fd = -1;
	rc = open_source(b, from, err);
	if (rc == RC_OK)
		rc = open_copy(b, to, err);
	if (rc == RC_OK)
		*out = b;
	else
		backup_close(b);
	return rc;
}

/* What was written is on the disk before more is. */
static enum rc settle(struct backup *b, struct err *err)
{
	if (fdatasync(b->fd) == 0)
		return RC_OK;
	return err_set(err, errno == ENOSPC ? RC_FULL : RC_BROKEN,
		"the backup could not be brought to the disk: %s", strerror(errno));
}

enum rc backup_step(struct backup *b, struct backup_progress *out, struct err *err)
{
	int code = sqlite3_backup_step(b->copy, SLICE_PAGES);
	enum rc rc;

	out->total = (int64_t)sqlite3_backup_pagecount(b->copy) * b->page;
	out->done = out->total - (int64_t)sqlite3_backup_remaining(b->copy) * b->page;
	if (code != SQLITE_OK && code != SQLITE_DONE)
		return err_set(err, (code & 0xff) == SQLITE_FULL ? RC_FULL : RC_BROKEN,
			"the backup stopped at %lld of %lld bytes: %s", (long long)out->done,
			(long long)out->total, sqlite3_errstr(code));
	if (code == SQLITE_DONE) {
		code = sqlite3_backup_finish(b->copy);
		b->copy = NULL;
		if (code != SQLITE_OK)
			return err_set(err, RC_BROKEN, "the backup could not be finished: %s",
				sqlite3_errstr(code));
		rc = settle(b, err);
		return rc == RC_OK ? RC_ABSENT : rc;
	}
	return settle(b, err);
}

void backup_source(const struct backup *b, struct backup_content *out)
{
	*out = b->content;
}

void backup_close(struct backup *b)
{
	if (b == NULL)
		return;
	if (b->copy != NULL)
		(void)sqlite3_backup_finish(b->copy);
	(void)sqlite3_close(b->from);
	(void)sqlite3_close(b->to);
	if (b->fd >= 0)
		(void)close(b->fd);
	free(b);
}

/* "file:PATH?immutable=1": read as it lies there, without a -wal or -shm beside it. */
static bool uri_of(const char *path, char *out, size_t size)
{
	static const char tail[] = "?immutable=1";
	size_t n = (size_t)snprintf(out, size, "file:");

	for (; *path != '\0'; path++) {
		if (n + 3 + sizeof(tail) > size)
			return false;
		if (strchr("%?#", *path) != NULL)
			n += (size_t)snprintf(
				out + n, size - n, "%%%02X", (unsigned)(unsigned char)*path);
		else
			out[n++] = *path;
	}
	memcpy(out + n, tail, sizeof(tail));
	return true;
}

static enum rc look_through(sqlite3 *raw, const char *path, struct err *err)
{
	sqlite3_stmt *s = NULL;
	const unsigned char *found = NULL;
	char said[REPORT_BYTES] = "it cannot be read";

	if (sqlite3_prepare_v2(raw, "PRAGMA integrity_check(1)", -1, &s, NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW)
		found = sqlite3_column_text(s, 0);
	if (found != NULL)
		(void)snprintf(said, sizeof(said), "%s", (const char *)found);
	sqlite3_finalize(s);
	if (strcmp(said, "ok") != 0)
		return err_set(err, RC_INVALID, "%.250s is damaged: %s", path, said);
	return RC_OK;
}

enum rc backup_check(const char *path, struct backup_content *out, struct err *err)
{
	char uri[3 * PATH_MAX];
	sqlite3 *raw = NULL;
	int64_t mark = 0;
	enum rc rc = RC_OK;

	if (!uri_of(path, uri, sizeof(uri)))
		return err_set(err, RC_INVALID, "the path of the backup is too long");
	if (sqlite3_open_v2(uri, &raw,
		    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
		    NULL) != SQLITE_OK ||
		one_number(raw, "PRAGMA application_id", &mark) != RC_OK ||
		mark != DB_APPLICATION)
		rc = err_set(err, RC_INVALID, "%.400s is no backup of Lapak", path);
	if (rc == RC_OK)
		rc = look_through(raw, path, err);
	if (rc == RC_OK && read_content(raw, out) != RC_OK)
		rc = err_set(err, RC_INVALID, "%.400s lacks tables of Lapak", path);
	(void)sqlite3_close(raw);
	return rc;
}
