/* base/seal.c - a file encrypted and authenticated as a whole, with a key */
#include "base/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PIECE = 64 * 1024,
	SEALED = PIECE + crypto_secretstream_xchacha20poly1305_ABYTES,
	MARK = 8,
	HEADER = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	TEXT_MAX = 1024,
	SYNC_EVERY =
		16, /* pieces: little is left lying in memory for another's fsync to wait for */
};

_Static_assert((int)SEAL_KEY == (int)crypto_secretstream_xchacha20poly1305_KEYBYTES,
	"the key of another size");

static const char mark[MARK + 1] = "LAPAKBK1";

struct piece {
	unsigned char plain[PIECE], sealed[SEALED];
};

static enum rc key_text(int fd, const char *path, char text[static TEXT_MAX], struct err *err)
{
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(err, RC_INVALID, "the key file %.400s is no regular file", path);
	if ((st.st_mode & 077) != 0)
		return err_set(err, RC_INVALID,
			"the key file %.200s can be read by others: chmod 600 %.200s", path,
			path);
	n = read(fd, text, TEXT_MAX - 1);
	if (n < 0)
		return err_set(err, RC_BROKEN, "the key file %.400s cannot be read: %s", path,
			strerror(errno));
	text[n] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	if (strlen(text) < SEAL_TEXT_LEAST)
		return err_set(err, RC_INVALID,
			"the key file %.200s holds less than %d characters; make one: "
			"head -c 32 /dev/urandom | base64 >FILE",
			path, SEAL_TEXT_LEAST);
	return RC_OK;
}

enum rc seal_key_read(struct seal_key *out, const char *path, struct err *err)
{
	char text[TEXT_MAX];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	enum rc rc;

	if (fd < 0)
		return err_set(err, RC_INVALID, "the key file %.400s cannot be opened: %s",
			path, strerror(errno));
	rc = key_text(fd, path, text, err);
	if (rc == RC_OK && crypto_generichash(out->bytes, sizeof(out->bytes),
				   (const unsigned char *)text, strlen(text), NULL, 0) != 0)
		BUG("no hash of a key");
	explicit_bzero(text, sizeof(text));
	(void)close(fd);
	return rc;
}

void seal_forget(struct seal_key *k)
{
	explicit_bzero(k, sizeof(*k));
}

bool seal_is(const char *path)
{
	char begin[MARK] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, begin, sizeof(begin)) : -1;

	if (fd >= 0)
		(void)close(fd);
	return n == MARK && memcmp(begin, mark, MARK) == 0;
}

/* As many bytes as there are, up to size; -1 for an error. */
static ssize_t read_all(int fd, unsigned char *to, size_t size)
{
	size_t used = 0;
	ssize_t n;

	do {
		n = read(fd, to + used, size - used);
		if (n > 0)
			used += (size_t)n;
	} while ((n > 0 && used < size) || (n < 0 && errno == EINTR));
	return n < 0 ? -1 : (ssize_t)used;
}

static enum rc write_all(int fd, const void *from, size_t size, struct err *err)
{
	const unsigned char *at = from;
	ssize_t n = 0;

	while (size > 0 && (n >= 0 || errno == EINTR)) {
		n = write(fd, at, size);
		if (n > 0) {
			at += n;
			size -= (size_t)n;
		}
	}
	if (size == 0)
		return RC_OK;
	return err_set(err, errno == ENOSPC ? RC_FULL : RC_BROKEN, "cannot be written: %s",
		strerror(errno));
}

static enum rc settle(int fd, unsigned pieces, struct err *err)
{
	if (pieces % SYNC_EVERY != 0 || fdatasync(fd) == 0)
		return RC_OK;
	return err_set(err, RC_BROKEN, "cannot be brought to the disk: %s", strerror(errno));
}

enum rc seal_close(int from, int to, const struct seal_key *k, seal_progress *tell, void *arg,
	struct err *err)
{
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char header[HEADER];
	struct piece p;
	unsigned long long sealed = 0;
	int64_t done = 0;
	ssize_t n = PIECE;
	enum rc rc;

	if (crypto_secretstream_xchacha20poly1305_init_push(&state, header, k->bytes) != 0)
		BUG("no stream");
	rc = write_all(to, mark, MARK, err);
	if (rc == RC_OK)
		rc = write_all(to, header, sizeof(header), err);
	/* A full last piece is followed by an empty one, which says that it was the last. */
	for (unsigned pieces = 1; rc == RC_OK && n == PIECE; pieces++) {
		n = read_all(from, p.plain, PIECE);
		if (n < 0)
			return err_set(err, RC_BROKEN, "cannot be read: %s", strerror(errno));
		if (crypto_secretstream_xchacha20poly1305_push(&state, p.sealed, &sealed,
			    p.plain, (unsigned long long)n, NULL, 0,
			    n == PIECE ? 0 : crypto_secretstream_xchacha20poly1305_TAG_FINAL) !=
			0)
			BUG("a piece cannot be sealed");
		rc = write_all(to, p.sealed, (size_t)sealed, err);
		if (rc == RC_OK)
			rc = settle(to, pieces, err);
		done += n;
		if (tell != NULL)
			tell(arg, done);
	}
	explicit_bzero(&p, sizeof(p));
	explicit_bzero(&state, sizeof(state));
	return rc;
}

static enum rc refused(struct err *err)
{
	return err_set(
		err, RC_DENIED, "does not open: another key, or it was changed or cut short");
}

enum rc seal_open(int from, int to, const struct seal_key *k, seal_progress *tell, void *arg,
	struct err *err)
{
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char header[MARK + HEADER], tag = 0;
	struct piece p;
	unsigned long long plain = 0;
	int64_t done = 0;
	enum rc rc = RC_OK;

	if (read_all(from, header, sizeof(header)) != (ssize_t)sizeof(header) ||
		memcmp(header, mark, MARK) != 0 ||
		crypto_secretstream_xchacha20poly1305_init_pull(
			&state, header + MARK, k->bytes) != 0)
		return refused(err);
	while (rc == RC_OK && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
		ssize_t n = read_all(from, p.sealed, SEALED);

		if (n < 0)
			return err_set(err, RC_BROKEN, "cannot be read: %s", strerror(errno));
		if (n < (ssize_t)crypto_secretstream_xchacha20poly1305_ABYTES ||
			crypto_secretstream_xchacha20poly1305_pull(&state, p.plain, &plain,
				&tag, p.sealed, (unsigned long long)n, NULL, 0) != 0)
			return refused(err);
		rc = write_all(to, p.plain, (size_t)plain, err);
		done += n;
		if (tell != NULL)
			tell(arg, done);
	}
	if (rc == RC_OK && read_all(from, p.sealed, 1) != 0)
		rc = refused(err);
	explicit_bzero(&p, sizeof(p));
	explicit_bzero(&state, sizeof(state));
	return rc;
}
