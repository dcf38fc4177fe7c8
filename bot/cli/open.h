/* cli/open.h - what most commands need: configuration, store, wording, dialogue, opened in order */
#ifndef LAPAK_CLI_OPEN_H
#define LAPAK_CLI_OPEN_H
#include "base/config.h"
#include "cli/cli.h"
#include "dialog/dialog.h"
#include "relay/inbound.h"
#include "store/store.h"
#include "wording/wording.h"

struct office { /* owns what it opened; office_close() also after a failure; must not be moved */
	struct config config;
	struct store *store;
	struct wording *wording;
	struct dialog dialog;
	struct inbound inbound;
};

enum office_need {
	NEED_READ,   /* configuration and a database with a current schema, read only */
	NEED_WRITE,  /* the same for writing */
	NEED_DIALOG, /* for writing, and the wording proved */
};

/* EXIT_DONE; else everything was said on stderr and the status to exit with is returned. */
enum exit_status office_open(
	struct office *out, const struct invocation *in, enum office_need need);
void office_close(struct office *o);

/* Points the dialogue and the way in at o's store, wording and configuration; again after one of them changed. */
void office_dialog(struct office *o);

/* Loads the wording the configuration names, with the office's own texts from edits (NULL: without); every fault is a line
 * of report. The caller owns *out. */
MUST_CHECK enum rc office_wording(
	const struct office *o, struct store *edits, struct wording **out, struct buf *report);
/* The same for a command that runs without a database too: o->wording, with the own texts when the database is there and current. */
MUST_CHECK enum rc office_wording_kept(struct office *o, struct buf *report);

/* Opens the configured database alone, whatever its schema; err says why not. */
MUST_CHECK enum rc office_store(struct office *o, enum store_mode mode, struct err *err);
/* Whether the database's file is there. */
bool office_has_database(const struct office *o);
/* The path of the SQLite file, for a command that is for files alone; NULL when the database is a server's: then stderr
 * says so, and what to use instead. */
const char *office_database_file(
	const struct office *o, const char *command, const char *remedy);

/* Says on stderr what kept a call into store/ from its work and returns EXIT_FAILED; EXIT_DONE for RC_OK. */
enum exit_status office_outcome(enum rc rc);

/* Runs work in one transaction, kept when it returns EXIT_DONE; work says itself what it does
 * not like. */
enum exit_status office_write(
	struct office *o, enum exit_status (*work)(struct office *o, void *arg), void *arg);

#endif
