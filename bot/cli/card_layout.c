/*
 * cli/card_layout.c - where everything on the stall card stands
 *
 * One column of slots from top to bottom; each text has a slot's width to itself, and type
 * shrinks half a point at a time until it fits. Rows of a block share one size. Height that is
 * left over is shared among the rows.
 */
#include "cli/card.h"

#define MARGIN     26.0
#define INNER      (CARD_PAGE_WIDTH - 2 * MARGIN)
#define GAP        12.0
#define HEADER     98.0 /* heights of the slots, from the top */
#define HEADING    27.0
#define MENU_ROW   34.0
#define FORM_ROW   22.5
#define WORD_BOX   50.0
#define FOOT       54.0
#define DIGIT_BOX  27.0 /* side of the square a digit stands in */
#define CAP_HEIGHT 0.72 /* of a capital, in its size */
#define SMALL      0.84 /* a meaning's size, in its code's */

struct sheet {
	const struct card *card;
	const struct card_metrics *metrics;
	struct card_page *page;
	struct err *err;
	double y;     /* where the next slot begins */
	double spare; /* added to each row */
};

struct type { /* sizes a text may have, in half points */
	int from, least;
	bool bold;
};

/* A row's digit is not part of it. */
struct columns {
	double size, code_width, meaning_width;
};

double card_width(const struct card_metrics *m, const char *s, bool bold, double size)
{
	unsigned sum = 0;

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < CARD_FIRST_CHAR || c > CARD_LAST_CHAR)
			c = CARD_LAST_CHAR; /* as wide as any; the page draws none */
		sum += m->width[bold][c - CARD_FIRST_CHAR];
	}
	return sum * size / 1000;
}

static void add(struct sheet *s, const struct card_mark *mark)
{
	if (s->page->marks == CARD_MARKS)
		BUG("the card has more than %d marks", (int)CARD_MARKS);
	s->page->mark[s->page->marks++] = *mark;
}

static void add_box(struct sheet *s, enum card_ink ink, double x, double y, double w, double h)
{
	struct card_mark mark = { .ink = ink, .x = x, .y = y, .w = w, .h = h };

	add(s, &mark);
}

/* draw->w is measured here. */
static void add_text(struct sheet *s, struct card_mark draw)
{
	draw.w = card_width(s->metrics, draw.text, draw.bold, draw.size);
	add(s, &draw);
}

/* The largest size at which text is at most width wide; 0: there is none. */
static double fit(const struct sheet *s, const char *text, struct type t, double width)
{
	for (int half = t.from; half >= t.least; half--)
		if (card_width(s->metrics, text, t.bold, half / 2.0) <= width)
			return half / 2.0;
	return 0;
}

static enum rc too_long(struct sheet *s, const char *what)
{
	return err_set(s->err, RC_INVALID,
		"%s is too long for the stall card, even in its smallest type: shorten it",
		what);
}

/* A line of its own, its base line at y. */
static enum rc put_line(
	struct sheet *s, const struct card_mark *draw, struct type t, const char *what)
{
	struct card_mark mark = *draw;

	mark.bold = t.bold;
	mark.size = fit(s, draw->text, t, CARD_PAGE_WIDTH - MARGIN - draw->x);
	if (mark.size <= 0)
		return too_long(s, what);
	add_text(s, mark);
	return RC_OK;
}

static enum rc put_header(struct sheet *s)
{
	static const struct type title = { 34, 24, true }, office = { 30, 18, false };
	static const struct type number = { 100, 36, true };
	const char *to = s->card->line[CARD_LINE_TO];
	struct card_mark label = { .ink = CARD_WHITE, .x = MARGIN, .size = 17, .text = to };
	struct card_mark draw = { .ink = CARD_WHITE, .x = MARGIN };
	enum rc rc;

	add_box(s, CARD_BLACK, 0, 0, CARD_PAGE_WIDTH, HEADER);
	draw.y = 25;
	draw.text = s->card->line[CARD_LINE_TITLE];
	rc = put_line(s, &draw, title, "[card.title]");
	if (rc != RC_OK)
		return rc;
	draw.y = 42;
	draw.text = s->card->office;
	rc = put_line(s, &draw, office, "the office's name");
	if (rc != RC_OK)
		return rc;
	label.y = draw.y = HEADER - 12;
	add_text(s, label);
	draw.x += card_width(s->metrics, to, label.bold, label.size) + GAP;
	draw.text = s->card->number;
	s->y = HEADER;
	return put_line(s, &draw, number, "the office's short code, or [card.to],");
}

static enum rc put_heading(struct sheet *s, enum card_line line, const char *what)
{
	static const struct type type = { 30, 22, false };
	struct card_mark draw = {
		.x = MARGIN, .y = s->y + HEADING - 7, .text = s->card->line[line]
	};

	s->y += HEADING;
	return put_line(s, &draw, type, what);
}

/* How wide the columns of rows first..last-1 are when codes have that size; widest: the row with
 * the widest meaning. */
static struct columns measure(const struct sheet *s, size_t first, size_t last, double size,
	const struct card_row **widest)
{
	struct columns c = { .size = size };

	*widest = &s->card->row[first];
	for (size_t i = first; i < last; i++) {
		const struct card_row *row = &s->card->row[i];
		double code = card_width(s->metrics, row->code, true, size);
		double meaning = card_width(s->metrics, row->meaning, false, size * SMALL);

		if (code > c.code_width)
			c.code_width = code;
		if (meaning > c.meaning_width) {
			c.meaning_width = meaning;
			*widest = row;
		}
	}
	return c;
}

