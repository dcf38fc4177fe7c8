/*
 * cli/record.h - what a command changed, in the office's record (private to cli/)
 *
 * --by NAME says who did it. The login of an enabled account is recorded as staff:NAME; any other name as
 * cli:NAME, since whoever has the shell may say what they like; without --by it is the system's user, cli:root.
 */
#ifndef LAPAK_CLI_RECORD_H
#define LAPAK_CLI_RECORD_H
#include "cli/open.h"

/* Inside the command's transaction: action ("wave.open") on subject:id ("wave", 12; id 0: no subject). detail may be
 * NULL; no phone numbers, no texts of messages. EXIT_DONE; else it was said on stderr. */
enum exit_status record(struct office *o, const struct invocation *in, const char *action,
	const char *subject, int64_t id, const char *detail);

/* Who does it, as it stands in the record: "staff:rina". */
enum exit_status record_actor(
	struct office *o, const struct invocation *in, char *out, size_t size);

#endif
