/* base/config_read.c - the types a value in lapak.ini can have */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "base/config_parts.h"
#include "base/engines.h"

bool config_copy(const struct config_reading *r, const char *value)
{
	size_t n = strlen(value), most = r->key->size - 1;

	if (r->key->most > 0 && (size_t)r->key->most < most)
		most = (size_t)r->key->most;
	if (n < (size_t)r->key->least || n > most) {
		buf_printf(r->why, "takes %lld to %zu characters, not %zu",
			(long long)r->key->least, most, n);
		return false;
	}
	memset(r->to, 0, r->key->size);
	memcpy(r->to, value, n);
	return true;
}

bool config_is_printable(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s < ' ' || *s > '~')
			return false;
	return true;
}

bool config_read_text(const struct config_reading *r)
{
	if (!config_is_printable(r->value)) {
		buf_puts(r->why, "takes printable ASCII only");
		return false;
	}
	return config_copy(r, r->value);
}

bool config_read_plain(const struct config_reading *r)
{
	if (strpbrk(r->value, "`^{}[]~|\\") != NULL) {
		buf_puts(r->why, "goes into SMS and cannot hold any of ` ^ { } [ ] ~ |");
		return false;
	}
	return config_read_text(r);
}

#define LETTERS        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define LETTERS_DIGITS "0123456789" LETTERS

bool config_read_letters(const struct config_reading *r)
{
	if (r->value[strspn(r->value, LETTERS)] != '\0') {
		buf_puts(r->why, "takes letters only");
		return false;
	}
	return config_copy(r, r->value);
}

bool config_read_word(const struct config_reading *r)
{
	if (r->value[strspn(r->value, "+" LETTERS_DIGITS)] != '\0') {
		buf_puts(r->why, "takes letters, digits and + only");
		return false;
	}
	return config_copy(r, r->value);
}

bool config_read_name(const struct config_reading *r)
{
	if (r->value[strspn(r->value, "_.-[]" LETTERS_DIGITS)] != '\0') {
		buf_puts(r->why, "takes letters, digits and _ . - [ ] only");
		return false;
	}
	return config_copy(r, r->value);
}

/* At most 15 digits: no overflow to think of. */
static bool number(int64_t *out, const char *s, size_t n)
{
	int64_t value = 0;

	if (n == 0 || n > 15)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		value = value * 10 + (s[i] - '0');
	}
	*out = value;
	return true;
}

bool config_read_number(const struct config_reading *r)
{
	int64_t value = 0;

	if (!number(&value, r->value, strlen(r->value)) || value < r->key->least ||
		value > r->key->most) {
		buf_printf(r->why, "takes a whole number from %lld to %lld, not `%.40s`",
			(long long)r->key->least, (long long)r->key->most, r->value);
		return false;
	}
	memcpy(r->to, &value, sizeof(value));
	return true;
}

/* The host of n bytes, brackets taken off, into an address. */
static bool host_read(struct address *out, const char *host, size_t n, bool brackets)
{
	struct in6_addr six;
	struct in_addr four;

	if (n == 0 || n >= sizeof(out->host))
		return false;
	memcpy(out->host, host, n);
	out->host[n] = '\0';
	if (!brackets && strcmp(out->host, "localhost") == 0)
		(void)snprintf(out->host, sizeof(out->host), "127.0.0.1");
	if (!brackets && inet_pton(AF_INET, out->host, &four) == 1) {
		out->loopback = ntohl(four.s_addr) >> 24 == 127;
		return true;
	}
	if (!brackets || inet_pton(AF_INET6, out->host, &six) != 1)
		return false;
	out->loopback = IN6_IS_ADDR_LOOPBACK(&six) ||
			(IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == 127);
	return true;
}

bool config_read_address(const struct config_reading *r)
{
	const char *colon = strrchr(r->value, ':'), *host = r->value;
	struct address a = { .port = 0 };
	int64_t port = 65536;
	size_t n = colon != NULL ? (size_t)(colon - host) : 0;
	bool brackets = n > 2 && host[0] == '[' && host[n - 1] == ']';

	if (brackets) {
		host++;
		n -= 2;
	}
	if (colon == NULL || !host_read(&a, host, n, brackets) ||
		!number(&port, colon + 1, strlen(colon + 1)) || port > 65535) {
		buf_printf(r->why,
			"takes ADDRESS:PORT, as 127.0.0.1:8080 or [::1]:8080, not `%.60s`",
			r->value);
		return false;
	}
	a.port = (unsigned)port;
	memcpy(r->to, &a, sizeof(a));
	return true;
}

bool config_read_listener(const struct config_reading *r)
{
	if (strcmp(r->value, "none") != 0)
		return config_read_address(r);
	memset(r->to, 0, sizeof(struct address));
	return true;
}

bool config_read_url(const struct config_reading *r)
{
	size_t scheme = strncmp(r->value, "http://", 7) == 0    ? 7
			: strncmp(r->value, "https://", 8) == 0 ? 8
								: 0;

	if (scheme == 0 || strspn(r->value + scheme, "/?#") > 0 || r->value[scheme] == '\0' ||
		!config_is_printable(r->value) || strpbrk(r->value, " \"<>\\^`{|}#") != NULL) {
		buf_printf(
			r->why, "takes a URL, as https://lapak.example, not `%.60s`", r->value);
		return false;
	}
	return config_copy(r, r->value);
}

