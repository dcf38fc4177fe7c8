/* dialog/guess.c - the language of a trader's first texts */
#include "dialog/guess.h"

#include <string.h>

#include "text/language_guess.h"

enum { TEXTS_LOOKED_AT = 3 };

void guess_end(struct turn *t)
{
	notes_forget(&t->notes, "lang.");
	notes_put_number(&t->notes, "lang.done", 1);
}

void guess_look(struct turn *t)
{
	struct language_clues c = { (int)notes_number(&t->notes, "lang.jv", 0),
		(int)notes_number(&t->notes, "lang.en", 0) };
	int64_t texts = notes_number(&t->notes, "lang.texts", 0) + 1;
	const char *guess;

	if (t->length == 0 || texts > TEXTS_LOOKED_AT ||
		notes_get(&t->notes, "lang.done") != NULL)
		return;
	language_clues(&c, t->text, t->length);
	guess = language_guess(&c);
	notes_put_number(&t->notes, "lang.texts", texts);
	if (c.javanese > 0)
		notes_put_number(&t->notes, "lang.jv", c.javanese);
	if (c.english > 0)
		notes_put_number(&t->notes, "lang.en", c.english);
	if (texts == TEXTS_LOOKED_AT &&
		(guess == NULL || strcmp(guess, t->trader.language) == 0 ||
			!wording_has_language(t->d->wording, guess)))
		guess_end(t);
}

bool guess_is_due(struct turn *t)
{
	bool due = !t->first_contact &&
		   notes_number(&t->notes, "lang.texts", 0) == TEXTS_LOOKED_AT;

	if (due)
		guess_end(t);
	return due;
}
