/*
 * cli/outgoing.h - what the office may write to traders
 *
 * Traders learn that the office never asks for a secret or for money, so its own texts must not
 * look as if it did: a text that asks for an OTP, a PIN, a password or a transfer, or that
 * carries a link, is refused. A warning ("Jangan beri kode OTP") is not asking.
 */
#ifndef LAPAK_CLI_OUTGOING_H
#define LAPAK_CLI_OUTGOING_H
#include <stddef.h>

/* NULL when the n bytes of text may go out; else the reason, for the person who wrote it. */
const char *outgoing_fault(const char *text, size_t n);

#endif