/* "08:30" into minutes; 24:00 is no time. */
static bool clock_read(int *out, const char *s)
{
	int64_t hour, minute;

	if (s[2] != ':' || !number(&hour, s, 2) || !number(&minute, s + 3, 2) || hour > 23 ||
		minute > 59)
		return false;
	*out = (int)(hour * 60 + minute);
	return true;
}

bool config_read_quiet(const struct config_reading *r)
{
	struct quiet_hours q = { 0, 0 };

	if (strcmp(r->value, "none") != 0 &&
		(strlen(r->value) != 11 || r->value[5] != '-' ||
			!clock_read(&q.from, r->value) || !clock_read(&q.until, r->value + 6) ||
			q.from == q.until)) {
		buf_printf(r->why, "takes HH:MM-HH:MM, as 19:00-08:00, or none, not `%.40s`",
			r->value);
		return false;
	}
	memcpy(r->to, &q, sizeof(q));
	return true;
}

bool config_read_working(const struct config_reading *r)
{
	struct quiet_hours q = { 0, 0 };

	if (!config_read_quiet(r))
		return false;
	memcpy(&q, r->to, sizeof(q));
	if (q.from < q.until)
		return true;
	buf_printf(r->why, "takes hours of one day, as 08:00-16:00, not `%.40s`", r->value);
	return false;
}

bool config_read_language(const struct config_reading *r)
{
	size_t n = strlen(r->value);

	if (n < 2 || n > 3 || strspn(r->value, "abcdefghijklmnopqrstuvwxyz") != n) {
		buf_printf(
			r->why, "takes a language's code, as id or jv, not `%.40s`", r->value);
		return false;
	}
	return config_copy(r, r->value);
}

/* prefix and the path, which starts at the folder of the file when it is a relative one. */
static bool path_join(const struct config_reading *r, const char *prefix, const char *path)
{
	const char *folder = path[0] == '/' ? "" : r->folder;
	const char *slash = folder[0] == '\0' ? "" : "/";
	int n;

	if (path[0] == '\0' || !config_is_printable(path)) {
		buf_puts(r->why, "takes a path in printable ASCII");
		return false;
	}
	n = snprintf(r->to, r->key->size, "%s%s%s%s", prefix, folder, slash, path);
	if (n < 0 || (size_t)n >= r->key->size) {
		memset(r->to, 0, r->key->size);
		buf_printf(r->why, "gives a path of more than %zu bytes", r->key->size - 1);
		return false;
	}
	return true;
}

bool config_read_path(const struct config_reading *r)
{
	return path_join(r, "", r->value);
}

#ifdef LAPAK_POSTGRESQL
/* A colon before an @, whatever stands between them: a `/` or `?` in a password is easily forgotten to be written as %XX,
 * and then libpq would show a part of it as a port. */
static bool has_password(const char *rest)
{
	const char *at = strchr(rest, '@');

	return (at != NULL && memchr(rest, ':', (size_t)(at - rest)) != NULL) ||
	       strstr(rest, "password=") != NULL;
}

/* A server's url as libpq takes it, but without a password, which this file is no place for. */
static bool read_server(const struct config_reading *r, const char *rest)
{
	if (has_password(rest)) {
		buf_puts(r->why,
			"holds a password; put it into a file of mode 600 as "
			"host:port:database:user:password and name that by ?passfile=/PATH");
		return false;
	}
	if (!config_is_printable(r->value) || strpbrk(r->value, " \"'\\") != NULL) {
		buf_puts(r->why,
			"takes postgresql://USER@HOST:PORT/DATABASE, with %XX for what "
			"else a name holds");
		return false;
	}
	return config_copy(r, r->value);
}
#else
static bool read_server(const struct config_reading *r, const char *rest)
{
	(void)rest;
	buf_puts(r->why, "names PostgreSQL, and this build has no PostgreSQL driver; install "
			 "libpq-dev and build again, or use sqlite:PATH");
	return false;
}
#endif

bool config_read_database(const struct config_reading *r)
{
	static const char sqlite[] = CONFIG_SQLITE;
	const char *path = r->value + sizeof(sqlite) - 1;

	if (strncmp(r->value, "postgres://", 11) == 0)
		return read_server(r, r->value + 11);
	if (strncmp(r->value, "postgresql://", 13) == 0)
		return read_server(r, r->value + 13);
	if (strncmp(r->value, sqlite, sizeof(sqlite) - 1) != 0 || path[0] == '\0' ||
		path[0] == ':' || (strncmp(path, "//", 2) == 0 && path[2] != '/')) {
		/* What is there may hold a password, and is not shown. */
		buf_puts(r->why, "takes sqlite:PATH, as sqlite:lapak.db, or "
				 "postgresql://USER@HOST/DATABASE");
		return false;
	}
	return path_join(r, sqlite, path);
}
