/* gateway/external_template.c - what stands in for the words of a template, escaped for its place */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/config_template.h"
#include "base/days.h"
#include "gateway/compose.h"
#include "gateway/external.h"
#include "text/gsm7.h"

static void put_json(struct buf *out, const char *s)
{
	buf_putc(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(out, '\\');
		if ((unsigned char)*s < ' ')
			buf_printf(out, "\\u%04x", (unsigned)(unsigned char)*s);
		else
			buf_putc(out, *s);
	}
	buf_putc(out, '"');
}

static void put_xml(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '&' || *s == '<' || *s == '>' || *s == '"' || *s == '\'')
			buf_printf(out, "&#%u;", (unsigned)(unsigned char)*s);
		else
			buf_putc(out, *s);
	}
}

/* In a header a line end would begin another one. */
static void put_plain(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		buf_putc(out, (unsigned char)*s < ' ' ? ' ' : *s);
}

static void put_value(struct buf *out, const char *s, enum escape escape)
{
	switch (escape) {
	case ESCAPE_URL:
		form_encode(out, s, strlen(s));
		break;
	case ESCAPE_JSON:
		put_json(out, s);
		break;
	case ESCAPE_XML:
		put_xml(out, s);
		break;
	case ESCAPE_NONE:
		put_plain(out, s);
		break;
	}
}

/* In JSON, whose every value comes with its quotes, ' stands for the quote that lapak.ini cannot hold. */
static void literal(struct buf *out, const char *s, size_t n, const void *arg)
{
	const struct filling *f = arg;

	for (size_t i = 0; i < n; i++)
		buf_putc(out, f->escape == ESCAPE_JSON && s[i] == '\'' ? '"' : s[i]);
}

static void put_date(struct buf *out, int32_t day)
{
	struct date d = day_date(day);

	buf_printf(out, "%02d/%02d/%04d", d.day, d.month, d.year);
}

static void put_number(struct buf *out, const char *e164, bool national)
{
	const char *digits = compose_digits(e164);

	if (national && strncmp(digits, "62", 2) == 0)
		buf_printf(out, "0%s", digits + 2);
	else
		buf_puts(out, digits);
}

static bool needs_unicode(const struct gateway_message *m)
{
	bool gsm7 = true;

	(void)sms_segments(m->text, strlen(m->text), &gsm7);
	return !gsm7;
}

static void put_of_message(struct buf *out, enum template_word word, const struct filling *f)
{
	const struct gateway_message *m = f->message;

	switch (word) {
	case TEMPLATE_TO:
		buf_puts(out, m->to);
		break;
	case TEMPLATE_TO_DIGITS:
	case TEMPLATE_TO_NATIONAL:
		put_number(out, m->to, word == TEMPLATE_TO_NATIONAL);
		break;
	case TEMPLATE_TEXT:
		buf_puts(out, m->text);
		break;
	case TEMPLATE_ID:
		buf_printf(out, "%" PRId64, m->id);
		break;
	case TEMPLATE_MINUTES:
		buf_printf(out, "%" PRId64,
			compose_lifetime(m, 60, INT64_C(7) * DAY_SECONDS) / 60);
		break;
	case TEMPLATE_UNICODE:
		buf_puts(out, needs_unicode(m) ? "1" : "0");
		break;
	case TEMPLATE_REPORT_URL:
		compose_report_url(out, f->config, m, PROOF_KEY);
		break;
	case TEMPLATE_FROM:
	case TEMPLATE_USER:
	case TEMPLATE_PASSWORD:
	case TEMPLATE_KEY:
	case TEMPLATE_DEVICE:
	case TEMPLATE_MESSAGE_ID:
	case TEMPLATE_TODAY:
	case TEMPLATE_YESTERDAY:
	case TEMPLATE_WORDS:
		break;
	}
}

/* What only a message has is empty in a question, and the reverse. */
static void value_of(struct buf *out, enum template_word word, const struct filling *f)
{
	const struct gateway_question *q = f->question;

	if (word == TEMPLATE_FROM)
		buf_puts(out, f->config->sender);
	else if (word == TEMPLATE_USER)
		buf_puts(out, f->config->username);
	else if (word == TEMPLATE_PASSWORD)
		buf_puts(out, f->config->password);
	else if (word == TEMPLATE_KEY)
		buf_puts(out, f->config->secret[0]);
	else if (word == TEMPLATE_DEVICE)
		buf_puts(out, f->config->device);
	else if (word == TEMPLATE_MESSAGE_ID && q != NULL)
		buf_puts(out, q->id);
	else if (word == TEMPLATE_TODAY && q != NULL)
		put_date(out, day_calendar(q->now));
	else if (word == TEMPLATE_YESTERDAY && q != NULL)
		put_date(out, day_calendar(q->now) - 1);
	else if (f->message != NULL)
		put_of_message(out, word, f);
}

static void put(struct buf *out, enum template_word word, const void *arg)
{
	const struct filling *f = arg;
	struct buf value;

	buf_init(&value, GATEWAY_TEXT_MAX + CONFIG_URL);
	value_of(&value, word, f);
	put_value(out, value.data, f->escape);
	out->full |= value.full;
	buf_release(&value);
}

enum rc external_expand(struct buf *out, const char *text, const struct filling *f)
{
	if (!template_expand(out, text, literal, put, f, NULL))
		return RC_INVALID; /* the configuration has looked: there is none such */
	return out->full ? RC_FULL : RC_OK;
}
