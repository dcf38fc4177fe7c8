/* base/config_secret.c - the secrets that password_file and webhook_key_file name */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config_parts.h"

struct secret_file {
	struct config_loader *loader;
	size_t gateway;
	const char *key, *path;
	size_t lines; /* at most so many secrets */
};

static void fault(const struct secret_file *f, const char *sentence, const char *detail)
{
	config_fault_at(f->loader, f->gateway, "gateway", f->key, "%s%s", sentence, detail);
}

/* Whether the open file is one to trust; otherwise says what to do. */
static bool file_fits(const struct secret_file *f, int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0) {
		fault(f, "cannot be looked at: ", strerror(errno));
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		fault(f, "names something that is no regular file: ", f->path);
		return false;
	}
	if ((st.st_mode & 077) != 0) {
		config_fault_at(f->loader, f->gateway, "gateway", f->key,
			"can be read by others: chmod 600 %s", f->path);
		return false;
	}
	return true;
}

/* At most size bytes of the file; -1 when it cannot be read. */
static ssize_t file_read(int fd, char *out, size_t size)
{
	size_t used = 0;
	ssize_t n;

	do {
		n = read(fd, out + used, size - used);
		if (n > 0)
			used += (size_t)n;
	} while ((n > 0 && used < size) || (n < 0 && errno == EINTR));
	return n < 0 ? -1 : (ssize_t)used;
}

/* Splits n bytes, the last line end already cut, into lines of printable ASCII. */
static void lines_take(
	const struct secret_file *f, const char *text, size_t n, char (*out)[CONFIG_SECRET])
{
	const char *end = text + n, *stop;
	size_t count = 0;

	for (const char *at = text; at <= end; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		if (count == f->lines || stop == at || stop - at >= CONFIG_SECRET) {
			fault(f,
				f->lines == 1
					? "must hold one line of 1 to 256 characters: "
					: "must hold one or two lines of 1 to 256 characters: ",
				f->path);
			return;
		}
		for (const char *c = at; c < stop; c++)
			if (*c < ' ' || *c > '~') {
				fault(f, "holds a character that is no printable ASCII: ",
					f->path);
				return;
			}
		memcpy(out[count], at, (size_t)(stop - at));
		out[count++][stop - at] = '\0';
	}
}

static void secret_load(const struct secret_file *f, char (*out)[CONFIG_SECRET])
{
	char text[2 * CONFIG_SECRET + 2];
	ssize_t n;
	int fd;

	if (f->path[0] == '\0')
		return;
	/* Without O_NONBLOCK a named pipe would hold the start up. */
	fd = open(f->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		config_fault_at(f->loader, f->gateway, "gateway", f->key,
			"cannot be opened: %s: %s", f->path, strerror(errno));
		return;
	}
	if (file_fits(f, fd)) {
		n = file_read(fd, text, sizeof(text));
		if (n < 0)
			fault(f, "cannot be read: ", strerror(errno));
		else
			lines_take(f, text, (size_t)n - (n > 0 && text[n - 1] == '\n'), out);
		explicit_bzero(text, sizeof(text));
	}
	(void)close(fd);
}

void config_secrets(struct config_loader *l)
{
	for (size_t i = 0; i < l->out->gateways; i++) {
		struct gateway_config *g = &l->out->gateway[i];

		secret_load(&(struct secret_file){ l, i, "password_file", g->password_file, 1 },
			&g->password);
		secret_load(&(struct secret_file){ l, i, "webhook_key_file",
				    g->webhook_key_file, 2 },
			g->secret);
	}
}
