/* cli/wave_seat.c - lapak wave enrol, free, restore, attend, move, cancel: what the office does about places and days */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/wave_parts.h"
#include "office/wave_plan.h"
#include "store/job.h"
#include "store/seat.h"

enum { PEOPLE_MAX = 200, LINE_SIZE = 256 };

struct errand { /* one command at work on a wave */
	const struct invocation *in;
	struct wave wave;
	const char *by;
	int64_t now;
};

typedef enum exit_status errand_fn(struct office *o, struct errand *e);

struct job_of { /* what office_write() is given */
	struct errand *errand;
	errand_fn *fn;
};

static enum exit_status begin(struct office *o, void *arg)
{
	const struct job_of *job = arg;
	struct errand *e = job->errand;
	enum exit_status status = wave_look_up(o, e->in->argv[2], &e->wave);

	if (status == EXIT_DONE)
		status = look_up_by(e->in, &e->by);
	e->now = clock_now();
	return status == EXIT_DONE ? job->fn(o, e) : status;
}

static enum exit_status run(const struct invocation *in, errand_fn *fn)
{
	struct errand e = { .in = in };
	struct job_of job = { &e, fn };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, begin, &job);
	office_close(&o);
	return status;
}

static enum exit_status refuse(const struct errand *e, const char *why)
{
	(void)fprintf(stderr, "lapak: %s: %s\n", e->wave.name, why);
	return EXIT_FAILED;
}

/* The person --phone names. */
static enum exit_status person(struct office *o, const struct errand *e, struct trader *out)
{
	const char *phone = option_value(e->in, "phone");

	if (phone == NULL)
		return cli_misused(e->in, "--phone: say whose seat, as 081234567890");
	return look_up_trader(o, e->in, phone, out);
}

static enum exit_status done(struct office *o, const struct errand *e, const char *action,
	const struct trader *who, const char *what)
{
	char detail[64];
	enum exit_status status;

	(void)snprintf(detail, sizeof(detail), "trader %" PRId64, who->id);
	status = record(o, e->in, action, "wave", e->wave.id, detail);
	if (status == EXIT_DONE)
		printf("%s: %s %s\n", e->wave.name,
			who->name[0] != '\0' ? who->name : "the trader", what);
	return status;
}

static enum exit_status enrol(struct office *o, struct errand *e)
{
	struct enrolment_request ask = {
		.wave_id = e->wave.id, .allow_waiting = true, .by = e->by, .now = e->now
	};
	struct enrolment got;
	struct trader who = { .id = 0 };
	bool allows = true;
	enum exit_status status = person(o, e, &who);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	if (e->wave.state != WAVE_OPEN && e->wave.state != WAVE_FULL &&
		e->wave.state != WAVE_CLOSED)
		return refuse(e, "nobody can enrol now; see lapak wave show");
	rc = wave_allows(o->store, e->wave.id, who.market_id, &allows);
	if (rc == RC_OK && !allows)
		return refuse(e, "it is for traders of other markets; see lapak wave allow");
	if (rc != RC_OK)
		return office_outcome(rc);
	ask.trader_id = who.id;
	rc = enrolment_take(o->store, &ask, &got);
	if (rc == RC_CONFLICT)
		return refuse(e, "this trader has a place already; see lapak wave roster");
	if (rc != RC_OK)
		return office_outcome(rc);
	return done(o, e, "wave.enrol", &who,
		got.status == ENROLMENT_WAITING ? "waits for a seat" : "has a seat");
}

static enum exit_status place_of(
	struct office *o, const struct errand *e, struct trader *who, struct seat *seat)
{
	enum exit_status status = person(o, e, who);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = seat_of(o->store, e->wave.id, who->id, seat);
	if (rc == RC_ABSENT)
		return refuse(e, "this trader has no place; lapak wave roster shows all");
	return office_outcome(rc);
}

static enum exit_status free_seat(struct office *o, struct errand *e)
{
	struct trader who = { .id = 0 };
	struct seat seat;
	enum exit_status status = place_of(o, e, &who, &seat);

	if (status != EXIT_DONE)
		return status;
	if (seat.status == ENROLMENT_CANCELLED)
		return refuse(e, "this place was given up already");
	if (seat.status == ENROLMENT_ATTENDED)
		return refuse(
			e, "this trader has come; lapak wave attend --absent corrects it");
	status = office_outcome(seat_free(o->store,
		&(struct seat_change){ .id = seat.id, .by = e->by, .now = e->now }, false));
	return status == EXIT_DONE ? done(o, e, "wave.free", &who, "has given up the place")
				   : status;
}

