/* base/config.c - lapak.ini and the environment, read once into plain values */
#include "base/config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/config_parts.h"

/* A fault may quote a value from anywhere: one line, nothing a terminal would obey. */
static void fault_add(struct config_loader *l, const char *where, const char *sentence)
{
	size_t start = l->report->len;

	l->faults++;
	buf_printf(l->report, "%s: %s", where, sentence);
	for (size_t i = start; i < l->report->len; i++)
		if ((unsigned char)l->report->data[i] < ' ' || l->report->data[i] == 0x7F)
			l->report->data[i] = '?';
	buf_putc(l->report, '\n');
}

/* "config/lapak.ini:12" */
static void where_print(struct buf *out, const struct config_loader *l, int line)
{
	if (line == CONFIG_FROM_ENVIRONMENT)
		buf_puts(out, "environment");
	else if (line == 0)
		buf_puts(out, l->path);
	else
		buf_printf(out, "%s:%d", l->path, line);
}

void config_fault(struct config_loader *l, int line, const char *fmt, ...)
{
	char sentence[3 * CONFIG_PATH];
	struct buf where;
	va_list args;

	buf_init(&where, (size_t)2 * CONFIG_PATH);
	where_print(&where, l, line);
	va_start(args, fmt);
	(void)vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	fault_add(l, where.data, sentence);
	buf_release(&where);
}

int config_line_of(
	const struct config_loader *l, size_t gateway, const char *section, const char *name)
{
	const struct config_key *key = config_key_find(section, name);

	if (key == NULL)
		BUG("there is no key %s in %s", name, section);
	return l->seen[gateway][key - config_keys];
}

void config_fault_at(struct config_loader *l, size_t gateway, const char *section,
	const char *name, const char *fmt, ...)
{
	const struct config_key *key = config_key_find(section, name);
	int line = config_line_of(l, gateway, section, name);
	char sentence[2 * CONFIG_PATH];
	struct buf text;
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	buf_init(&text, sizeof(sentence) + CONFIG_PATH);
	if (line == CONFIG_FROM_ENVIRONMENT)
		config_key_variable(&text, key, l->out->gateway[gateway].name);
	else
		buf_printf(&text, "`%s`", name);
	buf_printf(&text, " %s", sentence);
	config_fault(l, line, "%s", text.data);
	buf_release(&text);
}

bool config_set(struct config_loader *l, const struct config_key *key, size_t gateway,
	const char *value, const char *folder, struct buf *why)
{
	char *base =
		config_key_of_gateway(key) ? (char *)&l->out->gateway[gateway] : (char *)l->out;

	return key->read(
		&(struct config_reading){ key, value, folder, base + key->offset, why });
}

/* What the file and the environment leave out. */
static void key_complete(struct config_loader *l, const struct config_key *key, size_t gateway)
{
	bool owned = config_key_of_gateway(key);
	const char *name = owned ? l->out->gateway[gateway].name : "";
	struct buf why;

	if (l->seen[gateway][key - config_keys] != 0)
		return;
	if (key->example != NULL)
		config_fault(l, owned ? l->gateway_line[gateway] : 0,
			"[%s%s%s] lacks `%s`; for instance %s = \"%s\"", key->section,
			owned ? "." : "", name, key->name, key->name, key->example);
	if (key->fallback == NULL)
		return;
	buf_init(&why, 1024);
	if (!config_set(l, key, gateway, key->fallback, l->folder, &why))
		config_fault(l, 0, "the default of `%s` %s", key->name, why.data);
	buf_release(&why);
}

static void keys_complete(struct config_loader *l)
{
	for (size_t k = 0; k < config_key_count; k++) {
		size_t owners = config_key_of_gateway(&config_keys[k]) ? l->out->gateways : 1;

		for (size_t g = 0; g < owners; g++)
			key_complete(l, &config_keys[k], g);
	}
}

/* The file's folder; "" is the current one. */
static enum rc folder_of(struct config_loader *l)
{
	const char *slash = strrchr(l->path, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash - l->path);

	if (n >= sizeof(l->folder)) {
		config_fault(l, 0, "the path has more than %d bytes", CONFIG_PATH - 1);
		return RC_INVALID;
	}
	memcpy(l->folder, l->path, n);
	l->folder[n] = '\0';
	if (slash == l->path) /* a file in / */
		(void)snprintf(l->folder, sizeof(l->folder), "/.");
	return RC_OK;
}

enum rc config_load(
	struct config *out, const char *path, char *const *environment, struct buf *report)
{
	struct config_loader l = { .out = out, .report = report, .path = path };
	enum rc rc;

	memset(out, 0, sizeof(*out));
	rc = folder_of(&l);
	if (rc == RC_OK)
		rc = config_file(&l);
	if (rc != RC_OK)
		return rc;
	config_environment(&l, environment);
	keys_complete(&l);
	config_check(&l);
	config_secrets(&l);
	return l.faults > 0 ? RC_INVALID : RC_OK;
}

const char *config_database_file(const struct config *c)
{
	static const char sqlite[] = CONFIG_SQLITE;
	size_t n = sizeof(sqlite) - 1;

	return strncmp(c->database.url, sqlite, n) == 0 ? c->database.url + n : NULL;
}

void config_forget(struct config *c)
{
	for (size_t i = 0; i < CONFIG_GATEWAYS; i++) {
		explicit_bzero(c->gateway[i].password, sizeof(c->gateway[i].password));
		explicit_bzero(c->gateway[i].secret, sizeof(c->gateway[i].secret));
	}
}

const struct gateway_config *config_gateway(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->gateways; i++)
		if (strcmp(c->gateway[i].name, name) == 0)
			return &c->gateway[i];
	return NULL;
}

bool config_allows(const struct gateway_config *g, const char *e164)
{
	const char *at = g->allowed_prefixes;

	while (*at != '\0') {
		size_t n = strcspn(at, ",");

		if (strncmp(e164, at, n) == 0)
			return true;
		at += n + (at[n] == ',');
	}
	return false;
}
