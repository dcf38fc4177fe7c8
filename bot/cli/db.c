/* cli/db.c - lapak db copy: an office moves from one database to another */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/instance.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "store/copy.h"

struct side {
	const char *url;
	struct store *store;
	int lock; /* of a file's right to be served; -1: none */
};

static const char *file_of(const char *url)
{
	size_t n = strlen(CONFIG_SQLITE);

	return strncmp(url, CONFIG_SQLITE, n) == 0 ? url + n : NULL;
}

/* Nobody serves it meanwhile: what came in behind the copy would be lost. */
static enum rc take(struct side *s, struct err *err)
{
	const char *file = file_of(s->url);

	if (file != NULL)
		return instance_take(file, &s->lock, err);
	return store_hold(s->store, true, err);
}

static enum rc open_from(struct side *s, const char *migrations, struct err *err)
{
	const char *file = file_of(s->url);
	struct migration_status schema;
	enum rc rc;

	if (file != NULL && access(file, F_OK) != 0)
		return err_set(err, RC_ABSENT, "there is no database %.400s", file);
	rc = store_open(&s->store, s->url, STORE_WRITE, err);
	if (rc == RC_OK)
		rc = store_schema(s->store, migrations, &schema, err);
	return rc == RC_OK ? take(s, err) : rc;
}

static enum rc open_to(struct side *s, const char *migrations, struct err *err)
{
	struct buf report;
	enum rc rc = store_open(&s->store, s->url, STORE_WRITE, err);

	buf_init(&report, CONFIG_REPORT_MAX);
	if (rc == RC_OK)
		rc = store_migrate(s->store, migrations, clock_now(), &report, err);
	buf_release(&report);
	return rc == RC_OK ? take(s, err) : rc;
}

static void tell(void *arg, int64_t done, int64_t total)
{
	progress_show(arg, done, total, clock_monotonic_ms());
}

static enum rc move(struct side *from, struct side *to, const char *migrations, int64_t *rows,
	struct err *err)
{
	struct progress p;
	struct copy_watch watch = { .tell = tell, .arg = &p };
	enum rc rc;

	if (strcmp(from->url, to->url) == 0)
		return err_set(err, RC_INVALID, "FROM and TO are the same database");
	rc = open_from(from, migrations, err);
	if (rc == RC_OK)
		rc = open_to(to, migrations, err);
	if (rc != RC_OK)
		return rc;
	progress_begin(&p, "copy and compare", clock_monotonic_ms());
	p.unit = "rows";
	p.per = 1;
	rc = store_copy(from->store, to->store, &watch, rows, err);
	progress_end(&p);
	return rc;
}

static enum exit_status copy(const struct invocation *in)
{
	struct side from = { .url = in->argv[2], .lock = -1 },
		    to = { .url = in->argv[3], .lock = -1 };
	struct err err = { .rc = RC_BROKEN, .msg = "the database could not be copied" };
	struct side *const sides[] = { &from, &to };
	struct config config;
	int64_t rows = 0, began_ms = clock_monotonic_ms();
	enum exit_status status = cli_config(in, &config);

	if (status != EXIT_DONE)
		return status;
	if (move(&from, &to, config.migrations.dir, &rows, &err) == RC_OK)
		printf("%" PRId64 " rows copied and compared in %" PRId64
		       " s. Next: [database] url = \"%s\", then lapak check\n",
			rows, (clock_monotonic_ms() - began_ms + 999) / 1000, to.url);
	else
		status = cli_failed(&err);
	for (int i = 0; i < 2; i++) {
		store_close(sides[i]->store);
		if (sides[i]->lock >= 0)
			(void)close(sides[i]->lock);
	}
	config_forget(&config);
	return status;
}

enum exit_status cli_db(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ .name = "copy",
			.run = copy,
			.options = "",
			.least = 2,
			.most = 2,
			.words = "FROM TO" },
		{ .name = NULL },
	};

	return options_verb(in, verbs);
}
