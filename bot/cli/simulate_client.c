/* cli/simulate_client.c - many phones at once over HTTP/1.1 that is kept alive
 */
#include "cli/simulate_client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/options.h"

enum {
	ANSWER_MAX = 1 << 20,
	REQUEST_MAX = 16384,
	AGAIN_MS = 30,
	PATIENCE_MS = 60000,
	WAIT_MS = 100,
};

struct client_phone {
	int fd;             /* -1: not connected */
	bool busy, waiting; /* waiting: the request is out as far as sent, an answer
                         is to come */
	size_t talk, sent;
	struct client_call call;
	struct buf request, answer;
	int64_t since_ms, not_before_ms;
};

struct session { /* one client_talk() */
	struct client *c;
	client_fn *next;
	void *arg;
	struct err *err;
	size_t begun, talks;
};

void client_open(struct client *c, const uint16_t *port)
{
	*c = (struct client){ .port = port, .phone = calloc(CLIENT_PHONES, sizeof(*c->phone)) };
	if (c->phone == NULL)
		memory_gone("phones");
	for (size_t i = 0; i < CLIENT_PHONES; i++) {
		c->phone[i].fd = -1;
		buf_init(&c->phone[i].call.body, REQUEST_MAX / 2);
		buf_init(&c->phone[i].request, REQUEST_MAX);
		buf_init(&c->phone[i].answer, ANSWER_MAX);
	}
}

static void hang_up(struct client_phone *p)
{
	if (p->fd >= 0)
		(void)close(p->fd);
	p->fd = -1;
	p->waiting = false;
}

void client_close(struct client *c)
{
	for (size_t i = 0; c->phone != NULL && i < CLIENT_PHONES; i++) {
		hang_up(&c->phone[i]);
		buf_release(&c->phone[i].call.body);
		buf_release(&c->phone[i].request);
		buf_release(&c->phone[i].answer);
	}
	free(c->phone);
	c->phone = NULL;
}

static void connect_phone(struct client_phone *p, uint16_t port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
	int on = 1;

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	p->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (p->fd < 0)
		return;
	/* On the loopback it connects or is refused at once. */
	if (connect(p->fd, (const struct sockaddr *)&to, sizeof(to)) != 0 ||
		setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) != 0 ||
		fcntl(p->fd, F_SETFL, O_NONBLOCK) != 0)
		hang_up(p);
}

/* The call is made anew a little later. */
static void again(struct session *s, struct client_phone *p, int64_t now_ms)
{
	hang_up(p);
	p->not_before_ms = now_ms + AGAIN_MS;
	s->c->retries++;
}

static void send_rest(struct session *s, struct client_phone *p, int64_t now_ms)
{
	if (p->fd < 0)
		connect_phone(p, *s->c->port);
	if (p->fd < 0) {
		again(s, p, now_ms);
		return;
	}
	if (!p->waiting) {
		p->sent = 0;
		buf_reset(&p->answer);
		p->waiting = true;
	}
	while (p->sent < p->request.len) {
		ssize_t n = send(p->fd, p->request.data + p->sent, p->request.len - p->sent,
			MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			again(s, p, now_ms);
			return;
		}
		p->sent += (size_t)n;
	}
}

/* Asks for the talk's next call, then for the next talk. */
static void go_on(struct session *s, struct client_phone *p, const char *answer, int64_t now_ms)
{
	p->waiting = false;
	for (;;) {
		buf_reset(&p->call.body);
		p->call.type = NULL;
		if (p->busy && s->next(s->arg, p->talk, answer, &p->call))
			break;
		p->busy = s->begun < s->talks;
		if (!p->busy)
			return;
		p->talk = s->begun++;
		answer = NULL;
	}
	buf_reset(&p->request);
	buf_printf(&p->request, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n",
		p->call.type != NULL ? "POST" : "GET", p->call.path);
	if (p->call.type != NULL)
		buf_printf(&p->request, "Content-Type: %s\r\nContent-Length: %zu\r\n",
			p->call.type, p->call.body.len);
	buf_puts(&p->request, "\r\n");
	buf_add(&p->request, p->call.body.data, p->call.body.len);
	p->since_ms = now_ms;
	p->not_before_ms = now_ms;
}

