/* cli/simulate_day.c - one day of a simulation, from morning to night */
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "base/days.h"
#include "cli/simulate_parts.h"
#include "store/job.h"
#include "store/message.h"
#include "store/seat.h"

#define AT(hour, minute) ((hour)*3600 + (minute)*60)

enum {
	OPENS = 4, /* days before the sitting */
	PAUSE_MS = 5,
	SETTLE_MS = 2000,
	BROADCAST_MS = 2500, /* the service looks for new ones once a second */
	KILL_EVERY = 3,
	OUTAGE_EVERY = 10, /* days; on the eighth of them */
	NIGHT_EVERY = 10,
};

static bool chance(struct random *r, unsigned of_thousand)
{
	return random_below(r, 1000) < of_thousand;
}

static bool poke(void *arg, size_t talk, const char *answer, struct client_call *call)
{
	(void)arg;
	(void)talk;
	if (answer != NULL)
		return false;
	(void)snprintf(call->path, sizeof(call->path), "/livez");
	return true;
}

/* Whether nothing is due any more. */
static bool settled(struct simulation *s, int64_t now)
{
	int64_t message = INT64_MAX, job = INT64_MAX;

	if (outbox_next_due(s->store, &message) != RC_OK ||
		job_next_due(s->store, &job) != RC_OK)
		return true;
	return message > now && job > now;
}

/* Lets the service work for at least and at most so many milliseconds. */
static enum rc wait_settled(struct simulation *s, int64_t now, int64_t least_ms)
{
	static const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000L };
	int64_t began_ms = clock_monotonic_ms(), took_ms = 0;
	enum rc rc = client_talk(&s->client, 1, poke, s, &s->err);

	while (rc == RC_OK && took_ms < SETTLE_MS + least_ms &&
		(took_ms < least_ms || !settled(s, now))) {
		(void)nanosleep(&pause, NULL);
		rc = client_talk(&s->client, 1, poke, s, &s->err);
		took_ms = clock_monotonic_ms() - began_ms;
	}
	return rc;
}

enum rc day_clock(struct simulation *s, int day, int seconds)
{
	int64_t instant = day_instant(s->first_day + day, seconds);
	enum rc rc = stage_clock(&s->stage, instant, &s->err);

	return rc == RC_OK ? wait_settled(s, instant, 0) : rc;
}

static bool reachable(const struct person *p)
{
	return !p->erased && !p->stopped;
}

/* Who has something to look for on the phone. */
static enum rc read_pushed(struct simulation *s, unsigned trained_of_thousand)
{
	for (int64_t i = 0; i < s->traders; i++) {
		struct person *p = &s->people[i];

		if (reachable(p) &&
			(p->wave != NEVER || (p->trained != NEVER &&
						     chance(&p->random, trained_of_thousand))))
			(void)talk_add(s, p, NULL);
	}
	return talk_all(s);
}

static void hold(struct simulation *s, int wave)
{
	(void)talk_add(s, &s->trainer, "KODE %s", s->wave[wave].name);
	for (int64_t i = 0; i < s->traders; i++) {
		struct person *p = &s->people[i];
		struct talk *t;

		if (p->wave != wave || p->waits || p->erased)
			continue;
		if (chance(&p->random, 200)) {
			s->did.no_shows++;
			continue;
		}
		t = talk_add(
			s, p, "HADIR %s", chance(&p->random, 50) ? "0000" : s->wave[wave].code);
		talk_line(t, "HADIR %s", s->wave[wave].code);
	}
}

/* A wave's day is over: who did not come, or never got a seat, may try again.
 */
static void let_go(struct simulation *s, int wave)
{
	for (int64_t i = 0; i < s->traders; i++)
		if (s->people[i].wave == wave) {
			s->people[i].wave = NEVER;
			s->people[i].waits = false;
		}
}

static enum rc morning(struct simulation *s)
{
	enum rc rc = day_clock(s, s->day, AT(8, 5));

	if (rc == RC_OK)
		rc = read_pushed(s, 200);
	if (rc == RC_OK && s->did.questions > s->did.answered)
		rc = office_answer(s);
	if (rc == RC_OK)
		rc = day_clock(s, s->day, AT(9, 5));
	for (int w = 0; w < s->waves && rc == RC_OK; w++) {
		if (s->wave[w].day == s->day)
			hold(s, w);
		if (s->wave[w].day == s->day + 1)
			(void)talk_add(s, &s->trainer, "SIAR %s Besok bawa contoh barang",
				s->wave[w].name);
		if (s->wave[w].day == s->day + OPENS)
			rc = office_open_wave(s, w);
	}
	if (rc == RC_OK)
		rc = talk_all(s);
	for (int w = 0; w < s->waves; w++)
		if (s->wave[w].day == s->day)
			let_go(s, w);
	return rc;
}

/* Who was trained looks at the phone an hour after a tip or a check of the wave's plan may have come, or on the next day. */
static enum rc follow_up(struct simulation *s)
{
	static const struct wave_plan plan = { .tip_days = "1,3,7,10,14,21,30,45,60,75,90" };
	enum rc rc = RC_OK;

	for (int64_t i = 0; i < s->traders; i++) {
		struct person *p = &s->people[i];
		int day = p->trained != NEVER ? s->day - p->trained : 0;

		if (reachable(p) && day > 0 &&
			(plan_has_day(plan.tip_days, day) ||
				plan_has_day(plan.tip_days, day - 1)) &&
			chance(&p->random, 800))
			(void)talk_add(s, p, NULL);
	}
	if (s->talks > 0)
		rc = day_clock(s, s->day, AT(10, 5));
	return rc == RC_OK ? talk_all(s) : rc;
}

