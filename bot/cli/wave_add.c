/* cli/wave_add.c - lapak wave add: a training with seats; every fault is named at once, by its field */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/days.h"
#include "base/suggest.h"
#include "cli/commands.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/wave_parts.h"
#include "office/wave_form.h"
#include "store/seat.h"
#include "store/trainer.h"

enum { SEATS_MOST = 1000, ALLOW_MAX = 32 };

struct draft {
	const struct invocation *in;
	struct office *office;
	enum rc outcome; /* of the store, while the fields were looked at */
	struct wave wave;
	struct wave_plan plan;
	struct sitting sitting[SITTINGS_MAX];
	size_t sittings;
	int64_t allow[ALLOW_MAX]; /* markets */
	size_t allowed;
	int64_t trainer_id; /* 0: none */
	int64_t now;
	unsigned faults;
};

static void fault(struct draft *d, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void fault(struct draft *d, const char *fmt, ...)
{
	va_list ap;

	(void)fputs("lapak wave: ", stderr);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	d->faults++;
}

/* The value of an option that must be there; "" and a fault when it is not. */
static const char *needed(struct draft *d, const char *option, const char *what)
{
	const char *value = option_value(d->in, option);

	if (value != NULL)
		return value;
	fault(d, "--%s: give %s", option, what);
	return "";
}

static void read_name(struct draft *d)
{
	const char *name = needed(d, "name", "what traders type, as G4");
	const char *why = wave_name_fault(name);
	struct wave other;
	enum rc rc;

	if (option_value(d->in, "name") == NULL)
		return;
	if (why != NULL) {
		fault(d, "--name: %s, not `%.60s`", why, name);
		return;
	}
	rc = wave_find(d->office->store, name, &other);
	if (rc == RC_OK)
		fault(d, "--name: there is a wave %s already", other.name);
	else if (rc != RC_ABSENT)
		d->outcome = rc;
	(void)snprintf(d->wave.name, sizeof(d->wave.name), "%s", name);
}

static void suggest_market(struct draft *d, const char *option, const char *name)
{
	struct suggestion near = { .word = NULL };
	struct market market[MARKETS_MAX];
	size_t n = 0;

	if (market_list(d->office->store, market, MARKETS_MAX, &n) != RC_OK)
		n = 0;
	for (size_t i = 0; i < n; i++)
		suggest_consider(&near, name, market[i].name);
	if (near.word != NULL)
		fault(d, "--%s: there is no market `%.60s`; did you mean `%s`?", option, name,
			near.word);
	else
		fault(d, "--%s: there is no market `%.60s`; lapak market list shows all",
			option, name);
}

static int64_t market_named(struct draft *d, const char *option, const char *name)
{
	struct market market = { .id = 0 };
	enum rc rc = market_by_name(d->office->store, name, &market);

	if (rc == RC_ABSENT)
		suggest_market(d, option, name);
	else if (rc != RC_OK)
		d->outcome = rc;
	return market.id;
}

static void read_market(struct draft *d)
{
	const char *name = needed(d, "market", "a market; lapak market list shows all");

	if (option_value(d->in, "market") != NULL)
		d->wave.market_id = market_named(d, "market", name);
}

static void read_allowed(struct draft *d)
{
	const char *name[ALLOW_MAX];
	size_t n = option_values(d->in, "allow", name, ALLOW_MAX);

	if (n > ALLOW_MAX)
		fault(d, "--allow: at most %d markets, not %zu", (int)ALLOW_MAX, n);
	for (size_t i = 0; i < n && i < ALLOW_MAX; i++)
		d->allow[d->allowed++] = market_named(d, "allow", name[i]);
}

static void read_trainer(struct draft *d)
{
	const char *login = option_value(d->in, "trainer");
	enum rc rc =
		login != NULL ? wave_trainer_named(d->office, login, &d->trainer_id) : RC_OK;

	if (rc == RC_ABSENT)
		fault(d,
			"--trainer: %.60s is no enabled account of a trainer; look: lapak staff list",
			login);
	else if (rc != RC_OK)
		d->outcome = rc;
}

static void read_place(struct draft *d)
{
	const char *place = needed(d, "place", "where in the market, as \"Lt 3\"");

	if (option_value(d->in, "place") == NULL)
		return;
	if (place[0] == '\0' || !wave_place_fits(place))
		fault(d,
			"--place: 1 to %d plain letters, digits and signs, since it stands in SMS",
			(int)WAVE_PLACE_MAX);
	else
		(void)snprintf(d->wave.place, sizeof(d->wave.place), "%s", place);
}

static void read_seats(struct draft *d)
{
	const char *text = needed(d, "seats", "how many may come");
	int64_t seats = 0;

	if (option_value(d->in, "seats") == NULL)
		return;
	if (!number_read(&seats, text, 1, SEATS_MOST))
		fault(d, "--seats: a number from 1 to %d, not `%.60s`", (int)SEATS_MOST, text);
	d->wave.seats = (int32_t)seats;
}

static void read_sitting(struct draft *d, const char *text)
{
	struct sitting *s = &d->sitting[d->sittings];

	if (!look_up_when(&s->starts_at, text)) {
		fault(d, "--sitting: a day and an hour, as \"2026-12-05 09:00\", not `%.60s`",
			text);
		return;
	}
	if (s->starts_at <= d->now)
		fault(d, "--sitting: %s is in the past", text);
	for (size_t i = 0; i < d->sittings; i++)
		if (d->sitting[i].starts_at == s->starts_at)
			fault(d, "--sitting: %s was given twice", text);
	d->sittings++;
}

static void read_sittings(struct draft *d)
{
	const char *text[SITTINGS_MAX];
	size_t n = option_values(d->in, "sitting", text, SITTINGS_MAX);

	if (n == 0)
		fault(d, "--sitting: give at least one, as \"2026-12-05 09:00\"");
	if (n > SITTINGS_MAX)
		fault(d, "--sitting: at most %d, not %zu", (int)SITTINGS_MAX, n);
	for (size_t i = 0; i < n && i < SITTINGS_MAX; i++)
		read_sitting(d, text[i]);
}

/* 0001..9999; 0000 stands in the example traders read. */
static void make_code(char out[static 5])
{
	uint32_t n = 0;

	if (getentropy(&n, sizeof(n)) != 0)
		BUG("no randomness");
	n = n % 9999 + 1;
	for (int i = 3; i >= 0; i--, n /= 10)
		out[i] = (char)('0' + n % 10);
	out[4] = '\0';
}

static void read_code(struct draft *d)
{
	const char *code = option_value(d->in, "code");

	if (code != NULL && (strlen(code) != 4 || strspn(code, "0123456789") != 4)) {
		fault(d, "--code: 4 digits, not `%.60s`", code);
		return;
	}
	for (size_t i = 0; i < d->sittings; i++)
		if (code == NULL)
			make_code(d->sitting[i].code);
		else
			memcpy(d->sitting[i].code, code, 5);
}

static void read_plan(struct draft *d)
{
	const char *follow = option_value(d->in, "follow-up"),
		   *budget = option_value(d->in, "budget");

	d->plan = WAVE_PLAN_USUAL;
	if (follow != NULL && !wave_plan_follow_up(&d->plan, follow))
		d->faults++;
	if (budget != NULL && !wave_plan_budget(&d->plan, budget))
		d->faults++;
}

/* Keeps the plan only when it is not the usual one. */
static enum rc keep_plan(struct draft *d)
{
	enum rc rc = RC_OK;

	if (option_given(d->in, "follow-up") || d->plan.budget != 0)
		rc = wave_plan_set(d->office->store, d->wave.id, &d->plan);
	if (rc == RC_OK && option_given(d->in, "follow-up"))
		rc = wave_plan_warn(d->office, &d->plan);
	return rc;
}

static enum rc add(struct draft *d)
{
	struct store *st = d->office->store;
	enum rc rc = wave_add(st, &d->wave, d->sitting, d->sittings, d->now);

	for (size_t i = 0; rc == RC_OK && i < d->allowed; i++)
		rc = wave_allow(st, d->wave.id, d->allow[i]);
	if (rc == RC_OK && d->trainer_id != 0)
		rc = trainer_set(st, d->wave.id, d->trainer_id);
	return rc == RC_OK ? keep_plan(d) : rc;
}

static enum exit_status keep(struct office *o, void *arg)
{
	struct draft *d = arg;
	enum exit_status status;

	d->office = o;
	d->now = clock_now();
	d->wave.state = option_given(d->in, "open") ? WAVE_OPEN : WAVE_DRAFT;
	read_name(d);
	read_market(d);
	read_place(d);
	read_sittings(d);
	read_seats(d);
	read_code(d);
	read_allowed(d);
	read_trainer(d);
	read_plan(d);
	if (d->outcome != RC_OK)
		return office_outcome(d->outcome);
	if (d->faults > 0)
		return EXIT_MISUSED;
	status = office_outcome(add(d));
	return status == EXIT_DONE
		       ? record(o, d->in, "wave.add", "wave", d->wave.id, d->wave.name)
		       : status;
}

enum exit_status wave_add_command(const struct invocation *in)
{
	struct draft d = { .in = in };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, keep, &d);
	if (status == EXIT_DONE)
		printf("%" PRId64 "\n", d.wave.id);
	office_close(&o);
	return status;
}
