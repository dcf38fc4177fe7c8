/* cli/staff_token.c - lapak staff token: a token with which a script calls the API as an account */
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/record.h"
#include "cli/staff_parts.h"
#include "store/session.h"

struct task {
	const struct invocation *in;
	char token[SESSION_TOKEN];
};

static enum exit_status keep(struct office *o, void *arg)
{
	struct task *t = arg;
	const char *name = option_value(t->in, "name");
	struct session s = { .kind = SESSION_SCRIPT, .created_at = clock_now() };
	struct staff who;
	enum rc rc = staff_by_login(o->store, t->in->argv[2], &who);

	if (rc == RC_ABSENT || (rc == RC_OK && who.disabled_at != 0)) {
		(void)fprintf(
			stderr, "lapak: there is no enabled account %.60s\n", t->in->argv[2]);
		return EXIT_FAILED;
	}
	if (rc == RC_OK) {
		s.staff_id = who.id;
		(void)snprintf(s.name, sizeof(s.name), "%.40s", name != NULL ? name : "script");
		rc = session_open(o->store, &s, t->token);
	}
	return rc == RC_OK ? record(o, t->in, "session.token", "session", s.id, who.login)
			   : office_outcome(rc);
}

enum exit_status staff_token_command(const struct invocation *in)
{
	unsigned char random[32];
	struct task t = { .in = in };
	struct office o;
	enum exit_status status;

	if (getentropy(random, sizeof(random)) != 0)
		BUG("no randomness");
	session_token(t.token, random);
	sodium_memzero(random, sizeof(random));
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &t);
	if (status == EXIT_DONE)
		printf("%s\n", t.token);
	sodium_memzero(t.token, sizeof(t.token));
	office_close(&o);
	return status;
}
