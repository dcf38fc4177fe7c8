/* base/config_scan.c - the lines of lapak.ini, stricter than iniparser reads them */
#include "base/config_scan.h"

#include <string.h>

struct span {
	const char *at;
	size_t n;
};

static const char name_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
static const char key_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct span trim(struct span s)
{
	while (s.n > 0 && is_blank(s.at[0])) {
		s.at++;
		s.n--;
	}
	while (s.n > 0 && is_blank(s.at[s.n - 1]))
		s.n--;
	return s;
}

static void copy(char out[static CONFIG_LINE_MAX + 1], struct span s)
{
	memcpy(out, s.at, s.n);
	out[s.n] = '\0';
}

static bool made_of(struct span s, const char *letters, const char *more)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.at[i] == '\0' ||
			(strchr(letters, s.at[i]) == NULL && strchr(more, s.at[i]) == NULL))
			return false;
	return s.n > 0;
}

/* What makes a line unreadable whatever it says; NULL when nothing does. */
static const char *line_fault(struct span line, int number)
{
	if (number == 1 && line.n >= 3 && memcmp(line.at, "\xEF\xBB\xBF", 3) == 0)
		return "a byte order mark stands before the text; save the file as plain UTF-8";
	if (line.n > CONFIG_LINE_MAX)
		return "the line has more than 1000 bytes; shorten it";
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.at[i];

		if ((c < ' ' && !is_blank(line.at[i])) || c == 0x7F)
			return "the line has a control character; type it again";
	}
	line = trim(line);
	if (line.n > 0 && line.at[line.n - 1] == '\\')
		return "a backslash at the end would join this line with the next; take it out";
	return NULL;
}

/* value: what follows the first quote. */
static const char *quoted(struct span value, char out[static CONFIG_LINE_MAX + 1])
{
	const char *end = memchr(value.at, '"', value.n);
	struct span rest, text;

	if (end == NULL)
		return "the closing quote is missing";
	text = (struct span){ value.at, (size_t)(end - value.at) };
	rest = trim((struct span){ end + 1, value.n - text.n - 1 });
	if (memchr(text.at, '\\', text.n) != NULL)
		return "a backslash cannot be written in a value; paths are written with /";
	if (rest.n > 0 && rest.at[0] != ';' && rest.at[0] != '#')
		return "only a comment (;) may follow the closing quote";
	copy(out, text);
	return NULL;
}

static const char *bare(struct span value, char out[static CONFIG_LINE_MAX + 1])
{
	size_t n = 0;
	struct span rest;

	while (n < value.n && !is_blank(value.at[n]))
		n++;
	rest = trim((struct span){ value.at + n, value.n - n });
	if (memchr(value.at, ';', n) != NULL || memchr(value.at, '#', n) != NULL)
		return "put the value into double quotes: it would be cut at ; or #";
	if (memchr(value.at, '"', n) != NULL || memchr(value.at, '\'', n) != NULL)
		return "put the whole value into double quotes";
	if (memchr(value.at, '\\', n) != NULL)
		return "a backslash cannot be written in a value; paths are written with /";
	if (rest.n > 0 && rest.at[0] != ';' && rest.at[0] != '#')
		return "the value holds a space: put it into double quotes";
	copy(out, (struct span){ value.at, n });
	return NULL;
}

static const char *pair(struct span line, struct config_line *out)
{
	const char *equals = memchr(line.at, '=', line.n);
	struct span key, value;

	if (equals == NULL)
		return memchr(line.at, ':', line.n) != NULL
			       ? "write key = value, with = and not with :"
			       : "write key = value, [section] or ; comment";
	key = trim((struct span){ line.at, (size_t)(equals - line.at) });
	value = trim((struct span){ equals + 1, line.n - (size_t)(equals - line.at) - 1 });
	if (memchr(key.at, ':', key.n) != NULL)
		return "write key = value, with = and not with :";
	if (!made_of(key, key_letters, ""))
		return "a key has small letters, digits and _ only";
	copy(out->name, key);
	out->value[0] = '\0';
	if (value.n == 0 || value.at[0] == ';' || value.at[0] == '#')
		return "there is no value; write \"\" for an empty one";
	if (value.at[0] == '"')
		return quoted((struct span){ value.at + 1, value.n - 1 }, out->value);
	return bare(value, out->value);
}

static const char *section(struct span line, struct config_line *out)
{
	struct span name;

	if (line.at[line.n - 1] != ']')
		return "a [section] stands alone on its line, comments on a line of their own";
	name = (struct span){ line.at + 1, line.n - 2 };
	if (!made_of(name, name_letters, "."))
		return "the name of a section has small letters, digits and one dot only";
	copy(out->name, name);
	return NULL;
}

void config_scan_start(struct config_scan *s, const char *text, size_t n)
{
	*s = (struct config_scan){ .at = text, .left = n };
}

bool config_scan_next(struct config_scan *s, struct config_line *out)
{
	const char *end = s->left > 0 ? memchr(s->at, '\n', s->left) : NULL;
	struct span line = { s->at, end != NULL ? (size_t)(end - s->at) : s->left };

	if (s->left == 0)
		return false;
	s->at += line.n + (end != NULL);
	s->left -= line.n + (end != NULL);
	out->number = ++s->number;
	out->kind = CONFIG_LINE_BLANK;
	out->name[0] = '\0';
	out->fault = line_fault(line, s->number);
	line = trim(line);
	out->heading = line.n > 0 && line.at[0] == '[';
	if (out->fault == NULL && line.n > 0 && line.at[0] != ';' && line.at[0] != '#') {
		out->kind = out->heading ? CONFIG_LINE_SECTION : CONFIG_LINE_PAIR;
		out->fault = out->heading ? section(line, out) : pair(line, out);
	}
	if (out->fault != NULL)
		out->kind = CONFIG_LINE_FAULT;
	return true;
}
