/* cli/instance.c - one daemon to a database: two would both send what is queued */
#include "cli/instance.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/config.h"

/* The number another daemon wrote; only a help for whoever reads the error, the lock alone decides. */
static long holder(int fd)
{
	char text[24] = "";

	return pread(fd, text, sizeof(text) - 1, 0) > 0 ? strtol(text, NULL, 10) : 0;
}

/* On a full disk it stays unsigned. */
static void sign(int fd)
{
	if (ftruncate(fd, 0) == 0)
		(void)dprintf(fd, "%ld\n", (long)getpid());
}

enum rc instance_take(const char *path, int *out, struct err *err)
{
	char file[CONFIG_PATH + 16];
	int fd;

	(void)snprintf(file, sizeof(file), "%s.serving", path);
	fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_set(err, RC_BROKEN, "%s cannot be made: %s", file, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		enum rc rc =
			errno == EWOULDBLOCK
				? err_set(err, RC_CONFLICT,
					  "process %ld serves %s already; stop it first, or give "
					  "this one a database of its own",
					  holder(fd), path)
				: err_set(err, RC_BROKEN, "%s cannot be locked: %s", file,
					  strerror(errno));
		(void)close(fd);
		return rc;
	}
	sign(fd);
	*out = fd;
	return RC_OK;
}
