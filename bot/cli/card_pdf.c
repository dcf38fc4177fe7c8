/*
 * cli/card_pdf.c - the stall card as PDF, and the widths of its type; the only user of libharu
 *
 * Helvetica is one of the fonts every PDF reader has, so the file holds none. No date goes into
 * it: the same card gives the same bytes.
 */
#include <hpdf.h>
#include <string.h>

#include "cli/card.h"

static const HPDF_REAL greys[] = {
	[CARD_BLACK] = 0.0F,
	[CARD_GREY] = 0.88F,
	[CARD_WHITE] = 1.0F,
};

struct pdf {
	HPDF_Doc doc;
	HPDF_Page page;
	HPDF_Font font[2]; /* Helvetica, then its bold */
	HPDF_STATUS fault; /* the first one; libharu goes on with calls that do nothing */
};

static void HPDF_STDCALL note_fault(HPDF_STATUS fault, HPDF_STATUS detail, void *arg)
{
	struct pdf *p = arg;

	(void)detail;
	if (p->fault == HPDF_OK)
		p->fault = fault;
}

static enum rc broken(struct err *err, const struct pdf *p)
{
	return err_set(err, RC_BROKEN, "the PDF library failed with fault 0x%04lx",
		(unsigned long)p->fault);
}

/* A document with the two fonts; pdf_end() also after a failure. */
static enum rc pdf_begin(struct pdf *p, struct err *err)
{
	static const char *const names[] = { "Helvetica", "Helvetica-Bold" };

	*p = (struct pdf){ .fault = HPDF_OK };
	p->doc = HPDF_New(note_fault, p);
	if (p->doc == NULL)
		return broken(err, p);
	for (size_t i = 0; i < 2; i++) {
		p->font[i] = HPDF_GetFont(p->doc, names[i], "WinAnsiEncoding");
		if (p->font[i] == NULL)
			return broken(err, p);
	}
	return RC_OK;
}

static void pdf_end(struct pdf *p)
{
	if (p->doc != NULL)
		HPDF_Free(p->doc);
}

enum rc card_metrics_read(struct card_metrics *out, struct err *err)
{
	struct pdf p;
	enum rc rc = pdf_begin(&p, err);

	for (int bold = 0; rc == RC_OK && bold < 2; bold++)
		for (int c = CARD_FIRST_CHAR; c <= CARD_LAST_CHAR; c++) {
			HPDF_BYTE letter = (HPDF_BYTE)c;
			HPDF_TextWidth w = HPDF_Font_TextWidth(p.font[bold], &letter, 1);

			out->width[bold][c - CARD_FIRST_CHAR] = w.width;
		}
	if (rc == RC_OK && p.fault != HPDF_OK)
		rc = broken(err, &p);
	pdf_end(&p);
	return rc;
}

/* What fails here is noted by note_fault(). libharu counts y from the bottom. */
static void draw(struct pdf *p, const struct card_mark *m)
{
	HPDF_REAL x = (HPDF_REAL)m->x, y = (HPDF_REAL)(CARD_PAGE_HEIGHT - m->y);

	(void)HPDF_Page_SetGrayFill(p->page, greys[m->ink]);
	if (m->text == NULL) {
		(void)HPDF_Page_Rectangle(p->page, x,
			(HPDF_REAL)(CARD_PAGE_HEIGHT - m->y - m->h), (HPDF_REAL)m->w,
			(HPDF_REAL)m->h);
		(void)HPDF_Page_Fill(p->page);
		return;
	}
	(void)HPDF_Page_BeginText(p->page);
	(void)HPDF_Page_SetFontAndSize(p->page, p->font[m->bold], (HPDF_REAL)m->size);
	(void)HPDF_Page_TextOut(p->page, x, y, m->text);
	(void)HPDF_Page_EndText(p->page);
}

/* libharu says that the stream is at its end by a fault, so it is asked for no byte more. */
static void take_bytes(struct pdf *p, struct buf *out)
{
	HPDF_UINT32 left;

	if (HPDF_SaveToStream(p->doc) != HPDF_OK)
		return;
	left = HPDF_GetStreamSize(p->doc);
	while (left > 0 && p->fault == HPDF_OK) {
		HPDF_BYTE chunk[4096];
		HPDF_UINT32 n = left < sizeof(chunk) ? left : (HPDF_UINT32)sizeof(chunk);

		if (HPDF_ReadFromStream(p->doc, chunk, &n) != HPDF_OK || n == 0)
			return;
		buf_add(out, (const char *)chunk, n);
		left -= n;
	}
}

enum rc card_pdf(
	struct buf *out, const struct card_page *page, const char *title, struct err *err)
{
	struct pdf p;
	enum rc rc = pdf_begin(&p, err);

	if (rc != RC_OK)
		goto out;
	(void)HPDF_SetCompressionMode(p.doc, HPDF_COMP_ALL);
	(void)HPDF_SetInfoAttr(p.doc, HPDF_INFO_TITLE, title);
	p.page = HPDF_AddPage(p.doc);
	(void)HPDF_Page_SetWidth(p.page, (HPDF_REAL)CARD_PAGE_WIDTH);
	(void)HPDF_Page_SetHeight(p.page, (HPDF_REAL)CARD_PAGE_HEIGHT);
	for (size_t i = 0; i < page->marks && p.fault == HPDF_OK; i++)
		draw(&p, &page->mark[i]);
	take_bytes(&p, out);
	if (p.fault != HPDF_OK || out->len == 0 || out->full)
		rc = broken(err, &p);
out:
	pdf_end(&p);
	return rc;
}
