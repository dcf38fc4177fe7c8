/* cli/tip_file.c - reads a file of tips and names every fault with its line */
#include "cli/tip_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/options.h"
#include "text/gsm7.h"
#include "text/outgoing.h"

/* The longest tip that no message about tips cuts. */
#define FIELD(id, name, longest) LONGEST_##id = (longest),
enum {
#include "wording/fields.def"
};
#undef FIELD

enum { COLUMNS = 5 };

struct reader {
	struct tip_file *out;
	const char *name, *language;
	struct buf *report;
	int line;
};

static void fault(struct reader *r, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void fault(struct reader *r, const char *fmt, ...)
{
	char sentence[256];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	buf_printf(r->report, "%s:%d: %s\n", r->name, r->line, sentence);
	r->out->faults++;
}

static bool is_code(const char *code)
{
	size_t digits = strspn(code[0] != '\0' ? code + 1 : code, "0123456789");

	return code[0] >= 'A' && code[0] <= 'Z' && digits >= 1 && digits <= 3 &&
	       code[1 + digits] == '\0';
}

/* A code is used once, a series has one title, and there are no more series than fit a menu. */
static void check_neighbours(struct reader *r, const struct tip *t)
{
	char letters[27] = "";
	size_t series = 0;

	for (size_t i = 0; i < r->out->count; i++) {
		const struct tip *other = &r->out->tip[i];

		if (strcmp(other->code, t->code) == 0)
			fault(r, "the code %s is there twice", t->code);
		if (strchr(letters, other->series[0]) == NULL)
			letters[series++] = other->series[0];
	}
	for (size_t i = 0; i < r->out->count; i++)
		if (r->out->tip[i].series[0] == t->series[0]) {
			if (strcmp(r->out->tip[i].title, t->title) != 0)
				fault(r, "series %s is called `%s` above", t->series,
					r->out->tip[i].title);
			return;
		}
	if (series == TIP_SERIES_MAX)
		fault(r, "more than %d series do not fit the menu", (int)TIP_SERIES_MAX);
}

static void check_text(struct reader *r, const char *what, const char *text, size_t most)
{
	size_t n = strlen(text);

	if (n == 0)
		fault(r, "the %s is empty", what);
	else if (!gsm7_plain(text, n))
		fault(r, "the %s has a character that not every network carries", what);
	else if (n > most)
		fault(r, "the %s has %zu characters, at most %zu fit", what, n, most);
}

/* The fourth column when it is the text's length, for whoever counts along. */
static bool is_measured(char *const *column)
{
	return column[3] != NULL && column[3][0] != '\0' &&
	       column[3][strspn(column[3], "0123456789")] == '\0';
}

static void check_columns(struct reader *r, char *const *column)
{
	const char *why = outgoing_fault(column[2], strlen(column[2]));
	int64_t length;

	if (!is_code(column[0]))
		fault(r, "the code is a capital and 1 to 3 digits, as A1, not `%.20s`",
			column[0]);
	check_text(r, "title", column[1], sizeof(r->out->tip[0].title) - 1);
	check_text(r, "text", column[2], LONGEST_TIP);
	if (why != NULL)
		fault(r, "the text may not go out: %s", why);
	if (is_measured(column) && (!number_read(&length, column[3], 0, INT32_MAX) ||
					   (size_t)length != strlen(column[2])))
		fault(r, "the fourth column must be the text's length, %zu", strlen(column[2]));
}

static void read_goods(struct reader *r, char *const *column, struct tip *t)
{
	const char *goods = is_measured(column) ? column[4] : column[3];

	if (goods != NULL && !goods_read(t->goods, goods))
		fault(r,
			"the goods are at most %d words parted by commas, as `batik, kain`, not `%.40s`",
			(int)GOODS_MOST, goods);
}

static void read_row(struct reader *r, char *line)
{
	char *column[COLUMNS + 1] = { line };
	unsigned before = r->out->faults;
	struct tip *t = &r->out->tip[r->out->count];

	for (size_t i = 0; i < COLUMNS && column[i] != NULL; i++) {
		column[i + 1] = strchr(column[i], '\t');
		if (column[i + 1] != NULL)
			*column[i + 1]++ = '\0';
	}
	if (column[2] == NULL || column[is_measured(column) ? 5 : 4] != NULL) {
		fault(r,
			"a row is a code, a title and a text, parted by tabs, then maybe goods");
		return;
	}
	*t = (struct tip){ .series = { column[0][0], '\0' } };
	check_columns(r, column);
	read_goods(r, column, t);
	if (r->out->faults != before)
		return;
	(void)snprintf(t->code, sizeof(t->code), "%s", column[0]);
	(void)snprintf(t->language, sizeof(t->language), "%s", r->language);
	(void)snprintf(t->title, sizeof(t->title), "%s", column[1]);
	(void)snprintf(t->text, sizeof(t->text), "%s", column[2]);
	check_neighbours(r, t);
	r->out->count++;
}

static void read_line(struct reader *r, char *line)
{
	size_t n = strlen(line);

	if (n > 0 && line[n - 1] == '\r')
		line[n - 1] = '\0';
	if (line[0] == '\0' || line[0] == '#')
		return;
	if (r->out->count == TIPS_MAX)
		fault(r, "more than %d tips in a file", (int)TIPS_MAX);
	else
		read_row(r, line);
}

enum rc tip_file_read(struct tip_file *out, const char *name, const char *language,
	const struct buf *text, struct buf *report)
{
	struct reader r = { .out = out, .name = name, .language = language, .report = report };
	static const char mark[] = "\xEF\xBB\xBF"; /* some editors begin a file with it */
	char *at = text->data;

	*out = (struct tip_file){ .count = 0 };
	if (strlen(text->data) != text->len)
		fault(&r, "the file holds a NUL: it is no text");
	if (strncmp(at, mark, 3) == 0)
		at += 3;
	while (*at != '\0' && out->count <= TIPS_MAX) {
		char *end = strchr(at, '\n');

		r.line++;
		if (end != NULL)
			*end = '\0';
		read_line(&r, at);
		at = end != NULL ? end + 1 : at + strlen(at);
	}
	if (out->count == 0 && out->faults == 0)
		fault(&r, "there is no tip in the file");
	return out->faults == 0 ? RC_OK : RC_INVALID;
}

bool tip_language(char out[static 8], const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz");

	if (n < 2 || n > 3 || (name[n] != '\0' && name[n] != '.'))
		return false;
	memcpy(out, name, n);
	out[n] = '\0';
	return true;
}
