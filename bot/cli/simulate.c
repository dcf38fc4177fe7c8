/*
 * cli/simulate.c - lapak simulate: plays a programme with a fast clock against
 * a running server
 *
 * The server is this program, started on a folder of its own; all that is said
 * goes through its webhooks, all the office does through commands. Nothing of
 * the caller's configuration is touched.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/days.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/simulate_parts.h"
#include "cli/simulate_rate.h"

enum { SEED_DEFAULT = 1, EFFECT_DEFAULT = 12 };

static enum exit_status read_number(const struct invocation *in, const char *name,
	int64_t least, int64_t most, int64_t *out)
{
	const char *text = option_value(in, name);

	if (text == NULL || number_read(out, text, least, most))
		return EXIT_DONE;
	return cli_misused(in,
		"--%s takes a whole number from %" PRId64 " to %" PRId64 ", not `%.60s`", name,
		least, most, text);
}

static enum exit_status read_options(const struct invocation *in, struct simulation *s)
{
	const struct {
		const char *name;
		int64_t least, most, *out;
	} numbers[] = {
		{ "traders", 20, 20000, &s->traders },
		{ "days", 10, 365, &s->days },
		{ "waves", 1, 200, &s->waves },
		{ "effect", 0, 100, &s->effect },
	};
	int64_t seed = SEED_DEFAULT;
	enum exit_status status = read_number(in, "seed", 0, INT64_MAX / 10, &seed);

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]) && status == EXIT_DONE; i++)
		status = read_number(
			in, numbers[i].name, numbers[i].least, numbers[i].most, numbers[i].out);
	if (option_value(in, "waves") == NULL)
		s->waves = s->traders / 50 > 2 ? s->traders / 50 : 2;
	s->seed = (uint64_t)seed;
	s->random = (struct random){ s->seed * UINT64_C(7919) + 17 };
	return status;
}

static enum rc begin(struct simulation *s)
{
	char url[STAGE_PATH + 32];
	enum rc rc = day_from_date(&s->first_day, (struct date){ 2026, 11, 24 });

	if (rc == RC_OK)
		rc = stage_clock(&s->stage, day_instant(s->first_day, 7 * 3600), &s->err);
	if (rc == RC_OK)
		rc = office_prepare(s);
	(void)snprintf(url, sizeof(url), "sqlite:%s/lapak.db", s->stage.folder);
	if (rc == RC_OK)
		rc = stage_serve(&s->stage, &s->err);
	return rc == RC_OK ? store_open(&s->store, url, STORE_READ, &s->err) : rc;
}

static enum rc play(struct simulation *s)
{
	enum rc rc = begin(s);

	progress_begin(&s->progress, "simulate", clock_monotonic_ms());
	s->progress.unit = "person-days";
	s->progress.per = 1;
	for (s->day = 0; s->day < s->days && rc == RC_OK; s->day++) {
		rc = day_play(s);
		progress_show(&s->progress, (s->day + 1) * s->traders, s->days * s->traders,
			clock_monotonic_ms());
	}
	if (rc == RC_OK)
		rc = day_clock(s, (int)s->days, 10 * 3600);
	progress_end(&s->progress);
	return rc == RC_OK ? stage_halt(&s->stage, SIGTERM, &s->err) : rc;
}

static enum exit_status run(const struct invocation *in, struct simulation *s)
{
	struct config config;
	enum exit_status status = cli_config(in, &config);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = stage_open(&s->stage, option_value(in, "keep"), &config, &s->err);
	config_forget(&config);
	client_open(&s->client, &s->stage.port);
	if (rc == RC_OK)
		rc = play(s);
	store_close(s->store);
	status = rc == RC_OK ? simulate_report(in, s->stage.ini, s) : cli_failed(&s->err);
	client_close(&s->client);
	stage_close(&s->stage);
	free(s->people);
	free(s->wave);
	free(s->talk);
	return status;
}

enum exit_status cli_simulate(const struct invocation *in)
{
	static const struct verb fit = {
		.options = "traders days waves seed effect keep check json rate seconds"
	};
	struct simulation s = { .traders = 60,
		.days = 20,
		.effect = EFFECT_DEFAULT,
		.stage = { .hears = -1 },
		.next_id = 1,
		.began_ms = clock_monotonic_ms() };
	const char *keep = option_value(in, "keep");
	char ini[STAGE_PATH];
	enum exit_status status = options_fit(in, &fit);

	if (status == EXIT_DONE && option_given(in, "rate"))
		return simulate_rate(in);
	if (status == EXIT_DONE)
		status = read_options(in, &s);
	if (status != EXIT_DONE)
		return status;
	if (!option_given(in, "check"))
		return run(in, &s);
	if (keep == NULL ||
		snprintf(ini, sizeof(ini), "%s/lapak.ini", keep) >= (int)sizeof(ini))
		return cli_misused(in, "--check needs --keep FOLDER of an earlier run");
	return simulate_report(in, ini, NULL);
}
