/*
 * office/funnel.h - how far the people of one wave came, from the invitation to selling live three months later
 *
 * invited    told of this wave because they missed an earlier one, or asked for a place themselves
 * enrolled   ever had a place, in the waiting list too
 * confirmed  answered a reminder with yes; known: answered it at all
 * attended   came to a sitting, by code or paper list; known: came, or were absent when the roster closed
 * first-live of those who came: sold something live on a market day from the first sitting's on; known: told the live part
 *            of a day's takings since
 * live-30, live-60, live-90: of those who came: in the week that ends so many days after the last sitting, sold something
 *            live or said so in that day's stick check; known: told either
 *
 * A step is one of its own: somebody may come without having confirmed. Of a step whose day has not come there is no
 * number, not a zero.
 */
#ifndef LAPAK_OFFICE_FUNNEL_H
#define LAPAK_OFFICE_FUNNEL_H
#include <stdbool.h>

#include "store/wave.h"

enum funnel_step {
	FUNNEL_INVITED,
	FUNNEL_ENROLLED,
	FUNNEL_CONFIRMED,
	FUNNEL_ATTENDED,
	FUNNEL_FIRST_LIVE,
	FUNNEL_LIVE_30,
	FUNNEL_LIVE_60,
	FUNNEL_LIVE_90,
	FUNNEL_STEPS,
};
/* As above. */
const char *funnel_step_name(enum funnel_step s);

struct funnel {
	struct {
		bool came;     /* its day has come; else n and known are 0 and mean nothing */
		int32_t day;   /* the calendar day from which there is a number; 0: at once */
		int64_t n, of; /* of how many people */
		int64_t known; /* of `of`, about whom it is known */
	} step[FUNNEL_STEPS];
};
/* RC_ABSENT: the wave has no sitting. Reads sales of who came: not in the loop. */
MUST_CHECK enum rc funnel_of_wave(
	struct store *st, const struct wave *w, int64_t now, struct funnel *out);

#endif
