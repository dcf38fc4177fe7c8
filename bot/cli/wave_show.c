/* cli/wave_show.c - lapak wave show: one wave, who is being asked, whom the last reminder did not reach */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "cli/wave_parts.h"
#include "store/seat.h"
#include "store/staff.h"
#include "store/trainer.h"

enum { LISTED_MAX = 40, STATES = 6 };

/* What becomes of a reminder's SMS, as the office counts it. */
static const char *const counted[STATES] = { "queued", "sent", "delivered", "expired", "failed",
	"unknown" };

struct line {
	struct phone phone;
	char name[TRADER_NAME_MAX * 4 + 1];
	char reminder[12];     /* why it did not arrive; "": this is an offer */
	int64_t offered_until; /* 0: this is a reminder */
};

struct view { /* gathered before anything is printed */
	struct wave wave;
	struct sitting sitting[SITTINGS_MAX];
	size_t sittings;
	struct market market[MARKETS_MAX]; /* that may enrol; none: all */
	size_t markets;
	struct wave_plan plan;
	struct staff trainer; /* id 0: nobody */
	int64_t reminders[STATES];
	struct line line[LISTED_MAX];
	size_t lines, more; /* more: of which there was no room */
};

static bool arrived(const char *state)
{
	return strcmp(state, "expired") != 0 && strcmp(state, "failed") != 0 &&
	       strcmp(state, "rejected") != 0 && strcmp(state, "unknown") != 0;
}

static void count(struct view *v, const char *state)
{
	if (strcmp(state, "sending") == 0)
		state = "queued";
	else if (strcmp(state, "rejected") == 0)
		state = "failed";
	for (size_t i = 0; i < STATES; i++)
		v->reminders[i] += strcmp(counted[i], state) == 0;
}

static bool has_seat(enum enrolment_status s)
{
	return s == ENROLMENT_ENROLLED || s == ENROLMENT_ATTENDED;
}

static enum rc look(const struct roster_row *row, void *arg)
{
	struct view *v = arg;
	bool offered = row->enrolment.status == ENROLMENT_OFFERED;
	bool missed = has_seat(row->enrolment.status) && row->reminder[0] != '\0' &&
		      !arrived(row->reminder);
	struct line *line = &v->line[v->lines];

	if (has_seat(row->enrolment.status))
		count(v, row->reminder);
	if (!offered && !missed)
		return RC_OK;
	if (v->lines == LISTED_MAX) {
		v->more++;
		return RC_OK;
	}
	v->lines++;
	line->phone = row->who.trader.phone;
	(void)snprintf(line->name, sizeof(line->name), "%s", row->who.trader.name);
	(void)snprintf(
		line->reminder, sizeof(line->reminder), "%s", offered ? "" : row->reminder);
	line->offered_until = offered ? row->offered_until : 0;
	return RC_OK;
}

static enum rc gather(struct store *st, struct view *v)
{
	int64_t trainer = 0;
	enum rc rc = wave_sittings(st, v->wave.id, v->sitting, SITTINGS_MAX, &v->sittings);

	if (rc == RC_OK)
		rc = wave_allowed(st, v->wave.id, v->market, MARKETS_MAX, &v->markets);
	if (rc == RC_OK)
		rc = wave_plan_get(st, v->wave.id, &v->plan);
	if (rc == RC_OK)
		rc = trainer_of(st, v->wave.id, &trainer);
	if (rc == RC_OK && trainer != 0)
		rc = staff_by_id(st, trainer, &v->trainer);
	return rc == RC_OK ? wave_roster(st, v->wave.id, look, v) : rc;
}

static void print_plan(const struct view *v)
{
	printf("markets  %s", v->markets == 0 ? "all" : "");
	for (size_t i = 0; i < v->markets; i++)
		printf("%s%s", i > 0 ? ", " : "", v->market[i].name);
	printf("\ntrainer  %s\n", v->trainer.id != 0 ? v->trainer.login : "nobody");
	if (v->plan.budget > 0)
		printf("budget   Rp%" PRId64 "\n", v->plan.budget);
}

