/* store/db_postgres_safety.c - which settings of the server could lose what it has confirmed */
#include <stdlib.h>
#include <string.h>

#include "store/db_postgres.h"
#include "store/safety.h"

/* synchronous_commit as this session has it: never off. Everybody may read these, and count the standbys. */
static const char settings_text[] =
	"SELECT current_setting('fsync'), current_setting('full_page_writes'), "
	"current_setting('synchronous_commit'), current_setting('synchronous_standby_names'), "
	"(SELECT count(*) FROM pg_stat_replication)";

/* Hosts of a url: libpq tries them in their order. */
static int64_t count_hosts(const char *url)
{
	PQconninfoOption *options = PQconninfoParse(url, NULL);
	int64_t n = 1;

	for (const PQconninfoOption *o = options; o && o->keyword; o++)
		if (strcmp(o->keyword, "host") == 0)
			for (const char *at = o->val; at && *at; at++)
				n += *at == ',';
	PQconninfoFree(options);
	return n;
}

static bool is_on(const PGresult *result, int column)
{
	return strcmp(PQgetvalue(result, 0, column), "on") == 0;
}

enum rc pg_safety(struct db *db, struct safety *out)
{
	PGresult *result = NULL;
	const char *level;
	enum rc rc = pg_link(db);

	if (rc != RC_OK)
		return rc;
	pg_send(db->pg, settings_text);
	rc = pg_collect(db, "db.safety", &result);
	if (rc != RC_OK)
		return rc;
	level = PQgetvalue(result, 0, 2);
	out->fsync = is_on(result, 0);
	out->full_page_writes = is_on(result, 1);
	out->standby_named = *PQgetvalue(result, 0, 3) != '\0';
	out->standby_wanted = out->standby_named &&
			      (strcmp(level, "on") == 0 || strcmp(level, "remote_apply") == 0);
	out->standbys = strtoll(PQgetvalue(result, 0, 4), NULL, 10);
	out->hosts = count_hosts(db->pg->url);
	PQclear(result);
	return RC_OK;
}
