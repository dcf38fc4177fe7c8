/* cli/simulate_parts.h - lapak simulate: its world, and what its files do for each other (private to cli/) */
#ifndef LAPAK_CLI_SIMULATE_PARTS_H
#define LAPAK_CLI_SIMULATE_PARTS_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/simulate_client.h"
#include "cli/simulate_stage.h"
#include "office/random.h"

enum {
	SIMULATE_MARKETS = 4,
	SIMULATE_TEXT = 160,
	TALK_LINES = 3,
	TALK_ROUNDS = 8, /* answers to questions in one talk */
	NEVER = -1,
};

struct simulated_wave {
	char name[12], code[12];
	int market, day; /* of its sitting */
};

struct person { /* somebody with a keypad phone */
	char phone[32], name[24], stall[24], market[12];
	int market_number;
	double level; /* the middle of a day's takings, as a logarithm */
	struct random
		random; /* of this person, so that a seed plays the same whoever is answered first */
	bool stopped, erased, waits;
	int wave;                /* a seat or a place in the queue of it; NEVER */
	int trained, stopped_on; /* days; NEVER */
	int64_t pushed_after;    /* the last pushed message that was read */
};

struct did { /* what happened */
	int64_t messages, ussd, pushed, enrolled, waited, cancelled, present, no_shows, stops,
		starts, erased, sales, typos, questions, answered, broadcasts, kills, outages,
		tips_tried, tips_not_yet, checks;
};

struct talk { /* what one person does in one go: lines, each after the questions about the last are answered */
	struct person *who;
	char line[TALK_LINES][SIMULATE_TEXT];
	int lines, at, rounds;
	bool reads, reading; /* first looks at what was pushed and answers the last of it */
	int wave;            /* which is talked about; NEVER */
	char amount[24];     /* of the day, when it is asked for */
	char session[24];    /* not empty: the lines are USSD screens */
};

struct simulation {
	int64_t traders, days, waves, effect; /* effect in percent */
	uint64_t seed;
	struct stage stage;
	struct client client;
	struct person *people; /* traders of them, owned */
	struct person trainer;
	struct simulated_wave *wave; /* waves of them, owned */
	struct talk *talk;           /* of the part of the day that is played; owned */
	size_t talks, room;
	struct random random;
	struct did did;
	struct progress progress;
	int32_t first_day;
	int64_t next_id, began_ms;
	struct store *store; /* of the stage, read only */
	int day, kill_after; /* kill -9 after so many answers of the round; 0: none */
	int64_t answered;    /* in this round */
	struct err err;
};

/* simulate_people.c: makes everybody, and writes FOLDER/traders.csv of the nine in ten whom the office knows. */
MUST_CHECK enum rc people_make(struct simulation *s);
/* What a person took on the day, as a text. shock: of that day, for all. */
void people_report(struct simulation *s, struct talk *t, double shock);

/* simulate_talk.c: a talk to come; text NULL: it only reads what was pushed. */
struct talk *talk_add(struct simulation *s, struct person *who, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* Another line for it. */
void talk_line(struct talk *t, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Has all talks that were added, and forgets them. */
MUST_CHECK enum rc talk_all(struct simulation *s);

/* simulate_react.c: what a person texts back to a text, into answer; false: nothing. pushed: nobody asked for the text. */
bool react(const struct simulation *s, struct talk *t, const char *text, bool pushed,
	char answer[static SIMULATE_TEXT]);
/* What a reply says that happened. */
void react_note(struct simulation *s, struct talk *t, const char *text);

/* simulate_office.c: markets, traders, waves, a trainer. */
MUST_CHECK enum rc office_prepare(struct simulation *s);
/* A broadcast to all, approved by another person. */
MUST_CHECK enum rc office_broadcast(struct simulation *s);
/* Some of the open questions are answered. */
MUST_CHECK enum rc office_answer(struct simulation *s);
/* Opens a wave for enrolment. */
MUST_CHECK enum rc office_open_wave(struct simulation *s, int wave);

/* simulate_day.c: one day from morning to night. */
MUST_CHECK enum rc day_play(struct simulation *s);
/* Moves the clock to an hour of the day and gives the service a moment to do what is due. */
MUST_CHECK enum rc day_clock(struct simulation *s, int day, int seconds);
/* "2026-11-24" of a day of the simulation. */
void simulate_day_iso(const struct simulation *s, int day, char out[static 11]);

/* simulate_report.c: the rules of what is left; EXIT_FAILED when one is broken. acknowledged: SMS; -1: not known.
 * s NULL: of a kept database, without the effect. */
enum exit_status simulate_report(
	const struct invocation *in, const char *ini, struct simulation *s);

#endif
