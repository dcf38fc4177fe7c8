/* cli/vitals.h - metrics of the process, its transactions and its files (private to cli/) */
#ifndef LAPAK_CLI_VITALS_H
#define LAPAK_CLI_VITALS_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/prometheus.h"

struct service;

/* A transaction's commit took so many microseconds. */
void vitals_commit(struct histogram *commits, int64_t us);
/* lapak_commit_seconds, lapak_ready, lapak_time_seconds, sizes of the database, process_*. database: it answers. */
void vitals_write(struct service *s, bool database, struct buf *out);

#endif
