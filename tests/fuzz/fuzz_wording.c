/*
 * tests/fuzz/fuzz_wording.c - any file is taken or refused with a reason, and what is taken says
 * no more than its budget whatever is put into it
 *
 * The first byte chooses: 255 the rest is a whole file; else the rest, up to a NUL, is the text of
 * one message in a file that is faultless but for it, and what follows the NUL is every value.
 */
#include <stdint.h>
#include <string.h>

#include "text/gsm7.h"
#include "wording/set.h"
#include "wording/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_file(struct buf *out, int id, const char *text, size_t n)
{
	for (int i = 0; i < MSG_COUNT; i++) {
		buf_printf(out, "[%s]\n", message_table[i].name);
		if (i == id)
			buf_add(out, text, n);
		else if (i == MSG_WORD_WEEKDAYS)
			buf_puts(out, "1 2 3 4 5 6 7");
		else if (i == MSG_WORD_MONTHS)
			buf_puts(out, "1 2 3 4 5 6 7 8 9 10 11 12");
		else
			buf_putc(out, '-');
		buf_putc(out, '\n');
	}
}

static void check_message(const struct wording *w, int id, const char *value)
{
	struct field fields[FIELD_COUNT];
	struct buf b;
	size_t n = 0;

	for (int field = 0; field < FIELD_COUNT; field++)
		if (message_table[id].fields >> field & 1)
			fields[n++] = (struct field){ (enum field_id)field, value };
	buf_init(&b, message_table[id].budget);
	wording_render(w, "id", (enum message_id)id, fields, n, &b);
	if (b.full || !gsm7_plain(b.data, b.len))
		BUG("[%s] says \"%s\"", message_table[id].name, b.data);
	buf_release(&b);
}

/* Takes the file in as the loader does, and uses it when there is no fault. */
static void check_file(const struct buf *file, const char *value)
{
	static struct wording w;
	struct buf report, day;
	struct faults faults = { .report = &report, .path = "id.txt" };

	w.languages = 1;
	language_init(&w.language[0], "id");
	buf_init(&report, 64 * 1024);
	buf_init(&day, field_table[FIELD_DAY].longest);
	language_read(&w.language[0], file->data, file->len, &faults);
	language_prove(&w.language[0], &faults);
	if (!report.full && (faults.count > 0) != (report.len > 0))
		BUG("%zu faults and a report of %zu bytes", faults.count, report.len);
	for (int id = 0; faults.count == 0 && id < MSG_COUNT; id++)
		check_message(&w, id, value);
	if (faults.count == 0) {
		wording_day(&w, "id", 20000, &day);
		if (day.full)
			BUG("a day is too long");
	}
	buf_release(&day);
	buf_release(&report);
	language_release(&w.language[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data + 1, *end;
	struct buf file, value;
	size_t n;

	if (size == 0 || size > 4096)
		return 0;
	n = size - 1;
	end = memchr(text, '\0', n);
	buf_init(&file, LANGUAGE_BYTES_MAX);
	buf_init(&value, 4096);
	if (data[0] == 255) {
		buf_add(&file, text, n);
	} else {
		if (end != NULL)
			buf_add(&value, end + 1,
				strnlen(end + 1, n - (size_t)(end + 1 - text)));
		write_file(&file, data[0] % MSG_COUNT, text,
			end != NULL ? (size_t)(end - text) : n);
	}
	check_file(&file, value.data);
	buf_release(&file);
	buf_release(&value);
	return 0;
}
