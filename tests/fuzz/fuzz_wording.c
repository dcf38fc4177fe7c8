/*
 * tests/fuzz/fuzz_wording.c - any file is taken or refused with a reason, and what is taken says
 * no more than its budget whatever is put into it
 *
 * The first byte chooses: 255 the rest is a whole file; else the rest, up to a NUL, is the text of
 * one message in a file that is faultless but for it, and what follows the NUL is every value. The
 * same text is also laid over a faultless set, as an edit of the office's.
 */
#include <stdint.h>
#include <string.h>

#include "text/gsm7.h"
#include "wording/set.h"
#include "wording/source.h"
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

/* Made once. */
static const struct wording *faultless(void)
{
	static struct wording *w;
	struct buf file, report;
	struct faults faults = { .report = &report, .path = "id.txt" };

	if (w != NULL)
		return w;
	w = wording_new();
	buf_init(&file, LANGUAGE_BYTES_MAX);
	buf_init(&report, 64 * 1024);
	write_file(&file, -1, "", 0);
	w->languages = 1;
	language_init(&w->language[0], "id");
	language_read(&w->language[0], file.data, file.len, &faults);
	language_prove(&w->language[0], &faults);
	language_close(&w->language[0]);
	if (faults.count > 0)
		BUG("%s", report.data);
	buf_release(&file);
	buf_release(&report);
	return w;
}

static void count(const char *token, size_t n, void *arg)
{
	(void)token;
	*(size_t *)arg += n;
}

static void check_edit(int id, const char *text, size_t n, const char *value)
{
	const struct wording *w = faultless();
	struct wording *fresh = NULL;
	struct wording_edit e = { .own = true, .language = "id" };
	struct wording_faults faults;
	struct buf tidy;
	size_t lost = 0;
	enum rc rc;

	buf_init(&tidy, WORDING_TEXT_MAX);
	wording_tidy(&tidy, text, n);
	memcpy(e.name, message_table[id].name, strlen(message_table[id].name));
	memcpy(e.text, tidy.data, tidy.len);
	rc = wording_try(&fresh, w, &e, &faults);
	if ((rc == RC_OK) != (faults.n == 0) || (rc == RC_OK) != (fresh != NULL))
		BUG("%s with %zu faults", rc_name(rc), faults.n);
	wording_lost(w, "id", (enum message_id)id, e.text, count, &lost);
	if (rc == RC_OK) {
		if (wording_edit_longest(w, &e) > message_budget((enum message_id)id))
			BUG("[%s] is too long: %s", e.name, e.text);
		check_message(fresh, id, value);
	}
	wording_free(fresh);
	buf_release(&tidy);
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
		n = end != NULL ? (size_t)(end - text) : n;
		write_file(&file, data[0] % MSG_COUNT, text, n);
		check_edit(data[0] % MSG_COUNT, text, n, value.data);
	}
	check_file(&file, value.data);
	buf_release(&file);
	buf_release(&value);
	return 0;
}
