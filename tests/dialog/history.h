/* tests/dialog/history.h - what people send, drawn by a seed; played; and the least of it that still breaks a rule */
#ifndef LAPAK_TESTS_DIALOG_HISTORY_H
#define LAPAK_TESTS_DIALOG_HISTORY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dialog/state.h"
#include "world.h"

enum { HISTORY_TEXT = 120 };

struct history_step {
	char phone[24];
	int64_t comes;  /* seconds before somebody takes up the phone */
	int64_t wait;   /* and before the text */
	bool arrives;   /* somebody takes up the phone; reads what waits */
	bool ussd;      /* text is the next input; a session that is over is dialled again */
	bool asks_menu; /* MENU follows */
	bool new_world;
	char text[HISTORY_TEXT];
};

/* Whether a reply is as it must be; menu: the one to MENU behind the step. */
typedef bool history_rule(const struct history_step *s, const char *reply, size_t n, bool menu);

/* The same n steps for the same seed. */
void history_draw(struct history_step *step, size_t n, uint64_t seed);
/* In a world of its own. The number of the step that broke the rule; n: none did. reached (ST_COUNT; may be NULL): states met. */
size_t history_play(
	const struct history_step *step, size_t n, history_rule *rule, bool *reached);
/* Of a history that breaks the rule: leaves out what it breaks without, and returns how much is left. */
size_t history_shrink(struct history_step *step, size_t n, history_rule *rule);
void history_print(const struct history_step *step, size_t n);

#endif