/* One size for all rows first..last-1, whose codes stand in one column. */
static enum rc fit_rows(struct sheet *s, struct columns *out, size_t first, size_t last,
	struct type t, double width)
{
	const struct card_row *widest = &s->card->row[first];

	for (int half = t.from; half >= t.least; half--) {
		*out = measure(s, first, last, half / 2.0, &widest);
		if (out->code_width + GAP + out->meaning_width <= width)
			return RC_OK;
	}
	(void)err_set(s->err, RC_INVALID,
		"[%s] is too long for the stall card, even in its smallest type: shorten it",
		wording_message_name(widest->id));
	return RC_INVALID;
}

static void put_row(struct sheet *s, const struct card_row *row, const struct columns *columns,
	double middle)
{
	struct card_mark draw = { .size = columns->size, .bold = true, .x = MARGIN };

	draw.y = middle + columns->size * CAP_HEIGHT / 2;
	if (row->digit[0] != '\0') {
		struct card_mark digit = { .ink = CARD_WHITE, .size = 22, .bold = true };

		add_box(s, CARD_BLACK, MARGIN, middle - DIGIT_BOX / 2, DIGIT_BOX, DIGIT_BOX);
		digit.text = row->digit;
		digit.y = middle + digit.size * CAP_HEIGHT / 2;
		digit.x =
			MARGIN +
			(DIGIT_BOX - card_width(s->metrics, row->digit, true, digit.size)) / 2;
		add_text(s, digit);
		draw.x += DIGIT_BOX + GAP;
	}
	draw.text = row->code;
	add_text(s, draw);
	draw.x += columns->code_width + GAP;
	draw.bold = false;
	draw.size *= SMALL;
	draw.text = row->meaning;
	add_text(s, draw);
}

static enum rc put_menu(struct sheet *s)
{
	static const struct type type = { 50, 32, true };
	double height = MENU_ROW + s->spare;
	struct columns columns;
	enum rc rc = put_heading(s, CARD_LINE_MENU, "[card.menu]");

	if (rc == RC_OK)
		rc = fit_rows(s, &columns, 0, CARD_DIGITS, type, INNER - DIGIT_BOX - GAP);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < CARD_DIGITS; i++) {
		put_row(s, &s->card->row[i], &columns, s->y + height / 2);
		s->y += height;
	}
	return RC_OK;
}

static enum rc put_forms(struct sheet *s)
{
	static const struct type type = { 34, 28, true };
	double height = FORM_ROW + s->spare;
	struct columns columns;
	enum rc rc = put_heading(s, CARD_LINE_FORMS, "[card.forms]");

	if (rc == RC_OK)
		rc = fit_rows(s, &columns, CARD_DIGITS, CARD_ROWS, type, INNER);
	if (rc != RC_OK)
		return rc;
	for (size_t i = CARD_DIGITS; i < CARD_ROWS; i++) {
		put_row(s, &s->card->row[i], &columns, s->y + height / 2);
		s->y += height;
	}
	return RC_OK;
}

/* The word traders compare with the answer to the check, in a grey box. */
static enum rc put_word(struct sheet *s)
{
	static const struct type ask = { 28, 20, false }, word = { 48, 32, true };
	struct card_mark draw = {
		.x = MARGIN, .y = s->y + 17, .text = s->card->line[CARD_LINE_WORD]
	};
	enum rc rc;

	if (s->card->word[0] == '\0')
		return RC_OK;
	add_box(s, CARD_GREY, MARGIN - 8, s->y + 2, INNER + 16, WORD_BOX - 4);
	rc = put_line(s, &draw, ask, "[card.word]");
	if (rc != RC_OK)
		return rc;
	draw.y = s->y + WORD_BOX - 9;
	draw.text = s->card->word;
	s->y += WORD_BOX;
	return put_line(s, &draw, word, "the office's check_word");
}

static enum rc put_foot(struct sheet *s)
{
	static const struct type never = { 34, 22, true }, rate = { 28, 22, false };
	struct card_mark draw = { .x = MARGIN, .text = s->card->line[CARD_LINE_NEVER] };
	enum rc rc;

	draw.y = CARD_PAGE_HEIGHT - FOOT + 18;
	rc = put_line(s, &draw, never, "[card.never]");
	if (rc != RC_OK)
		return rc;
	draw.y += 18;
	draw.text = s->card->line[CARD_LINE_RATE];
	return put_line(s, &draw, rate, "[card.rate]");
}

enum rc card_lay_out(struct card_page *out, const struct card *c, const struct card_metrics *m,
	struct err *err)
{
	static enum rc (*const parts[])(
		struct sheet * s) = { put_header, put_menu, put_forms, put_word, put_foot };
	struct sheet s = { .card = c, .metrics = m, .page = out, .err = err };
	double used = HEADER + 2 * HEADING + CARD_DIGITS * MENU_ROW +
		      (CARD_ROWS - CARD_DIGITS) * FORM_ROW + FOOT;
	enum rc rc = RC_OK;

	out->marks = 0;
	if (c->word[0] != '\0')
		used += WORD_BOX;
	s.spare = (CARD_PAGE_HEIGHT - used) / CARD_ROWS;
	for (size_t i = 0; rc == RC_OK && i < sizeof(parts) / sizeof(parts[0]); i++)
		rc = parts[i](&s);
	return rc;
}
