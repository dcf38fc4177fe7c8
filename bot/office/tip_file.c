/* office/tip_file.c - tips from a file: every fault with its line */
#include "office/tip_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
	const char *language;
	import_fault_fn *fault;
	void *arg;
	int line;
};

struct place { /* what is wrong where */
	enum import_code code;
	const char *column;
	int64_t most;
};

static void fault(struct reader *r, struct place p, const char *fmt, ...) PRINTF_LIKE(3, 4);

static void fault(struct reader *r, struct place p, const char *fmt, ...)
{
	struct import_fault f = {
		.line = r->line, .column = p.column, .code = p.code, .most = p.most
	};
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(f.sentence, sizeof(f.sentence), fmt, ap);
	va_end(ap);
	r->fault(&f, r->arg);
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
			fault(r, (struct place){ IMPORT_TWICE, "code", 0 },
				"the code %s is there twice", t->code);
		if (strchr(letters, other->series[0]) == NULL)
			letters[series++] = other->series[0];
	}
	for (size_t i = 0; i < r->out->count; i++)
		if (r->out->tip[i].series[0] == t->series[0]) {
			if (strcmp(r->out->tip[i].title, t->title) != 0)
				fault(r, (struct place){ IMPORT_TITLE, "title", 0 },
					"series %s is called `%s` above", t->series,
					r->out->tip[i].title);
			return;
		}
	if (series == TIP_SERIES_MAX)
		fault(r, (struct place){ IMPORT_SERIES, "code", TIP_SERIES_MAX },
			"more than %d series do not fit the menu", (int)TIP_SERIES_MAX);
}

static void check_text(struct reader *r, const char *what, const char *text, size_t most)
{
	size_t n = strlen(text);

	if (n == 0)
		fault(r, (struct place){ IMPORT_EMPTY, what, 0 }, "the %s is empty", what);
	else if (!gsm7_plain(text, n))
		fault(r, (struct place){ IMPORT_CHARACTER, what, 0 },
			"the %s has a character that not every network carries", what);
	else if (n > most)
		fault(r, (struct place){ IMPORT_LONG, what, (int64_t)most },
			"the %s has %zu characters, at most %zu fit", what, n, most);
}

/* The fourth column when it is the text's length, for whoever counts along. */
static bool is_measured(char *const *column)
{
	return column[3] != NULL && column[3][0] != '\0' &&
	       column[3][strspn(column[3], "0123456789")] == '\0';
}

/* The text is that number, without noughts in front. */
static bool is_number(const char *text, size_t number)
{
	char digits[24];

	(void)snprintf(digits, sizeof(digits), "%zu", number);
	return strcmp(text, digits) == 0;
}

static void check_columns(struct reader *r, char *const *column)
{
	const struct outgoing *why = outgoing_fault(column[2], strlen(column[2]));

	if (!is_code(column[0]))
		fault(r, (struct place){ IMPORT_CODE, "code", 0 },
			"the code is a capital and 1 to 3 digits, as A1, not `%.20s`",
			column[0]);
	check_text(r, "title", column[1], sizeof(r->out->tip[0].title) - 1);
	check_text(r, "text", column[2], LONGEST_TIP);
	if (why != NULL)
		fault(r, (struct place){ IMPORT_OUTGOING, "text", 0 },
			"the text may not go out: %s", why->sentence);
	if (is_measured(column) && !is_number(column[3], strlen(column[2])))
		fault(r, (struct place){ IMPORT_LENGTH, "length", 0 },
			"the fourth column must be the text's length, %zu", strlen(column[2]));
}

static void read_goods(struct reader *r, char *const *column, struct tip *t)
{
	const char *goods = is_measured(column) ? column[4] : column[3];

	if (goods != NULL && !goods_read(t->goods, goods))
		fault(r, (struct place){ IMPORT_GOODS, "goods", GOODS_MOST },
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
		fault(r, (struct place){ IMPORT_ROW, "", 0 },
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
		fault(r, (struct place){ IMPORT_ROWS, "", TIPS_MAX },
			"more than %d tips in a file", (int)TIPS_MAX);
	else
		read_row(r, line);
}

enum rc tip_file_read(struct tip_file *out, const char *language, char *text, size_t n,
	import_fault_fn *fault_fn, void *arg)
{
	struct reader r = { .out = out, .language = language, .fault = fault_fn, .arg = arg };
	static const char mark[] = "\xEF\xBB\xBF"; /* some editors begin a file with it */
	char *at = text;

	*out = (struct tip_file){ .count = 0 };
	if (strlen(text) != n)
		fault(&r, (struct place){ IMPORT_BINARY, "", 0 },
			"the file holds a NUL: it is no text");
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
		fault(&r, (struct place){ IMPORT_NOTHING, "", 0 },
			"there is no tip in the file");
	return out->faults == 0 ? RC_OK : RC_INVALID;
}

enum rc tip_file_keep(struct store *st, const struct tip_file *file)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < file->count && rc == RC_OK; i++)
		rc = tip_put(st, &file->tip[i]);
	return rc;
}
