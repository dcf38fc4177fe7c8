/*
 * text/outgoing.h - what the office may write to traders
 *
 * Traders learn that the office never asks for a secret or for money, so its own texts must not
 * look as if it did: a text that asks for an OTP, a PIN, a password or a transfer, that promises a prize,
 * or that carries a link, is refused. A warning ("Jangan beri kode OTP") is not asking. Read as people read it:
 * "k1rim 0 T P", "p-i-n" and "bit . ly" are what they look like.
 */
#ifndef LAPAK_TEXT_OUTGOING_H
#define LAPAK_TEXT_OUTGOING_H
#include <stddef.h>

struct outgoing {
	const char *code;     /* for programs: "secret", "transfer", "prize", "link" */
	const char *sentence; /* for the person who wrote the text */
};

/* NULL when the n bytes of text may go out; else why not, a constant. */
const struct outgoing *outgoing_fault(const char *text, size_t n);

#endif
