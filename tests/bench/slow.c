/*
 * tests/bench/slow.c - lapak on a slow disk: every fsync of the database waits
 *
 *	build/bench/slow 10 --config FILE serve		as `lapak --config FILE serve`, 10 ms each
 *
 * A VFS that is SQLite's own but for xSync. It waits after the sync, as a disk without a cache would.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli/cli.h"

static struct {
	sqlite3_vfs vfs, *real;
	sqlite3_io_methods methods;
	const sqlite3_io_methods *real_methods;
	struct timespec wait;
} slow;

static int on_sync(sqlite3_file *file, int flags)
{
	int rc = slow.real_methods->xSync(file, flags);

	(void)nanosleep(&slow.wait, NULL);
	return rc;
}

/* The file is the real one: only its table of methods is another. */
static int on_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
	int rc = slow.real->xOpen(slow.real, path, file, flags, out);

	(void)vfs;
	if (file->pMethods == NULL || path == NULL)
		return rc;
	if (slow.real_methods == NULL) {
		slow.real_methods = file->pMethods;
		slow.methods = *file->pMethods;
		slow.methods.xSync = on_sync;
	}
	if (file->pMethods == slow.real_methods)
		file->pMethods = &slow.methods;
	return rc;
}

int main(int argc, char **argv)
{
	long ms = argc > 2 ? strtol(argv[1], NULL, 10) : 0;

	if (ms < 1 || ms > 1000) {
		(void)fputs("usage: slow MILLISECONDS COMMAND...\n", stderr);
		return 2;
	}
	slow.wait = (struct timespec){ ms / 1000, ms % 1000 * 1000000 };
	slow.real = sqlite3_vfs_find(NULL);
	slow.vfs = *slow.real;
	slow.vfs.zName = "slow";
	slow.vfs.xOpen = on_open;
	if (sqlite3_vfs_register(&slow.vfs, 1) != SQLITE_OK)
		return 1;
	argv[1] = argv[0];
	return cli_main(argc - 1, argv + 1);
}
