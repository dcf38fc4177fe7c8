/* cli/record.c - what a command changed, in the office's record */
#include "cli/record.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/look_up.h"
#include "cli/options.h"
#include "store/audit.h"
#include "store/staff.h"
#include "text/gsm7.h"

/* Whoever is logged in: by sudo everybody is root, and sudo knows who it was. */
static const char *system_user(void)
{
	const char *caller = getuid() == 0 ? getenv("SUDO_USER") : NULL;
	const struct passwd *user;

	if (caller != NULL && caller[0] != '\0')
		return caller;
	user = getpwuid(getuid());
	return user != NULL ? user->pw_name : "unknown";
}

enum exit_status record_actor(
	struct office *o, const struct invocation *in, char *out, size_t size)
{
	const char *by = option_value(in, "by");
	struct staff who;
	enum rc rc;

	if (by == NULL) {
		(void)snprintf(out, size, "cli:%.40s", system_user());
		return EXIT_DONE;
	}
	if (look_up_by(in, &by) != EXIT_DONE)
		return EXIT_MISUSED;
	rc = staff_by_login(o->store, by, &who);
	if (rc != RC_OK && rc != RC_ABSENT)
		return office_outcome(rc);
	if (rc == RC_OK && who.disabled_at != 0)
		return cli_misused(in, "--by: the account %s is disabled", who.login);
	(void)snprintf(out, size, "%s:%s", rc == RC_OK ? "staff" : "cli",
		rc == RC_OK ? who.login : by);
	return EXIT_DONE;
}

enum exit_status record(struct office *o, const struct invocation *in, const char *action,
	const char *subject, int64_t id, const char *detail)
{
	char actor[AUDIT_ACTOR_MAX + 1], about[AUDIT_SUBJECT_MAX + 1] = "";
	enum exit_status status = record_actor(o, in, actor, sizeof(actor));

	if (status != EXIT_DONE)
		return status;
	if (id != 0)
		(void)snprintf(about, sizeof(about), "%.30s:%" PRId64, subject, id);
	return office_outcome(audit_add(o->store, &(struct audit_entry){ .actor = actor,
							  .action = action,
							  .subject = about,
							  .detail = detail,
							  .at = clock_now() }));
}
