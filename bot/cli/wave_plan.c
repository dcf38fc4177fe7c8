/* cli/wave_plan.c - lapak wave plan: reminders before the sittings, tips and checks after the last */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/listing.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/wave_parts.h"
#include "office/wave_plan.h"
#include "store/tip.h"

enum { DAY_MOST = 365 };

#define BUDGET_MOST INT64_C(1000000000000)

static bool is_none(const char *text)
{
	return strcmp(text, "none") == 0;
}

bool wave_plan_follow_up(struct wave_plan *plan, const char *text)
{
	bool named = isalpha((unsigned char)text[0]) != 0 && text[1] == ':';
	const char *days = named ? text + 2 : text;

	if (is_none(text)) {
		plan->tip_days[0] = '\0';
		return true;
	}
	if (days[0] == '\0' || !wave_plan_follows(days)) {
		(void)fprintf(stderr,
			"lapak wave: --follow-up: a series and days from 1 to %d in order, as A:1,3,7, or none; "
			"not `%.60s`\n",
			(int)DAY_MOST, text);
		return false;
	}
	(void)snprintf(plan->tip_days, sizeof(plan->tip_days), "%s", days);
	if (named)
		(void)snprintf(plan->series, sizeof(plan->series), "%c",
			toupper((unsigned char)text[0]));
	return true;
}

bool wave_plan_budget(struct wave_plan *plan, const char *text)
{
	plan->budget = 0;
	if (is_none(text) || number_read(&plan->budget, text, 1, BUDGET_MOST))
		return true;
	(void)fprintf(stderr,
		"lapak wave: --budget: rupiah in digits, as 2500000, or none; not `%.60s`\n",
		text);
	return false;
}

static bool read_remind(struct wave_plan *plan, const char *text)
{
	const char *days = is_none(text) ? "" : text;

	if (text[0] == '\0' || !wave_plan_reminds(days)) {
		(void)fprintf(stderr,
			"lapak wave: --remind: days before a sitting from 1 to %d in order, as 3,1, or none; "
			"not `%.60s`\n",
			(int)REMIND_DAYS_MOST, text);
		return false;
	}
	(void)snprintf(plan->reminder_days, sizeof(plan->reminder_days), "%s", days);
	return true;
}

enum rc wave_plan_warn(struct office *o, const struct wave_plan *plan)
{
	struct tip_series series[TIP_SERIES_MAX];
	size_t n = 0;
	enum rc rc = tip_series_list(o->store, "id", series, TIP_SERIES_MAX, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(series[i].series, wave_plan_series(plan)) == 0)
			return rc;
	if (rc == RC_OK && plan->tip_days[0] != '\0')
		(void)fprintf(stderr,
			"lapak wave: there are no tips of series %s yet; lapak tip import takes them in\n",
			wave_plan_series(plan));
	return rc;
}

static enum exit_status change(struct office *o, void *arg)
{
	const struct invocation *in = arg;
	const char *follow = option_value(in, "follow-up"),
		   *remind = option_value(in, "remind"), *budget = option_value(in, "budget");
	char detail[192];
	struct wave_plan plan;
	struct wave w;
	enum exit_status status = wave_look_up(o, in->argv[2], &w);
	enum rc rc = RC_OK;

	if (status == EXIT_DONE)
		status = office_outcome(wave_plan_get(o->store, w.id, &plan));
	if (status != EXIT_DONE)
		return status;
	if (follow != NULL && !wave_plan_follow_up(&plan, follow))
		status = EXIT_MISUSED;
	if (remind != NULL && !read_remind(&plan, remind)) /* every fault is told */
		status = EXIT_MISUSED;
	if (budget != NULL && !wave_plan_budget(&plan, budget))
		status = EXIT_MISUSED;
	if (status != EXIT_DONE)
		return status;
	if (w.state == WAVE_CANCELLED) {
		(void)fprintf(stderr, "lapak: %s is cancelled\n", w.name);
		return EXIT_FAILED;
	}
	rc = wave_plan_change(
		&(struct work){ .store = o->store, .config = &o->config, .now = clock_now() },
		&w, &plan);
	if (rc == RC_OK)
		rc = wave_plan_warn(o, &plan);
	(void)snprintf(detail, sizeof(detail), "%s: %s:%s, remind %s, budget %" PRId64, w.name,
		wave_plan_series(&plan), plan.tip_days, plan.reminder_days, plan.budget);
	return rc == RC_OK ? record(o, in, "wave.plan", "wave", w.id, detail)
			   : office_outcome(rc);
}

static json_t *json_of_days(const char *days, int from, int step)
{
	json_t *array = json_array();

	for (int day = from; day >= 1 && day <= DAY_MOST; day += step)
		if (plan_has_day(days, day) &&
			json_array_append_new(array, json_integer(day)) != 0)
			BUG("a day that is no JSON");
	return array;
}

static enum exit_status print(struct office *o, const struct invocation *in)
{
	struct wave_plan plan;
	struct wave w;
	enum exit_status status = wave_look_up(o, in->argv[2], &w);

	if (status == EXIT_DONE)
		status = office_outcome(wave_plan_get(o->store, w.id, &plan));
	if (status != EXIT_DONE)
		return status;
	if (in->json)
		json_print(json_pack("{s:o, s:s, s:o, s:o, s:I}", "wave", json_of_text(w.name),
			"series", wave_plan_series(&plan), "follow_up",
			json_of_days(plan.tip_days, 1, 1), "remind",
			json_of_days(plan.reminder_days, DAY_MOST, -1), "budget",
			(json_int_t)plan.budget));
	else
		printf("wave       %s\nfollow-up  %s%s%s\nremind     %s\n", w.name,
			plan.tip_days[0] != '\0' ? wave_plan_series(&plan) : "none",
			plan.tip_days[0] != '\0' ? ":" : "", plan.tip_days,
			plan.reminder_days[0] != '\0' ? plan.reminder_days : "none");
	if (!in->json && plan.budget > 0)
		printf("budget     Rp%" PRId64 "\n", plan.budget);
	return EXIT_DONE;
}

enum exit_status wave_plan_command(const struct invocation *in)
{
	bool changes = option_given(in, "follow-up") || option_given(in, "remind") ||
		       option_given(in, "budget");
	struct invocation copy = *in;
	struct office o;
	enum exit_status status = office_open(&o, in, changes ? NEED_WRITE : NEED_READ);

	if (status == EXIT_DONE && changes)
		status = office_write(&o, change, &copy);
	if (status == EXIT_DONE)
		status = print(&o, in);
	office_close(&o);
	return status;
}
