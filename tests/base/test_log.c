/* tests/base/test_log.c - one event, one line */
#include "t.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"

static char caught[8192];

/* Sends stderr into a file while an event is written. */
static int capture_begin(FILE **file)
{
	int saved = dup(STDERR_FILENO);

	*file = tmpfile();
	assert_non_null(*file);
	assert_true(saved >= 0);
	assert_true(dup2(fileno(*file), STDERR_FILENO) >= 0);
	return saved;
}

static void capture_end(FILE *file, int saved)
{
	ssize_t n = pread(fileno(file), caught, sizeof(caught) - 1, 0);

	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	assert_int_equal(close(saved), 0);
	assert_int_equal(fclose(file), 0);
	assert_true(n >= 0);
	caught[n] = '\0';
}

#define CAPTURE(call)                                                                          \
	do {                                                                                   \
		FILE *file_;                                                                   \
		int saved_ = capture_begin(&file_);                                            \
		call;                                                                          \
		capture_end(file_, saved_);                                                    \
	} while (0)

static void writes_logfmt(void **state)
{
	(void)state;
	log_setup(LOG_INFO, false);
	CAPTURE(log_event(LOG_INFO, "listening", "address=%s port=%d", "127.0.0.1", 8080));
	assert_string_equal(caught, "level=info event=listening address=127.0.0.1 port=8080\n");
	CAPTURE(log_event(LOG_ERROR, "disk-full", "%s", ""));
	assert_string_equal(caught, "level=error event=disk-full\n");
	CAPTURE(log_event(LOG_WARN, "slow", "ms=%d", 7));
	assert_string_equal(caught, "level=warn event=slow ms=7\n");
}

static void drops_what_is_below_the_threshold(void **state)
{
	(void)state;
	log_setup(LOG_WARN, false);
	CAPTURE(log_event(LOG_INFO, "listening", "a=%d", 1));
	assert_string_equal(caught, "");
	log_setup(LOG_DEBUG, false);
	CAPTURE(log_event(LOG_DEBUG, "turn", "a=%d", 1));
	assert_string_equal(caught, "level=debug event=turn a=1\n");
}

static void leads_with_the_priority_for_the_journal(void **state)
{
	(void)state;
	log_setup(LOG_INFO, true);
	CAPTURE(log_event(LOG_WARN, "slow", "ms=%d", 7));
	assert_string_equal(caught, "<4>level=warn event=slow ms=7\n");
	log_setup(LOG_INFO, false);
}

static void keeps_an_event_on_one_line(void **state)
{
	(void)state;
	CAPTURE(log_event(
		LOG_INFO, "x", "v=\"%s\"", "a\nlevel=error\r\x1B[2J\x7F\xC2\x85\xFF"));
	assert_string_equal(caught,
		"level=info event=x v=\"a\\x0alevel=error\\x0d\\x1b[2J\\x7f\\xc2\\x85\\xff\"\n");
}

static void cuts_what_is_too_long(void **state)
{
	char value[3000];

	(void)state;
	memset(value, '\n', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	CAPTURE(log_event(LOG_INFO, "x", "v=%s", value));
	assert_int_equal(strcspn(caught, "\n"), strlen(caught) - 1);
	assert_int_equal(strlen(caught), 21 + 4 * (1024 - 21) + 1);
}

static void leaves_errno_alone(void **state)
{
	(void)state;
	errno = EBADMSG;
	CAPTURE({
		errno = EBADMSG;
		log_event(LOG_INFO, "x", "a=%d", 1);
		assert_int_equal(errno, EBADMSG);
	});
}

static void limits_lines_by_the_minute(void **state)
{
	struct log_limit limit = { .per_minute = 3 };
	int allowed = 0;

	(void)state;
	for (int i = 0; i < 10; i++)
		allowed += log_allow(&limit, 1764000000 + i);
	assert_int_equal(allowed, 3);
	assert_int_equal(limit.suppressed, 7);
	assert_true(log_allow(&limit, 1764000060));
	assert_int_equal(limit.suppressed, 7); /* until the caller has written it */
	limit.suppressed = 0;
	assert_true(log_allow(&limit, 1764000061));
	assert_true(log_allow(&limit, 1764000062));
	assert_false(log_allow(&limit, 1764000063));
	assert_int_equal(limit.suppressed, 1);
	assert_true(log_allow(&limit, 1763000000)); /* a clock that was set back */
}

/* The last of the tests: where events go stays as it is. */
static void gives_the_journal_fields_and_falls_back(void **state)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	char folder[] = "/tmp/lapak-test-XXXXXX", got[1024];
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	ssize_t n;

	(void)state;
	assert_false(log_journal("/nowhere/at/all"));
	assert_non_null(mkdtemp(folder));
	(void)snprintf(at.sun_path, sizeof(at.sun_path), "%s/socket", folder);
	assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof(at)), 0);
	assert_true(log_journal(at.sun_path));
	log_setup(LOG_INFO, true);
	CAPTURE(log_event(LOG_WARN, "gateway-rests", "gateway=%s\nFORGED=1", "kannel"));
	assert_string_equal(caught, "");
	n = recv(fd, got, sizeof(got) - 1, 0);
	assert_true(n > 0);
	got[n] = '\0';
	assert_string_equal(got,
		"PRIORITY=4\nSYSLOG_IDENTIFIER=lapak\nLAPAK_EVENT=gateway-rests\n"
		"MESSAGE=level=warn event=gateway-rests gateway=kannel\\x0aFORGED=1\n");
	assert_int_equal(close(fd), 0);
	CAPTURE(log_event(LOG_INFO, "stopped", "turns=%d", 1));
	assert_string_equal(caught, "<6>level=info event=stopped turns=1\n");
	assert_int_equal(unlink(at.sun_path), 0);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_logfmt),
		cmocka_unit_test(drops_what_is_below_the_threshold),
		cmocka_unit_test(leads_with_the_priority_for_the_journal),
		cmocka_unit_test(keeps_an_event_on_one_line),
		cmocka_unit_test(cuts_what_is_too_long),
		cmocka_unit_test(leaves_errno_alone),
		cmocka_unit_test(limits_lines_by_the_minute),
		cmocka_unit_test(gives_the_journal_fields_and_falls_back),
	};

	return cmocka_run_group_tests_name("base/log", tests, NULL, NULL);
}
