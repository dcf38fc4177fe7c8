/* base/config_read_gateway.c - the types a value of a [gateway.NAME] can have */
#include <stdio.h>
#include <string.h>

#include "base/config_parts.h"
#include "base/suggest.h"

static const char digits[] = "0123456789";

static const char *const types[] = { "simulator", "kannel", "africastalking", "smsgate",
	"twilio", "vonage", "infobip", "8x8", "gammu", "external" };

bool config_read_type(const struct config_reading *r)
{
	struct suggestion near = { 0 };

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		suggest_consider(&near, r->value, types[i]);
		if (strcmp(r->value, types[i]) == 0)
			return config_copy(r, r->value);
	}
	buf_printf(r->why, "names no gateway that exists: `%.40s`", r->value);
	if (near.word != NULL)
		buf_printf(r->why, "; did you mean `%s`?", near.word);
	return false;
}

bool config_read_prefixes(const struct config_reading *r)
{
	const char *at = r->value;
	size_t n;

	do {
		n = at[0] == '+' ? strspn(at + 1, digits) : 0;
		if (n == 0 || n > 15 || (at[n + 1] != ',' && at[n + 1] != '\0')) {
			buf_printf(r->why,
				"takes prefixes parted by commas, as +628,+65, not `%.60s`",
				r->value);
			return false;
		}
		at += n + 1;
	} while (*at++ == ',');
	return config_copy(r, r->value);
}

bool config_read_choice(const struct config_reading *r)
{
	const char *choices = r->key->fallback, *at = choices;
	size_t n = strlen(r->value), word = strcspn(choices, "|");
	char first[16];

	if (strcmp(r->value, choices) == 0) {
		(void)snprintf(first, sizeof(first), "%.*s", (int)word, choices);
		return config_copy(r, first);
	}
	for (; word > 0; word = strcspn(at, "|")) {
		if (word == n && memcmp(at, r->value, n) == 0)
			return config_copy(r, r->value);
		at += word + (at[word] == '|');
	}
	buf_printf(r->why, "takes one of %s, not `%.40s`", choices, r->value);
	return false;
}

bool config_read_yes(const struct config_reading *r)
{
	bool yes = strcmp(r->value, "yes") == 0;

	if (!yes && strcmp(r->value, "no") != 0) {
		buf_printf(r->why, "takes yes or no, not `%.40s`", r->value);
		return false;
	}
	memcpy(r->to, &yes, sizeof(yes));
	return true;
}
