/* text/sale_sum.h - takings written as a sum: "200+150rb" (private to text/) */
#ifndef LAPAK_TEXT_SALE_SUM_H
#define LAPAK_TEXT_SALE_SUM_H
#include <stdbool.h>

#include "text/amount.h"
#include "text/sale_words.h"

/* Adds up the amounts of p that + joins. One without a unit before one with it means thousands, as
 * it is said: "200+150rb" is 350.000; without any unit both readings stay, "200+150" is 350 or
 * 350.000. False, out untouched: one of the parts is no amount, or two doubts do not agree. */
bool sale_sum(struct amount *out, struct piece p);

#endif
