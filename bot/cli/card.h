/*
 * cli/card.h - the stall card: what it says, where it stands, as PDF or SVG (private to cli/)
 *
 *	card_read() takes the sentences from the wording and proves that the printed codes are
 *	understood; card_lay_out() gives every text a place and a size; card_pdf() and card_svg()
 *	draw the same page.
 *
 * Adding a line: its message in messages.def and templates/messages/, its row in card_text.c,
 * and the room for it in card_layout.c. Codes that were once printed never change: cards hang in
 * stalls for years (tests/data/card-codes.txt).
 */
#ifndef LAPAK_CLI_CARD_H
#define LAPAK_CLI_CARD_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/config.h"
#include "base/rc.h"
#include "wording/wording.h"

enum {
	CARD_DIGITS = 5,             /* rows of the menu */
	CARD_ROWS = CARD_DIGITS + 6, /* and of the forms below it */
	CARD_MARKS = 64,
	CARD_BYTES_MAX = 1024 * 1024, /* of a file */
};

enum card_line {
	CARD_LINE_TITLE,
	CARD_LINE_TO,
	CARD_LINE_MENU,
	CARD_LINE_FORMS,
	CARD_LINE_WORD,
	CARD_LINE_RATE,
	CARD_LINE_NEVER,
	CARD_LINES
};

struct card_row { /* "2 JUAL = report sales" */
	enum message_id id;
	char digit[2]; /* "2"; "" for a form */
	char code[WORDING_CARD + 1], meaning[WORDING_CARD + 1];
};

struct card { /* what is printed: printable ASCII; a plain value */
	char office[64], number[24];
	char word[16]; /* the self-check word; "" none */
	char line[CARD_LINES][WORDING_CARD + 1];
	struct card_row row[CARD_ROWS];
};

/* RC_INVALID: err names the message that is no row of a card, or whose code the bot would not
 * understand as that. A language that is not loaded falls back as in wording_render(). */
MUST_CHECK enum rc card_read(struct card *out, const struct wording *w, const char *lang,
	const struct config *config, struct err *err);

/* How wide each printable ASCII character is, in thousandths of the type's size. */
enum { CARD_FIRST_CHAR = ' ', CARD_LAST_CHAR = '~' };
struct card_metrics {
	unsigned width[2][CARD_LAST_CHAR - CARD_FIRST_CHAR + 1]; /* Helvetica, then its bold */
};

/* RC_BROKEN: the PDF library could not be used; err says why. */
MUST_CHECK enum rc card_metrics_read(struct card_metrics *out, struct err *err);
/* The width of s in points. */
double card_width(const struct card_metrics *m, const char *s, bool bold, double size);

/* A5, in points of 1/72 inch; 0,0 is the upper left corner. */
#define CARD_PAGE_WIDTH  419.528
#define CARD_PAGE_HEIGHT 595.276

enum card_ink { CARD_BLACK, CARD_GREY, CARD_WHITE };

struct card_mark {
	enum card_ink ink;
	double x, y, w, h; /* of a box; of a text, y is its base line and w its width */
	const char *text;  /* borrowed from the card; NULL: a filled box */
	double size;       /* of the type */
	bool bold;
};

struct card_page {
	struct card_mark mark[CARD_MARKS]; /* in the order they are drawn */
	size_t marks;
};

/* Nothing overlaps and nothing leaves the page: type shrinks step by step, and what does not fit
 * at its smallest is RC_INVALID with what to shorten in err. The page borrows from c. */
MUST_CHECK enum rc card_lay_out(struct card_page *out, const struct card *c,
	const struct card_metrics *m, struct err *err);

/* Append a whole file to out, whose ceiling is CARD_BYTES_MAX; title is the document's. */
MUST_CHECK enum rc card_pdf(
	struct buf *out, const struct card_page *page, const char *title, struct err *err);
void card_svg(struct buf *out, const struct card_page *page, const char *title);

/* Whether every language makes a card; what keeps one from it is a line of report each. */
MUST_CHECK enum rc card_check(
	const struct wording *w, const struct config *config, struct buf *report);

#endif