/* Bytes of the body; -1 when the head does not say. */
static int64_t body_length(const char *head)
{
	static const char name[] = "Content-Length:";
	char digits[12];
	int64_t value;
	size_t n;

	for (; head != NULL; head = strstr(head, "\r\n")) {
		head += strspn(head, "\r\n");
		if (strncasecmp(head, name, sizeof(name) - 1) != 0)
			continue;
		head += sizeof(name) - 1;
		head += strspn(head, " ");
		n = strcspn(head, "\r\n ");
		if (n >= sizeof(digits))
			return -1;
		memcpy(digits, head, n);
		digits[n] = '\0';
		return number_read(&value, digits, 0, ANSWER_MAX) ? value : -1;
	}
	return -1;
}

/* The whole answer is there when it holds the head and as many bytes as that
 * says. */
static void take_answer(struct session *s, struct client_phone *p, int64_t now_ms)
{
	char *end = strstr(p->answer.data, "\r\n\r\n");
	int64_t length;
	int status;

	if (end == NULL)
		return;
	*end = '\0';
	length = body_length(p->answer.data);
	*end = '\r';
	if (length < 0 || p->answer.len < sizeof("HTTP/1.1 200") - 1) {
		again(s, p, now_ms);
		return;
	}
	if (p->answer.len - (size_t)(end + 4 - p->answer.data) < (size_t)length)
		return;
	status = (p->answer.data[9] - '0') * 100 + (p->answer.data[10] - '0') * 10 +
		 (p->answer.data[11] - '0');
	if (status == 200) {
		s->c->answers++;
		go_on(s, p, end + 4, now_ms);
	} else if (status == 429 || status >= 500)
		again(s, p, now_ms);
	else
		(void)err_set(s->err, RC_BROKEN, "%s was answered by %d", p->call.path, status);
}

static void read_some(struct session *s, struct client_phone *p, int64_t now_ms)
{
	char bytes[8192];
	ssize_t n = recv(p->fd, bytes, sizeof(bytes), 0);

	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		again(s, p, now_ms);
		return;
	}
	buf_add(&p->answer, bytes, (size_t)n);
	take_answer(s, p, now_ms);
}

/* Sends what may be sent and notes what is waited for; returns how many talks
 * go on. */
static size_t prepare(struct session *s, struct pollfd *wait, int64_t now_ms)
{
	size_t busy = 0;

	for (size_t i = 0; i < CLIENT_PHONES; i++) {
		struct client_phone *p = &s->c->phone[i];

		wait[i] = (struct pollfd){ .fd = -1 };
		if (!p->busy)
			go_on(s, p, NULL, now_ms);
		if (!p->busy)
			continue;
		busy++;
		if (now_ms - p->since_ms > PATIENCE_MS)
			(void)err_set(s->err, RC_BROKEN,
				"the server did not answer %s for a minute", p->call.path);
		if (now_ms >= p->not_before_ms && (!p->waiting || p->sent < p->request.len))
			send_rest(s, p, now_ms);
		if (p->fd >= 0)
			wait[i] = (struct pollfd){ .fd = p->fd,
				.events = (short)(p->sent < p->request.len ? POLLIN | POLLOUT
									   : POLLIN) };
	}
	return busy;
}

enum rc client_talk(struct client *c, size_t talks, client_fn *next, void *arg, struct err *err)
{
	struct session s = { .c = c, .next = next, .arg = arg, .err = err, .talks = talks };
	struct pollfd wait[CLIENT_PHONES];
	bool resting;

	err->rc = RC_OK;
	while (prepare(&s, wait, clock_monotonic_ms()) > 0 && err->rc == RC_OK) {
		resting = false;
		for (size_t i = 0; i < CLIENT_PHONES; i++)
			resting = resting || (c->phone[i].busy && c->phone[i].fd < 0);
		if (poll(wait, CLIENT_PHONES, resting ? AGAIN_MS : WAIT_MS) < 0)
			continue;
		for (size_t i = 0; i < CLIENT_PHONES; i++)
			if (wait[i].fd >= 0 && wait[i].fd == c->phone[i].fd &&
				(wait[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
				read_some(&s, &c->phone[i], clock_monotonic_ms());
	}
	for (size_t i = 0; i < CLIENT_PHONES; i++)
		c->phone[i].busy = false;
	return err->rc;
}
