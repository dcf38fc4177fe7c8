/* cli/service_signals.c - the signals that the daemon heeds, read where it waits */
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/service.h"

enum rc service_catch_signals(struct service *s)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGHUP);
	(void)signal(SIGPIPE, SIG_IGN);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return RC_BROKEN;
	s->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return s->signals < 0 ? RC_BROKEN : RC_OK;
}

void service_read_signals(struct service *s)
{
	struct signalfd_siginfo info;

	while (read(s->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGHUP) {
			s->reload_wanted = true;
			continue;
		}
		if (s->stopping) /* asked twice: no more patience */
			_exit(EXIT_FAILED);
		s->stopping = true;
		notify_say(&s->notify, "STOPPING=1\nSTATUS=Finishing what has begun");
		log_event(LOG_INFO, "stopping", "signal=%u", info.ssi_signo);
	}
}
