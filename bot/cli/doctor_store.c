/* cli/doctor_store.c - what doctor sees in wording, database, disk, backups and outbox */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/doctor.h"
#include "cli/edits.h"
#include "cli/service.h"
#include "store/message.h"

#define MIB (INT64_C(1024) * 1024)

enum {
	BACKUP_OLD = 36 * 3600, /* seconds: one night was missed */
	OUTBOX_OLD = 600,
	WAL_LARGE = 128, /* MiB */
	DISK_LITTLE = 1024,
};

void doctor_wording(struct doctor *d)
{
	struct buf report;
	struct finding *f;

	buf_init(&report, CONFIG_REPORT_MAX);
	doctor_found(d, "config", HEALTH_GOOD, "%.200s", d->config_path);
	if (office_wording_kept(&d->office, &report) == RC_OK) {
		size_t unfit = edits_unfit(d->office.wording, &report);

		doctor_found(d, "wording", HEALTH_GOOD, "every sentence is proved");
		if (unfit > 0) {
			f = doctor_found(d, "wording", HEALTH_NOTE,
				"%zu of the office's own texts do not fit any more", unfit);
			doctor_remedy(f, "lapak check names them; Wording in the console");
		}
	} else {
		f = doctor_found(d, "wording", HEALTH_FAULT,
			"the wording has faults; the service would not start");
		doctor_remedy(f, "lapak check lists them, with file and line");
	}
	buf_release(&report);
}

void doctor_database(struct doctor *d)
{
	struct err err = { .msg = "it cannot be opened" };
	const struct config *c = &d->office.config;
	const char *file = config_database_file(c);
	struct migration_status s = { 0, 0 };
	struct finding *f;
	enum rc rc;

	if (!office_has_database(&d->office)) {
		f = doctor_found(d, "database", HEALTH_FAULT, "there is no %.200s", file);
		doctor_remedy(
			f, "lapak migrate makes it; lapak restore FILE brings a backup back");
		return;
	}
	rc = office_store(&d->office, STORE_WRITE, &err);
	if (rc == RC_OK)
		rc = store_schema(d->office.store, c->migrations.dir, &s, &err);
	if (rc == RC_OK) {
		(void)err_set(&err, rc, "the database cannot be written");
		rc = store_writable(d->office.store);
	}
	if (rc == RC_OK) {
		doctor_found(d, "database", HEALTH_GOOD, "migration %04d, can be written",
			s.applied);
		return;
	}
	f = doctor_found(d, "database", HEALTH_FAULT, "%.250s", err.msg);
	doctor_remedy(f, "%s",
		rc == RC_ABSENT ? "systemctl stop lapak; lapak migrate; systemctl start lapak"
		: file == NULL
			? "does the server run, take writes, and know lapak's user? psql URL; "
			  "its log"
			: "look at the disk: dmesg, mount | grep ' ro', df -h; run as the "
			  "service's user: runuser -u lapak -- lapak doctor");
}

void doctor_disk(struct doctor *d)
{
	char wal[CONFIG_PATH + 8];
	const char *file = config_database_file(&d->office.config);
	struct stat st;
	struct finding *f;
	int64_t left;

	if (d->office.store == NULL || file == NULL)
		return;
	left = store_disk_free(d->office.store) / MIB;
	f = doctor_found(d, "disk",
		left < DISK_LEAST / MIB ? HEALTH_FAULT
		: left < DISK_LITTLE    ? HEALTH_NOTE
					: HEALTH_GOOD,
		"%" PRId64 " MiB left where the database is", left);
	if (left < DISK_LITTLE)
		doctor_remedy(f,
			"free some: journalctl --vacuum-size=200M; apt-get clean; old files "
			"named *.before-NNNN beside the database");
	(void)snprintf(wal, sizeof(wal), "%s-wal", file);
	if (stat(wal, &st) == 0 && st.st_size > WAL_LARGE * MIB) {
		f = doctor_found(d, "disk", HEALTH_FAULT,
			"the write-ahead log has %lld MiB: something reads for hours",
			(long long)(st.st_size / MIB));
		doctor_remedy(f, "find it: fuser -v %.200s; end it", wal);
	}
}

void doctor_backup(struct doctor *d)
{
	char at[128] = "";
	struct finding *f;
	int64_t age;

	if (d->office.store == NULL)
		return;
	if (config_database_file(&d->office.config) == NULL) {
		f = doctor_found(d, "backup", HEALTH_NOTE,
			"the server's own affair: lapak does not see it");
		doctor_remedy(
			f, "each night pg_dump, or pg_basebackup with its log; try one out");
		return;
	}
	if (setting_get(d->office.store, "backup_at", at) != RC_OK) {
		f = doctor_found(d, "backup", HEALTH_FAULT, "there has never been one");
		doctor_remedy(f,
			"lapak backup /var/backups/lapak; each night: systemctl enable --now "
			"lapak-backup.timer");
		return;
	}
	age = d->now - strtoll(at, NULL, 10);
	f = doctor_found(d, "backup", age > BACKUP_OLD ? HEALTH_FAULT : HEALTH_GOOD,
		"the last one is %" PRId64 " h old", age / 3600);
	if (age > BACKUP_OLD)
		doctor_remedy(f,
			"journalctl -u lapak-backup says why; systemctl start lapak-backup; "
			"systemctl enable --now lapak-backup.timer");
}

void doctor_outbox(struct doctor *d)
{
	struct outbox_count n = { .queued = 0 };
	struct finding *f;
	int64_t age = 0;

	if (d->office.store == NULL || outbox_counts(d->office.store, &n) != RC_OK)
		return;
	if (n.oldest_queued_at > 0 && n.oldest_queued_at < d->now)
		age = d->now - n.oldest_queued_at;
	f = doctor_found(d, "outbox", age > OUTBOX_OLD ? HEALTH_FAULT : HEALTH_GOOD,
		"%" PRId64 " messages wait, the oldest for %" PRId64 " s", n.queued, age);
	if (age > OUTBOX_OLD)
		doctor_remedy(f,
			"see the gateways below; quiet hours hold reminders and broadcasts; "
			"lapak message list --state queued");
}
