/* wording/faults.c - what is wrong with a file, each with its place */
#include "wording/faults.h"

#include <stdarg.h>
#include <stdio.h>

#include "text/utf8.h"

enum { QUOTE_MAX = 60 };

static void add_line(struct faults *f, int line, const char *section, const char *what)
{
	f->count++;
	buf_puts(f->report, f->path);
	if (line > 0)
		buf_printf(f->report, ":%d", line);
	if (section != NULL)
		buf_printf(f->report, ": [%s]", section);
	buf_printf(f->report, ": %s\n", what);
}

void faults_add(struct faults *f, int line, const char *section, const char *fmt, ...)
{
	char what[1024];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	add_line(f, line, section, what);
}

void faults_tell(struct faults *f, int line, const char *section,
	const struct wording_fault *what, const char *fmt, ...)
{
	char sentence[1024];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	add_line(f, line, section, sentence);
	if (f->list != NULL)
		wording_faults_add(
			f->list, what, "%.*s", (int)sizeof(what->sentence) - 1, sentence);
}

void wording_faults_add(
	struct wording_faults *list, const struct wording_fault *what, const char *fmt, ...)
{
	struct wording_fault *own = &list->fault[list->n];
	va_list args;

	if (list->n == WORDING_FAULTS_MAX)
		return;
	*own = *what;
	va_start(args, fmt);
	(void)vsnprintf(own->sentence, sizeof(own->sentence), fmt, args);
	va_end(args);
	list->n++;
}

void faults_quote(struct buf *out, const char *s, size_t n)
{
	if (utf8_clean(out, s, n, QUOTE_MAX))
		buf_puts(out, "...");
}