static void print_reminders(const struct view *v)
{
	const char *lead = "reminded ";

	for (size_t i = 0; i < STATES; i++)
		if (v->reminders[i] > 0) {
			printf("%s%" PRId64 " %s", lead, v->reminders[i], counted[i]);
			lead = ", ";
		}
	if (strcmp(lead, ", ") == 0)
		printf("\n");
	for (size_t i = 0; i < v->lines; i++) {
		const struct line *line = &v->line[i];
		char until[17];

		instant_plain(line->offered_until, until);
		if (line->offered_until != 0)
			printf("offered  %s %s, until %s\n", line->phone.e164, line->name,
				until);
		else
			printf("call     %s %s: reminder %s\n", line->phone.e164, line->name,
				line->reminder);
	}
	if (v->more > 0)
		printf("and %zu more; lapak wave roster shows all\n", v->more);
}

static void print_view(const struct view *v)
{
	const struct wave *w = &v->wave;

	printf("wave     %s\nid       %" PRId64 "\nmarket   %s\nplace    %s\nstate    %s\n"
	       "seats    %d\ntaken    %d\nwaiting  %d\n",
		w->name, w->id, w->market, w->place, wave_state_name(w->state), w->seats,
		w->taken, w->waiting);
	for (size_t i = 0; i < v->sittings; i++) {
		char at[17];

		instant_plain(v->sitting[i].starts_at, at);
		printf("sitting  %s, attendance code %s\n", at, v->sitting[i].code);
	}
	print_plan(v);
	print_reminders(v);
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		BUG("a row that is no JSON");
}

/* offers: who was asked and has not answered; else those a reminder did not reach. */
static json_t *json_of_lines(const struct view *v, bool offers)
{
	json_t *array = json_array();

	for (size_t i = 0; i < v->lines; i++) {
		const struct line *line = &v->line[i];

		if (offers != (line->offered_until != 0))
			continue;
		append(array,
			offers ? json_pack("{s:o, s:o, s:I}", "phone",
					 json_of_text(line->phone.e164), "name",
					 json_of_text(line->name), "until",
					 (json_int_t)line->offered_until)
			       : json_pack("{s:o, s:o, s:s}", "phone",
					 json_of_text(line->phone.e164), "name",
					 json_of_text(line->name), "reminder", line->reminder));
	}
	return array;
}

static json_t *json_of_view(const struct view *v)
{
	const struct wave *w = &v->wave;
	json_t *markets = json_array(), *reminders = json_object();

	for (size_t i = 0; i < v->markets; i++)
		append(markets, json_of_text(v->market[i].name));
	for (size_t i = 0; i < STATES; i++)
		if (json_object_set_new(reminders, counted[i], json_integer(v->reminders[i])) !=
			0)
			BUG("a number that is no JSON");
	return json_pack(
		"{s:o, s:o, s:o, s:o, s:s, s:i, s:i, s:i, s:o, s:o, s:o, s:I, s:o, s:o, "
		"s:o}",
		"id", json_of_id(w->id), "name", json_of_text(w->name), "market",
		json_of_text(w->market), "place", json_of_text(w->place), "state",
		wave_state_name(w->state), "seats", (int)w->seats, "taken", (int)w->taken,
		"waiting", (int)w->waiting, "sittings",
		wave_sittings_json(v->sitting, v->sittings), "markets", markets, "trainer",
		v->trainer.id != 0 ? json_of_text(v->trainer.login) : json_null(), "budget",
		(json_int_t)v->plan.budget, "reminders", reminders, "offers",
		json_of_lines(v, true), "unreached", json_of_lines(v, false));
}

enum exit_status wave_show_command(const struct invocation *in)
{
	static struct view v;
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE)
		status = wave_look_up(&o, in->argv[2], &v.wave);
	if (status == EXIT_DONE)
		status = office_outcome(gather(o.store, &v));
	if (status == EXIT_DONE && in->json)
		json_print(json_of_view(&v));
	else if (status == EXIT_DONE)
		print_view(&v);
	office_close(&o);
	return status;
}
