/* web/file.c - a whole file in memory */
#include "web/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum rc file_read(struct buf *out, const char *path, struct err *err)
{
	char chunk[4096];
	FILE *f = fopen(path, "re");
	size_t n;
	int failed;

	if (f == NULL)
		return err_set(err, RC_ABSENT, "%s: %s", path, strerror(errno));
	do {
		n = fread(chunk, 1, sizeof(chunk), f);
		buf_add(out, chunk, n);
	} while (n > 0);
	failed = ferror(f);
	(void)fclose(f);
	if (failed != 0)
		return err_set(err, RC_BROKEN, "%s: cannot be read", path);
	if (out->full)
		return err_set(err, RC_FULL, "%s: over %zu bytes", path, out->ceiling);
	return RC_OK;
}
