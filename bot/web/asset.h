/*
 * web/asset.h - private to web/: the console's files, read once at the start
 *
 * The build lays them out below build/console: index.html, and everything else in one folder named
 * after a hash of it all, so that a browser may keep it for ever; x.js.gz beside x.js is x.js for who
 * takes gzip. A path below /console/ without a dot in its last part is a page of the console, whose
 * state is in the address, and gets index.html.
 */
#ifndef LAPAK_WEB_ASSET_H
#define LAPAK_WEB_ASSET_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

struct request;

enum { ASSETS_MAX = 256, ASSET_BYTES_MAX = 2 * 1024 * 1024, ASSET_PATH_MAX = 200 };

struct asset {
	char path[ASSET_PATH_MAX]; /* below the folder: "3f9c/app.js" */
	const char *content_type;
	struct buf plain, gzip; /* gzip is empty when there is none */
	char etag[40];
	bool immutable;
};

struct assets { /* all zero to begin with */
	struct asset *item;
	size_t count;
};

/* Reads the folder. RC_ABSENT: there is none, and so no console. assets_release() also after a failure. */
MUST_CHECK enum rc assets_load(struct assets *a, const char *folder, struct err *err);
void assets_release(struct assets *a);

/* /console and everything below it. */
void asset_console(struct request *r);

#endif
