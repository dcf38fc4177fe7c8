/*
 * cli/simulate_stage.h - this very program in a folder of its own, under a clock that is steered (private to cli/)
 *
 * The folder holds the configuration with one simulator gateway, "phone", on a free port of this machine, the
 * database, the clock and the log. Nothing of the caller's LAPAK_ environment reaches the programs started here.
 */
#ifndef LAPAK_CLI_SIMULATE_STAGE_H
#define LAPAK_CLI_SIMULATE_STAGE_H
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/config.h"
#include "base/rc.h"

enum { STAGE_PATH = 512 };

struct stage { /* stage_open() */
	char folder[STAGE_PATH], ini[STAGE_PATH + 32], clock[STAGE_PATH + 32],
		log[STAGE_PATH + 32];
	char tips[PATH_MAX]; /* those in Indonesian that come with the wording */
	bool temporary;
	char variable[STAGE_PATH + 64]; /* LAPAK_CLOCK_FILE=... */
	char **environment;             /* the array is owned */
	pid_t server;                   /* 0: none runs */
	int hears;                      /* its standard output; -1 */
	uint16_t port;
};

/* keep: a folder that is empty or not there yet; NULL: a temporary one, gone at stage_close(). Wording and migrations
 * are those of like. RC_INVALID, RC_BROKEN: err says why. */
MUST_CHECK enum rc stage_open(
	struct stage *s, const char *keep, const struct config *like, struct err *err);
/* Kills what still runs. */
void stage_close(struct stage *s);

/* From now on the wall clock of all that runs here goes on from that instant. */
MUST_CHECK enum rc stage_clock(struct stage *s, int64_t instant, struct err *err);

/* Begins `lapak serve` and waits until it listens; port is then where. */
MUST_CHECK enum rc stage_serve(struct stage *s, struct err *err);
/* Ends it by a signal, SIGTERM or SIGKILL, and waits until it is gone. RC_BROKEN: it ended with a failure. */
MUST_CHECK enum rc stage_halt(struct stage *s, int signal, struct err *err);

/* Runs `lapak WORD...`, a NULL-ended list; out, which may be NULL, gets what it prints, without the last line's end.
 * RC_BROKEN: its exit status was not 0. */
MUST_CHECK enum rc stage_run(
	struct stage *s, const char *const *word, struct buf *out, struct err *err);

#endif
