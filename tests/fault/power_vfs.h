/*
 * tests/fault/power_vfs.h - a disk whose power can be cut
 *
 * An SQLite VFS over the system's own. It remembers for each file what was synced and every write
 * since. Cut at a chosen operation, it fails all that follows; power_restore() then leaves on the disk
 * what a real one may hold: what was synced, and of the later writes any, torn at sectors of 512 bytes. Threads may share it.
 */
#ifndef LAPAK_FAULT_POWER_VFS_H
#define LAPAK_FAULT_POWER_VFS_H
#include <stdbool.h>
#include <stdint.h>

/* Becomes the default VFS. Files outside folder are left alone. */
void power_install(const char *folder);

/* The operation (write, truncate, sync, delete) from now at which power goes; 0: never. seed decides what
 * is left of unsynced writes. */
void power_arm(uint64_t operation, uint64_t seed);
bool power_is_cut(void);
/* A disk that lies: it says of each n-th sync since power_arm() that it is done, and it is not. 0: none. */
void power_lie(unsigned n);

/* After all connections are closed: rewrites the files as the cut left them, and power is back. Without a
 * cut everything is as it was written. */
void power_restore(void);

#endif
