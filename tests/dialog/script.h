/* tests/dialog/script.h - replays scripts/ *.txt: whole conversations, word for word */
#ifndef LAPAK_TESTS_DIALOG_SCRIPT_H
#define LAPAK_TESTS_DIALOG_SCRIPT_H

enum script_way {
	SCRIPT_AS_WRITTEN,
	SCRIPT_BREAKING, /* world_break() before each turn */
	SCRIPT_PROBING,  /* world_probe() before each turn */
};

/* Plays every script (of SCRIPTS_ONLY in its name); the turns played. In a language other than the written one (NULL) the words
 * are not compared. */
int scripts_play(const char *language, enum script_way way);

#endif