static enum exit_status restore(struct office *o, struct errand *e)
{
	struct trader who = { .id = 0 };
	struct seat seat;
	enum exit_status status = place_of(o, e, &who, &seat);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = seat_restore(
		o->store, &(struct seat_change){ .id = seat.id, .by = e->by, .now = e->now });
	if (rc == RC_CONFLICT)
		return refuse(e, "this place was not given up");
	if (rc == RC_FULL)
		return refuse(e, "somebody has taken the seat meanwhile");
	if (rc != RC_OK)
		return office_outcome(rc);
	return done(o, e, "wave.restore", &who, "has the seat again");
}

/* The sitting --sitting names, or the one that is on or was last; EXIT_MISUSED when it is none of the wave's. */
static enum exit_status which_sitting(
	struct office *o, const struct errand *e, bool latest, struct sitting *out)
{
	const char *text = option_value(e->in, "sitting");
	struct sitting list[SITTINGS_MAX];
	size_t n = 0, at;
	int64_t when = 0;
	enum exit_status status =
		office_outcome(wave_sittings(o->store, e->wave.id, list, SITTINGS_MAX, &n));

	if (status != EXIT_DONE)
		return status;
	if (text != NULL && !look_up_when(&when, text))
		return cli_misused(e->in,
			"--sitting: a day and an hour, as \"2026-12-05 09:00\", not `%.60s`",
			text);
	if (text == NULL && !latest && n > 1)
		return cli_misused(e->in, "--sitting: say which of the %zu sittings", n);
	for (at = 0; text != NULL && at < n && list[at].starts_at != when; at++)
		;
	while (text == NULL && at + 1 < n && list[at + 1].starts_at - 3600 <= e->now)
		at++;
	if (at >= n)
		return refuse(e, "there is no sitting then; lapak wave show lists them");
	*out = list[at];
	return EXIT_DONE;
}

struct people {
	struct trader who[PEOPLE_MAX];
	size_t count;
};

static enum exit_status add_person(
	struct office *o, const struct errand *e, const char *text, struct people *p)
{
	if (p->count == PEOPLE_MAX)
		return cli_misused(e->in, "at most %d people at once", (int)PEOPLE_MAX);
	return look_up_trader(o, e->in, text, &p->who[p->count++]);
}

/* A list of numbers, one a line; what stands behind a comma is left out, as is a header. */
static enum exit_status read_list(
	struct office *o, const struct errand *e, const char *path, struct people *p)
{
	FILE *f = fopen(path, "r");
	char line[LINE_SIZE];
	enum exit_status status = EXIT_DONE;

	if (f == NULL)
		return cli_misused(e->in, "%.200s cannot be read", path);
	for (int n = 1; status == EXIT_DONE && fgets(line, sizeof(line), f) != NULL; n++) {
		line[strcspn(line, ",;\r\n")] = '\0';
		if (line[0] == '\0' || (n == 1 && strpbrk(line, "0123456789") == NULL))
			continue;
		status = add_person(o, e, line, p);
		if (status != EXIT_DONE)
			(void)fprintf(stderr, "lapak: %.200s:%d: nothing was noted\n", path, n);
	}
	(void)fclose(f);
	return status;
}

/* Whoever came without a place gets one noted, and whoever did not is absent. */
static enum exit_status note(struct office *o, const struct errand *e, const struct sitting *s,
	const struct trader *t)
{
	bool absent = option_given(e->in, "absent");
	struct seat seat;
	enum rc rc = seat_of(o->store, e->wave.id, t->id, &seat);

	if (rc == RC_ABSENT) {
		(void)fprintf(stderr, "lapak: %s has no place in %s; lapak wave enrol first\n",
			t->phone.e164, e->wave.name);
		return EXIT_FAILED;
	}
	if (rc == RC_OK && absent)
		rc = attendance_remove(o->store, s, t->id, e->by, e->now);
	else if (rc == RC_OK)
		rc = attendance_add(o->store, s, t->id, e->by, e->now);
	return rc == RC_CONFLICT ? EXIT_DONE : office_outcome(rc); /* noted already */
}

