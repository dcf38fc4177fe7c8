/* base/config_file.c - the text of lapak.ini: our pass, then iniparser, and both must agree */
#include <errno.h>
#include <fcntl.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config_parts.h"
#include "base/config_scan.h"
#include "base/suggest.h"

static const char gateway_prefix[] = "gateway.";

/* Where the pass is, and which lines opened the sections. */
struct pass {
	struct config_loader *loader;
	const char *section; /* as in config_keys; NULL: none yet, or one not to look into */
	size_t gateway;
	bool begun;
	int opened[CONFIG_KEYS_MAX]; /* by the first key of the section */
};

static enum rc text_load(struct config_loader *l, int fd, struct buf *text)
{
	char chunk[4096];
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		config_fault(l, 0, "this is no regular file");
		return RC_INVALID;
	}
	do {
		n = read(fd, chunk, sizeof(chunk));
		if (n > 0)
			buf_add(text, chunk, (size_t)n);
	} while (n > 0 && !text->full);
	if (n < 0)
		config_fault(l, 0, "cannot be read: %s", strerror(errno));
	else if (text->full)
		config_fault(l, 0, "the file has more than %d bytes", CONFIG_BYTES_MAX);
	return l->faults > 0 ? RC_INVALID : RC_OK;
}

static enum rc text_open(struct config_loader *l, struct buf *text)
{
	/* O_NONBLOCK: a named pipe must not hold the start up. */
	int fd = open(l->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	enum rc rc;

	if (fd < 0 && errno == ENOENT) {
		config_fault(l, 0, "there is no such file; --config FILE names another");
		return RC_ABSENT;
	}
	if (fd < 0) {
		config_fault(l, 0, "cannot be opened: %s", strerror(errno));
		return RC_INVALID;
	}
	rc = text_load(l, fd, text);
	(void)close(fd);
	return rc;
}

/* The first key of a section stands for it; config_key_count when there is no such section. */
static size_t section_find(const char *name)
{
	size_t i = 0;

	while (i < config_key_count && strcmp(config_keys[i].section, name) != 0)
		i++;
	return i;
}

static void section_unknown(struct pass *p, const struct config_line *line)
{
	struct suggestion near = { 0 };

	for (size_t i = 0; i < config_key_count; i++)
		suggest_consider(&near, line->name, config_keys[i].section);
	if (strcmp(line->name, "gateway") == 0)
		config_fault(p->loader, line->number,
			"[gateway] wants a name of its own, as [gateway.kannel]");
	else if (near.word != NULL)
		config_fault(p->loader, line->number,
			"unknown section [%s]; did you mean [%s]?", line->name, near.word);
	else
		config_fault(p->loader, line->number, "unknown section [%s]", line->name);
}

static void gateway_enter(struct pass *p, const struct config_line *line)
{
	struct config_loader *l = p->loader;
	const char *name = line->name + sizeof(gateway_prefix) - 1;
	struct gateway_config *g = &l->out->gateway[l->out->gateways];

	for (size_t i = 0; i < l->out->gateways; i++)
		if (strcmp(l->out->gateway[i].name, name) == 0) {
			config_fault(l, line->number,
				"[%s] was already at line %d; put both together", line->name,
				l->gateway_line[i]);
			return;
		}
	if (name[0] == '\0' || strchr(name, '.') != NULL || strlen(name) >= sizeof(g->name)) {
		config_fault(l, line->number,
			"a gateway's name has 1 to %zu of a-z and 0-9, as [gateway.kannel]",
			sizeof(g->name) - 1);
		return;
	}
	if (l->out->gateways == CONFIG_GATEWAYS) {
		config_fault(l, line->number, "more than %d gateways", CONFIG_GATEWAYS);
		return;
	}
	(void)snprintf(g->name, sizeof(g->name), "%s", name);
	p->section = "gateway";
	p->gateway = l->out->gateways++;
	l->gateway_line[p->gateway] = line->number;
}

static void section_enter(struct pass *p, const struct config_line *line)
{
	size_t first = section_find(line->name);

	p->section = NULL;
	p->gateway = 0;
	p->begun = true;
	if (strncmp(line->name, gateway_prefix, sizeof(gateway_prefix) - 1) == 0) {
		gateway_enter(p, line);
	} else if (first == config_key_count || config_key_of_gateway(&config_keys[first])) {
		section_unknown(p, line);
	} else if (p->opened[first] != 0) {
		config_fault(p->loader, line->number,
			"[%s] was already at line %d; put both together", line->name,
			p->opened[first]);
	} else {
		p->section = config_keys[first].section;
		p->opened[first] = line->number;
	}
}

static void key_unknown(struct pass *p, const struct config_line *line)
{
	bool owned = strcmp(p->section, "gateway") == 0;
	const char *name = owned ? p->loader->out->gateway[p->gateway].name : "";
	const char *elsewhere = NULL;
	struct suggestion near = { 0 };
	struct buf hint;

	for (size_t i = 0; i < config_key_count; i++) {
		if (strcmp(config_keys[i].section, p->section) == 0)
			suggest_consider(&near, line->name, config_keys[i].name);
		else if (strcmp(config_keys[i].name, line->name) == 0)
			elsewhere = config_keys[i].section;
	}
	buf_init(&hint, 256);
	if (elsewhere != NULL)
		buf_printf(&hint, "; it belongs to [%s%s]", elsewhere,
			strcmp(elsewhere, "gateway") == 0 ? ".NAME" : "");
	else if (near.word != NULL)
		buf_printf(&hint, "; did you mean `%s`?", near.word);
	config_fault(p->loader, line->number, "unknown key `%.60s` in [%s%s%s]%s", line->name,
		p->section, owned ? "." : "", name, hint.data);
	buf_release(&hint);
}

static void key_apply(struct pass *p, const struct config_line *line)
{
	const struct config_key *key = config_key_find(p->section, line->name);
	int *seen;
	struct buf why;

	if (key == NULL) {
		key_unknown(p, line);
		return;
	}
	seen = &p->loader->seen[p->gateway][key - config_keys];
	if (*seen != 0) {
		config_fault(p->loader, line->number, "`%s` was already at line %d; keep one",
			line->name, *seen);
		return;
	}
	*seen = line->number;
	buf_init(&why, 1024);
	if (!config_set(p->loader, key, p->gateway, line->value, p->loader->folder, &why))
		config_fault_at(p->loader, p->gateway, p->section, line->name, "%s", why.data);
	buf_release(&why);
}

/* What a faulty line meant to say still counts: its section hides no keys, its key is there. */
static void line_refuse(struct pass *p, const struct config_line *line)
{
	const struct config_key *key;

	config_fault(p->loader, line->number, "%s", line->fault);
	if (line->heading) {
		p->section = NULL;
		p->begun = true;
		return;
	}
	key = p->section != NULL ? config_key_find(p->section, line->name) : NULL;
	if (key != NULL)
		p->loader->seen[p->gateway][key - config_keys] = line->number;
}

/* One pass over all lines; returns whether every line could be read as one. */
static bool text_apply(struct config_loader *l, const struct buf *text)
{
	struct pass p = { .loader = l };
	struct config_scan scan;
	struct config_line line;
	bool clean = true;

	config_scan_start(&scan, text->data, text->len);
	while (config_scan_next(&scan, &line)) {
		if (line.kind == CONFIG_LINE_FAULT) {
			line_refuse(&p, &line);
			clean = false;
		} else if (line.kind == CONFIG_LINE_SECTION) {
			section_enter(&p, &line);
		} else if (line.kind == CONFIG_LINE_PAIR && p.section != NULL) {
			key_apply(&p, &line);
		} else if (line.kind == CONFIG_LINE_PAIR && !p.begun) {
			config_fault(l, line.number,
				"`%.60s` stands before the first [section]", line.name);
		}
	}
	return clean;
}

/* iniparser would print its complaints; ours name the line. */
static int silence(const char *fmt, ...)
{
	(void)fmt;
	return 0;
}

static void pair_agrees(struct config_loader *l, const dictionary *d, const char *section,
	const struct config_line *line)
{
	char name[2 * CONFIG_LINE_MAX + 2];
	const char *theirs;

	(void)snprintf(name, sizeof(name), "%s:%s", section, line->name);
	theirs = iniparser_getstring(d, name, NULL);
	if (theirs == NULL || strcmp(theirs, line->value) != 0)
		config_fault(l, line->number,
			"`%.60s` can be read in two ways; put its value into double quotes",
			line->name);
}

/* Only on a text our own pass took and found unique: then both must have read the same. */
static void text_agrees(struct config_loader *l, const struct buf *text)
{
	char section[CONFIG_LINE_MAX + 1] = "";
	struct config_scan scan;
	struct config_line line;
	dictionary *d;

	iniparser_set_error_callback(silence);
	d = iniparser_load(l->path);
	if (d == NULL) {
		config_fault(l, 0, "iniparser cannot read this file");
		return;
	}
	config_scan_start(&scan, text->data, text->len);
	while (config_scan_next(&scan, &line)) {
		if (line.kind == CONFIG_LINE_SECTION)
			memcpy(section, line.name, sizeof(section));
		else if (line.kind == CONFIG_LINE_PAIR)
			pair_agrees(l, d, section, &line);
	}
	iniparser_freedict(d);
}

enum rc config_file(struct config_loader *l)
{
	struct buf text;
	enum rc rc;

	buf_init(&text, CONFIG_BYTES_MAX);
	rc = text_open(l, &text);
	if (rc == RC_OK && text_apply(l, &text) && l->faults == 0)
		text_agrees(l, &text);
	buf_release(&text);
	return rc;
}
