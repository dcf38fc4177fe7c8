/* web/guard.c - refuses what libmicrohttpd 0.9.75 lets through */
#include "web/guard.h"

#include <string.h>
#include <strings.h>

enum once { /* headers that may come once only */
	ONCE_LENGTH,
	ONCE_TRANSFER,
	ONCE_HOST,
	ONCE_TYPE,
	ONCE_AUTHORIZATION,
	ONCE_SIGNATURE,
	ONCE_TIMESTAMP,
	ONCE_TWILIO,
	ONCE_HEADERS,
};

static const char *const once_name[ONCE_HEADERS] = {
	[ONCE_LENGTH] = "Content-Length",
	[ONCE_TRANSFER] = "Transfer-Encoding",
	[ONCE_HOST] = "Host",
	[ONCE_TYPE] = "Content-Type",
	[ONCE_AUTHORIZATION] = "Authorization",
	[ONCE_SIGNATURE] = "X-Signature",
	[ONCE_TIMESTAMP] = "X-Timestamp",
	[ONCE_TWILIO] = "X-Twilio-Signature",
};

struct seen {
	const char *value[ONCE_HEADERS];
	size_t length[ONCE_HEADERS];
	const char *end; /* of the line before, in the bytes that came; NULL none */
	bool bad;
};

/* libmicrohttpd 0.9 leaves names and values where they came in and ends them with a NUL in place of the line end. So a value that
 * a NUL of the sender's cut short, or a line that was folded into another, shows by what lies between it and the next. (A NUL
 * right before the line end hides nothing and looks like a CR.) From 1.0 on the library refuses both by itself. */
static bool lines_stand_apart(void)
{
	return strncmp(MHD_get_version(), "0.9.", 4) == 0;
}

/* RFC 9112 2.2: a CR that no LF follows ends the line for some readers. */
static bool has_bare_return(const char *text, size_t n)
{
	return memchr(text, '\r', n) != NULL;
}

/* One blank each between method, target and version, which have no NUL in them. */
static bool line_is_whole(const struct request *r, const char *version)
{
	if (has_bare_return(r->target, r->target_n) ||
		has_bare_return(version, strlen(version)))
		return false;
	return !lines_stand_apart() ||
	       ((uintptr_t)r->target - (uintptr_t)r->method == strlen(r->method) + 1 &&
		       (uintptr_t)version - (uintptr_t)r->target == r->target_n + 1);
}

/* Whether between end and next there are so many line ends, of one byte or two, and nothing else; the library has made zero
 * bytes of them. */
static bool follows(const char *end, const char *next, size_t lines)
{
	size_t gap = (size_t)((uintptr_t)next - (uintptr_t)end);

	if (gap < lines || gap > 2 * lines)
		return false;
	for (size_t i = 0; i < gap; i++)
		if (end[i] != '\0')
			return false;
	return true;
}

/* RFC 9110 5.6.2: a token. */
static bool is_token(const char *name, size_t n)
{
	static const char others[] = "!#$%&'*+-.^_`|~";

	for (size_t i = 0; i < n; i++) {
		char c = name[i];
		bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			     (c >= 'A' && c <= 'Z');

		if (!alnum && (c == '\0' || strchr(others, c) == NULL))
			return false;
	}
	return n > 0;
}

static enum MHD_Result look(void *cls, enum MHD_ValueKind kind, const char *name,
	size_t name_length, const char *value, size_t value_length)
{
	struct seen *seen = cls;

	(void)kind;
	if (!is_token(name, name_length) || (seen->end != NULL && !follows(seen->end, name, 1)))
		seen->bad = true;
	if (value != NULL && has_bare_return(value, value_length))
		seen->bad = true;
	if (lines_stand_apart())
		seen->end = value != NULL ? value + value_length : name + name_length + 1;
	for (size_t i = 0; i < ONCE_HEADERS; i++) {
		if (strcasecmp(name, once_name[i]) != 0)
			continue;
		if (seen->value[i] != NULL)
			seen->bad = true;
		seen->value[i] = value != NULL ? value : "";
		seen->length[i] = value_length;
	}
	return seen->bad ? MHD_NO : MHD_YES;
}

static enum guard_verdict judge_length(const char *digits, size_t most)
{
	uint64_t length = 0;

	if (*digits == '\0')
		return GUARD_BAD;
	for (; *digits != '\0'; digits++) {
		if (*digits < '0' || *digits > '9')
			return GUARD_BAD;
		if (length <= most)
			length = length * 10 + (uint64_t)(*digits - '0');
	}
	return length > most ? GUARD_TOO_LONG : GUARD_PASS;
}

/* Behind the last header there is its line end and the empty line. */
static bool ends_well(const struct request *r, const struct seen *seen)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(r->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

	return seen->end == NULL || info == NULL ||
	       follows(seen->end, r->method + info->header_size, 2);
}

enum guard_verdict guard_headers(struct request *r, const char *version, size_t most)
{
	struct seen seen = { .bad = !line_is_whole(r, version) };

	if (lines_stand_apart())
		seen.end = version + strlen(version);

	(void)MHD_get_connection_values_n(r->mhd, MHD_HEADER_KIND, look, &seen);
	if (seen.bad || !ends_well(r, &seen))
		return GUARD_BAD;
	for (size_t i = 0; i < ONCE_HEADERS; i++)
		if (seen.value[i] != NULL && strlen(seen.value[i]) != seen.length[i])
			return GUARD_BAD;
	r->content_type = seen.value[ONCE_TYPE] != NULL ? seen.value[ONCE_TYPE] : "";
	r->authorization =
		seen.value[ONCE_AUTHORIZATION] != NULL ? seen.value[ONCE_AUTHORIZATION] : "";
	if (seen.value[ONCE_TRANSFER] != NULL) {
		if (seen.value[ONCE_LENGTH] != NULL ||
			strcasecmp(seen.value[ONCE_TRANSFER], "chunked") != 0)
			return GUARD_BAD;
	}
	return seen.value[ONCE_LENGTH] != NULL ? judge_length(seen.value[ONCE_LENGTH], most)
					       : GUARD_PASS;
}
