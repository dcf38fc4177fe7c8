/* base/beside.c - a thread for work beside the loop */
#include "base/beside.h"

#include <signal.h>

bool beside_begin(pthread_t *out, void *(*run)(void *), void *arg)
{
	sigset_t all, before;
	int failed;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(out, NULL, run, arg);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed == 0;
}
