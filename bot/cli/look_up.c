/* cli/look_up.c - people and places named on a command line */
#include "cli/look_up.h"

#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "cli/options.h"
#include "text/utf8.h"

enum exit_status look_up_phone(
	const struct invocation *in, const char *what, const char *text, struct phone *out)
{
	if (text != NULL && phone_parse(out, text, strlen(text)) == RC_OK)
		return EXIT_DONE;
	return cli_misused(
		in, "%s`%.60s` is no Indonesian mobile number", what, text != NULL ? text : "");
}

enum { WHEN_LENGTH = 16 };

/* "stall:12" stands for a trader without a number of their own. */
static bool is_placeholder(const char *word)
{
	size_t n = strlen(word);

	return strncmp(word, "stall:", 6) == 0 && n > 6 && n < sizeof(struct phone) &&
	       strspn(word + 6, "0123456789") == n - 6;
}

enum exit_status look_up_trader(
	struct office *o, const struct invocation *in, const char *word, struct trader *out)
{
	enum exit_status status = EXIT_DONE;
	struct phone phone;
	enum rc rc;

	if (is_placeholder(word))
		(void)snprintf(phone.e164, sizeof(phone.e164), "%s", word);
	else
		status = look_up_phone(in, "", word, &phone);
	if (status != EXIT_DONE)
		return status;
	rc = trader_by_phone(o->store, &phone, out);
	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(stderr, "lapak: there is no trader %s\n", phone.e164);
	return EXIT_FAILED;
}

enum exit_status look_up_market(struct office *o, const char *name, struct market *out)
{
	enum rc rc = market_by_name(o->store, name, out);

	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(stderr,
		"lapak: there is no market %.60s; add it: lapak market add --name NAME\n",
		name);
	return EXIT_FAILED;
}

enum exit_status look_up_staff(struct office *o, const char *login, struct staff *out)
{
	enum rc rc = staff_by_login(o->store, login, out);

	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(
		stderr, "lapak: there is no account %.60s; look: lapak staff list\n", login);
	return EXIT_FAILED;
}

bool look_up_when(int64_t *out, const char *text)
{
	char day[11] = "", hour[3] = "", minute[3] = "";
	int64_t h, m;
	int32_t date;

	if (strlen(text) != WHEN_LENGTH || (text[10] != ' ' && text[10] != 'T') ||
		text[13] != ':')
		return false;
	memcpy(day, text, 10);
	memcpy(hour, text + 11, 2);
	memcpy(minute, text + 14, 2);
	if (day_parse_iso(&date, day) != RC_OK || !number_read(&h, hour, 0, 23) ||
		!number_read(&m, minute, 0, 59))
		return false;
	*out = day_instant(date, (int)(h * 3600 + m * 60));
	return true;
}

enum exit_status look_up_by(const struct invocation *in, const char **out)
{
	const char *by = option_value(in, "by");
	size_t n;

	*out = by != NULL ? by : "office";
	n = strlen(*out);
	/* A blank more does not make another person, and what kind of name it is ("staff:", "cli:") is not the caller's to say. */
	if (n < 1 || n > BY_MAX_BYTES || !utf8_valid(*out, n) || (*out)[0] == ' ' ||
		(*out)[n - 1] == ' ' || strpbrk(*out, ":\t\r\n") != NULL)
		return cli_misused(in,
			"--by: the login of an account, or a name of at most %d letters, without colons "
			"and without blanks at its ends",
			(int)BY_MAX_BYTES);
	return EXIT_DONE;
}
