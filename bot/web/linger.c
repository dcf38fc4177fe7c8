/* web/linger.c - connections whose refused body is still coming in */
#include "web/linger.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

void linger_keep(struct lingers *l, int fd, int64_t now_ms)
{
	int copy = l->n < LINGER_MOST ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : -1;

	if (copy < 0)
		return;
	(void)shutdown(copy, SHUT_WR);
	l->one[l->n++] = (struct lingering){ .fd = copy, .until_ms = now_ms + LINGER_MS };
}

/* Whether there may be more. */
static bool drain(struct lingering *one)
{
	char nowhere[16 * 1024];
	size_t taken = 0;

	while (taken < LINGER_TURN_BYTES) {
		ssize_t n = recv(one->fd, nowhere, sizeof(nowhere), MSG_DONTWAIT);

		if (n == 0)
			return false;
		if (n < 0)
			return errno == EAGAIN || errno == EINTR;
		taken += (size_t)n;
		one->bytes += (size_t)n;
	}
	return one->bytes < LINGER_BYTES;
}

void linger_turn(struct lingers *l, int64_t now_ms)
{
	size_t left = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (now_ms < l->one[i].until_ms && drain(&l->one[i]))
			l->one[left++] = l->one[i];
		else
			(void)close(l->one[i].fd);
	}
	l->n = left;
}

void linger_end(struct lingers *l)
{
	for (size_t i = 0; i < l->n; i++)
		(void)close(l->one[i].fd);
	l->n = 0;
}
