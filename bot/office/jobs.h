/* office/jobs.h - every handler of office/jobs.def (private to office/) */
#ifndef LAPAK_OFFICE_JOBS_H
#define LAPAK_OFFICE_JOBS_H
#include "office/scheduler.h"

/* wave_state.c */
job_fn wave_begin, wave_end;
/* reminder.c */
job_fn reminder_round, reminder_one;
/* offer.c */
job_fn offer_next, offer_watch, offer_end;
/* news.c */
job_fn news_round, news_one;
/* invite.c */
job_fn invite_round, invite_one;
/* follow_up.c */
job_fn follow_round, follow_tip, follow_check;
/* intake.c */
job_fn intake_round;

#endif