/* What else a person may have to say. */
static void add_rest(struct simulation *s, struct person *p)
{
	struct random *r = &p->random;
	struct talk *t;

	if (chance(r, 1))
		(void)talk_add(s, p, "STOP");
	else if (chance(r, 2))
		(void)talk_add(s, p, "TANYA Apa boleh bawa anak?");
	else if (p->wave != NEVER && s->wave[p->wave].day == s->day + 2 && chance(r, 60))
		(void)talk_add(s, p, "BATAL %s", s->wave[p->wave].name);
	else if (s->random.state % 4 == 0 && chance(r, 1))
		(void)talk_add(s, p, "HAPUS DATA");
	else if (chance(r, 10)) {
		t = talk_add(s, p, "TIPS");
		talk_line(t, "1");
		talk_line(t, "1");
	} else if (chance(r, 5)) {
		t = talk_add(s, p, "*2323#");
		(void)snprintf(t->session, sizeof(t->session), "u%d%s", s->day, p->phone + 6);
		talk_line(t, "5");
		talk_line(t, "0");
	}
}

/* What must happen even in a small programme, so that every rule has something
 * to hold. */
static bool add_certain(struct simulation *s, struct person *p)
{
	static const struct {
		int64_t person;
		int day;
		const char *text;
	} certain[] = { { 3, 2, "TANYA Apa boleh bawa anak?" }, { 7, 3, "STOP" },
		{ 11, 4, "Mau STOP" }, { 13, 6, "STOP" }, { 17, 7, "HAPUS DATA" } };

	for (size_t i = 0; i < sizeof(certain) / sizeof(certain[0]); i++)
		if (certain[i].day == s->day && p == &s->people[certain[i].person]) {
			(void)talk_add(s, p, "%s", certain[i].text);
			return true;
		}
	return false;
}

static enum rc evening(struct simulation *s)
{
	double shock = 0.15 * random_normal(&s->random) + (s->day % 7 == 5 ? 0.3 : 0.0);
	enum rc rc = day_clock(s, s->day, AT(16, 0));

	for (int64_t i = 0; i < s->traders && rc == RC_OK; i++) {
		struct person *p = &s->people[i];

		if (p->erased)
			continue;
		if (p->stopped) {
			/* Every other one stays away. */
			if (i % 2 == 0 && s->day > p->stopped_on + 7 && chance(&p->random, 50))
				(void)talk_add(s, p, "MULAI");
			continue;
		}
		if (add_certain(s, p))
			continue;
		if (chance(&p->random, 750)) {
			struct talk *t = talk_add(s, p, NULL);

			t->reads = false;
			people_report(s, t, shock);
		} else
			add_rest(s, p);
	}
	if (s->day % KILL_EVERY == KILL_EVERY - 1 && s->talks > 1)
		s->kill_after = (int)(1 + random_below(&s->random, s->talks));
	return rc == RC_OK ? talk_all(s) : rc;
}

/* The first broadcast in the afternoon, the second a moment before quiet hours:
 * the rest goes in the morning. */
static enum rc broadcasts(struct simulation *s)
{
	bool first = s->day == 5, second = s->day == s->days - 4;
	int64_t at = first ? AT(16, 30) : AT(18, 59) + 57;
	enum rc rc;

	if (!first && !second)
		return RC_OK;
	rc = day_clock(s, s->day, (int)at);
	if (rc == RC_OK)
		rc = office_broadcast(s);
	return rc == RC_OK ? wait_settled(s, day_instant(s->first_day + s->day, (int)at),
				     BROADCAST_MS)
			   : rc;
}

static bool reminds(const struct simulation *s)
{
	for (int w = 0; w < s->waves; w++)
		if (s->wave[w].day == s->day + 3 || s->wave[w].day == s->day + 1)
			return true;
	return false;
}

/* The service is down from before the reminders until after quiet hours have
 * begun. */
static enum rc outage(struct simulation *s)
{
	enum rc rc = stage_halt(&s->stage, SIGTERM, &s->err);

	if (rc == RC_OK)
		rc = stage_clock(
			&s->stage, day_instant(s->first_day + s->day, AT(20, 30)), &s->err);
	if (rc == RC_OK)
		rc = stage_serve(&s->stage, &s->err);
	s->did.outages++;
	return rc == RC_OK ? day_clock(s, s->day, AT(20, 31)) : rc;
}

static enum rc night(struct simulation *s)
{
	enum rc rc = day_clock(s, s->day, AT(21, 30));

	for (int64_t i = 0; i < s->traders && rc == RC_OK; i += 20)
		if (reachable(&s->people[i]))
			(void)talk_add(s, &s->people[i], "JADWAL");
	return rc == RC_OK ? talk_all(s) : rc;
}

enum rc day_play(struct simulation *s)
{
	enum rc rc = morning(s);

	if (rc == RC_OK)
		rc = follow_up(s);
	if (rc == RC_OK)
		rc = evening(s);
	if (rc == RC_OK && s->day == 5)
		rc = broadcasts(s);
	if (rc == RC_OK && s->day % OUTAGE_EVERY == OUTAGE_EVERY - 3)
		return outage(s);
	if (rc == RC_OK && reminds(s)) {
		rc = day_clock(s, s->day, AT(18, 2));
		if (rc == RC_OK)
			rc = read_pushed(s, 0);
	}
	if (rc == RC_OK && s->day != 5)
		rc = broadcasts(s);
	if (rc == RC_OK && s->day % NIGHT_EVERY == NIGHT_EVERY - 1)
		rc = night(s);
	return rc;
}
