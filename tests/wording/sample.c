/* tests/wording/sample.c - a faultless language made from the tables, and a folder to put it in */
#include "sample.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As many of the message's fields as its budget holds. */
static void write_text(struct buf *out, enum message_id id)
{
	size_t left = message_table[id].budget - 1;

	if (id == MSG_WORD_WEEKDAYS) {
		buf_puts(out, "Su Mo Tu We Th Fr Sa\n");
		return;
	}
	if (id == MSG_WORD_MONTHS) {
		buf_puts(out, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec\n");
		return;
	}
	buf_putc(out, '-');
	for (int field = 0; field < FIELD_COUNT; field++) {
		if (!(message_table[id].fields >> field & 1) ||
			field_table[field].longest + 1 > left)
			continue;
		buf_printf(out, " {%s}", field_table[field].name);
		left -= field_table[field].longest + 1;
	}
	buf_putc(out, '\n');
}

void sample_write(struct buf *out, int replaced, const char *replacement)
{
	for (int id = 0; id < MSG_COUNT; id++) {
		if (id == replaced) {
			buf_puts(out, replacement);
			continue;
		}
		buf_printf(out, "[%s]\n", message_table[id].name);
		write_text(out, (enum message_id)id);
	}
}

void folder_make(struct folder *f)
{
	(void)snprintf(f->path, sizeof(f->path), "/tmp/lapak-wording-XXXXXX");
	if (mkdtemp(f->path) == NULL)
		BUG("no folder in /tmp");
}

void folder_put(const struct folder *f, const char *name, const char *bytes, size_t n)
{
	char path[512];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", f->path, name);
	file = fopen(path, "wb");
	if (file == NULL || fwrite(bytes, 1, n, file) != n || fclose(file) != 0)
		BUG("cannot write %s", path);
}

void folder_put_sample(const struct folder *f, const char *name)
{
	struct buf b;

	buf_init(&b, 64 * 1024);
	sample_write(&b, -1, NULL);
	folder_put(f, name, b.data, b.len);
	buf_release(&b);
}

void folder_remove(const struct folder *f)
{
	DIR *dir = opendir(f->path);
	const struct dirent *entry;
	char path[512];

	if (dir == NULL)
		BUG("cannot open %s", f->path);
	for (entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
		(void)snprintf(path, sizeof(path), "%s/%s", f->path, entry->d_name);
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (unlink(path) != 0 && rmdir(path) != 0)
			BUG("cannot remove %s", path);
	}
	(void)closedir(dir);
	if (rmdir(f->path) != 0)
		BUG("cannot remove %s", f->path);
}
