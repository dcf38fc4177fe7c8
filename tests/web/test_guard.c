/*
 * tests/web/test_guard.c - what guard_headers() makes of headers, whichever version of the library read them
 *
 * The library is played here: version 0.9 leaves names and values where they came in and makes zero bytes of
 * line ends and of the bytes behind method and target; from 1.0 on they may lie anywhere. So the guard meets what the installed
 * version would never hand to it.
 */
#include <microhttpd.h>
#include <stdio.h>

#include "t.h"
#include "web/guard.h"

enum { HEADERS = 12, BYTES = 1024, MOST = 16384 };

struct line {
	const char *name, *value;
	size_t name_n, value_n;
};

static struct {
	const char *version; /* of the library */
	struct line line[HEADERS];
	size_t lines;
	size_t size; /* of the head as it came; 0: the library does not tell */
} library;

const char *__wrap_MHD_get_version(void);
int __wrap_MHD_get_connection_values_n(struct MHD_Connection *connection,
	enum MHD_ValueKind kind, MHD_KeyValueIteratorN iterator, void *arg);
const union MHD_ConnectionInfo *__wrap_MHD_get_connection_info(
	struct MHD_Connection *connection, enum MHD_ConnectionInfoType what, ...);

const char *__wrap_MHD_get_version(void)
{
	return library.version;
}

int __wrap_MHD_get_connection_values_n(struct MHD_Connection *connection,
	enum MHD_ValueKind kind, MHD_KeyValueIteratorN iterator, void *arg)
{
	size_t i = 0;

	(void)connection;
	while (i < library.lines &&
		iterator(arg, kind, library.line[i].name, library.line[i].name_n,
			library.line[i].value, library.line[i].value_n) == MHD_YES)
		i++;
	return (int)i;
}

const union MHD_ConnectionInfo *__wrap_MHD_get_connection_info(
	struct MHD_Connection *connection, enum MHD_ConnectionInfoType what, ...)
{
	static union MHD_ConnectionInfo info;

	(void)connection;
	assert_int_equal(what, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	info.header_size = library.size;
	return library.size > 0 ? &info : NULL;
}

/* Reads "Name: value" lines as version 0.9 does: in place. */
static const char *read_in_place(struct request *r, char *head, size_t n)
{
	char *at = head, *version;

	library.lines = 0;
	library.size = n;
	r->method = at;
	at = strchr(at, ' ');
	*at++ = '\0';
	r->target = at;
	at = strchr(at, ' ');
	r->target_n = (size_t)(at - r->target);
	*at++ = '\0';
	version = at;
	for (;;) {
		struct line *l = &library.line[library.lines];
		char *colon;

		at += strcspn(at, "\r\n");
		if (*at == '\r' && at[1] == '\n')
			*at++ = '\0';
		*at++ = '\0';
		colon = strchr(at, ':');
		if (*at == '\r' || *at == '\n' || colon == NULL)
			break;
		*colon = '\0';
		l->name = at;
		l->name_n = strlen(at);
		at = colon + 1 + strspn(colon + 1, " \t");
		l->value = at;
		l->value_n = strcspn(at, "\r\n");
		library.lines++;
	}
	if (*at == '\r' && at[1] == '\n') /* the empty line too */
		*at++ = '\0';
	*at = '\0';
	return version;
}

static enum guard_verdict judge(const char *head)
{
	static char bytes[BYTES];
	struct request r = { .mhd = NULL };

