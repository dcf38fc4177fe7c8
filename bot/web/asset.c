/* web/asset.c - the console's files, read once at the start */
#include "web/asset.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/file.h"
#include "web/pack.h"
#include "web/reply.h"
#include "web/server_state.h"

static const char root[] = "/console";
static const char index_page[] = "index.html";

struct kind {
	const char *suffix, *content_type;
};

/* clang-format off */
static const struct kind kinds[] = {
	{ ".html", "text/html; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".mjs", "text/javascript; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".ico", "image/x-icon" },
	{ ".woff2", "font/woff2" },
	{ ".txt", "text/plain; charset=utf-8" },
};
/* clang-format on */

static bool ends_with(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && strcmp(s + n - m, suffix) == 0;
}

static const char *type_of(const char *path)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (ends_with(path, kinds[i].suffix))
			return kinds[i].content_type;
	return NULL;
}

static void tag(struct asset *item)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof(hash) + 1];

	(void)crypto_generichash(hash, sizeof(hash), (const unsigned char *)item->plain.data,
		item->plain.len, NULL, 0);
	(void)sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	(void)snprintf(item->etag, sizeof(item->etag), "\"%s\"", hex);
}

static enum rc add_file(struct assets *a, const char *folder, const char *path, struct err *err)
{
	char full[4096], packed[4096 + 4];
	struct asset *item = &a->item[a->count];
	struct err ignored;
	enum rc rc;

	if (type_of(path) == NULL)
		return RC_OK; /* a .gz, or what a page has no use for */
	if (a->count == ASSETS_MAX)
		return err_set(err, RC_FULL, "%s: more than %d files", folder, ASSETS_MAX);
	if (snprintf(full, sizeof(full), "%s/%s", folder, path) >= (int)sizeof(full))
		return err_set(err, RC_FULL, "%s: too long a path", path);
	(void)snprintf(packed, sizeof(packed), "%s.gz", full);
	(void)snprintf(item->path, sizeof(item->path), "%s", path);
	item->content_type = type_of(path);
	item->immutable = strchr(path, '/') != NULL;
	buf_init(&item->plain, ASSET_BYTES_MAX);
	buf_init(&item->gzip, ASSET_BYTES_MAX);
	a->count++;
	rc = file_read(&item->plain, full, err);
	if (rc != RC_OK)
		return rc;
	tag(item);
	rc = file_read(&item->gzip, packed, &ignored);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Files of one folder; prefix is "" or ends in a slash. depth: how many folders deeper it may go. */
static enum rc add_folder(struct assets *a, const char *folder, const char *prefix, int depth,
	struct err *err) /* NOLINT(misc-no-recursion): at most depth deep */
{
	char path[4096];
	enum rc rc = RC_OK;
	struct dirent *entry;
	DIR *dir;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, prefix);
	dir = opendir(path);
	if (dir == NULL)
		return err_set(err, errno == ENOENT ? RC_ABSENT : RC_BROKEN, "%s: %s", path,
			strerror(errno));
	for (entry = readdir(dir); entry != NULL && rc == RC_OK; entry = readdir(dir)) {
		char below[ASSET_PATH_MAX];
		int n = snprintf(below, sizeof(below), "%s%s%s", prefix, entry->d_name,
			entry->d_type == DT_DIR ? "/" : "");

		if (entry->d_name[0] == '.' || n >= (int)sizeof(below))
			continue;
		if (entry->d_type != DT_DIR)
			rc = add_file(a, folder, below, err);
		else if (depth > 0)
			rc = add_folder(a, folder, below, depth - 1, err);
	}
	(void)closedir(dir);
	return rc;
}

enum rc assets_load(struct assets *a, const char *folder, struct err *err)
{
	a->item = calloc(ASSETS_MAX, sizeof(*a->item));
	if (a->item == NULL)
		return err_set(err, RC_BROKEN, "out of memory");
	return add_folder(a, folder, "", 3, err);
}

void assets_release(struct assets *a)
{
	for (size_t i = 0; i < a->count; i++) {
		buf_release(&a->item[i].plain);
		buf_release(&a->item[i].gzip);
	}
	free(a->item);
	*a = (struct assets){ .count = 0 };
}

static const struct asset *find(const struct assets *a, const char *path)
{
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->item[i].path, path) == 0)
			return &a->item[i];
	return NULL;
}

static void serve(struct request *r, const struct asset *item)
{
	const char *known =
		MHD_lookup_connection_value(r->mhd, MHD_HEADER_KIND, "If-None-Match");
	bool packed = item->gzip.len > 0 && pack_is_taken(r);

	if (known != NULL && strstr(known, item->etag) != NULL) {
		buf_reset(&r->text);
		reply_content(r, MHD_HTTP_NOT_MODIFIED, item->content_type, &r->text);
	} else {
		reply_content(r, MHD_HTTP_OK, item->content_type,
			packed ? &item->gzip : &item->plain);
		if (packed)
			reply_header(r, "Content-Encoding", "gzip");
	}
	r->answer.flags |= ANSWER_CONSOLE;
	reply_header(r, "ETag", item->etag);
	reply_header(r, "Vary", "Accept-Encoding");
	reply_header(r, "Cache-Control",
		item->immutable ? "public, max-age=31536000, immutable" : "no-cache");
}

void asset_console(struct request *r)
{
	const char *path = r->uri.data + strlen(root);
	const struct asset *item;
	const char *last = strrchr(path, '/');

	path += *path == '/';
	item = find(&r->server->assets, path);
	if (item == NULL && (last == NULL || strchr(last, '.') == NULL))
		item = find(&r->server->assets, index_page);
	if (item != NULL)
		serve(r, item);
	else
		reply_problem(r, MHD_HTTP_NOT_FOUND, "there is nothing here");
}
