/* web/health.h - private to web/: /livez, /readyz, /metrics */
#ifndef LAPAK_WEB_HEALTH_H
#define LAPAK_WEB_HEALTH_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

struct request;

void health_live(struct request *r);
/* Being able to commit is being ready: nothing else is asked of the database. */
MUST_CHECK enum rc health_apply(struct request *r, int64_t now);
void health_ready(struct request *r, bool kept);
/* What only the database knows is left out when the transaction was not kept. */
MUST_CHECK enum rc health_metrics_apply(struct request *r, int64_t now);
void health_metrics(struct request *r, bool kept);

#endif
