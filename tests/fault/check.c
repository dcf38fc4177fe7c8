/*
 * tests/fault/check.c - looks at a database after a campaign: build/fault/check FILE MESSAGES
 *
 * All of messages m0 .. m(MESSAGES-1) were acknowledged; exit 1 when one is lost, doubled or half applied.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/checker.h"

int main(int argc, char **argv)
{
	long messages = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	bool *acknowledged = messages > 0 ? malloc((size_t)messages * sizeof(bool)) : NULL;
	struct finding f;

	if (acknowledged == NULL) {
		(void)fprintf(stderr, "usage: check FILE MESSAGES\n");
		return 2;
	}
	memset(acknowledged, true, (size_t)messages * sizeof(bool));
	checker_look(&f, argv[1], acknowledged, messages, true);
	printf("check messages=%ld lost=%ld twice=%ld partial=%ld sound=%d\n", messages, f.lost,
		f.twice, f.partial, f.sound);
	free(acknowledged);
	return f.lost + f.twice + f.partial > 0 || !f.sound;
}
