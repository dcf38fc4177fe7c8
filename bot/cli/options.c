/* cli/options.c - words and options of a command line */
#include "cli/options.h"

#include <string.h>

#include "base/suggest.h"

enum { LIMIT_DEFAULT = 50 };
#define LIMIT_MOST INT64_C(1000000000000)

struct kind {
	const char *name;
	bool value, many;
};

/* clang-format off */
static const struct kind kinds[] = {
	{ "absent",  false, false },
	{ "actor",   true,  false },
	{ "all",     false, false },
	{ "allow",   true,  true  },
	{ "allow-root", false, false },
	{ "at",      true,  false },
	{ "bundle",  true,  false },
	{ "bom",     false, false },
	{ "budget",  true,  false },
	{ "by",      true,  false },
	{ "canned",  true,  false },
	{ "changed", false, false },
	{ "check",   false, false },
	{ "code",    true,  false },
	{ "completion", false, false },
	{ "config",  true,  false },
	{ "csv",     false, false },
	{ "days",    true,  false },
	{ "dot",     false, false },
	{ "dry-run", false, false },
	{ "effect",  true,  false },
	{ "follow-up", true, false },
	{ "from",    true,  false },
	{ "gateway", true,  false },
	{ "head",    true,  false },
	{ "help",    false, false },
	{ "helper",  true,  false },
	{ "json",    false, false },
	{ "keep",    true,  false },
	{ "key-file", true, false },
	{ "lang",    true,  true  },
	{ "limit",   true,  false },
	{ "live",    true,  false },
	{ "long",    false, false },
	{ "man",     false, false },
	{ "market",  true,  true  },
	{ "mine",    true,  false },
	{ "name",    true,  false },
	{ "no-password", false, false },
	{ "no-sandbox", false, false },
	{ "note",    true,  false },
	{ "once",    false, false },
	{ "open",    false, false },
	{ "out",     true,  false },
	{ "password-file", true, false },
	{ "pdf",     false, false },
	{ "phone",   true,  true  },
	{ "place",   true,  false },
	{ "rate",    true,  false },
	{ "reason",  true,  false },
	{ "rebuild", false, false },
	{ "remind",  true,  false },
	{ "review",  false, false },
	{ "role",    true,  false },
	{ "seats",   true,  false },
	{ "series",  true,  false },
	{ "seconds", true,  false },
	{ "seed",    true,  false },
	{ "silent-days", true, false },
	{ "sitting", true,  true  },
	{ "staff",   true,  false },
	{ "stall",   true,  false },
	{ "state",   true,  false },
	{ "status",  true,  true  },
	{ "subject", true,  false },
	{ "svg",     false, false },
	{ "telephone", false, false },
	{ "text",    true,  true  },
	{ "to",      true,  false },
	{ "trainer", true,  false },
	{ "unassigned", false, false },
	{ "traders", true,  false },
	{ "ussd",    false, false },
	{ "version", false, false },
	{ "wave",    true,  true  },
	{ "waves",   true,  false },
	{ "xlsx",    false, false },
	{ "yes",     false, false },
};
/* clang-format on */

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static const struct kind *find_kind(const char *name, size_t n)
{
	for (size_t i = 0; i < KINDS; i++)
		if (strlen(kinds[i].name) == n && memcmp(kinds[i].name, name, n) == 0)
			return &kinds[i];
	return NULL;
}

