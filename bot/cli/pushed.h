/* cli/pushed.h - what became of a message that a command sends (private to cli/) */
#ifndef LAPAK_CLI_PUSHED_H
#define LAPAK_CLI_PUSHED_H
#include "cli/open.h"
#include "office/push.h"

/* What the office's rules work with, now. */
struct work pushed_work(const struct office *o);
/* EXIT_DONE for what was queued; else says on stderr why it was not, or not yet. */
enum exit_status pushed_outcome(const struct push_result *r);

#endif
