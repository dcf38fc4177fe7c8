/* office/wave_form.c - what a wave may be called, and its place */
#include "office/wave_form.h"

#include <string.h>

#include "store/wave.h"
#include "text/command.h"
#include "text/gsm7.h"

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_name(const char *name)
{
	size_t n = strlen(name), letters = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_letter(name[i]) && (name[i] < '0' || name[i] > '9'))
			return false;
		letters += is_letter(name[i]);
	}
	return letters > 0 && n <= WAVE_NAME_MAX;
}

const char *wave_name_fault(const char *name)
{
	struct command_read c;

	_Static_assert(WAVE_NAME_MAX == 8, "the sentence below says so");
	if (!is_name(name))
		return "1 to 8 letters and digits, at least one letter";
	command_parse(&c, name, strlen(name));
	if (c.sureness == COMMAND_EXACT && c.whole)
		return "a word that is no command of traders";
	return NULL;
}

bool wave_place_fits(const char *place)
{
	size_t n = strlen(place);

	return n <= WAVE_PLACE_MAX && gsm7_plain(place, n);
}