	library.version = "0.9.75";
	memset(bytes, 0, sizeof(bytes));
	(void)snprintf(bytes, sizeof(bytes), "%s", head);
	return guard_headers(&r, read_in_place(&r, bytes, strlen(head)), MOST);
}

#define GET "GET /livez HTTP/1.1\r\nHost: x\r\n"

static void lines_of_the_old_library_are_measured(void **state)
{
	(void)state;
	assert_int_equal(judge(GET "\r\n"), GUARD_PASS);
	assert_int_equal(judge(GET "X-A: b\r\nX-B:\r\n\r\n"), GUARD_PASS);
	assert_int_equal(judge("GET /livez HTTP/1.1\nHost: x\nX-A: b\n\n"), GUARD_PASS);
	assert_int_equal(judge(GET "X(A): b\r\n\r\n"), GUARD_BAD);
	assert_int_equal(judge(GET "Host: y\r\n\r\n"), GUARD_BAD);
	assert_int_equal(judge("GET /li\rvez HTTP/1.1\r\nHost: x\r\n\r\n"), GUARD_BAD);
}

static void a_length_is_digits_and_no_more(void **state)
{
	static const struct {
		const char *length;
		enum guard_verdict verdict;
	} rows[] = {
		{ "0", GUARD_PASS },
		{ "16384", GUARD_PASS },
		{ "16385", GUARD_TOO_LONG },
		{ "99999999999999999999999999999999", GUARD_TOO_LONG }, /* more than 64 bits */
		{ "18446744073709551617", GUARD_TOO_LONG },             /* 1, modulo 2^64 */
		{ "", GUARD_BAD },
		{ "-1", GUARD_BAD },
		{ "+1", GUARD_BAD },
		{ "1a", GUARD_BAD },
		{ "1:", GUARD_BAD }, /* the character behind 9 */
		{ "3, 3", GUARD_BAD },
		{ "999999999999x", GUARD_BAD },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char head[200];

		print_message("%s\n", rows[i].length);
		(void)snprintf(
			head, sizeof(head), GET "Content-Length: %s\r\n\r\n", rows[i].length);
		assert_int_equal(judge(head), rows[i].verdict);
	}
	assert_int_equal(judge(GET "Transfer-Encoding: CHUNKED\r\n\r\n"), GUARD_PASS);
	assert_int_equal(judge(GET "Transfer-Encoding: gzip\r\n\r\n"), GUARD_BAD);
	assert_int_equal(judge(GET "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n"),
		GUARD_BAD);
}

/* Headers as they are handed over, with their lengths. */
static enum guard_verdict judge_lines(
	const char *version, const struct line *line, size_t lines)
{
	static const char head[] = "GET\0/\0HTTP/1.1";
	struct request r = { .method = head, .target = head + 4, .target_n = 1 };

	library.version = version;
	library.size = 0;
	library.lines = lines;
	memcpy(library.line, line, lines * sizeof(*line));
	return guard_headers(&r, head + 6, MOST);
}

/* From 1.0 on the library looks at zero bytes and folded lines itself, and what it hands over may lie anywhere. */
static void the_new_library_is_asked_for_the_rest_alone(void **state)
{
	static const struct line good[] = {
		{ "Host", "x", 4, 1 },
		{ "Content-Type", "a/b", 12, 3 },
		{ "X-Nothing", NULL, 9, 0 },
		{ "Authorization", NULL, 13, 0 },
	};
	static const struct line returned[] = { { "X-A", "b\rX-B: c", 3, 8 } };
	static const struct line twice[] = { { "Host", "x", 4, 1 }, { "HOST", NULL, 4, 0 } };
	static const struct line no_name[] = { { "", "x", 0, 1 } };
	static const struct line zero[] = { { "X\0Y", "x", 3, 1 } };
	static const struct line cut[] = { { "Content-Length", "1\0 2", 14, 4 } };
	static const struct line between[] = { { "X-[a]", "x", 5, 1 } };

	(void)state;
	assert_int_equal(judge_lines("1.0.1", good, 4), GUARD_PASS);
	assert_int_equal(judge_lines("1.0.1", twice, 2), GUARD_BAD);
	assert_int_equal(judge_lines("1.0.1", no_name, 1), GUARD_BAD);
	assert_int_equal(judge_lines("1.0.1", zero, 1), GUARD_BAD);
	assert_int_equal(judge_lines("1.0.1", cut, 1), GUARD_BAD);
	assert_int_equal(judge_lines("1.0.1", between, 1), GUARD_BAD);
	assert_int_equal(judge_lines("1.0.1", returned, 1), GUARD_BAD);
	/* Of the old one it is not believed: nothing may lie between. */
	assert_int_equal(judge_lines("0.9.75", good, 4), GUARD_BAD);
	assert_int_equal(judge_lines("0.9.75", good, 0), GUARD_PASS);
}

/* Two lines in one buffer, the second this far behind the end of the first. */
static enum guard_verdict judge_gap(size_t gap, char between)
{
	static char head[BYTES];
	struct request r = { .method = head, .target = head + 4, .target_n = 1 };
	char *at = head + 6 + 8;

	memset(head, 0, sizeof(head));
	memcpy(head, "GET\0/\0HTTP/1.1\0\0Host\0 x", 23);
	memset(head + 23, between, gap);
	memcpy(head + 23 + gap, "A\0b", 3);
	library.version = "0.9.75";
	library.size = 0;
	library.lines = 2;
	library.line[0] = (struct line){ at + 2, at + 8, 4, 1 };
	library.line[1] = (struct line){ head + 23 + gap, head + 25 + gap, 1, 1 };
	return guard_headers(&r, head + 6, MOST);
}

static void between_two_lines_there_is_one_line_end(void **state)
{
	(void)state;
	assert_int_equal(judge_gap(0, '\0'), GUARD_BAD);
	assert_int_equal(judge_gap(1, '\0'), GUARD_PASS);
	assert_int_equal(judge_gap(2, '\0'), GUARD_PASS);
	assert_int_equal(judge_gap(3, '\0'), GUARD_BAD);
	assert_int_equal(judge_gap(2, ' '), GUARD_BAD);
	assert_int_equal(judge_gap(1, 'b'), GUARD_BAD);
}

/* A header without any value, of a library that says so by NULL. */
static void no_value_has_its_place_too(void **state)
{
	static char head[BYTES];
	struct request r = { .method = head, .target = head + 4, .target_n = 1 };

	(void)state;
	memcpy(head, "GET\0/\0HTTP/1.1\0\0Host\0\0\0A\0b", 27);
	library.version = "0.9.75";
	library.size = 0;
	library.lines = 2;
	library.line[0] = (struct line){ head + 16, NULL, 4, 0 };
	library.line[1] = (struct line){ head + 23, head + 25, 1, 1 };
	assert_int_equal(guard_headers(&r, head + 6, MOST), GUARD_PASS);
	r.target_n = 2; /* a zero byte in the target */
	assert_int_equal(guard_headers(&r, head + 6, MOST), GUARD_BAD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_of_the_old_library_are_measured),
		cmocka_unit_test(a_length_is_digits_and_no_more),
		cmocka_unit_test(the_new_library_is_asked_for_the_rest_alone),
		cmocka_unit_test(between_two_lines_there_is_one_line_end),
		cmocka_unit_test(no_value_has_its_place_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
