/* text/phone.h - one canonical form for an Indonesian mobile number */
#ifndef LAPAK_TEXT_PHONE_H
#define LAPAK_TEXT_PHONE_H
#include <stddef.h>

#include "base/rc.h"

/* "+6281234567890": E.164 (ITU-T), at most 15 digits. A plain value. */
struct phone {
	char e164[17];
};

/* Any Indonesian spelling of a mobile number. RC_INVALID for landlines, service numbers, foreign
 * numbers, letters, two numbers in one; out untouched then. n bytes, none of them NUL. */
MUST_CHECK enum rc phone_parse(struct phone *out, const char *text, size_t n);

/* What sent a message: a mobile number we may answer, or something we never answer. */
enum sender {
	SENDER_MOBILE,  /* an Indonesian mobile */
	SENDER_FOREIGN, /* a full international number of another country, or a landline */
	SENDER_SERVICE, /* short code or letters: "TELKOMSEL", "3636" */
};
/* Classifies a sender and fills out: E.164 for MOBILE and FOREIGN, else the printable text as it
 * came, cut to fit. Empty text is SENDER_SERVICE with an empty out. */
enum sender phone_sender(struct phone *out, const char *text, size_t n);

/* "+62812****890": for screens; a log never gets even this. */
void phone_mask(const struct phone *p, char out[static 17]);

/* The operator by prefix ("telkomsel", "indosat", "xl", "tri", "smartfren", "axis"), or "other". There is
 * no number portability in Indonesia, so the prefix is the operator. */
const char *phone_operator(const struct phone *p);

#endif
