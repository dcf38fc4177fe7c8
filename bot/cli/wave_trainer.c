/* cli/wave_trainer.c - lapak wave trainer: who trains a wave, and so works for it by SMS */
#include <stdio.h>
#include <string.h>

#include "cli/options.h"
#include "cli/record.h"
#include "cli/wave_parts.h"
#include "store/staff.h"
#include "store/trainer.h"

enum rc wave_trainer_named(struct office *o, const char *login, int64_t *id)
{
	struct staff who = { .id = 0 };
	enum rc rc = staff_by_login(o->store, login, &who);

	*id = who.id;
	if (rc == RC_OK && (who.role != ROLE_TRAINER || who.disabled_at != 0))
		return RC_ABSENT;
	return rc;
}

static enum exit_status keep(struct office *o, void *arg)
{
	const struct invocation *in = arg;
	const char *login = in->argv[3];
	int64_t id = 0;
	struct wave w;
	enum exit_status status = wave_look_up(o, in->argv[2], &w);
	enum rc rc = RC_OK;

	if (status != EXIT_DONE)
		return status;
	if (strcmp(login, "none") != 0)
		rc = wave_trainer_named(o, login, &id);
	if (rc == RC_ABSENT) {
		(void)fprintf(stderr,
			"lapak: %.60s is no enabled account of a trainer; look: lapak staff list\n",
			login);
		return EXIT_FAILED;
	}
	if (rc == RC_OK)
		rc = trainer_set(o->store, w.id, id);
	return rc == RC_OK ? record(o, in, "wave.trainer", "wave", w.id, login)
			   : office_outcome(rc);
}

enum exit_status wave_trainer_command(const struct invocation *in)
{
	struct invocation copy = *in;
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, keep, &copy);
	if (status == EXIT_DONE)
		printf("%s: %s\n", in->argv[2], in->argv[3]);
	office_close(&o);
	return status;
}
