/*
 * base/log.h - events for the operator: one logfmt line on stderr each
 *
 *	log_event(LOG_INFO, "listening", "address=%s port=%u", host, port);
 *	level=info event=listening address=127.0.0.1 port=8080
 *
 * fmt gives key=value pairs; a value that may hold a space is written key=\"%s\". NEVER a phone
 * number, a text of a message or a secret, at any level: a log is copied, mailed and kept. Name
 * a message by its id. Whatever the values hold, an event stays one line of printable ASCII:
 *any other byte comes out as \xNN, and what goes beyond 1,024 bytes is cut.
 */
#ifndef LAPAK_BASE_LOG_H
#define LAPAK_BASE_LOG_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

enum log_level { /* the values are syslog's priorities */
	LOG_ERROR = 3,
	LOG_WARN = 4,
	LOG_INFO = 6,
	LOG_DEBUG = 7,
};

/* Events above level are dropped. journal: lead each line with <N>, which systemd reads (it
 * sets JOURNAL_STREAM). Before the first call: LOG_INFO, without. */
void log_setup(enum log_level level, bool journal);

/* From now on events go to the journal's own socket, with the fields PRIORITY, SYSLOG_IDENTIFIER, LAPAK_EVENT and MESSAGE (the
 * line), so that journalctl LAPAK_EVENT=gateway-rests finds them; what it does not take goes to stderr. false: there
 * is no such socket. */
bool log_journal(const char *socket_path);

/* One line; event is a word such as "gateway-rests". Thread-safe: a single write. errno stays.
 */
void log_event(enum log_level level, const char *event, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Keeps a line that outsiders can provoke (a refused webhook) to a few a minute. All zero but
 * per_minute to begin with; one for each place, owned by whoever logs. */
struct log_limit {
	unsigned per_minute;
	int64_t minute;
	unsigned seen;
	uint64_t suppressed; /* since the last allowed line: write it there, then set it to 0 */
};
/* Whether one more line may be written at now (unix seconds); otherwise counts it. */
bool log_allow(struct log_limit *l, int64_t now);

#endif
