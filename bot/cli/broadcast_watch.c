/* cli/broadcast_watch.c - lapak broadcast watch: how far it is, until it ends */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/broadcast_parts.h"

enum { BAR = 30, LOOK_EVERY = 1 };

struct watch {
	bool terminal;
	int64_t begun_ms, first; /* how many had been served then */
};

static int64_t served(const struct broadcast *b)
{
	return b->sent + b->failed;
}

static void print_bar(const struct broadcast *b)
{
	int full = b->recipients > 0 ? (int)(served(b) * BAR / b->recipients) : BAR;

	(void)putchar('[');
	for (int i = 0; i < BAR; i++)
		(void)putchar(i < full ? '#' : '.');
	printf("] ");
}

/* Rate and time left, from what was seen since the watch began. */
static void print_line(const struct watch *w, const struct broadcast *b)
{
	int64_t ms = clock_monotonic_ms() - w->begun_ms, n = served(b) - w->first;

	if (w->terminal) {
		printf("\r\033[K");
		print_bar(b);
	}
	print_grouped(served(b));
	(void)putchar('/');
	print_grouped(b->recipients);
	printf(" %s", broadcast_state_name(b->state));
	if (n > 0 && ms > 0)
		printf(", %.1f a second, %" PRId64 " min left", (double)n * 1000 / (double)ms,
			broadcast_left(b) * ms / n / 60000);
	if (!w->terminal)
		(void)putchar('\n');
	(void)fflush(stdout);
}

static bool goes_on(const struct broadcast *b)
{
	return b->state == BROADCAST_SCHEDULED || b->state == BROADCAST_SENDING ||
	       (b->state == BROADCAST_CANCELLED && b->open > 0);
}

enum exit_status broadcast_watch_command(const struct invocation *in)
{
	struct watch w = { .terminal = isatty(STDOUT_FILENO) == 1,
		.begun_ms = clock_monotonic_ms() };
	struct broadcast b;
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE)
		status = broadcast_look_up(&o, in, &b);
	if (status == EXIT_DONE) {
		w.first = served(&b);
		print_line(&w, &b);
	}
	while (status == EXIT_DONE && goes_on(&b)) {
		int64_t before = served(&b);

		(void)sleep(LOOK_EVERY);
		status = broadcast_look_up(&o, in, &b);
		if (status == EXIT_DONE && (w.terminal || served(&b) != before || !goes_on(&b)))
			print_line(&w, &b);
	}
	if (w.terminal)
		(void)putchar('\n');
	office_close(&o);
	return status;
}