/* -5rb and - are words, as is anything that does not begin like an option. */
static bool is_option(const char *s)
{
	unsigned char c = (unsigned char)s[0] == '-' ? (unsigned char)s[1] : 0;

	return c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static enum rc unknown(struct err *err, const char *given)
{
	struct suggestion near = { .word = NULL };
	char name[SUGGEST_WORD_MAX + 1] = "";
	const char *start = given + strspn(given, "-");
	size_t n = strcspn(start, "=");

	if (n > SUGGEST_WORD_MAX)
		n = SUGGEST_WORD_MAX;
	memcpy(name, start, n);
	for (size_t i = 0; i < KINDS; i++)
		suggest_consider(&near, name, kinds[i].name);
	if (near.word != NULL && n > 1)
		return err_set(err, RC_INVALID, "there is no option %.60s; did you mean --%s?",
			given, near.word);
	return err_set(err, RC_INVALID,
		"there is no option %.60s; put -- before a text that begins with -", given);
}

/* Notes one option; value is NULL for those that take none. Of several --config the last one
 * counts, so that a script that names one can be told another. */
static enum rc keep(
	struct invocation *out, const struct kind *kind, const char *value, struct err *err)
{
	if (kind->value && !kind->many && option_given(out, kind->name))
		return err_set(err, RC_INVALID, "--%s was given twice", kind->name);
	if (strcmp(kind->name, "config") == 0)
		out->config = value;
	else if (strcmp(kind->name, "json") == 0)
		out->json = true;
	else if (strcmp(kind->name, "help") == 0)
		out->help = true;
	else if (out->options == INVOCATION_OPTIONS)
		return err_set(err, RC_INVALID, "that are too many options");
	else
		out->option[out->options++] = (struct given){ kind->name, value };
	return RC_OK;
}

/* Reads the option at argv[*at], and its value if that is the next argument. */
static enum rc read_one(struct invocation *out, int argc, char **argv, int *at, struct err *err)
{
	const char *given = argv[*at], *name = given + 2;
	const char *equals = strchr(given, '=');
	const struct kind *kind;

	if (strcmp(given, "-h") == 0) {
		out->help = true;
		return RC_OK;
	}
	if (given[1] != '-')
		return unknown(err, given);
	kind = find_kind(name, equals != NULL ? (size_t)(equals - name) : strlen(name));
	if (kind == NULL)
		return unknown(err, given);
	if (!kind->value)
		return equals != NULL
			       ? err_set(err, RC_INVALID, "--%s takes no value", kind->name)
			       : keep(out, kind, NULL, err);
	if (equals != NULL)
		return keep(out, kind, equals + 1, err);
	if (*at + 1 >= argc)
		return err_set(err, RC_INVALID, "--%s needs a value", kind->name);
	return keep(out, kind, argv[++*at], err);
}

enum rc options_read(struct invocation *out, int argc, char **argv, struct err *err)
{
	enum rc rc = RC_OK;
	bool words_only = false;

	*out = (struct invocation){ .argv = argv };
	for (int at = 0; at < argc; at++) {
		struct err why = { .rc = RC_OK };

		if (words_only || !is_option(argv[at])) {
			argv[out->argc++] = argv[at];
			continue;
		}
		if (strcmp(argv[at], "--") == 0) {
			words_only = true;
			continue;
		}
		if (read_one(out, argc, argv, &at, &why) != RC_OK && rc == RC_OK) {
			rc = RC_INVALID;
			*err = why;
		}
	}
	return rc;
}

/* How often name may be given: 0 when it is not one of the words of list, 1, or 2 for any number of times ("name+"). */
static int listed(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = list; *at != '\0'; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		bool many = length == n + 1 && at[n] == '+';

		if ((length == n || many) && memcmp(at, name, n) == 0)
			return many ? 2 : 1;
		at += length;
	}
	return 0;
}

enum exit_status options_fit(const struct invocation *in, const struct verb *v)
{
	int words = in->argc - (v->name != NULL ? 2 : 1);
	const char *name = v->name != NULL ? v->name : in->argv[0];

	if (in->json && listed(v->options, "json") == 0)
		return cli_misused(in, "`%s` has no --json", name);
	for (size_t i = 0; i < in->options; i++) {
		const char *option = in->option[i].name;
		int most = listed(v->options, option);

		if (most == 0)
			return cli_misused(in, "`%s` has no --%s", name, option);
		if (most == 1 && option_values(in, option, NULL, 0) > 1)
			return cli_misused(in, "--%s was given twice", option);
	}
	if (words < v->least)
		return cli_misused(in, "`%s` needs %s", name, v->words);
	if (words > v->most)
		return cli_misused(in, "`%s` does not take `%.60s`; put quotes around a text",
			name, in->argv[in->argc - 1]);
	return EXIT_DONE;
}

enum exit_status options_verb(const struct invocation *in, const struct verb *verbs)
{
	struct suggestion near = { .word = NULL };
	enum exit_status status;

	if (in->argc < 2)
		return cli_misused(in, "what about it? For instance: lapak %s %s", in->argv[0],
			verbs[0].name);
	for (const struct verb *v = verbs; v->name != NULL; v++) {
		if (strcmp(v->name, in->argv[1]) != 0) {
			suggest_consider(&near, in->argv[1], v->name);
			continue;
		}
		status = options_fit(in, v);
		return status == EXIT_DONE ? v->run(in) : status;
	}
	if (near.word != NULL)
		return cli_misused(in, "there is no `%s %.60s`; did you mean `%s %s`?",
			in->argv[0], in->argv[1], in->argv[0], near.word);
	return cli_misused(in, "there is no `%s %.60s`", in->argv[0], in->argv[1]);
}

const char *option_value(const struct invocation *in, const char *name)
{
	const char *value = NULL;

	return option_values(in, name, &value, 1) > 0 ? value : NULL;
}

bool option_given(const struct invocation *in, const char *name)
{
	return option_values(in, name, NULL, 0) > 0;
}

size_t option_values(
	const struct invocation *in, const char *name, const char **out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < in->options; i++) {
		if (strcmp(in->option[i].name, name) != 0)
			continue;
		if (n < max)
			out[n] = in->option[i].value;
		n++;
	}
	return n;
}

bool number_read(int64_t *out, const char *text, int64_t least, int64_t most)
{
	int64_t value = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9' || value > (INT64_MAX - 9) / 10)
			return false;
		value = value * 10 + (*text - '0');
	}
	if (value < least || value > most)
		return false;
	*out = value;
	return true;
}

enum exit_status option_limit(const struct invocation *in, int64_t *out)
{
	const char *text = option_value(in, "limit");

	*out = LIMIT_DEFAULT;
	if (text != NULL && !number_read(out, text, 0, LIMIT_MOST))
		return cli_misused(
			in, "--limit takes a number of rows, 0 for all, not `%.60s`", text);
	return EXIT_DONE;
}
