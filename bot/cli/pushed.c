/* cli/pushed.c - what became of a message that a command sends */
#include "cli/pushed.h"

#include <stdio.h>

#include "cli/listing.h"
#include "cli/options.h"

struct work pushed_work(const struct office *o)
{
	return (struct work){ .store = o->store,
		.wording = o->wording,
		.config = &o->config,
		.now = clock_now() };
}

enum exit_status pushed_outcome(const struct push_result *r)
{
	char at[17];

	if (r->outcome == PUSH_QUEUED)
		return EXIT_DONE;
	if (r->outcome == PUSH_NEVER) {
		(void)fprintf(stderr, "lapak: it may not be sent: %s\n", r->reason);
		return EXIT_FAILED;
	}
	instant_plain(r->not_before, at);
	(void)fprintf(stderr, "lapak: not before %s: %s; run it again then\n", at, r->reason);
	return EXIT_FAILED;
}
