/*
 * store/backup.h - a copy of a database in use, and the proof that a copy is whole
 *
 * The copy is what the database held when it began. It reads beside the writer without a lock the
 * writer would wait for, in small slices that reach the disk one by one: a reply's fsync must not
 * wait for what a backup has piled up.
 */
#ifndef LAPAK_STORE_BACKUP_H
#define LAPAK_STORE_BACKUP_H
#include <stdint.h>

#include "base/rc.h"

struct backup;

struct backup_progress { /* bytes */
	int64_t done, total;
};

struct backup_content {
	int64_t bytes, traders, sales, messages;
};

/* from: the path of a database of ours; to: an empty file of the caller's, which stays his. The caller closes *out. */
MUST_CHECK enum rc backup_open(
	struct backup **out, const char *from, const char *to, struct err *err);
/* The next slice. RC_OK: there is more; RC_ABSENT: that was the last, all is on the disk. */
MUST_CHECK enum rc backup_step(struct backup *b, struct backup_progress *out, struct err *err);
/* What the database held when the copy began, for comparison. */
void backup_source(const struct backup *b, struct backup_content *out);
void backup_close(struct backup *b);

/* Reads every page of the closed file at path: RC_OK when it is a whole database of ours, RC_INVALID when not. */
MUST_CHECK enum rc backup_check(const char *path, struct backup_content *out, struct err *err);

#endif
