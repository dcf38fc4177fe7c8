/* web/listen.c - a listening TCP socket, and a useful word when there is none to have */
#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	BACKLOG = 1024,
	OTHER_FILES = 64, /* database, log, outgoing transfers */
};

union any_address {
	struct sockaddr generic;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool address_fill(union any_address *out, socklen_t *length, const struct address *a)
{
	memset(out, 0, sizeof(*out));
	if (inet_pton(AF_INET, a->host, &out->v4.sin_addr) == 1) {
		out->v4.sin_family = AF_INET;
		out->v4.sin_port = htons((uint16_t)a->port);
		*length = sizeof(out->v4);
		return true;
	}
	if (inet_pton(AF_INET6, a->host, &out->v6.sin6_addr) == 1) {
		out->v6.sin6_family = AF_INET6;
		out->v6.sin6_port = htons((uint16_t)a->port);
		*length = sizeof(out->v6);
		return true;
	}
	return false;
}

static enum rc refuse(struct err *err, const struct address *a, int why)
{
	const char *open = strchr(a->host, ':') != NULL ? "[" : "";
	const char *close = strchr(a->host, ':') != NULL ? "]" : "";

	if (why == EADDRINUSE)
		return err_set(err, RC_CONFLICT,
			"address %s%s%s:%u is in use; `ss -ltnp 'sport = :%u'` shows by whom",
			open, a->host, close, a->port, a->port);
	if (why == EACCES)
		return err_set(err, RC_DENIED,
			"address %s%s%s:%u: a port below 1024 needs root or CAP_NET_BIND_SERVICE",
			open, a->host, close, a->port);
	if (why == EADDRNOTAVAIL)
		return err_set(err, RC_ABSENT,
			"address %s%s%s:%u: this machine has no such address; `ip address` lists them",
			open, a->host, close, a->port);
	return err_set(err, RC_BROKEN, "address %s%s%s:%u: %s", open, a->host, close, a->port,
		strerror(why));
}

static int port_of(int fd, unsigned *port)
{
	union any_address got = { .v6 = { .sin6_family = AF_UNSPEC } };
	socklen_t length = sizeof(got);

	if (getsockname(fd, &got.generic, &length) != 0)
		return -1;
	*port = ntohs(got.generic.sa_family == AF_INET6 ? got.v6.sin6_port : got.v4.sin_port);
	return 0;
}

enum rc listen_on(const struct address *address, int *fd, unsigned *port, struct err *err)
{
	const int on = 1;
	union any_address to;
	socklen_t length;
	int made;

	if (!address_fill(&to, &length, address))
		return err_set(err, RC_INVALID,
			"address %s: write a number such as 127.0.0.1 or [::1]", address->host);
	made = socket(to.generic.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (made < 0)
		return refuse(err, address, errno);
	if (setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
		bind(made, &to.generic, length) != 0 || listen(made, BACKLOG) != 0 ||
		port_of(made, port) != 0) {
		int why = errno;

		(void)close(made);
		return refuse(err, address, why);
	}
	*fd = made;
	return RC_OK;
}

unsigned listen_room(unsigned wanted)
{
	const rlim_t need = (rlim_t)wanted + OTHER_FILES;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return wanted;
	if (limit.rlim_cur < need && limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = need < limit.rlim_max ? need : limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
		(void)getrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= need)
		return wanted;
	return limit.rlim_cur > 2 * (rlim_t)OTHER_FILES ? (unsigned)limit.rlim_cur - OTHER_FILES
							: OTHER_FILES;
}
