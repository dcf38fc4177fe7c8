/* cli/parse.c - lapak parse: what is understood of a text */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/days.h"
#include "base/suggest.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "text/amount.h"
#include "text/command.h"
#include "text/date.h"
#include "text/gsm7.h"
#include "text/phone.h"

enum { ANSWER_MAX = 4096 };

static void answer_amount(struct buf *out, const char *text, size_t n, int32_t today)
{
	struct amount a;

	(void)today;
	amount_parse(&a, text, n);
	amount_print_parse(out, &a);
}

static void answer_date(struct buf *out, const char *text, size_t n, int32_t today)
{
	struct date_read d;
	char iso[11];

	if (n > 0) {
		date_parse(&d, text, n, today);
		date_print_parse(out, &d);
		return;
	}
	/* No date is today, as in `JUAL 350rb`. */
	day_iso(today, iso);
	buf_puts(out, iso);
}

static void answer_phone(struct buf *out, const char *text, size_t n, int32_t today)
{
	struct phone p;

	(void)today;
	if (memchr(text, '\0', n) == NULL && phone_parse(&p, text, n) == RC_OK)
		buf_puts(out, p.e164);
	else
		buf_puts(out, "INVALID");
}

static void answer_command(struct buf *out, const char *text, size_t n, int32_t today)
{
	struct command_read c;

	(void)today;
	command_parse(&c, text, n);
	command_print(out, &c);
}

static void answer_segments(struct buf *out, const char *text, size_t n, int32_t today)
{
	struct sms_cost c;

	(void)today;
	sms_cost(&c, text, n);
	sms_print_cost(out, &c);
}

typedef void answer_fn(struct buf *out, const char *text, size_t n, int32_t today);

static const struct kind {
	const char *name;
	answer_fn *answer;
} kinds[] = {
	{ "amount", answer_amount },
	{ "date", answer_date },
	{ "phone", answer_phone },
	{ "command", answer_command },
	{ "segments", answer_segments },
};

static void print_answer(answer_fn *answer, const char *text, size_t n, int32_t today)
{
	struct buf out;

	buf_init(&out, ANSWER_MAX);
	answer(&out, text, n, today);
	buf_putc(&out, '\n');
	(void)fwrite(out.data, 1, out.len, stdout);
	buf_release(&out);
}

/* One text a line. A line is taken as it is: its spaces, and nothing at all, are texts too. */
static enum exit_status read_lines(answer_fn *answer, int32_t today)
{
	enum exit_status status = EXIT_DONE;
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	errno = 0;
	for (n = getline(&line, &room, stdin); n >= 0; n = getline(&line, &room, stdin)) {
		size_t length = (size_t)n;

		if (length > 0 && line[length - 1] == '\n')
			length--;
		print_answer(answer, line, length, today);
	}
	if (ferror(stdin) != 0) {
		(void)fprintf(
			stderr, "lapak: could not read standard input: %s\n", strerror(errno));
		status = EXIT_FAILED;
	}
	free(line);
	return status;
}

enum exit_status cli_parse(const struct invocation *in)
{
	static const struct verb fit = {
		.options = "", .least = 2, .most = 2, .words = "amount|date|... and TEXT or -"
	};
	int32_t today = day_of(clock_now());
	struct suggestion near = { .word = NULL };
	enum exit_status status = options_fit(in, &fit);

	if (status != EXIT_DONE)
		return status;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(in->argv[1], kinds[i].name) != 0) {
			suggest_consider(&near, in->argv[1], kinds[i].name);
			continue;
		}
		if (strcmp(in->argv[2], "-") == 0)
			return read_lines(kinds[i].answer, today);
		print_answer(kinds[i].answer, in->argv[2], strlen(in->argv[2]), today);
		return EXIT_DONE;
	}
	return cli_misused(in,
		"reads an amount, a date, a phone, a command or segments, not `%.60s`%s%s",
		in->argv[1], near.word != NULL ? "; did you mean " : "",
		near.word != NULL ? near.word : "");
}
