/* cli/backup_file.c - the files of a backup: half-done ones, whole ones, old ones */
#include "cli/backup_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/progress.h"

enum { PIECE = 1 << 20 };

enum rc backup_make(const char *path, int *fd, struct err *err)
{
	(void)unlink(path);
	*fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (*fd >= 0)
		return RC_OK;
	return err_set(err, errno == ENOSPC ? RC_FULL : RC_DENIED, "%.400s cannot be made: %s",
		path, strerror(errno));
}

/* A name is durable when its folder is. */
static enum rc folder_settle(const char *path, struct err *err)
{
	char name[CONFIG_PATH];
	int fd, code = -1;

	(void)snprintf(name, sizeof(name), "%s", path);
	fd = open(dirname(name), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		code = fsync(fd);
		(void)close(fd);
	}
	return code == 0 ? RC_OK
			 : err_set(err, RC_BROKEN, "the folder of %.400s: %s", path,
				   strerror(errno));
}

enum rc backup_finish(const char *part, const char *path, struct err *err)
{
	if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
		return folder_settle(path, err);
	if (errno == EEXIST)
		return err_set(err, RC_CONFLICT,
			"%.400s is there already and stays as it is; give another name", path);
	/* A file system without RENAME_NOREPLACE: a link refuses to replace, too. */
	if (link(part, path) != 0)
		return err_set(err, errno == EEXIST ? RC_CONFLICT : RC_BROKEN,
			"%.400s cannot be made: %s", path, strerror(errno));
	(void)unlink(part);
	return folder_settle(path, err);
}

void backup_name(const char *folder, int64_t now, bool sealed, char out[static CONFIG_PATH])
{
	time_t at = (time_t)now;
	struct tm t;
	char stamp[32];

	if (gmtime_r(&at, &t) == NULL ||
		strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", &t) == 0)
		BUG("no date");
	(void)snprintf(out, CONFIG_PATH, "%.900s/lapak-%s.db%s", folder, stamp,
		sealed ? ".sealed" : "");
}

enum rc backup_prune(const char *folder, int64_t keep, struct err *err)
{
	static const char day[] = "[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]-"
				  "[0-9][0-9][0-9][0-9][0-9][0-9].db";
	char pattern[CONFIG_PATH + 128];
	glob_t found;
	enum rc rc = RC_OK;

	(void)snprintf(pattern, sizeof(pattern), "%s/lapak-%s", folder, day);
	if (glob(pattern, 0, NULL, &found) != 0)
		memset(&found, 0, sizeof(found));
	(void)snprintf(pattern, sizeof(pattern), "%s/lapak-%s.sealed", folder, day);
	(void)glob(pattern, found.gl_pathc > 0 ? GLOB_APPEND : 0, NULL, &found);
	/* Both lists are in order of time; the newest of either stay. */
	for (size_t i = 0; i < found.gl_pathc && rc == RC_OK; i++) {
		int64_t newer = 0;

		for (size_t k = 0; k < found.gl_pathc; k++)
			newer += strcmp(found.gl_pathv[k], found.gl_pathv[i]) > 0;
		if (newer >= keep && unlink(found.gl_pathv[i]) != 0)
			rc = err_set(err, RC_BROKEN, "the old backup %.400s: %s",
				found.gl_pathv[i], strerror(errno));
	}
	globfree(&found);
	return rc;
}

struct telling {
	struct progress progress;
	int64_t total;
};

static void tell(void *arg, int64_t done)
{
	struct telling *t = arg;

	progress_show(&t->progress, done, t->total, clock_monotonic_ms());
}

static enum rc copy_plain(int from, int to, struct telling *t, struct err *err)
{
	int64_t done = 0;
	ssize_t n;

	do {
		n = copy_file_range(from, NULL, to, NULL, PIECE, 0);
		done += n > 0 ? n : 0;
		tell(t, done);
	} while (n > 0);
	return n == 0 ? RC_OK
		      : err_set(err, errno == ENOSPC ? RC_FULL : RC_BROKEN,
				"cannot be copied: %s", strerror(errno));
}

static enum rc run(int from, int to, enum backup_way way, const struct seal_key *key,
	struct telling *t, struct err *err)
{
	switch (way) {
	case BACKUP_PLAIN:
		return copy_plain(from, to, t, err);
	case BACKUP_SEAL:
		return seal_close(from, to, key, tell, t, err);
	case BACKUP_OPEN:
		return seal_open(from, to, key, tell, t, err);
	}
	BUG("way %d", (int)way);
}

enum rc backup_transform(const char *from, const char *to, enum backup_way way,
	const struct seal_key *key, struct err *err)
{
	static const char *const what[] = { "copying", "sealing", "opening" };
	struct err why = { .msg = "" };
	struct telling t = { .total = 0 };
	struct stat st;
	int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
	enum rc rc;

	if (in < 0 || fstat(in, &st) != 0 || !S_ISREG(st.st_mode)) {
		rc = err_set(
			err, RC_ABSENT, "%.400s cannot be read: %s", from, strerror(errno));
		goto out;
	}
	rc = backup_make(to, &out, err);
	if (rc != RC_OK)
		goto out;
	t.total = st.st_size;
	progress_begin(&t.progress, what[way], clock_monotonic_ms());
	rc = run(in, out, way, key, &t, &why);
	if (rc == RC_OK && fsync(out) != 0)
		rc = err_set(
			&why, RC_BROKEN, "cannot be brought to the disk: %s", strerror(errno));
	progress_end(&t.progress);
	if (rc != RC_OK)
		rc = err_set(err, rc, "%.250s %.200s", from, why.msg);
out:
	if (in >= 0)
		(void)close(in);
	if (out >= 0)
		(void)close(out);
	return rc;
}
