/* tests/fault/power_vfs.c - a disk whose power can be cut */
#include "fault/power_vfs.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 16, PATH = 512, SECTOR = 512 };

struct change { /* since the last sync; size >= 0: cut to that size, else a write */
	int64_t at, size;
	unsigned char *bytes;
	int n;
};

struct disk_file {
	char path[PATH];
	unsigned char *synced; /* what is safe */
	int64_t length;
	struct change *change;
	size_t changes, room;
	bool there;   /* surely exists after a cut */
	bool deleted; /* was removed, but perhaps not yet on the disk */
};

struct power_file {
	sqlite3_file base;
	struct disk_file *disk; /* NULL: not followed */
	sqlite3_file *real;
};

static struct {
	sqlite3_vfs vfs, *real;
	sqlite3_io_methods methods;
	char folder[PATH];
	struct disk_file file[FILES];
	uint64_t done, cut_at, random, syncs;
	unsigned lie; /* each so manieth sync is none; 0: all are */
	bool cut;
} power;

static pthread_mutex_t lock =
	PTHREAD_MUTEX_INITIALIZER; /* of power, while connections are open */

static void die(const char *what)
{
	(void)fprintf(stderr, "power: %s\n", what);
	abort();
}

static void *grow(void *p, size_t n)
{
	void *q = realloc(p, n > 0 ? n : 1);

	if (q == NULL)
		die("out of memory");
	return q;
}

