/* web/api_sheet.h - private to web/: a list as a CSV or XLSX file, written by a worker and sent from the disk */
#ifndef LAPAK_WEB_API_SHEET_H
#define LAPAK_WEB_API_SHEET_H
#include <stdint.h>
#include <stdio.h>

#include "office/sheet.h"
#include "web/api.h"

struct api_sheet { /* a file that is being written */
	struct sheet *sheet;
	int fd;        /* of the file, which has no name any more */
	char path[32]; /* by which this process opens it again */
};

/* Begins the call's file, of the kind its row's path ends in, to be saved as NAME-DAY. headings: NULL-ended, borrowed until
 * the end. RC_BUSY (refused): no room on the disk. */
MUST_CHECK enum rc api_sheet_open(
	struct api_call *c, struct api_sheet *t, const char *name, const char *const *headings);
/* Ends it, whatever rc the rows came to, which is returned unless it is RC_OK; the file, which has no name, goes when it has been
 * sent. */
MUST_CHECK enum rc api_sheet_close(struct api_sheet *t, struct api_call *c, enum rc rc);
/* Cells: a day, and an instant (0: empty), in ISO 8601. */
void api_sheet_day(struct sheet *s, int32_t value);
void api_sheet_instant(struct sheet *s, int64_t value);

#endif
