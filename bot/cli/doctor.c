/* cli/doctor.c - lapak doctor: what could keep the service from its work, each with its remedy */
#include "cli/doctor.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/options.h"

enum { BODY_MAX = 256 * 1024 };

/* clang-format off */
static void (*const looks[])(struct doctor *d) = {
	doctor_wording, doctor_database, doctor_server, doctor_fleet, doctor_disk, doctor_backup,
	doctor_outbox, doctor_clock, doctor_service, doctor_gateways, doctor_packages,
};
/* clang-format on */

static const char *const health_name[] = {
	[HEALTH_GOOD] = "ok", [HEALTH_NOTE] = "note", [HEALTH_FAULT] = "fault"
};

struct finding *doctor_found(
	struct doctor *d, const char *look, enum health health, const char *fmt, ...)
{
	struct finding *f;
	va_list ap;

	if (d->findings < FINDINGS_MAX)
		d->findings++;
	f = &d->finding[d->findings - 1];
	*f = (struct finding){ .look = look, .health = health };
	va_start(ap, fmt);
	(void)vsnprintf(f->found, sizeof(f->found), fmt, ap);
	va_end(ap);
	return f;
}

void doctor_remedy(struct finding *f, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(f->remedy, sizeof(f->remedy), fmt, ap);
	va_end(ap);
}

static void print(const struct doctor *d, FILE *to)
{
	for (size_t i = 0; i < d->findings; i++) {
		const struct finding *f = &d->finding[i];

		(void)fprintf(
			to, "%-5s  %-9s  %s\n", health_name[f->health], f->look, f->found);
		if (f->remedy[0] != '\0')
			(void)fprintf(to, "       %-9s  -> %s\n", "", f->remedy);
	}
}

static void print_json(const struct doctor *d)
{
	json_t *all = json_array();

	for (size_t i = 0; i < d->findings; i++) {
		const struct finding *f = &d->finding[i];

		(void)json_array_append_new(
			all, json_pack("{s:s, s:s, s:o, s:o}", "look", f->look, "health",
				     health_name[f->health], "found", json_of_text(f->found),
				     "remedy",
				     json_of_text(f->remedy[0] != '\0' ? f->remedy : NULL)));
	}
	json_print(all);
}

static enum exit_status examine(struct doctor *d, const struct invocation *in)
{
	const char *bundle = option_value(in, "bundle");
	enum exit_status status = EXIT_DONE;

	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		looks[i](d);
	if (in->json)
		print_json(d);
	else
		print(d, stdout);
	for (size_t i = 0; i < d->findings; i++)
		if (d->finding[i].health == HEALTH_FAULT)
			status = EXIT_FAILED;
	if (bundle != NULL && doctor_bundle(d, bundle) != EXIT_DONE)
		status = EXIT_FAILED;
	return status;
}

enum exit_status cli_doctor(const struct invocation *in)
{
	static const struct verb fit = { .options = "json bundle" };
	enum exit_status status = options_fit(in, &fit);
	struct doctor *d;

	if (status != EXIT_DONE)
		return status;
	d = calloc(1, sizeof(*d));
	if (d == NULL)
		return EXIT_FAILED;
	d->config_path = cli_config_path(in);
	d->now = clock_now();
	buf_init(&d->probe.body, BODY_MAX);
	status = cli_config(in, &d->office.config);
	if (status == EXIT_DONE)
		status = examine(d, in);
	buf_release(&d->probe.body);
	office_close(&d->office);
	free(d);
	return status;
}
