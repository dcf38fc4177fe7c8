/*
 * gateway/ussd.h - USSD over HTTP as Africa's Talking made it and others copied it (private to gateway/)
 *
 * Each hop is a POST of form fields: the session, the phone, the code dialled and all that was typed since, joined by '*'. The
 * answer is text that begins with "CON " (the session goes on) or "END ". Copies differ in the fields' names.
 */
#ifndef LAPAK_GATEWAY_USSD_H
#define LAPAK_GATEWAY_USSD_H
#include "gateway/gateway.h"

struct ussd_fields { /* names */
	const char *session, *phone, *text, *service;
};

/* Fills e from a hop. RC_INVALID: no session or phone, a field twice, or a history too long to be told from a longer one. No
 * text is a dial. */
MUST_CHECK enum rc ussd_fill(
	const struct ussd_fields *names, const struct form *f, struct gateway_event *e);
/* The same from a POST, RC_INVALID also for a body that is no form. */
MUST_CHECK enum rc ussd_read(const struct ussd_fields *names, const struct gateway_request *r,
	struct gateway_event *e);
/* The screen; body is the caller's. */
void ussd_answer(const struct gateway_outcome *o, struct gateway_answer *out);

#endif
