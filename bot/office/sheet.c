/* office/sheet.c - a table in a file for spreadsheets: CSV or XLSX */
#include "office/sheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "text/csv.h"

enum { SHEET_ROWS = 1000000, LINE_MAX_BYTES = 64 * 1024 };

struct sheet {
	const char *path;
	const char *const *headings;
	uint16_t columns, at;
	uint32_t row;
	FILE *file; /* CSV */
	struct buf line;
	lxw_workbook *book;
	lxw_worksheet *page;
	bool failed;
	struct sheet_watch *watch; /* NULL: nobody looks */
};

/* The row's last cell ends it and has it written. */
static void put_csv(struct sheet *s, const char *text, int64_t number)
{
	bool first = s->at == 0;

	if (text != NULL)
		csv_put(&s->line, text, first);
	else
		csv_put_number(&s->line, number, first);
	if (s->at + 1 < s->columns)
		return;
	csv_end(&s->line);
	(void)fwrite(s->line.data, 1, s->line.len, s->file);
	s->failed = s->failed || s->line.full;
	buf_reset(&s->line);
}

static void begin_page(struct sheet *s);

/* After a cell was written: on to the next. */
static void move_on(struct sheet *s)
{
	if (++s->at < s->columns)
		return;
	s->at = 0;
	s->row++;
	if (s->watch != NULL)
		atomic_fetch_add_explicit(&s->watch->rows, 1, memory_order_relaxed);
	if (s->book != NULL && s->row > SHEET_ROWS)
		begin_page(s);
}

void sheet_text(struct sheet *s, const char *value)
{
	const char *text = value != NULL ? value : "";

	if (s->file != NULL)
		put_csv(s, text, 0);
	else if (text[0] != '\0' &&
		 worksheet_write_string(s->page, s->row, s->at, text, NULL) != LXW_NO_ERROR)
		s->failed = true;
	move_on(s);
}

void sheet_number(struct sheet *s, int64_t value)
{
	if (s->file != NULL) /* no text: a minus stays one */
		put_csv(s, NULL, value);
	else if (worksheet_write_number(s->page, s->row, s->at, (double)value, NULL) !=
		 LXW_NO_ERROR)
		s->failed = true;
	move_on(s);
}

void sheet_watch(struct sheet *s, struct sheet_watch *w)
{
	s->watch = w;
}

enum rc sheet_goes_on(const struct sheet *s)
{
	return s->watch != NULL && atomic_load_explicit(&s->watch->stop, memory_order_relaxed)
		       ? RC_BUSY
		       : RC_OK;
}

static void put_headings(struct sheet *s)
{
	for (uint16_t i = 0; i < s->columns; i++)
		sheet_text(s, s->headings[i]);
}

static void begin_page(struct sheet *s)
{
	s->page = workbook_add_worksheet(s->book, NULL);
	s->row = 0;
	if (s->page == NULL) {
		s->failed = true;
		return;
	}
	(void)worksheet_set_column(s->page, 0, (lxw_col_t)(s->columns - 1), 16, NULL);
	worksheet_freeze_panes(s->page, 1, 0);
	put_headings(s);
}

static enum rc begin_xlsx(struct sheet *s)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };

	s->book = workbook_new_opt(s->path, &options);
	if (s->book == NULL)
		return RC_BROKEN;
	begin_page(s);
	return s->failed ? RC_BROKEN : RC_OK;
}

static enum rc begin_csv(struct sheet *s, bool mark)
{
	s->file = strcmp(s->path, "-") == 0 ? stdout : fopen(s->path, "wbe");
	if (s->file == NULL)
		return RC_BROKEN;
	if (mark) /* Excel takes a CSV for UTF-8 only with it */
		(void)fputs("\xEF\xBB\xBF", s->file);
	put_headings(s);
	return RC_OK;
}

enum rc sheet_open(struct sheet **out, const char *path, enum sheet_kind kind,
	const char *const *headings, struct err *err)
{
	struct sheet *s = calloc(1, sizeof(*s));
	enum rc rc;

	*out = NULL;
	if (s == NULL)
		return err_set(err, RC_BROKEN, "no memory for %s", path);
	buf_init(&s->line, LINE_MAX_BYTES);
	s->path = path;
	s->headings = headings;
	while (headings[s->columns] != NULL)
		s->columns++;
	errno = 0;
	rc = kind == SHEET_XLSX ? begin_xlsx(s) : begin_csv(s, kind == SHEET_CSV_BOM);
	if (rc != RC_OK) {
		buf_release(&s->line);
		free(s);
		return err_set(
			err, RC_BROKEN, "%.200s cannot be written: %s", path, strerror(errno));
	}
	*out = s;
	return RC_OK;
}

enum rc sheet_close(struct sheet *s, struct err *err)
{
	const char *why = "the disk is full, or it was taken away";
	const char *path;
	bool failed;

	if (s == NULL)
		return RC_OK;
	failed = s->failed;
	path = s->path;
	if (s->book != NULL) {
		lxw_error e = workbook_close(s->book);

		if (e != LXW_NO_ERROR) {
			failed = true;
			why = lxw_strerror(e);
		}
	} else if (s->file == stdout) {
		failed = fflush(stdout) != 0 || ferror(stdout) != 0 || failed;
	} else {
		failed = ferror(s->file) != 0 || failed;
		failed = fclose(s->file) != 0 || failed;
	}
	buf_release(&s->line);
	free(s);
	return failed ? err_set(err, RC_BROKEN, "%.200s cannot be written: %s", path, why)
		      : RC_OK;
}
