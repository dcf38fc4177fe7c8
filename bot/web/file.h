/* web/file.h - private to web/: a whole file in memory */
#ifndef LAPAK_WEB_FILE_H
#define LAPAK_WEB_FILE_H
#include "base/buf.h"
#include "base/rc.h"

/* Appends what the file at path holds. RC_ABSENT, RC_FULL (over out's ceiling), RC_BROKEN; err names it. */
MUST_CHECK enum rc file_read(struct buf *out, const char *path, struct err *err);

#endif
