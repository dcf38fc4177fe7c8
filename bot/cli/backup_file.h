/* cli/backup_file.h - the files of a backup: half-done ones, whole ones, old ones (private to cli/) */
#ifndef LAPAK_CLI_BACKUP_FILE_H
#define LAPAK_CLI_BACKUP_FILE_H
#include "base/config.h"
#include "base/seal.h"

/* Makes the file path, which nobody else can read; whatever a crash left there is replaced. *fd is the caller's. */
MUST_CHECK enum rc backup_make(const char *path, int *fd, struct err *err);
/* Gives the half-done file its name, durably; RC_CONFLICT: there is a file of that name, and it stays. */
MUST_CHECK enum rc backup_finish(const char *part, const char *path, struct err *err);
/* In a folder, of the files that backup_name() names, all but the newest `keep` are removed. */
MUST_CHECK enum rc backup_prune(const char *folder, int64_t keep, struct err *err);
/* "FOLDER/lapak-20261124-100000.db", in UTC; sealed ones end with .db.sealed */
void backup_name(const char *folder, int64_t now, bool sealed, char out[static CONFIG_PATH]);

/* Copies from one path to another, which backup_make() makes: sealed or opened with the key, as asked, or as it is. */
enum backup_way { BACKUP_PLAIN, BACKUP_SEAL, BACKUP_OPEN };
MUST_CHECK enum rc backup_transform(const char *from, const char *to, enum backup_way way,
	const struct seal_key *key, struct err *err);

#endif
