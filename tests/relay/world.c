/* tests/relay/world.c - a database, the real dialogue and two gateways, for the tests of relay/ */
#include "database.h"
#include "t.h"

#include "world.h"

#include <unistd.h>

#include "wording/wording.h"

static void remove_files(void)
{
	char path[64];

	for (int i = 0; i < 3; i++) {
		static const char *const ends[] = { "", "-wal", "-shm" };

		(void)snprintf(
			path, sizeof(path), "/tmp/test-relay-%d.db%s", (int)getpid(), ends[i]);
		(void)unlink(path);
	}
}

static void add_gateway(struct config *c, const char *name, const char *type)
{
	struct gateway_config *g = &c->gateway[c->gateways++];

	(void)snprintf(g->name, sizeof(g->name), "%s", name);
	(void)snprintf(g->type, sizeof(g->type), "%s", type);
	(void)snprintf(g->secret[0], sizeof(g->secret[0]), "s3cret");
	(void)snprintf(g->sender, sizeof(g->sender), "2323");
	(void)snprintf(g->allowed_prefixes, sizeof(g->allowed_prefixes), "+628");
	(void)snprintf(g->send_url, sizeof(g->send_url), "http://127.0.0.1:1/send");
	g->rate_per_second = 100;
}

int world_open(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	char file[64], url[128];
	struct buf report;
	struct err err = { 0 };

	assert_non_null(w);
	remove_files();
	buf_init(&report, 1024 * 1024);
	(void)snprintf(file, sizeof(file), "sqlite:/tmp/test-relay-%d.db", (int)getpid());
	(void)test_database(url, file);
	if (store_open(&w->store, url, STORE_WRITE, &err) != RC_OK ||
		store_migrate(w->store, "migrations", NOW, &report, &err) != RC_OK)
		fail_msg("%s", err.msg);
	buf_reset(&report);
	if (wording_load(&w->wording, "templates/messages", &report) != RC_OK)
		fail_msg("%s", report.data);
	buf_release(&report);
	w->dialog = (struct dialog){ .store = w->store,
		.wording = w->wording,
		.office = "Dinkopdag",
		.short_code = "2323",
		.language = "id",
		.ask_above = 100000000 };
	add_gateway(&w->config, "sim", "simulator");
	add_gateway(&w->config, "kannel", "kannel");
	add_gateway(&w->config, "other", "kannel");
	(void)snprintf(w->config.server.public_url, sizeof(w->config.server.public_url),
		"http://127.0.0.1:8080");
	w->inbound = (struct inbound){
		.store = w->store, .dialog = &w->dialog, .config = &w->config
	};
	*state = w;
	return 0;
}

int world_close(void **state)
{
	struct world *w = *state;

	store_close(w->store);
	wording_free(w->wording);
	free(w);
	remove_files();
	return 0;
}

struct rows {
	struct row *row;
	size_t n, max;
};

static void copy(char *out, size_t size, const char *s)
{
	(void)snprintf(out, size, "%s", s != NULL ? s : "");
}

static enum rc take_row(const struct message *m, void *arg)
{
	struct rows *rows = arg;
	struct row *r;

	assert_true(rows->n < rows->max);
	r = &rows->row[rows->n++];
	*r = (struct row){ .id = m->id,
		.previous_id = m->previous_id,
		.trader_id = m->trader_id,
		.due_at = m->due_at,
		.expires_at = m->expires_at,
		.reply_to = m->reply_to,
		.channel = m->channel,
		.kind = m->kind,
		.state = m->state,
		.tries = m->tries,
		.segments = m->segments };
	copy(r->gateway, sizeof(r->gateway), m->gateway);
	copy(r->gateway_id, sizeof(r->gateway_id), m->gateway_id);
	copy(r->phone, sizeof(r->phone), m->phone);
	copy(r->text, sizeof(r->text), m->text);
	copy(r->error, sizeof(r->error), m->error);
	return RC_OK;
}

size_t world_rows(const struct world *w, struct row *rows, size_t max)
{
	struct rows all = { .row = rows, .max = max };
	struct message_filter filter = { .limit = 0 };

	assert_int_equal(message_each(w->store, &filter, take_row, &all), RC_OK);
	for (size_t i = 0; i < all.n / 2; i++) {
		struct row swap = rows[i];

		rows[i] = rows[all.n - 1 - i];
		rows[all.n - 1 - i] = swap;
	}
	return all.n;
}
