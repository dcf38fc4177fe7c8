/* cli/sale_effect.c - lapak sale effect: what a wave did for takings, with how sure that is */
#include <stdio.h>

#include "base/days.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "cli/sale_parts.h"
#include "cli/wave_parts.h"
#include "office/effect_wave.h"

static const char *verdict(const struct effect *e)
{
	if (!e->enough)
		return "too few traders to say anything";
	if (e->low > 0)
		return "more than the not yet trained";
	return e->high < 0 ? "less than the not yet trained" : "no difference from chance";
}

static void print_median(const struct effect_group *g, rupiah median, rupiah low, rupiah high)
{
	printf("%lld", (long long)median);
	if (g->interval)
		printf(" (95 %%: %lld to %lld)", (long long)low, (long long)high);
}

static void print_group(const char *name, const struct effect_group *g)
{
	printf("  %-16s n %zu (%zu left out: too few days), median a day ", name, g->n,
		g->left_out);
	print_median(g, g->before, g->before_low, g->before_high);
	printf(" before, ");
	print_median(g, g->after, g->after_low, g->after_high);
	printf(" after; days missing %d %% before, %d %% after; open without a buyer %d %%, %d %%\n",
		g->missing_before, g->missing_after, g->zero_before, g->zero_after);
}

static void print_window(const struct effect *e, int days, int passed)
{
	printf("\n%d days after%s\n", days, passed < days ? " (not all of them are over)" : "");
	if (passed == 0) {
		printf("  it has not begun\n");
		return;
	}
	print_group("trained", &e->trained);
	print_group("not yet trained", &e->compared);
	if (e->interval)
		printf("  difference %+.0f %%, 95 %% interval %+.0f to %+.0f %%, n %zu against %zu: %s\n",
			e->change * 100, e->low * 100, e->high * 100, e->trained.n,
			e->compared.n, verdict(e));
	else
		printf("  no interval, n %zu against %zu: %s\n", e->trained.n, e->compared.n,
			verdict(e));
}

static json_t *json_of_end(const struct effect_group *g, rupiah value)
{
	return g->interval ? json_integer(value) : json_null();
}

static json_t *json_of_group(const struct effect_group *g)
{
	return json_pack("{s:I, s:I, s:I, s:o, s:o, s:I, s:o, s:o, s:i, s:i, s:i, s:i}", "n",
		(json_int_t)g->n, "left_out", (json_int_t)g->left_out, "median_before",
		(json_int_t)g->before, "median_before_low", json_of_end(g, g->before_low),
		"median_before_high", json_of_end(g, g->before_high), "median_after",
		(json_int_t)g->after, "median_after_low", json_of_end(g, g->after_low),
		"median_after_high", json_of_end(g, g->after_high), "missing_before_percent",
		g->missing_before, "missing_after_percent", g->missing_after,
		"zero_before_percent", g->zero_before, "zero_after_percent", g->zero_after);
}

static json_t *json_of_windows(const struct effect_wave *w)
{
	json_t *array = json_array();

	for (size_t i = 0; i < EFFECT_WINDOWS; i++) {
		const struct effect *e = &w->window[i].effect;
		json_t *one = json_pack("{s:i, s:i, s:o, s:o, s:b, s:s}", "days",
			w->window[i].days, "passed", w->window[i].passed, "trained",
			json_of_group(&e->trained), "not_yet_trained",
			json_of_group(&e->compared), "enough", e->enough, "verdict",
			verdict(e));
		json_t *figures =
			e->interval ? json_pack("{s:f, s:f, s:f}", "difference", e->change,
					      "low", e->low, "high", e->high)
				    : json_pack("{s:n, s:n, s:n}", "difference", "low", "high");

		if (json_object_update_new(one, figures) != 0 ||
			json_array_append_new(array, one) != 0)
			BUG("an effect that is no JSON");
	}
	return array;
}

static void print_effect(
	const struct invocation *in, const struct wave *w, const struct effect_wave *e)
{
	char first[11], last[11];

	day_iso(e->first, first);
	day_iso(e->last, last);
	if (in->json) {
		json_print(json_pack("{s:o, s:s, s:s, s:o}", "wave", json_of_text(w->name),
			"first", first, "last", last, "windows", json_of_windows(e)));
		return;
	}
	printf("%s, %s to %s: each trader's 28 days before against the days after\n", w->name,
		first, last);
	for (size_t i = 0; i < EFFECT_WINDOWS; i++)
		print_window(&e->window[i].effect, e->window[i].days, e->window[i].passed);
	printf("\nNot yet trained: of the same markets, came to no sitting until those days were over; each\n"
	       "day is set against how they did that day. Reporting every day may itself raise takings, and\n"
	       "who came chose to come: a difference is no proof that the training made it.\n");
}

enum exit_status sale_effect_command(const struct invocation *in)
{
	const char *name = option_value(in, "wave");
	struct effect_wave e;
	struct wave w;
	struct office o;
	enum exit_status status;
	enum rc rc;

	if (name == NULL)
		return cli_misused(in, "which wave? --wave G4");
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = wave_look_up(&o, name, &w);
	if (status == EXIT_DONE) {
		rc = effect_of_wave(o.store, &w, day_of(clock_now()), &e);
		status = rc == RC_ABSENT ? EXIT_FAILED : office_outcome(rc);
		if (rc == RC_ABSENT)
			(void)fprintf(
				stderr, "lapak: %s has no sitting that is over\n", w.name);
	}
	if (status == EXIT_DONE)
		print_effect(in, &w, &e);
	office_close(&o);
	return status;
}
