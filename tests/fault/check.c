/*
 * tests/fault/check.c - looks at a database after a campaign: build/fault/check FILE MESSAGES [quiet]
 *
 * All of messages m0 .. m(MESSAGES-1) were acknowledged; exit 1 when one is lost, doubled or half applied, or when a rule of
 * checker_rules() is broken. MESSAGES 0: of an office that did other things, the rules and the file alone. quiet: also that nothing
 * but replies went out in the night.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/checker.h"

int main(int argc, char **argv)
{
	long messages = argc >= 3 ? strtol(argv[2], NULL, 10) : -1;
	bool *acknowledged = messages >= 0 ? malloc((size_t)messages + 1) : NULL;
	struct finding f;
	long broken;

	if (acknowledged == NULL) {
		(void)fprintf(stderr, "usage: check FILE MESSAGES [quiet]\n");
		return 2;
	}
	memset(acknowledged, true, (size_t)messages);
	checker_look(&f, argv[1], messages > 0 ? acknowledged : NULL, messages, true);
	broken = f.sound ? checker_rules(argv[1], argc == 4 && strcmp(argv[3], "quiet") == 0)
			 : 0;
	printf("check messages=%ld lost=%ld twice=%ld partial=%ld rules_broken=%ld sound=%d\n",
		messages, f.lost, f.twice, f.partial, broken, f.sound);
	free(acknowledged);
	return f.lost + f.twice + f.partial + broken > 0 || !f.sound;
}
