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
	bool bad;
};

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
	if (!is_token(name, name_length))
		seen->bad = true;
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

enum guard_verdict guard_headers(struct request *r, size_t most)
{
	struct seen seen = { .bad = false };

	(void)MHD_get_connection_values_n(r->mhd, MHD_HEADER_KIND, look, &seen);
	if (seen.bad)
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
