/* gateway/instant.h - times as gateways write them (private to gateway/) */
#ifndef LAPAK_GATEWAY_INSTANT_H
#define LAPAK_GATEWAY_INSTANT_H
#include <stddef.h>
#include <stdint.h>

/* "2026-11-24T06:30:11.000+07:00" (RFC 3339) and what differs from it in the wild: a space for the T, an offset without
 * colon or of one digit, none at all (then UTC). Fractions of a second are dropped. 0 when it is none of these: a message
 * is not refused for its time. */
int64_t instant_read(const char *s, size_t n);

#endif
