/* cli/card.c - lapak card: the card that hangs in a trader's stall, from the live wording */
#include "cli/card.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/open.h"
#include "cli/options.h"

static enum exit_status choose_language(
	const struct invocation *in, const struct office *o, const char **lang)
{
	const char *code[LANGUAGES_MAX];
	size_t n = wording_languages(o->wording, code);
	enum exit_status status;
	struct buf known;

	*lang = option_value(in, "lang");
	if (*lang == NULL)
		*lang = o->config.office.language;
	if (wording_has_language(o->wording, *lang))
		return EXIT_DONE;
	buf_init(&known, (size_t)LANGUAGES_MAX * (LANGUAGE_CODE_MAX + 1));
	for (size_t i = 0; i < n; i++)
		buf_printf(&known, " %s", code[i]);
	status = cli_misused(in, "there is no language `%.20s`, only%s", *lang, known.data);
	buf_release(&known);
	return status;
}

/* --svg and --pdf say what is made, else the name of the file does. */
static bool wants_svg(const struct invocation *in)
{
	const char *path = option_value(in, "out");
	size_t n = path != NULL ? strlen(path) : 0;

	return option_given(in, "svg") ||
	       (!option_given(in, "pdf") && n > 4 && strcmp(path + n - 4, ".svg") == 0);
}

static enum rc draw(
	struct buf *out, const struct card *c, const struct invocation *in, struct err *err)
{
	const char *title = c->line[CARD_LINE_TITLE];
	struct card_metrics metrics;
	struct card_page page;
	enum rc rc = card_metrics_read(&metrics, err);

	if (rc == RC_OK)
		rc = card_lay_out(&page, c, &metrics, err);
	if (rc != RC_OK)
		return rc;
	if (!wants_svg(in))
		return card_pdf(out, &page, title, err);
	card_svg(out, &page, title);
	return RC_OK;
}

enum rc card_check(const struct wording *w, const struct config *config, struct buf *report)
{
	const char *code[LANGUAGES_MAX];
	size_t n = wording_languages(w, code);
	struct card_metrics metrics;
	struct err err = { .rc = RC_BROKEN, .msg = "the card could not be drawn" };
	enum rc rc = card_metrics_read(&metrics, &err);

	if (rc != RC_OK)
		buf_printf(report, "%s\n", err.msg);
	for (size_t i = 0; rc != RC_BROKEN && i < n; i++) {
		struct card_page page;
		struct card card;
		enum rc one = card_read(&card, w, code[i], config, &err);

		if (one == RC_OK)
			one = card_lay_out(&page, &card, &metrics, &err);
		if (one == RC_OK)
			continue;
		buf_printf(report, "%s: %s\n", code[i], err.msg);
		rc = one;
	}
	return rc;
}

static enum exit_status write_file(const struct buf *b, const char *path)
{
	FILE *f = stdout; /* whether all arrived there is looked at by cli_main() */
	bool whole;

	if (path != NULL)
		f = fopen(path, "wb");
	whole = f != NULL && fwrite(b->data, 1, b->len, f) == b->len;
	if (path != NULL && f != NULL && fclose(f) != 0)
		whole = false;
	if (whole || path == NULL)
		return EXIT_DONE;
	(void)fprintf(stderr, "lapak: could not write %.400s: %s\n", path, strerror(errno));
	return EXIT_FAILED;
}

static enum exit_status make_card(
	const struct invocation *in, const struct office *o, const char *lang)
{
	struct err err = { .rc = RC_BROKEN, .msg = "the card could not be drawn" };
	enum exit_status status = EXIT_FAILED;
	struct card card;
	struct buf file;
	enum rc rc = card_read(&card, o->wording, lang, &o->config, &err);

	buf_init(&file, CARD_BYTES_MAX);
	if (rc == RC_OK)
		rc = draw(&file, &card, in, &err);
	if (rc == RC_OK)
		status = write_file(&file, option_value(in, "out"));
	else
		(void)fprintf(stderr, "lapak: %s: %s\n", lang, err.msg);
	buf_release(&file);
	return status;
}

static enum exit_status open_wording(struct office *o, const struct invocation *in)
{
	enum exit_status status = cli_config(in, &o->config);
	struct buf report;
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	buf_init(&report, CONFIG_REPORT_MAX);
	rc = office_wording_kept(o, &report);
	(void)fputs(report.data, stderr);
	buf_release(&report);
	return rc == RC_OK ? EXIT_DONE : EXIT_FAILED;
}

enum exit_status cli_card(const struct invocation *in)
{
	static const struct verb fit = { .options = "lang svg pdf out", .least = 0, .most = 0 };
	enum exit_status status = options_fit(in, &fit);
	const char *lang;
	struct office o;

	if (status != EXIT_DONE)
		return status;
	if (option_given(in, "svg") && option_given(in, "pdf"))
		return cli_misused(in, "makes --svg or --pdf, one at a time");
	if (option_value(in, "out") == NULL && !wants_svg(in) && isatty(STDOUT_FILENO))
		return cli_misused(in, "a PDF is nothing to read in a terminal; --out FILE");
	memset(&o, 0, sizeof(o));
	status = open_wording(&o, in);
	if (status == EXIT_DONE)
		status = choose_language(in, &o, &lang);
	if (status == EXIT_DONE)
		status = make_card(in, &o, lang);
	office_close(&o);
	return status;
}
