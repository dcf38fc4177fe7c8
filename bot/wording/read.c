/* wording/read.c - a language's file: headings, texts and comments */
#include <string.h>

#include "text/utf8.h"
#include "wording/language.h"
#include "wording/table.h"

enum { NO_MESSAGE = -1 };

struct reading {
	struct language *to;
	struct faults *faults;
	int message; /* whose text is read; NO_MESSAGE before it or when it is refused */
	bool headed, strayed; /* a heading was seen; text before it was reported */
};

static void read_heading(struct reading *r, const struct line *line)
{
	const char *name = line->text + 1;
	size_t n = line->length - 1;
	struct buf quoted, advice;

	buf_init(&quoted, 100);
	buf_init(&advice, 200);
	r->headed = true;
	r->message = NO_MESSAGE;
	faults_quote(&quoted, line->text, line->length);
	if (n == 0 || name[--n] != ']') {
		faults_add(r->faults, line->number, NULL, "%s: a heading ends with ]",
			quoted.data);
		goto out;
	}
	r->message = message_find(name, n);
	if (r->message == NO_MESSAGE) {
		buf_reset(&quoted);
		faults_quote(&quoted, name, n);
		message_suggest(&advice, quoted.data);
		faults_add(r->faults, line->number, NULL, "unknown section [%s]%s", quoted.data,
			advice.data);
		goto out;
	}
	if (r->to->sentence[r->message].line != 0) {
		faults_add(r->faults, line->number, message_table[r->message].name,
			"duplicate section; the first one is on line %d",
			r->to->sentence[r->message].line);
		r->message = NO_MESSAGE;
		goto out;
	}
	r->to->sentence[r->message].line = line->number;
out:
	buf_release(&quoted);
	buf_release(&advice);
}

static void read_text(struct reading *r, const struct line *line)
{
	if (r->message != NO_MESSAGE) {
		language_add_line(r->to, (enum message_id)r->message, line, r->faults);
		return;
	}
	if (r->headed || r->strayed)
		return;
	r->strayed = true;
	faults_add(r->faults, line->number, NULL, "text before the first [section]");
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void read_line(struct reading *r, struct line line)
{
	if (!utf8_valid(line.text, line.length)) {
		faults_add(r->faults, line.number,
			r->message == NO_MESSAGE ? NULL : message_table[r->message].name,
			"not UTF-8; save the file in that encoding");
		if (r->message != NO_MESSAGE)
			r->to->sentence[r->message].broken = true;
		return;
	}
	if (line.length > 0 && line.text[0] == '#')
		return;
	while (line.length > 0 && is_space(line.text[line.length - 1]))
		line.length--;
	while (line.length > 0 && is_space(line.text[0])) {
		line.text++;
		line.length--;
	}
	if (line.length == 0)
		return;
	if (line.text[0] == '[')
		read_heading(r, &line);
	else
		read_text(r, &line);
}

void language_read(struct language *l, const char *text, size_t n, struct faults *faults)
{
	static const char mark[] = "\xEF\xBB\xBF"; /* some editors begin a file with it */
	struct reading r = { .to = l, .faults = faults, .message = NO_MESSAGE };
	size_t at = n >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;

	for (int number = 1; at < n; number++) {
		const char *end = memchr(text + at, '\n', n - at);
		size_t length = end != NULL ? (size_t)(end - (text + at)) : n - at;

		read_line(&r, (struct line){ text + at, length, number });
		at += length + 1;
	}
}
