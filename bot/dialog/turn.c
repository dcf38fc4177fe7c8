/* dialog/turn.c - saying, moving and formatting within one turn */
#include "dialog/turn.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"

void turn_say(struct turn *t, enum message_id id, const struct field *fields, size_t n)
{
	if (t->said)
		BUG("a second answer in one turn: %s", wording_message_name(id));
	t->said = true;
	wording_render(t->d->wording, t->trader.language, id, fields, n, &t->out->reply);
}

void turn_say_fields(struct turn *t, enum message_id id, const struct fields *f)
{
	turn_say(t, id, f->field, f->count);
}

enum rc turn_ask_as(struct turn *t, enum state_id state, enum message_id id)
{
	struct fields f = { .count = 0 };
	enum rc rc = state_row(state)->fill(t, &f);

	if (rc == RC_OK)
		turn_say_fields(t, id, &f);
	return rc;
}

void turn_tail(struct turn *t, enum message_id id)
{
	t->tail_set = true;
	t->tail = id;
}

void turn_go(struct turn *t, enum state_id next)
{
	t->next = next;
}

void turn_miss(struct turn *t)
{
	t->missed = true;
}

void turn_set_aside(struct turn *t)
{
	const struct state *row = state_row(t->state);

	if (!row->task)
		return;
	notes_put(&t->notes, "aside.state", row->name);
	notes_put_number(&t->notes, "aside.until", t->conversation.lives_until);
}

void turn_begin_task(struct turn *t, const char *prefix)
{
	const char *aside = notes_get(&t->notes, "aside.state");

	if (aside != NULL && strncmp(aside, prefix, strlen(prefix)) == 0)
		notes_forget(&t->notes, "aside.");
	notes_forget(&t->notes, prefix);
}

static char *take_slot(struct turn *t)
{
	if (t->slots == TURN_SLOTS)
		BUG("more than %d values in one turn", TURN_SLOTS);
	return t->slot[t->slots++];
}

/* Copies what b holds into a slot; b is released. */
static const char *slot_from(struct turn *t, struct buf *b)
{
	char *slot = take_slot(t);

	(void)snprintf(slot, TURN_SLOT_SIZE, "%s", b->data);
	buf_release(b);
	return slot;
}

const char *turn_amount(struct turn *t, rupiah amount)
{
	struct buf b;

	buf_init(&b, TURN_SLOT_SIZE - 1);
	amount_print(&b, amount);
	return slot_from(t, &b);
}

const char *turn_words(struct turn *t, rupiah amount)
{
	struct buf b;

	buf_init(&b, TURN_SLOT_SIZE - 1);
	amount_say(&b, amount, t->trader.language);
	return slot_from(t, &b);
}

const char *turn_day(struct turn *t, int32_t day)
{
	struct buf b;

	buf_init(&b, TURN_SLOT_SIZE - 1);
	wording_day(t->d->wording, t->trader.language, day, &b);
	return slot_from(t, &b);
}

const char *turn_wave_day(struct turn *t, int64_t instant)
{
	return turn_day(t, day_calendar(instant));
}

const char *turn_time(struct turn *t, int64_t instant)
{
	char *slot = take_slot(t);
	int seconds = day_seconds(instant);

	(void)snprintf(slot, TURN_SLOT_SIZE, "%02d.%02d", seconds / 3600, seconds / 60 % 60);
	return slot;
}

const char *turn_number(struct turn *t, int64_t n)
{
	char *slot = take_slot(t);

	(void)snprintf(slot, TURN_SLOT_SIZE, "%" PRId64, n);
	return slot;
}

const char *turn_word(struct turn *t, enum message_id id)
{
	struct buf b;

	buf_init(&b, TURN_SLOT_SIZE - 1);
	wording_render(t->d->wording, t->trader.language, id, NULL, 0, &b);
	return slot_from(t, &b);
}

const char *turn_text(struct turn *t, const char *text)
{
	char *slot = take_slot(t);

	(void)snprintf(slot, TURN_SLOT_SIZE, "%s", text);
	return slot;
}

void fields_add(struct fields *f, enum field_id id, const char *value)
{
	if (f->count == FIELDS_MAX)
		BUG("more than %d fields", FIELDS_MAX);
	f->field[f->count++] = (struct field){ id, value };
}

bool turn_is_yes(const struct turn *t)
{
	return t->digit == 1 ||
	       (t->command.command == CMD_YES && t->command.sureness == COMMAND_EXACT);
}

bool turn_is_no(const struct turn *t)
{
	return t->digit == 2 || t->command.wrong ||
	       (t->command.command == CMD_NO && t->command.sureness == COMMAND_EXACT);
}

const char *turn_argument(const struct turn *t)
{
	return t->command.rest < t->length ? t->text + t->command.rest : "";
}

void options_init(struct options *o)
{
	*o = (struct options){ .length = 0 };
}

bool options_add(struct options *o, int digit, const char *label, size_t reserve)
{
	size_t need = strlen(label) + 2 + (o->length > 0 ? 1 : 0);

	if (o->full || o->length + need + reserve > OPTIONS_LENGTH) {
		o->full = true;
		return false;
	}
	(void)snprintf(o->text + o->length, sizeof(o->text) - o->length, "%s%d %s",
		o->length > 0 ? " " : "", digit, label);
	o->length += need;
	o->shown++;
	return true;
}

const char *turn_options(struct turn *t, const struct options *o)
{
	char *slot = take_slot(t);

	memcpy(slot, o->text, sizeof(o->text));
	return slot;
}