/* splitmix64 */
static uint64_t random_next(void)
{
	uint64_t z = (power.random += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* One more operation; true when power is gone. */
static bool gone(void)
{
	if (!power.cut && ++power.done == power.cut_at)
		power.cut = true;
	return power.cut;
}

static void forget_changes(struct disk_file *d)
{
	for (size_t i = 0; i < d->changes; i++)
		free(d->change[i].bytes);
	d->changes = 0;
}

static void set_length(struct disk_file *d, int64_t length)
{
	d->synced = grow(d->synced, (size_t)length);
	if (length > d->length)
		memset(d->synced + d->length, 0, (size_t)(length - d->length));
	d->length = length;
}

static void put(struct disk_file *d, int64_t at, const unsigned char *bytes, int64_t n)
{
	if (at + n > d->length)
		set_length(d, at + n);
	memcpy(d->synced + at, bytes, (size_t)n);
}

/* A write as the disk may have it: all, nothing, or some of its sectors. */
static void put_torn(struct disk_file *d, const struct change *c)
{
	unsigned chance = (unsigned)(random_next() % 4); /* of 3 that a sector arrived */

	for (int64_t at = c->at; at < c->at + c->n;) {
		int64_t end = (at / SECTOR + 1) * SECTOR;

		if (end > c->at + c->n)
			end = c->at + c->n;
		if (random_next() % 3 < chance)
			put(d, at, c->bytes + (at - c->at), end - at);
		at = end;
	}
}

static void settle(struct disk_file *d, bool torn)
{
	for (size_t i = 0; i < d->changes; i++) {
		const struct change *c = &d->change[i];

		if (torn && c->size < 0)
			put_torn(d, c);
		else if (!torn && c->size < 0)
			put(d, c->at, c->bytes, c->n);
		else if (!torn || random_next() % 2 == 0)
			set_length(d, c->size);
	}
	forget_changes(d);
}

static struct change *add_change(struct disk_file *d)
{
	if (d->changes == d->room) {
		d->room = d->room > 0 ? 2 * d->room : 64;
		d->change = grow(d->change, d->room * sizeof(*d->change));
	}
	d->change[d->changes] = (struct change){ .size = -1 };
	return &d->change[d->changes++];
}

static void load(struct disk_file *d)
{
	struct stat st;
	FILE *f = fopen(d->path, "rb");

	d->there = d->deleted = false;
	d->length = 0;
	if (f == NULL)
		return;
	if (fstat(fileno(f), &st) != 0)
		die("fstat");
	set_length(d, st.st_size);
	if (fread(d->synced, 1, (size_t)st.st_size, f) != (size_t)st.st_size)
		die("fread");
	d->there = true;
	(void)fclose(f);
}

/* NULL: a file that is not followed, as the shared memory of the WAL. */
static struct disk_file *disk_of(const char *path)
{
	size_t n = strlen(power.folder);

	if (path == NULL || strncmp(path, power.folder, n) != 0 || strlen(path) >= PATH)
		return NULL;
	for (size_t i = 0; i < FILES; i++)
		if (strcmp(power.file[i].path, path) == 0)
			return &power.file[i];
	for (size_t i = 0; i < FILES; i++)
		if (power.file[i].path[0] == '\0') {
			memcpy(power.file[i].path, path, strlen(path) + 1);
			load(&power.file[i]);
			return &power.file[i];
		}
	die("too many files");
	return NULL;
}

#define REAL(file) (((struct power_file *)(file))->real)
#define DISK(file) (((struct power_file *)(file))->disk)

static int on_close(sqlite3_file *f)
{
	return REAL(f)->pMethods->xClose(REAL(f));
}
/* Its threads one after the other. */
#define LOCKED(name, parameters, call)                                                         \
	static int name parameters                                                             \
	{                                                                                      \
		int rc;                                                                        \
		(void)pthread_mutex_lock(&lock);                                               \
		rc = call;                                                                     \
		(void)pthread_mutex_unlock(&lock);                                             \
		return rc;                                                                     \
	}

static int do_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return power.cut ? SQLITE_IOERR_READ : REAL(f)->pMethods->xRead(REAL(f), to, n, at);
}
/* The write under way when power goes may be on the disk in part. */
static int do_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	struct change *c;

	if (power.cut)
		return SQLITE_IOERR_WRITE;
	(void)gone();
	if (DISK(f) != NULL) {
		c = add_change(DISK(f));
		c->at = at;
		c->n = n;
		c->bytes = grow(NULL, (size_t)n);
		memcpy(c->bytes, from, (size_t)n);
	}
	return power.cut ? SQLITE_IOERR_WRITE : REAL(f)->pMethods->xWrite(REAL(f), from, n, at);
}
static int do_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	if (gone())
		return SQLITE_IOERR_TRUNCATE;
	if (DISK(f) != NULL)
		add_change(DISK(f))->size = size;
	return REAL(f)->pMethods->xTruncate(REAL(f), size);
}
static int do_sync(sqlite3_file *f, int flags)
{
	if (gone())
		return SQLITE_IOERR_FSYNC;
	if (power.lie > 0 && ++power.syncs % power.lie == 0)
		return SQLITE_OK;
	if (DISK(f) != NULL) {
		settle(DISK(f), false);
		DISK(f)->there = true;
	}
	(void)flags; /* the real sync would only cost time: this disk is in memory */
	return SQLITE_OK;
}
static int do_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return power.cut ? SQLITE_IOERR_FSTAT : REAL(f)->pMethods->xFileSize(REAL(f), size);
}
LOCKED(on_read, (sqlite3_file * f, void *to, int n, sqlite3_int64 at), do_read(f, to, n, at))
LOCKED(on_write, (sqlite3_file * f, const void *from, int n, sqlite3_int64 at),
	do_write(f, from, n, at))
LOCKED(on_truncate, (sqlite3_file * f, sqlite3_int64 size), do_truncate(f, size))
LOCKED(on_sync, (sqlite3_file * f, int flags), do_sync(f, flags))
LOCKED(on_size, (sqlite3_file * f, sqlite3_int64 *size), do_size(f, size))

#define PASSED(name, parameters, call)                                                         \
	static int name parameters                                                             \
	{                                                                                      \
		return REAL(f)->pMethods->call;                                                \
	}
PASSED(on_lock, (sqlite3_file * f, int level), xLock(REAL(f), level))
PASSED(on_unlock, (sqlite3_file * f, int level), xUnlock(REAL(f), level))
PASSED(on_check_lock, (sqlite3_file * f, int *out), xCheckReservedLock(REAL(f), out))
PASSED(on_control, (sqlite3_file * f, int op, void *arg), xFileControl(REAL(f), op, arg))
PASSED(on_sector_size, (sqlite3_file * f), xSectorSize(REAL(f)))
PASSED(on_characteristics, (sqlite3_file * f), xDeviceCharacteristics(REAL(f)))
PASSED(on_shm_map, (sqlite3_file * f, int page, int size, int extend, void volatile **out),
	xShmMap(REAL(f), page, size, extend, out))
