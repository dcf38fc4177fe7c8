/* web/page.h - private to web/: the keypad phone in the browser, and the signpost at / */
#ifndef LAPAK_WEB_PAGE_H
#define LAPAK_WEB_PAGE_H
#include <stdbool.h>

#include "base/buf.h"
#include "base/config.h"
#include "base/rc.h"

struct request;

enum { PAGE_FILES = 3 };

struct pages {      /* read once at the start */
	bool phone; /* a simulator is configured */
	struct buf file[PAGE_FILES];
};

/* Reads the phone's files below templates when a simulator is configured. pages_release() also after a failure. */
MUST_CHECK enum rc pages_load(
	struct pages *p, const char *templates, const struct config *config, struct err *err);
void pages_release(struct pages *p);

void page_phone(struct request *r); /* /phone and the files below it */
void page_root(struct request *r);

#endif
