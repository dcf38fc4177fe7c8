/* store/migration_file.h - private to store/: the files NNNN_words.sql of a folder */
#ifndef LAPAK_STORE_MIGRATION_FILE_H
#define LAPAK_STORE_MIGRATION_FILE_H
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

enum {
	MIGRATIONS_MAX = 500,
	MIGRATION_NAME = 96,
	MIGRATION_SUM = 65,
	MIGRATION_TEXT = 1 << 20
};

struct migration_file {
	int number;                   /* 1, 2, ... */
	char name[MIGRATION_NAME];    /* "0001_start.sql" */
	char checksum[MIGRATION_SUM]; /* SHA-256 of its bytes, in hex */
};

struct migration_files {
	const char *dir; /* borrowed */
	struct migration_file *list;
	int n; /* list[i].number == i + 1 */
};

/* Reads the folder; refuses gaps, two files of one number and .sql files of another form.
 * release in any case. */
MUST_CHECK enum rc migration_files_read(
	struct migration_files *out, const char *dir, struct err *err);
void migration_files_release(struct migration_files *f);

/* The file's text; RC_CONFLICT when it is no longer what was read first. */
MUST_CHECK enum rc migration_file_text(const struct migration_files *f,
	const struct migration_file *file, struct buf *out, struct err *err);

#endif
