/*
 * tests/relay/sink.h - an HTTP server on loopback that answers as it is told, in a thread of its own
 */
#ifndef LAPAK_TESTS_RELAY_SINK_H
#define LAPAK_TESTS_RELAY_SINK_H
#include <stddef.h>

struct sink;

#define SINK_ACCEPTS                                                                           \
	"HTTP/1.1 202 Accepted\r\nContent-Length: 24\r\n\r\n0: Accepted for delivery"
#define SINK_HANGS_UP NULL
#define SINK_SILENT   ""

struct sink *sink_open(void);
void sink_close(struct sink *s);
/* "http://127.0.0.1:PORT/send" */
const char *sink_url(const struct sink *s);
/* What every later request is answered with: raw bytes, or one of the names above. Borrowed. */
void sink_answer(struct sink *s, const char *answer);
/* Requests since sink_open(), and the last one's bytes. */
unsigned sink_requests(struct sink *s);
void sink_last(struct sink *s, char *out, size_t size);

#endif
