/*
 * tests/wording/sample.h - a faultless language made from the tables, and a folder to put it in
 */
#ifndef LAPAK_TESTS_WORDING_SAMPLE_H
#define LAPAK_TESTS_WORDING_SAMPLE_H
#include "base/buf.h"
#include "wording/table.h"

/* Message id's heading is on line 2 * id + 1 and its text below. With a replacement, that is
 * written in place of both. */
void sample_write(struct buf *out, int replaced, const char *replacement);

struct folder {
	char path[64];
};

void folder_make(struct folder *f);
/* n bytes as a file of that name. */
void folder_put(const struct folder *f, const char *name, const char *bytes, size_t n);
/* A faultless file of that name. */
void folder_put_sample(const struct folder *f, const char *name);
void folder_remove(const struct folder *f);

#endif
