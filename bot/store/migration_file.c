/* store/migration_file.c - finding, ordering and reading the files of migrations/ */
#include "store/migration_file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 4 };

static bool is_sql(const char *name)
{
	size_t n = strlen(name);

	return name[0] != '.' && n > 4 && strcmp(name + n - 4, ".sql") == 0;
}

/* The number of NNNN_words.sql; 0 for any other name. */
static int number_of(const char *name)
{
	size_t n = strlen(name);

	if (n >= MIGRATION_NAME || strspn(name, "0123456789") != DIGITS || name[DIGITS] != '_')
		return 0;
	if (DIGITS + 1 + strspn(name + DIGITS + 1, "abcdefghijklmnopqrstuvwxyz0123456789_") !=
		n - 4)
		return 0;
	return (int)strtol(name, NULL, 10);
}

static enum rc open_file(
	const struct migration_files *f, const char *name, FILE **out, struct err *err)
{
	char path[PATH_MAX];

	if (snprintf(path, sizeof(path), "%s/%s", f->dir, name) >= (int)sizeof(path))
		return err_set(err, RC_INVALID, "%s: the path is too long", name);
	*out = fopen(path, "re");
	if (!*out)
		return err_set(err, RC_DENIED, "%s cannot be read: %s", path, strerror(errno));
	return RC_OK;
}

static enum rc read_text(
	const struct migration_files *f, const char *name, struct buf *out, struct err *err)
{
	char piece[4096];
	FILE *file = NULL;
	enum rc rc = open_file(f, name, &file, err);
	size_t n;
	bool failed;

	if (rc != RC_OK)
		return rc;
	for (n = fread(piece, 1, sizeof(piece), file); n > 0;
		n = fread(piece, 1, sizeof(piece), file))
		buf_add(out, piece, n);
	failed = ferror(file) != 0;
	fclose(file);
	if (failed)
		return err_set(err, RC_BROKEN, "%s/%s cannot be read", f->dir, name);
	if (out->full || memchr(out->data, '\0', out->len))
		return err_set(
			err, RC_INVALID, "%s/%s is no SQL text of at most 1 MiB", f->dir, name);
	return RC_OK;
}

static void checksum(const struct buf *text, char out[static MIGRATION_SUM])
{
	unsigned char sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(sum, (const unsigned char *)text->data, text->len);
	sodium_bin2hex(out, MIGRATION_SUM, sum, sizeof(sum));
}

static enum rc take(struct migration_files *f, const char *name, struct err *err)
{
	struct migration_file *file = &f->list[f->n];
	struct buf text;
	enum rc rc;

	if (number_of(name) == 0)
		return err_set(err, RC_INVALID,
			"%s/%s is not named NNNN_words.sql; rename or remove it", f->dir, name);
	if (f->n == MIGRATIONS_MAX)
		return err_set(err, RC_FULL, "%s holds more than %d migrations", f->dir,
			MIGRATIONS_MAX);
	file->number = number_of(name);
	memcpy(file->name, name, strlen(name) + 1); /* number_of() looked at its length */
	buf_init(&text, MIGRATION_TEXT);
	rc = read_text(f, name, &text, err);
	if (rc == RC_OK)
		checksum(&text, file->checksum);
	buf_release(&text);
	f->n++;
	return rc;
}

static int by_name(const void *a, const void *b)
{
	const struct migration_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static enum rc check_order(const struct migration_files *f, struct err *err)
{
	if (f->n == 0)
		return err_set(
			err, RC_ABSENT, "%s holds no migration (NNNN_words.sql)", f->dir);
	for (int i = 0; i < f->n; i++) {
		if (i > 0 && f->list[i].number == f->list[i - 1].number)
			return err_set(err, RC_INVALID,
				"%s: %s and %s have the same number; rename the newer one",
				f->dir, f->list[i - 1].name, f->list[i].name);
		if (f->list[i].number != i + 1)
			return err_set(err, RC_INVALID,
				"%s: migration %04d is missing, but there is %s", f->dir, i + 1,
				f->list[i].name);
	}
	return RC_OK;
}

enum rc migration_files_read(struct migration_files *out, const char *dir, struct err *err)
{
	struct dirent *entry;
	enum rc rc = RC_OK;
	DIR *folder;

	out->dir = dir;
	out->n = 0;
	out->list = calloc(MIGRATIONS_MAX, sizeof(*out->list));
	if (!out->list)
		return err_set(err, RC_BROKEN, "%s cannot be read: no memory", dir);
	folder = opendir(dir);
	if (!folder)
		return err_set(err, RC_ABSENT, "the folder of migrations %s cannot be read: %s",
			dir, strerror(errno));
	for (entry = readdir(folder); rc == RC_OK && entry; entry = readdir(folder))
		if (is_sql(entry->d_name))
			rc = take(out, entry->d_name, err);
	closedir(folder);
	if (rc != RC_OK)
		return rc;
	qsort(out->list, (size_t)out->n, sizeof(*out->list), by_name);
	return check_order(out, err);
}

void migration_files_release(struct migration_files *f)
{
	free(f->list);
	f->list = NULL;
	f->n = 0;
}

enum rc migration_file_text(const struct migration_files *f, const struct migration_file *file,
	struct buf *out, struct err *err)
{
	char sum[MIGRATION_SUM];
	enum rc rc = read_text(f, file->name, out, err);

	if (rc != RC_OK)
		return rc;
	checksum(out, sum);
	if (strcmp(sum, file->checksum) != 0)
		return err_set(err, RC_CONFLICT, "%s/%s changed while it was read; try again",
			f->dir, file->name);
	return RC_OK;
}
