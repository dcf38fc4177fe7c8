/* tests/fuzz/fuzz_csv.c - any list is read row by row or refused; what is written is read again as it was meant */
#include <stdint.h>
#include <string.h>

#include "text/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Writes the row and reads it back: each cell the same, but for the apostrophe that makes it harmless. */
static void check_row(const struct csv *row, struct buf *out)
{
	struct csv again;

	buf_reset(out);
	csv_put(out, "first", true); /* what looks like a byte order mark stays a cell */
	for (size_t i = 0; i < row->cells; i++)
		csv_put(out, row->cell[i], false);
	csv_end(out);
	csv_open(&again, out->data, out->len);
	if (again.separator == ',' && csv_next(&again) == RC_OK) {
		if (again.cells != row->cells + 1)
			BUG("%zu cells became %zu", row->cells, again.cells);
		for (size_t i = 0; i < row->cells; i++) {
			const char *cell = again.cell[i + 1];

			if (cell[strspn(cell, " ")] != '\0' &&
				strchr("=+-@", cell[strspn(cell, " ")]) != NULL)
				BUG("a formula was written");
			cell += cell[0] == '\'' && row->cell[i][0] != '\'';
			if (strcmp(cell, row->cell[i]) != 0)
				BUG("cell %zu is another one", i);
		}
	}
	csv_close(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct csv c;
	struct buf out;
	int64_t line = 0;

	buf_init(&out, 8 * n + 256);
	csv_open(&c, (const char *)data, n);
	while (csv_next(&c) == RC_OK) {
		if (c.line <= line || c.cells == 0 || c.cells > CSV_CELLS_MAX)
			BUG("line %lld after %lld", (long long)c.line, (long long)line);
		line = c.line;
		check_row(&c, &out);
	}
	csv_close(&c);
	buf_release(&out);
	return 0;
}
