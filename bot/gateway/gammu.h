/* gateway/gammu.h - a USB modem by gammu-smsd: what came in, from its database or its helper */
#ifndef LAPAK_GATEWAY_GAMMU_H
#define LAPAK_GATEWAY_GAMMU_H
#include "gateway/gateway.h"

/* Fills e with the SMS that smsd keeps as row inbox_id of its inbox; the same row told twice has the same id. */
void gammu_event(struct gateway_event *e, int64_t inbox_id, const char *from, const char *text,
	const char *device);

#endif
