/* tests/bench/record_write.h - for rawsql.c: the record as lines of JSON, for programs in other languages */
#ifndef LAPAK_BENCH_RECORD_WRITE_H
#define LAPAK_BENCH_RECORD_WRITE_H
#include "bench/record.h"

enum { DIGITS_OF_A_DOUBLE = 15 };

static void json_string(FILE *to, const char *s, size_t n)
{
	(void)fputc('"', to);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x20)
			(void)fprintf(to, "\\u%04x", c);
		else
			(void)fprintf(to, c == '"' || c == '\\' ? "\\%c" : "%c", c);
	}
	(void)fputc('"', to);
}

/* A number that a double cannot hold goes as text: SQLite reads it back whole. */
static void write_literal(FILE *to, const char *literal_text)
{
	size_t n = strlen(literal_text);

	if (strcmp(literal_text, "NULL") == 0) {
		(void)fputs("null", to);
	} else if (*literal_text != '\'') {
		if (n > DIGITS_OF_A_DOUBLE)
			json_string(to, literal_text, n);
		else
			(void)fputs(literal_text, to);
	} else {
		char *plain = grow(NULL, n);
		size_t length = 0;

		for (size_t i = 1; i + 1 < n; i++) {
			plain[length++] = literal_text[i];
			i += literal_text[i] == '\'';
		}
		json_string(to, plain, length);
		free(plain);
	}
}

static void write_step(FILE *to, const struct step *s, const char *comma)
{
	const char *at = record.arena + s->values;
	const char *between = "";

	(void)fprintf(to, "%s[%d,{", comma, s->statement);
	while (*at != '\0') {
		const char *literal_text = at + strlen(at) + 1;

		(void)fprintf(to, "%s\"%s\":", between, at + 1);
		write_literal(to, literal_text);
		between = ",";
		at = literal_text + strlen(literal_text) + 1;
	}
	(void)fputs("}]", to);
}

/* Who executes the record makes transactions of its own. */
static bool controls_transaction(const char *sql)
{
	return strncmp(sql, "BEGIN", 5) == 0 || strncmp(sql, "COMMIT", 6) == 0 ||
	       strncmp(sql, "SAVEPOINT", 9) == 0 || strncmp(sql, "RELEASE", 7) == 0 ||
	       strncmp(sql, "ROLLBACK", 8) == 0;
}

/* First a line for each statement's text, then one for each message: its statements' numbers and values by parameter. */
static void record_write(const char *path)
{
	FILE *to = fopen(path, "we");
	bool used[DISTINCT] = { false };
	int number[DISTINCT], n = 0;

	if (to == NULL)
		die("the record cannot be written");
	for (size_t i = record.marks > 0 ? record.begins[0] : record.count; i < record.count;
		i++)
		used[record.steps[i].statement] = true;
	for (int i = 0; i < record.statements; i++) {
		number[i] = !used[i] || controls_transaction(record.sql[i]) ? -1 : n++;
		if (number[i] < 0)
			continue;
		json_string(to, record.sql[i], strlen(record.sql[i]));
		(void)fputc('\n', to);
	}
	for (size_t m = 0; m < record.marks; m++) {
		size_t end = m + 1 < record.marks ? record.begins[m + 1] : record.count;
		const char *comma = "";

		(void)fputc('[', to);
		for (size_t i = record.begins[m]; i < end; i++) {
			struct step s = record.steps[i];

			s.statement = number[s.statement];
			if (s.statement < 0)
				continue;
			write_step(to, &s, comma);
			comma = ",";
		}
		(void)fputs("]\n", to);
	}
	if (fclose(to) != 0)
		die("the record cannot be written");
}
#endif
