/*
 * cli/card_svg.c - the stall card as SVG 1.1
 *
 * Text is drawn with whatever stands for Helvetica on the reader's machine; textLength holds it
 * to the width it was laid out with, so that no other font makes it overflow.
 */
#include "cli/card.h"

static const char *const inks[] = {
	[CARD_BLACK] = "#000000",
	[CARD_GREY] = "#e0e0e0",
	[CARD_WHITE] = "#ffffff",
};

static void add_escaped(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		switch (c) {
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '>':
			buf_puts(out, "&gt;");
			break;
		case '"':
			buf_puts(out, "&quot;");
			break;
		default: /* a control character may not stand in XML at all */
			buf_putc(out, c >= ' ' && c <= '~' ? *s : '?');
		}
	}
}

static void add_mark(struct buf *out, const struct card_mark *m)
{
	if (m->text == NULL) {
		buf_printf(out,
			"<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>\n",
			m->x, m->y, m->w, m->h, inks[m->ink]);
		return;
	}
	buf_printf(out,
		"<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.2f\" textLength=\"%.2f\""
		" lengthAdjust=\"spacingAndGlyphs\" fill=\"%s\"%s>",
		m->x, m->y, m->size, m->w, inks[m->ink],
		m->bold ? " font-weight=\"bold\"" : "");
	add_escaped(out, m->text);
	buf_puts(out, "</text>\n");
}

void card_svg(struct buf *out, const struct card_page *page, const char *title)
{
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"148mm\" height=\"210mm\""
		" viewBox=\"0 0 %.3f %.3f\""
		" font-family=\"Helvetica, 'Nimbus Sans', 'Liberation Sans', Arial, sans-serif\">\n",
		CARD_PAGE_WIDTH, CARD_PAGE_HEIGHT);
	buf_puts(out, "<title>");
	add_escaped(out, title);
	buf_printf(out, "</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n",
		inks[CARD_WHITE]);
	for (size_t i = 0; i < page->marks; i++)
		add_mark(out, &page->mark[i]);
	buf_puts(out, "</svg>\n");
}
