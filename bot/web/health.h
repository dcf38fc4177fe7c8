/* web/health.h - private to web/: /livez, /readyz, /metrics */
#ifndef LAPAK_WEB_HEALTH_H
#define LAPAK_WEB_HEALTH_H

struct request;

void health_live(struct request *r);
void health_ready(struct request *r);
void health_metrics(struct request *r);

#endif
