/* dialog/leave.c - BATAL G4, JADWAL, HADIR: a trader's places in waves */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "dialog/answers.h"
#include "store/seat.h"

enum {
	PLACES_MAX = 8,
	TRIES_OF_ONE = 5,  /* wrong codes of one number at one sitting */
	TRIES_OF_ALL = 60, /* and of all numbers together: 1 in 160 to guess it */
};

static enum rc places(struct turn *t, struct enrolment_row *out, size_t *n)
{
	return enrolment_of_trader(t->d->store, t->trader.id, t->in->now, out, PLACES_MAX, n);
}

enum rc fill_leave(struct turn *t, struct fields *f)
{
	struct wave w;
	enum rc rc = wave_by_id(t->d->store, notes_number(&t->notes, "leave.wave", 0), &w);

	if (rc != RC_OK)
		return rc;
	fields_add(f, FIELD_WAVE, turn_text(t, w.name));
	fields_add(f, FIELD_DAY, turn_wave_day(t, w.starts_at));
	return RC_OK;
}

static void ask_leave(struct turn *t, const struct wave *w, enum enrolment_status status)
{
	notes_put_number(&t->notes, "leave.wave", w->id);
	notes_put_number(&t->notes, "leave.wait", status == ENROLMENT_WAITING);
	turn_go(t, ST_LEAVE);
}

/* RC_ABSENT: what stands behind BATAL is no wave. */
enum rc command_leave(struct turn *t)
{
	const char *argument = turn_argument(t);
	char name[64];
	struct enrolment e;
	struct wave w;
	enum rc rc;

	(void)snprintf(name, sizeof(name), "%.*s", (int)strcspn(argument, " ,."), argument);
	rc = wave_find(t->d->store, name, &w);
	if (rc == RC_OK && strcasecmp(w.name, name) != 0)
		return RC_ABSENT;
	if (rc != RC_OK)
		return rc;
	rc = enrolment_get(t->d->store, w.id, t->trader.id, &e);
	if (rc == RC_ABSENT) {
		turn_go(t, t->state);
		SAY(t, MSG_LEAVE_NONE, { FIELD_WAVE, turn_text(t, w.name) });
		return RC_OK;
	}
	if (rc == RC_OK)
		ask_leave(t, &w, e.status);
	return rc;
}

enum rc answer_leave(struct turn *t)
{
	struct wave w;
	struct enrolment e;
	enum rc rc = wave_by_id(t->d->store, notes_number(&t->notes, "leave.wave", 0), &w);

	if (rc != RC_OK)
		return rc;
	if (turn_is_no(t)) {
		turn_go(t, ST_IDLE);
		SAY(t, MSG_LEAVE_KEPT, { FIELD_WAVE, turn_text(t, w.name) },
			{ FIELD_DAY, turn_wave_day(t, w.starts_at) });
		return RC_OK;
	}
	if (!turn_is_yes(t)) {
		turn_miss(t);
		return RC_OK;
	}
	turn_go(t, ST_IDLE);
	SAY(t,
		notes_number(&t->notes, "leave.wait", 0) != 0 ? MSG_LEAVE_DONE_WAITING
							      : MSG_LEAVE_DONE,
		{ FIELD_WAVE, turn_text(t, w.name) });
	t->stored = true;
	rc = enrolment_get(t->d->store, w.id, t->trader.id, &e);
	if (rc == RC_OK)
		rc = seat_free(t->d->store,
			&(struct seat_change){ .id = e.id, .by = "trader", .now = t->in->now },
			false);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* "G4 Sab 5 Des 09.00, G5 Min 6 Des 09.00 antre 2" */
static const char *schedule(struct turn *t, const struct enrolment_row *rows, size_t n)
{
	struct options o;
	const char *waiting = turn_word(t, MSG_WORD_WAITING);

	options_init(&o);
	for (size_t i = 0; i < n && i < 4; i++) {
		const struct wave *w = &rows[i].wave;
		char place[TURN_SLOT_SIZE] = "", item[TURN_SLOT_SIZE];
		size_t length;

		if (rows[i].enrolment.status == ENROLMENT_WAITING)
			(void)snprintf(place, sizeof(place), " %s %d", waiting,
				rows[i].enrolment.position);
		length = (size_t)snprintf(item, sizeof(item), "%s%.40s %.20s %.6s%.30s",
			i > 0 ? ", " : "", w->name, turn_wave_day(t, w->starts_at),
			turn_time(t, w->starts_at), place);
		if (o.length + length > OPTIONS_LENGTH)
			break;
		memcpy(o.text + o.length, item, length + 1);
		o.length += length;
	}
	return turn_options(t, &o);
}

enum rc command_status(struct turn *t)
{
	struct enrolment_row rows[PLACES_MAX];
	size_t n = 0;
	enum rc rc = places(t, rows, &n);

