/*
 * base/config_template.h - texts of lapak.ini with {{word}} in them, for gateways that are told all by configuration
 *
 * One pass from left to right: what is put in is never looked at again, so a text that holds {{to}} stays what it is.
 */
#ifndef LAPAK_BASE_CONFIG_TEMPLATE_H
#define LAPAK_BASE_CONFIG_TEMPLATE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum template_word {
	TEMPLATE_TO,          /* {{to}}: +6281234567890 */
	TEMPLATE_TO_DIGITS,   /* {{to_digits}}: 6281234567890 */
	TEMPLATE_TO_NATIONAL, /* {{to_national}}: 081234567890 */
	TEMPLATE_FROM,        /* {{from}}: sender of the configuration */
	TEMPLATE_TEXT,        /* {{text}} */
	TEMPLATE_ID,          /* {{id}}: of our message */
	TEMPLATE_USER,        /* {{user}}: username */
	TEMPLATE_PASSWORD,    /* {{password}}: what password_file holds */
	TEMPLATE_KEY,         /* {{key}}: the first live secret of webhook_key_file */
	TEMPLATE_DEVICE,      /* {{device}} */
	TEMPLATE_MINUTES,     /* {{minutes}}: the message is worth sending for so long */
	TEMPLATE_UNICODE,     /* {{unicode}}: 1 when the text needs UCS-2, else 0 */
	TEMPLATE_REPORT_URL,  /* {{report_url}}: where reports on the message go to */
	TEMPLATE_MESSAGE_ID,  /* {{message_id}}: the gateway's id of it */
	TEMPLATE_TODAY,       /* {{today}}, {{yesterday}}: 24/11/2026, in WIB */
	TEMPLATE_YESTERDAY,
	TEMPLATE_WORDS
};

/* Appends the pieces between words by literal, and each word by put. False: a word nobody knows, or braces that do not close;
 * bad (may be NULL) is then where. */
typedef void template_literal_fn(struct buf *out, const char *s, size_t n, const void *arg);
typedef void template_put_fn(struct buf *out, enum template_word word, const void *arg);
bool template_expand(struct buf *out, const char *text, template_literal_fn *literal,
	template_put_fn *put, const void *arg, const char **bad);

#endif
