/*
 * base/config_scan.h - the lines of lapak.ini, stricter than iniparser reads them; private to
 * base/
 *
 * iniparser 4.1 has no line numbers, takes an unclosed quote, cuts an unquoted value at ; or #,
 * joins lines at a backslash and merges sections. This pass refuses all that with the line.
 */
#ifndef LAPAK_BASE_CONFIG_SCAN_H
#define LAPAK_BASE_CONFIG_SCAN_H
#include <stdbool.h>
#include <stddef.h>

enum { CONFIG_LINE_MAX = 1000 }; /* iniparser's own is 1,023 and refuses the whole file */

enum config_line_kind {
	CONFIG_LINE_BLANK, /* or a comment */
	CONFIG_LINE_SECTION,
	CONFIG_LINE_PAIR,
	CONFIG_LINE_FAULT,
};

struct config_line {
	enum config_line_kind kind;
	int number;
	char name[CONFIG_LINE_MAX + 1]; /* the section's or the key's; "" unknown */
	char value[CONFIG_LINE_MAX + 1];
	const char *fault; /* a sentence with the remedy */
	bool heading;      /* the line begins with [ whatever follows */
};

struct config_scan {
	const char *at;
	size_t left;
	int number;
};

/* n bytes of text, which the scan borrows. */
void config_scan_start(struct config_scan *s, const char *text, size_t n);
/* The next line; false at the end. */
bool config_scan_next(struct config_scan *s, struct config_line *out);

#endif
