/* office/jobs.h - every handler of office/jobs.def (private to office/) */
#ifndef LAPAK_OFFICE_JOBS_H
#define LAPAK_OFFICE_JOBS_H
#include "office/scheduler.h"

/* wave_state.c */
job_fn wave_begin, wave_end;

#endif
