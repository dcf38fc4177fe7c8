/* cli/wave_funnel.c - lapak wave funnel: how far the people of a wave came */
#include "base/days.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/wave_parts.h"
#include "office/funnel.h"

static void number_or_null(struct listing *l, bool known, int64_t n)
{
	if (known)
		listing_number(l, n);
	else
		listing_null(l);
}

static void print(const struct funnel *f, bool json)
{
	static const struct column columns[] = { { "step", false }, { "people", true },
		{ "of", true }, { "known", true }, { "from", false }, { NULL, false } };
	struct listing l;

	listing_begin(&l, json, columns, 0);
	for (int i = 0; i < FUNNEL_STEPS && listing_row(&l); i++) {
		char iso[11] = "";

		if (f->step[i].day > 0)
			day_iso(f->step[i].day, iso);
		listing_text(&l, funnel_step_name((enum funnel_step)i));
		number_or_null(&l, f->step[i].came, f->step[i].n);
		number_or_null(&l, f->step[i].came, f->step[i].of);
		number_or_null(&l, f->step[i].came, f->step[i].known);
		listing_text(&l, iso[0] != '\0' ? iso : NULL);
	}
	listing_end(&l);
}

enum exit_status wave_funnel_command(const struct invocation *in)
{
	struct funnel f;
	struct wave w;
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE)
		status = wave_look_up(&o, in->argv[2], &w);
	if (status == EXIT_DONE)
		status = office_outcome(funnel_of_wave(o.store, &w, clock_now(), &f));
	if (status == EXIT_DONE)
		print(&f, in->json);
	office_close(&o);
	return status;
}
