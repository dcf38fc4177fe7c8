/* dialog/enrol.h - the way into a wave (private to dialog/); half-done answers are notes under "enrol." */
#ifndef LAPAK_DIALOG_ENROL_H
#define LAPAK_DIALOG_ENROL_H
#include "dialog/turn.h"
#include "store/wave.h"

/* The wave being asked for; RC_ABSENT when it went away meanwhile. */
MUST_CHECK enum rc enrol_wave(struct turn *t, struct wave *out);
/* Whether it is for traders of other markets than this one's; if so, that is said and the others are listed. */
MUST_CHECK enum rc enrol_elsewhere(struct turn *t, bool *out);
/* A wave was chosen: says that there is a place already, that it is full, or asks the first thing not known. */
MUST_CHECK enum rc enrol_chosen(struct turn *t, const struct wave *w);
/* Asks the first thing not known, or for the confirmation. */
MUST_CHECK enum rc enrol_next(struct turn *t);

/* Name, market and stall as answered now, or as known from before; "" and 0 when neither. */
struct enrol_data {
	char name[TRADER_NAME_MAX * 4 + 1];
	int64_t market_id;
	char stall[TRADER_STALL_MAX * 4 + 1];
};
void enrol_data(const struct turn *t, struct enrol_data *out);

#endif
