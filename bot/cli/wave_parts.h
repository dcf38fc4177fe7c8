/* cli/wave_parts.h - what the files of `lapak wave` share (private to cli/) */
#ifndef LAPAK_CLI_WAVE_PARTS_H
#define LAPAK_CLI_WAVE_PARTS_H
#include <jansson.h>

#include "cli/open.h"
#include "store/seat.h"
#include "store/wave.h"

/* lapak wave add; wave_seat.c: enrol, free, restore, attend, move, cancel; wave_roster.c: roster */
enum exit_status wave_add_command(const struct invocation *in);
enum exit_status wave_enrol_command(const struct invocation *in);
enum exit_status wave_free_command(const struct invocation *in);
enum exit_status wave_restore_command(const struct invocation *in);
enum exit_status wave_attend_command(const struct invocation *in);
enum exit_status wave_move_command(const struct invocation *in);
enum exit_status wave_cancel_command(const struct invocation *in);
enum exit_status wave_roster_command(const struct invocation *in);

/* lapak wave plan */
enum exit_status wave_plan_command(const struct invocation *in);
/* Takes --follow-up ("A:1,3,7", "none") into plan; false: the fault was said. */
bool wave_plan_follow_up(struct wave_plan *plan, const char *text);
/* The same for --budget: "2500000", "none". */
bool wave_plan_budget(struct wave_plan *plan, const char *text);
/* Says on stderr when there are no tips for it. */
MUST_CHECK enum rc wave_plan_warn(struct office *o, const struct wave_plan *plan);

/* lapak wave trainer */
enum exit_status wave_trainer_command(const struct invocation *in);
/* The enabled account of a trainer. RC_ABSENT: the login is none. */
MUST_CHECK enum rc wave_trainer_named(struct office *o, const char *login, int64_t *id);

/* lapak wave allow: which markets' traders may enrol */
enum exit_status wave_allow_command(const struct invocation *in);
/* lapak wave show: with who is being asked, whom a reminder did not reach, and what it may cost */
enum exit_status wave_show_command(const struct invocation *in);

/* lapak wave funnel: how far its people came */
enum exit_status wave_funnel_command(const struct invocation *in);

/* [{"at": "2026-12-05T09:00:00+07:00", "code": "4821"}] */
json_t *wave_sittings_json(const struct sitting *sittings, size_t n);

/* Finds the wave by name or id, with the nearest name when there is none. EXIT_DONE or EXIT_FAILED. */
enum exit_status wave_look_up(struct office *o, const char *name_or_id, struct wave *out);

#endif
