/* dialog/pushed.c - a question of the office's, from its SMS to the conversation */
#include "dialog/pushed.h"

#include <stdio.h>
#include <string.h>

#include "dialog/answers.h"
#include "store/job.h"
#include "store/message.h"

enum {
	AGAIN_AFTER = 20 * 60, /* nothing is pushed within 15 minutes of a person's own SMS */
	CHAIN_STEPS = 60,      /* of a day's messages that are looked at */
};

static const char prefix[] = "office.";

static bool is_pushed(enum state_id state)
{
	return state == ST_OWNER_ASK ||
	       strncmp(state_row(state)->name, prefix, strlen(prefix)) == 0;
}

int64_t pushed_open_until(const struct conversation *c, int64_t now)
{
	struct notes notes;
	int64_t until;

	if (is_pushed(state_named(c->state)) && c->lives_until > now)
		return c->lives_until;
	notes_parse(&notes, c->data);
	until = notes_number(&notes, "push.until", 0); /* of an owner, see owner.c */
	return until > now ? until : 0;
}

int64_t pushed_message(const struct conversation *c, int64_t now)
{
	struct notes notes;

	if (!is_pushed(state_named(c->state)) || c->lives_until <= now)
		return 0;
	notes_parse(&notes, c->data);
	return notes_number(&notes, "office.message", 0);
}

bool pushed_keeps_its_time(const struct turn *t)
{
	return t->next == t->state && is_pushed(t->state) && t->state != ST_OWNER_ASK;
}

static void set_aside(struct conversation *c, struct notes *notes, int64_t now)
{
	const struct state *row = state_row(state_named(c->state));

	if (!row->task || c->lives_until <= now)
		return;
	notes_put(notes, "aside.state", row->name);
	notes_put_number(notes, "aside.until", c->lives_until);
}

void pushed_open(struct conversation *c, const struct pushed_question *q, int64_t message_id,
	int64_t now)
{
	struct notes notes;

	if (!is_pushed(state_named(q->state)))
		BUG("%s is no question of the office's", q->state);
	notes_parse(&notes, c->data);
	set_aside(c, &notes, now);
	notes_forget(&notes, prefix);
	notes_put_number(&notes, "office.message", message_id);
	for (size_t i = 0; i < PUSHED_NOTES && q->note[i].key != NULL; i++)
		notes_put_number(&notes, q->note[i].key, q->note[i].value);
	if (q->job != NULL) {
		notes_put(&notes, "office.job", q->job);
		notes_put_number(&notes, "office.subject", q->subject);
	}
	(void)snprintf(c->state, sizeof(c->state), "%s", q->state);
	c->lives_until = q->lives_until;
	c->misses = 0;
	notes_print(&notes, c->data, sizeof(c->data));
}

static enum rc read_state(const struct message *m, void *state)
{
	*(enum message_state *)state = m->state;
	return RC_OK;
}

/* The SMS waits no longer, and the question comes again when it may. */
static enum rc put_off(struct turn *t, int64_t message_id)
{
	const char *job = notes_get(&t->notes, "office.job");
	enum rc rc = message_settle(t->d->store,
		&(struct settlement){
			.id = message_id, .state = MESSAGE_EXPIRED, .now = t->in->now });

	if ((rc != RC_OK && rc != RC_CONFLICT) || job == NULL)
		return rc == RC_CONFLICT ? RC_OK : rc;
	return job_put(
		t->d->store, &(struct job){ .kind = job,
				     .subject = notes_number(&t->notes, "office.subject", 0),
				     .due_at = t->in->now + AGAIN_AFTER });
}

/* Back to what was half done before, if it still lives. */
static void step_back(struct turn *t)
{
	t->state = t->next = state_named(notes_text(&t->notes, "aside.state"));
	if (t->state != ST_IDLE)
		t->conversation.lives_until =
			notes_number(&t->notes, "aside.until", t->in->now);
	notes_forget(&t->notes, "aside.");
	notes_forget(&t->notes, prefix);
}

enum rc pushed_wake(struct turn *t)
{
	int64_t id = notes_number(&t->notes, "office.message", 0);
	enum message_state state = MESSAGE_FAILED;
	enum rc rc;

	if (id == 0 || !is_pushed(t->state))
		return RC_OK;
	rc = message_get(t->d->store, id, read_state, &state);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	if (message_has_left(state)) {
		notes_forget(&t->notes, "office.message");
		return RC_OK;
	}
	rc = state == MESSAGE_QUEUED ? put_off(t, id) : RC_OK;
	step_back(t);
	return rc;
}

enum rc pushed_other(struct turn *t)
{
	enum state_id state = state_named(notes_text(&t->notes, "aside.state")),
		      here = t->state;
	enum rc rc = RC_ABSENT;

	if (t->digit < 0 && state != ST_IDLE) {
		t->state = state;
		rc = state_row(state)->answer(t);
		t->state = here;
		if (rc != RC_ABSENT && (rc != RC_OK || !t->missed)) {
			notes_forget(&t->notes, "aside.");
			return rc;
		}
		t->missed = false;
		t->next = here;
		if (t->said) /* what is wrong with it was told: it was meant for the old question */
			return RC_OK;
	}
	rc = t->digit < 0 ? sale_from_idle(t) : RC_ABSENT;
	if (rc == RC_ABSENT)
		turn_miss(t);
	return rc == RC_ABSENT ? RC_OK : rc;
}

struct step { /* one message of the chain */
	int64_t previous_id, at;
	bool pushed, guides;
};

static enum rc read_step(const struct message *m, void *arg)
{
	bool lost = m->state == MESSAGE_EXPIRED || m->state == MESSAGE_REJECTED;
	bool guides = m->kind == KIND_REMINDER || m->kind == KIND_TIP;

	*(struct step *)arg = (struct step){ .previous_id = m->previous_id,
		.at = m->at,
		.guides = guides && !lost,
		.pushed = (guides || m->kind == KIND_BROADCAST || m->kind == KIND_NOTICE) &&
			  !lost };
	return RC_OK;
}

enum rc pushed_since(
	struct store *st, int64_t message_id, int64_t since, struct pushed_day *out)
{
	int64_t lowest = INT64_MAX;
	enum rc rc = RC_OK;

	*out = (struct pushed_day){ .pushed = 0 };
	for (int i = 0; i < CHAIN_STEPS && message_id != 0 && rc == RC_OK; i++) {
		struct step step = { .at = 0 };

		rc = message_get(st, message_id, read_step, &step);
		if (rc != RC_OK || step.at < since)
			break;
		out->pushed += step.pushed;
		out->guides += step.guides;
		message_id = message_before(message_id, step.previous_id, &lowest);
	}
	return rc == RC_ABSENT ? RC_OK : rc; /* retention took it */
}