static enum exit_status attend(struct office *o, struct errand *e)
{
	static struct people people;
	const char *phones[PEOPLE_MAX];
	size_t n = option_values(e->in, "phone", phones, PEOPLE_MAX);
	struct sitting s = { .id = 0 };
	char detail[64];
	enum exit_status status = which_sitting(o, e, true, &s);

	people.count = 0;
	if (status == EXIT_DONE && n == 0 && e->in->argc < 4)
		return cli_misused(e->in, "say who: --phone 0812..., or a file of numbers");
	if (status == EXIT_DONE && s.starts_at - 3600 > e->now)
		return refuse(e, "the sitting has not begun");
	for (size_t i = 0; status == EXIT_DONE && i < n; i++)
		status = add_person(o, e, phones[i], &people);
	if (status == EXIT_DONE && e->in->argc > 3)
		status = read_list(o, e, e->in->argv[3], &people);
	for (size_t i = 0; status == EXIT_DONE && i < people.count; i++)
		status = note(o, e, &s, &people.who[i]);
	if (status != EXIT_DONE)
		return status;
	(void)snprintf(detail, sizeof(detail), "%zu people %s", people.count,
		option_given(e->in, "absent") ? "absent" : "present");
	status = record(o, e->in, "wave.attend", "wave", e->wave.id, detail);
	if (status == EXIT_DONE)
		printf("%s: %s\n", e->wave.name, detail);
	return status;
}

/* Everyone with a place hears of it once, from the running server. */
static enum exit_status announce(struct office *o, const struct errand *e)
{
	return office_outcome(job_put(o->store,
		&(struct job){ .kind = "news", .subject = e->wave.id, .due_at = e->now }));
}

static enum exit_status move(struct office *o, struct errand *e)
{
	const char *to = option_value(e->in, "to");
	struct sitting s = { .id = 0 };
	char detail[64], from_at[17], to_at[17];
	int64_t when = 0;
	enum exit_status status = which_sitting(o, e, false, &s);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	if (to == NULL || !look_up_when(&when, to))
		return cli_misused(
			e->in, "--to: the new day and hour, as \"2026-12-12 09:00\"");
	rc = wave_sitting_move(
		&(struct work){ .store = o->store, .config = &o->config, .now = e->now },
		&e->wave, &s, when);
	if (rc == RC_INVALID)
		return cli_misused(e->in, "--to: %.60s is in the past", to);
	if (rc == RC_DENIED)
		return refuse(e, "this sitting is over or called off");
	if (rc == RC_CONFLICT)
		return refuse(e, "there is a sitting at that time already");
	status = office_outcome(rc);
	instant_plain(s.starts_at, from_at);
	instant_plain(when, to_at);
	(void)snprintf(detail, sizeof(detail), "%s to %s", from_at, to_at);
	if (status == EXIT_DONE)
		status = record(o, e->in, "wave.move", "wave", e->wave.id, detail);
	if (status == EXIT_DONE)
		printf("%s: %s\n", e->wave.name, detail);
	return status;
}

static enum exit_status call_off(struct office *o, struct errand *e)
{
	enum exit_status status;

	if (e->wave.state == WAVE_DONE || e->wave.state == WAVE_CANCELLED)
		return refuse(e, "it is over or called off already");
	status = office_outcome(wave_set_state(o->store, e->wave.id, WAVE_CANCELLED, e->now));
	if (status == EXIT_DONE && e->wave.state != WAVE_DRAFT)
		status = announce(o, e);
	if (status == EXIT_DONE)
		status = record(o, e->in, "wave.cancel", "wave", e->wave.id, e->wave.name);
	if (status == EXIT_DONE)
		printf("%s: cancelled; everyone with a place is told\n", e->wave.name);
	return status;
}

enum exit_status wave_enrol_command(const struct invocation *in)
{
	return run(in, enrol);
}

enum exit_status wave_free_command(const struct invocation *in)
{
	return run(in, free_seat);
}

enum exit_status wave_restore_command(const struct invocation *in)
{
	return run(in, restore);
}

enum exit_status wave_attend_command(const struct invocation *in)
{
	return run(in, attend);
}

enum exit_status wave_move_command(const struct invocation *in)
{
	return run(in, move);
}

enum exit_status wave_cancel_command(const struct invocation *in)
{
	return run(in, call_off);
}