PASSED(on_shm_lock, (sqlite3_file * f, int offset, int n, int flags),
	xShmLock(REAL(f), offset, n, flags))
PASSED(on_shm_unmap, (sqlite3_file * f, int delete_it), xShmUnmap(REAL(f), delete_it))
static void on_shm_barrier(sqlite3_file *f)
{
	REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int do_open(sqlite3_filename name, sqlite3_file *f, int flags, int *got)
{
	struct power_file *p = (struct power_file *)f;
	int rc;

	memset(p, 0, sizeof(*p));
	if (power.cut)
		return SQLITE_CANTOPEN;
	p->real = (sqlite3_file *)(p + 1);
	p->disk = disk_of(name);
	if (p->disk != NULL)
		p->disk->deleted = false;
	rc = power.real->xOpen(power.real, name, p->real, flags, got);
	if (p->real->pMethods != NULL)
		p->base.pMethods = &power.methods;
	return rc;
}

static int do_delete(const char *name, int sync_folder)
{
	struct disk_file *d = disk_of(name);
	int rc;

	if (gone())
		return SQLITE_IOERR_DELETE;
	rc = power.real->xDelete(power.real, name, 0);
	if (rc == SQLITE_OK && d != NULL) {
		d->deleted = true;
		if (sync_folder) {
			forget_changes(d);
			d->length = 0;
			d->there = false;
		}
	}
	return rc;
}

LOCKED(on_open,
	(sqlite3_vfs * vfs, sqlite3_filename name, sqlite3_file *f, int flags, int *got),
	((void)vfs, do_open(name, f, flags, got)))
LOCKED(on_delete, (sqlite3_vfs * vfs, const char *name, int sync_folder),
	((void)vfs, do_delete(name, sync_folder)))

void power_install(const char *folder)
{
	power.real = sqlite3_vfs_find(NULL);
	power.vfs = *power.real;
	(void)snprintf(power.folder, sizeof(power.folder), "%s", folder);
	power.vfs.zName = "power";
	power.vfs.pNext = NULL;
	power.vfs.szOsFile = (int)sizeof(struct power_file) + power.real->szOsFile;
	power.vfs.xOpen = on_open;
	power.vfs.xDelete = on_delete;
	power.methods = (sqlite3_io_methods){ 2, on_close, on_read, on_write, on_truncate,
		on_sync, on_size, on_lock, on_unlock, on_check_lock, on_control, on_sector_size,
		on_characteristics, on_shm_map, on_shm_lock, on_shm_barrier, on_shm_unmap, NULL,
		NULL };
	if (sqlite3_vfs_register(&power.vfs, 1) != SQLITE_OK)
		die("the VFS cannot be registered");
}

void power_arm(uint64_t operation, uint64_t seed)
{
	power.done = power.syncs = 0;
	power.cut_at = operation;
	power.random = seed;
	power.cut = false;
}

bool power_is_cut(void)
{
	bool cut;

	(void)pthread_mutex_lock(&lock);
	cut = power.cut;
	(void)pthread_mutex_unlock(&lock);
	return cut;
}

void power_lie(unsigned n)
{
	power.lie = n;
}

static void write_back(const struct disk_file *d)
{
	FILE *f = fopen(d->path, "wb");

	if (f == NULL || fwrite(d->synced, 1, (size_t)d->length, f) != (size_t)d->length ||
		fclose(f) != 0)
		die("a file cannot be written back");
}

void power_restore(void)
{
	for (size_t i = 0; i < FILES; i++) {
		struct disk_file *d = &power.file[i];
		char memory[PATH + 8];

		if (d->path[0] == '\0')
			continue;
		(void)snprintf(memory, sizeof(memory), "%s-shm", d->path);
		(void)unlink(memory); /* shared memory does not outlive power */
		if (power.cut) {
			bool kept = d->there ? !d->deleted || random_next() % 2 == 0
					     : !d->deleted && random_next() % 2 == 0;

			settle(d, true);
			if (kept)
				write_back(d);
			else
				(void)unlink(d->path);
		}
		forget_changes(d);
		free(d->synced);
		free(d->change);
		*d = (struct disk_file){ .path = "" };
	}
	power.cut = false;
	power.cut_at = 0;
}
