/* cli/doctor_fleet.c - what doctor sees of the servers on one database */
#include <inttypes.h>

#include "cli/doctor.h"
#include "store/fleet.h"

static enum rc tell(const struct fleet_server *s, void *arg)
{
	struct doctor *d = arg;
	struct finding *f = doctor_found(d, "servers", s->alive ? HEALTH_GOOD : HEALTH_NOTE,
		"%.80s (%" PRId64 "): %s%s", s->name, s->id, s->alive ? "alive" : "silent",
		s->leads ? ", leads" : "");

	if (!s->alive)
		doctor_remedy(f, "look at that machine: systemctl status lapak");
	return RC_OK;
}

void doctor_fleet(struct doctor *d)
{
	if (d->office.store != NULL && fleet_is_one(d->office.store) &&
		fleet_each(d->office.store, tell, d) != RC_OK)
		doctor_found(d, "servers", HEALTH_FAULT, "they cannot be read");
}
