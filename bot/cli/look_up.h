/* cli/look_up.h - people and places named on a command line (private to cli/) */
#ifndef LAPAK_CLI_LOOK_UP_H
#define LAPAK_CLI_LOOK_UP_H
#include "cli/open.h"
#include "store/market.h"
#include "store/staff.h"
#include "store/trader.h"

enum { BY_MAX_BYTES = 40 };

/* Any spelling of a mobile number. EXIT_DONE, or EXIT_MISUSED; what names the option or word. */
enum exit_status look_up_phone(
	const struct invocation *in, const char *what, const char *text, struct phone *out);
/* The trader of a number in any spelling, or of the placeholder "stall:N" that `lapak trader list` shows. */
enum exit_status look_up_trader(
	struct office *o, const struct invocation *in, const char *word, struct trader *out);
enum exit_status look_up_market(struct office *o, const char *name, struct market *out);
/* A disabled account is found too. */
enum exit_status look_up_staff(struct office *o, const char *login, struct staff *out);
/* "2026-12-05 09:00", in WIB; false leaves out alone. */
bool look_up_when(int64_t *out, const char *text);
/* Who does it, for the record: --by NAME, "office" when not given. */
enum exit_status look_up_by(const struct invocation *in, const char **out);

#endif
