/* cli/doctor_server.c - what doctor sees in the settings of a database server: could something acknowledged be lost? */
#include <inttypes.h>

#include "cli/doctor.h"
#include "store/safety.h"

static void standbys(struct doctor *d, const struct safety *s)
{
	struct finding *f;

	if (s->standby_named && s->standbys == 0) {
		f = doctor_found(d, "safety", HEALTH_FAULT,
			"a commit waits for a synchronous standby, and none is connected: nothing "
			"can be kept");
		doctor_remedy(f, "start the standby; or, until it is back, take it out of "
				 "synchronous_standby_names and pg_reload_conf()");
	} else if (s->standby_named && !s->standby_wanted) {
		f = doctor_found(d, "safety", HEALTH_NOTE,
			"a standby is named, but a commit does not wait until it is on its disk");
		doctor_remedy(f, "synchronous_commit = on");
	} else if (!s->standby_named && (s->hosts > 1 || s->standbys > 0)) {
		f = doctor_found(d, "safety", HEALTH_NOTE,
			"no standby is synchronous: what was acknowledged last may be lost when "
			"another server takes over");
		doctor_remedy(f, "name it in synchronous_standby_names, or have the failover "
				 "manager do it (Patroni: synchronous_mode)");
	} else {
		doctor_found(d, "safety", HEALTH_GOOD, "%s",
			s->standby_wanted
				? "a commit is on two machines before it is "
				  "acknowledged"
				: "a commit is on the disk before it is acknowledged");
	}
}

void doctor_server(struct doctor *d)
{
	struct safety s;
	struct finding *f;

	if (d->office.store == NULL || store_safety(d->office.store, &s) != RC_OK)
		return;
	if (!s.fsync) {
		f = doctor_found(d, "safety", HEALTH_FAULT,
			"the server's fsync is off: a power cut loses what was acknowledged, or "
			"the whole database");
		doctor_remedy(f, "fsync = on in postgresql.conf, then SELECT pg_reload_conf()");
	}
	if (!s.full_page_writes) {
		f = doctor_found(d, "safety", HEALTH_NOTE,
			"the server's full_page_writes is off: a power cut may tear pages");
		doctor_remedy(
			f, "full_page_writes = on, unless the file system cannot tear (ZFS)");
	}
	standbys(d, &s);
}
