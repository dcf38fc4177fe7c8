/* web/listen.c - a listening TCP socket, and a useful word when there is none to have */
#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
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

/* Whether fd is a listening TCP socket on the address. */
static bool listens_on(int fd, const struct address *address)
{
	union any_address want, got = { .v6 = { .sin6_family = AF_UNSPEC } };
	socklen_t length = sizeof(got), wanted;
	int listening = 0;
	socklen_t room = sizeof(listening);

	if (!address_fill(&want, &wanted, address) ||
		getsockname(fd, &got.generic, &length) != 0 || length != wanted ||
		getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &room) != 0 || !listening)
		return false;
	if (got.generic.sa_family == AF_INET)
		return got.v4.sin_port == want.v4.sin_port &&
		       got.v4.sin_addr.s_addr == want.v4.sin_addr.s_addr;
	return got.v6.sin6_port == want.v6.sin6_port &&
	       memcmp(&got.v6.sin6_addr, &want.v6.sin6_addr, sizeof(got.v6.sin6_addr)) == 0;
}

enum rc listen_inherited(const struct address *address, const int *inherited, size_t n, int *fd,
	unsigned *port, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		int flags, mine;

		if (!listens_on(inherited[i], address))
			continue;
		mine = fcntl(inherited[i], F_DUPFD_CLOEXEC, 0);
		flags = mine >= 0 ? fcntl(mine, F_GETFL) : -1;
		if (flags < 0 || fcntl(mine, F_SETFL, flags | O_NONBLOCK) != 0 ||
			port_of(mine, port) != 0) {
			int why = errno;

			if (mine >= 0)
				(void)close(mine);
			return refuse(err, address, why);
		}
		*fd = mine;
		return RC_OK;
	}
	return RC_ABSENT;
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
