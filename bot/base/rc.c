/* base/rc.c - names of outcomes, sentences for people, and the end of the world */
#include "base/rc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool rc_breaks(enum rc rc)
{
	return rc == RC_BROKEN || rc == RC_FULL || rc == RC_BUSY;
}

const char *rc_name(enum rc rc)
{
	static const char *const names[] = {
		[RC_OK] = "ok",
		[RC_ABSENT] = "absent",
		[RC_INVALID] = "invalid",
		[RC_CONFLICT] = "conflict",
		[RC_FULL] = "full",
		[RC_DENIED] = "denied",
		[RC_BUSY] = "busy",
		[RC_BROKEN] = "broken",
	};

	return names[rc];
}

enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...)
{
	va_list args;

	if (e == NULL)
		return rc;
	e->rc = rc;
	va_start(args, fmt);
	(void)vsnprintf(e->msg, sizeof(e->msg), fmt, args);
	va_end(args);
	return rc;
}

_Noreturn void memory_gone(const char *what)
{
	(void)fprintf(stderr,
		"lapak: no memory is left for %s; give it more, or look at what else "
		"runs here\n",
		what);
	_exit(1);
}

_Noreturn void bug_at(const char *file, int line, const char *fmt, ...)
{
	va_list args;

	(void)fprintf(stderr, "bug at %s:%d: ", file, line);
	va_start(args, fmt);
	(void)vfprintf(stderr, fmt, args);
	va_end(args);
	(void)fputc('\n', stderr);
	abort();
}
