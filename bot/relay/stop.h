/* relay/stop.h - a number that a gateway says wants nothing more from us (private to relay/) */
#ifndef LAPAK_RELAY_STOP_H
#define LAPAK_RELAY_STOP_H
#include <stdint.h>

#include "base/rc.h"
#include "text/phone.h"

struct store;

/* As if its trader had sent STOP, without an answer: nobody asked us. A number we do not know is remembered as a hash. */
MUST_CHECK enum rc stop_number(struct store *st, const struct phone *p, int64_t now);

#endif
