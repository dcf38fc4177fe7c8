/* web/page.c - the keypad phone in the browser, and the signpost at / */
#include "web/page.h"

#include <stdio.h>
#include <string.h>

#include "web/file.h"
#include "web/reply.h"
#include "web/server_state.h"

enum { FILE_MAX = 256 * 1024 };

struct page_file {
	const char *path, *name, *content_type;
};

/* clang-format off */
static const struct page_file files[PAGE_FILES] = {
	{ "/phone", "phone.html", "text/html; charset=utf-8" },
	{ "/phone/phone.js", "phone.js", "text/javascript; charset=utf-8" },
	{ "/phone/phone.css", "phone.css", "text/css; charset=utf-8" },
};
/* clang-format on */

static const struct gateway_config *simulator(const struct config *config)
{
	for (size_t i = 0; i < config->gateways; i++)
		if (strcmp(config->gateway[i].type, "simulator") == 0)
			return &config->gateway[i];
	return NULL;
}

/* s as a JSON string; what is not printable ASCII or UTF-8's upper half is left out. */
static void json_string(struct buf *out, const char *s)
{
	buf_putc(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(out, '\\');
		if ((unsigned char)*s >= 0x20)
			buf_putc(out, *s);
	}
	buf_putc(out, '"');
}

enum rc pages_load(
	struct pages *p, const char *templates, const struct config *config, struct err *err)
{
	char path[CONFIG_PATH + 32];

	for (size_t i = 0; i < PAGE_FILES; i++)
		buf_init(&p->file[i], FILE_MAX);
	p->phone = simulator(config) != NULL;
	for (size_t i = 0; p->phone && i < PAGE_FILES; i++) {
		enum rc rc;

		(void)snprintf(path, sizeof(path), "%s/phone/%s", templates, files[i].name);
		rc = file_read(&p->file[i], path, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

void pages_release(struct pages *p)
{
	for (size_t i = 0; i < PAGE_FILES; i++)
		buf_release(&p->file[i]);
}

/* As the configuration is now: a reload may have changed it. */
static void put_config(
	struct buf *out, const struct config *config, const struct gateway_config *gateway)
{
	buf_puts(out, "{\"gateway\":");
	json_string(out, gateway->name);
	buf_puts(out, ",\"office\":");
	json_string(out, config->office.name);
	buf_puts(out, ",\"shortCode\":");
	json_string(out, config->office.short_code);
	buf_puts(out, "}\n");
}

void page_phone(struct request *r)
{
	const struct pages *p = &r->server->pages;
	const struct config *config = r->server->site.config;
	const struct gateway_config *gateway = simulator(config);
	const char *path = strcmp(r->uri.data, "/phone/") == 0 ? "/phone" : r->uri.data;

	for (size_t i = 0; p->phone && i < PAGE_FILES; i++) {
		if (strcmp(path, files[i].path) == 0) {
			reply_content(r, MHD_HTTP_OK, files[i].content_type, &p->file[i]);
			r->answer.flags |= ANSWER_PAGE;
			return;
		}
	}
	if (gateway != NULL && strcmp(path, "/phone/config.json") == 0) {
		reply_text(r, MHD_HTTP_OK, "");
		put_config(&r->text, config, gateway);
		r->answer.content_type = "application/json";
		r->answer.flags |= ANSWER_BASIC;
		return;
	}
	reply_problem(r, MHD_HTTP_NOT_FOUND, "there is nothing here");
}

void page_root(struct request *r)
{
	reply_text(r, MHD_HTTP_OK, "Lapak " LAPAK_VERSION "\n\n");
	if (r->listener == LISTENER_METRICS) {
		buf_puts(&r->text, "/metrics\n/livez\n/readyz\n");
		return;
	}
	if (r->server->pages.phone)
		buf_puts(&r->text, "/phone     a keypad phone to try it with\n");
	buf_puts(&r->text, "/console/  the office\n");
}
