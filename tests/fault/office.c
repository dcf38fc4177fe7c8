/* tests/fault/office.c - relay and dialogue in this process */
#include "fault/office.h"

#include <stdio.h>
#include <stdlib.h>

static const int64_t first_day = 1764000000; /* November 2025 */

enum rc office_open(struct office *o, const char *path)
{
	struct gateway_config *g = &o->config.gateway[0];
	struct err err = { .msg = "" };
	struct buf report;
	char url[600];
	enum rc rc = RC_OK;

	(void)snprintf(url, sizeof(url), "sqlite:%s", path);
	o->store = NULL;
	buf_init(&report, 65536);
	if (o->wording == NULL)
		rc = wording_load(&o->wording, "templates/messages", &report);
	buf_release(&report);
	if (rc == RC_OK)
		rc = store_open(&o->store, url, STORE_WRITE, &err);
	if (rc != RC_OK)
		return rc;
	o->dialog = (struct dialog){ .store = o->store,
		.wording = o->wording,
		.office = "Dinkopdag",
		.short_code = "2323",
		.language = "id",
		.ask_above = 100000000 };
	(void)snprintf(g->name, sizeof(g->name), "kannel");
	(void)snprintf(g->type, sizeof(g->type), "kannel");
	(void)snprintf(g->send_url, sizeof(g->send_url), "http://127.0.0.1:1/");
	(void)snprintf(g->allowed_prefixes, sizeof(g->allowed_prefixes), "+628");
	o->config.gateways = 1;
	o->inbound = (struct inbound){ o->store, &o->dialog, &o->config };
	return RC_OK;
}

void office_close(struct office *o)
{
	store_close(o->store);
	o->store = NULL;
}

enum rc office_migrate(struct office *o)
{
	struct err err = { .msg = "" };
	struct buf report;
	enum rc rc;

	buf_init(&report, 65536);
	rc = store_migrate(o->store, "migrations", 1, &report, &err);
	buf_release(&report);
	return rc;
}

enum rc office_receive(struct office *o, long k)
{
	struct gateway_event *e = calloc(1, sizeof(*e));
	struct inbound_result r;
	enum rc rc;

	if (e == NULL)
		return RC_BROKEN;
	e->kind = EVENT_SMS;
	e->sender = SENDER_MOBILE;
	(void)snprintf(e->id, sizeof(e->id), "m%ld", k);
	(void)snprintf(e->from.e164, sizeof(e->from.e164), "+62812%08ld", k % OFFICE_TRADERS);
	e->length = (size_t)snprintf(e->text, sizeof(e->text), "JUAL 350rb live 0");
	inbound_result_init(&r);
	rc = inbound_apply(&o->inbound, &o->config.gateway[0], e,
		first_day + k / OFFICE_TRADERS * 86400 + k % OFFICE_TRADERS, &r);
	inbound_result_release(&r);
	free(e);
	return rc;
}
