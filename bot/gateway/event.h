/*
 * gateway/event.h - filling an event from bytes of outside (private to gateway/)
 *
 * What an adapter takes over is valid UTF-8 without control characters, whatever came.
 */
#ifndef LAPAK_GATEWAY_EVENT_H
#define LAPAK_GATEWAY_EVENT_H
#include <stddef.h>
#include <stdint.h>

#include "gateway/gateway.h"

/* An empty event of that kind. */
void event_begin(struct gateway_event *e, enum gateway_event_kind kind);
void event_put_sender(struct gateway_event *e, const char *s, size_t n);
/* The same for gateways that write international numbers without a plus. */
void event_put_international(struct gateway_event *e, const char *s, size_t n);
/* Cleans and keeps at most GATEWAY_TEXT_MAX bytes, cut at a character. */
void event_put_text(struct gateway_event *e, const char *s, size_t n);

/* An identifier that is told apart by its every byte: copied when it is printable ASCII and fits,
 * else replaced by a hash of it, since a cut one could equal another. out holds size bytes. */
void identifier_copy(char *out, size_t size, const char *s, size_t n);
/* Printable ASCII for people to read; the rest dropped, cut to fit. */
void printable_copy(char *out, size_t size, const char *s, size_t n);
/* Decimal digits and nothing else, 0..INT64_MAX; RC_INVALID otherwise, out untouched. */
MUST_CHECK enum rc digits_read(int64_t *out, const char *s, size_t n);

#endif