	if (rc != RC_OK)
		return rc;
	turn_go(t, t->state);
	if (n == 0)
		SAY_PLAIN(t, MSG_SCHEDULE_NONE);
	else
		SAY(t, MSG_SCHEDULE, { FIELD_OPTIONS, schedule(t, rows, n) });
	return RC_OK;
}

/* "tidak bisa datang" by own wish: asks once, for the next wave there is a place in. */
enum rc command_not_coming(struct turn *t)
{
	struct enrolment_row rows[PLACES_MAX];
	size_t n = 0;
	enum rc rc = reminder_no(t);

	if (rc != RC_ABSENT)
		return rc;
	rc = places(t, rows, &n);
	if (rc != RC_OK)
		return rc;
	if (n == 0) {
		turn_go(t, t->state);
		SAY_PLAIN(t, MSG_SCHEDULE_NONE);
		return RC_OK;
	}
	ask_leave(t, &rows[0].wave, rows[0].enrolment.status);
	return RC_OK;
}

static enum rc note_present(struct turn *t, const struct sitting *s, const struct wave *w)
{
	enum rc rc = attendance_add(t->d->store, s, t->trader.id, "trader", t->in->now);

	if (rc == RC_CONFLICT) {
		SAY(t, MSG_PRESENT_AGAIN, { FIELD_WAVE, turn_text(t, w->name) });
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	t->stored = true;
	t->conversation.live_asked_again =
		0; /* after a sitting the live part is asked for again */
	SAY(t, MSG_PRESENT_DONE, { FIELD_NAME, turn_text(t, t->trader.name) },
		{ FIELD_WAVE, turn_text(t, w->name) });
	return RC_OK;
}

/* The first run of four digits of text; false when there is none. */
static bool find_code(const char *text, char out[static 5])
{
	for (size_t i = 0; text[i] != '\0'; i++) {
		size_t n = 0;

		while (isdigit((unsigned char)text[i + n]))
			n++;
		if (n == 4) {
			memcpy(out, text + i, 4);
			out[4] = '\0';
			return true;
		}
		i += n > 0 ? n - 1 : 0;
	}
	return false;
}

/* A code that was sent for a sitting; whoever guesses is sent to the trainer. */
static enum rc take_code(
	struct turn *t, const char *code, const struct sitting *s, const struct wave *w)
{
	struct code_tries tries = { 0, 0 };
	enum rc rc = code_tries(t->d->store, s->id, t->trader.id, &tries);

	if (rc != RC_OK)
		return rc;
	if (tries.mine >= TRIES_OF_ONE || tries.all >= TRIES_OF_ALL) {
		SAY_PLAIN(t, MSG_PRESENT_LIMIT);
		return RC_OK;
	}
	if (strcmp(code, s->code) == 0)
		return note_present(t, s, w);
	SAY_PLAIN(t, MSG_PRESENT_CODE);
	return code_wrong(t->d->store, s->id, t->trader.id);
}

/* HADIR when no sitting is on: the answer to a reminder, else the schedule. */
static enum rc present_not_now(struct turn *t)
{
	struct enrolment_row rows[PLACES_MAX];
	size_t n = 0;
	enum rc rc = reminder_yes(t);

	if (rc != RC_ABSENT)
		return rc;
	rc = places(t, rows, &n);
	if (rc != RC_OK)
		return rc;
	turn_go(t, t->state);
	if (n ==
		0) /* also one whose sitting is over: it must not sound as if she were not enrolled */
		SAY_PLAIN(t, MSG_PRESENT_CLOSED);
	else
		SAY(t, MSG_PRESENT_NOT_NOW, { FIELD_OPTIONS, schedule(t, rows, n) });
	return RC_OK;
}

enum rc command_present(struct turn *t)
{
	struct sitting s;
	struct wave w;
	char code[5];
	enum rc rc = sitting_now(t->d->store, t->trader.id, t->in->now, &s, &w);

	if (rc == RC_ABSENT)
		return present_not_now(t);
	if (rc != RC_OK)
		return rc;
	turn_go(t, ST_IDLE);
	if (find_code(turn_argument(t), code))
		return take_code(t, code, &s, &w);
	SAY_PLAIN(t, MSG_PRESENT_ASK);
	return RC_OK;
}

enum rc present_from_digits(struct turn *t)
{
	struct sitting s;
	struct wave w;
	enum rc rc;

	if (t->length != 4 || strspn(t->text, "0123456789") != 4)
		return RC_ABSENT;
	rc = sitting_now(t->d->store, t->trader.id, t->in->now, &s, &w);
	if (rc != RC_OK)
		return rc;
	if (strcmp(t->text, s.code) == 0) {
		turn_go(t, ST_IDLE);
		return take_code(t, t->text, &s, &w);
	}
	rc = code_wrong(t->d->store, s.id, t->trader.id); /* also guessed this way */
	return rc == RC_OK ? RC_ABSENT : rc;
}
