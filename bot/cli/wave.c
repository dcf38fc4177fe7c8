/* cli/wave.c - lapak wave: list, open and close; its other verbs have files of their own */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "base/suggest.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/wave_parts.h"
#include "office/wave_form.h"

enum { PLAIN_MAX = 1024 }; /* bytes: of SITTINGS_MAX sittings in a column */

struct near {
	const char *given;
	char name[WAVE_NAME_MAX * 4 + 1];
	unsigned distance;
};

static enum rc consider(const struct wave *w, void *arg)
{
	struct near *near = arg;
	struct suggestion s = { .word = NULL };

	suggest_consider(&s, near->given, w->name);
	if (s.word != NULL && (near->name[0] == '\0' || s.distance < near->distance)) {
		(void)snprintf(near->name, sizeof(near->name), "%s", w->name);
		near->distance = s.distance;
	}
	return RC_OK;
}

enum exit_status wave_look_up(struct office *o, const char *name_or_id, struct wave *out)
{
	struct near near = { .given = name_or_id };
	enum rc rc = wave_find(o->store, name_or_id, out);

	if (rc != RC_ABSENT)
		return office_outcome(rc);
	if (wave_each(o->store, 0, consider, &near) != RC_OK)
		near.name[0] = '\0';
	(void)fprintf(stderr, "lapak: there is no wave %.60s%s%s%s\n", name_or_id,
		near.name[0] != '\0' ? "; did you mean " : "", near.name,
		near.name[0] != '\0' ? "?" : "");
	return EXIT_FAILED;
}

static const struct column wave_columns[] = {
	{ "id", true },
	{ "name", false },
	{ "market", false },
	{ "place", false },
	{ "state", false },
	{ "seats", true },
	{ "taken", true },
	{ "waiting", true },
	{ "sittings", false },
	{ NULL, false },
};

struct wave_listing {
	struct listing l;
	struct store *store;
};

json_t *wave_sittings_json(const struct sitting *sittings, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++) {
		char iso[26];

		instant_iso(sittings[i].starts_at, iso);
		if (json_array_append_new(array,
			    json_pack("{s:s, s:s}", "at", iso, "code", sittings[i].code)) != 0)
			BUG("a sitting that is no JSON");
	}
	return array;
}

static void add_sittings(struct listing *l, const struct sitting *sittings, size_t n)
{
	struct buf plain;

	buf_init(&plain, PLAIN_MAX);
	for (size_t i = 0; i < n; i++) {
		char at[17];

		instant_plain(sittings[i].starts_at, at);
		buf_printf(&plain, "%s%s (%s)", i > 0 ? ", " : "", at, sittings[i].code);
	}
	listing_cell(l, wave_sittings_json(sittings, n), plain.data);
	buf_release(&plain);
}

static enum rc add_wave(const struct wave *w, void *arg)
{
	struct wave_listing *wl = arg;
	struct listing *l = &wl->l;
	struct sitting sittings[SITTINGS_MAX];
	size_t n = 0;
	enum rc rc;

	if (!listing_row(l))
		return RC_OK;
	rc = wave_sittings(wl->store, w->id, sittings, SITTINGS_MAX, &n);
	listing_id(l, w->id);
	listing_text(l, w->name);
	listing_text(l, w->market);
	listing_text(l, w->place);
	listing_text(l, wave_state_name(w->state));
	listing_number(l, w->seats);
	listing_number(l, w->taken);
	listing_number(l, w->waiting);
	add_sittings(l, sittings, n);
	return rc;
}

static enum exit_status list(const struct invocation *in)
{
	struct wave_listing wl;
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE) {
		wl.store = o.store;
		listing_begin(&wl.l, in->json, wave_columns, limit);
		status = office_outcome(wave_each(o.store, listing_ask(&wl.l), add_wave, &wl));
		listing_end(&wl.l);
	}
	office_close(&o);
	return status;
}

struct turn { /* a wave opened or closed */
	const struct invocation *in;
	const char *name;
	enum wave_state to;
};

static enum exit_status turn(struct office *o, void *arg)
{
	const struct turn *t = arg;
	struct wave w;
	enum exit_status status = wave_look_up(o, t->name, &w);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	if (w.state == WAVE_RUNNING || w.state == WAVE_DONE || w.state == WAVE_CANCELLED) {
		(void)fprintf(stderr, "lapak: %s is %s\n", w.name, wave_state_name(w.state));
		return EXIT_FAILED;
	}
	if (t->to == WAVE_OPEN && w.starts_at <= clock_now()) {
		(void)fprintf(stderr, "lapak: the first sitting of %s is over\n", w.name);
		return EXIT_FAILED;
	}
	rc = t->to == WAVE_OPEN ? wave_open(o->store, &w, clock_now())
				: wave_set_state(o->store, w.id, t->to, clock_now());
	status = office_outcome(rc);
	if (status == EXIT_DONE)
		status = record(o, t->in, t->to == WAVE_OPEN ? "wave.open" : "wave.close",
			"wave", w.id, w.name);
	if (status == EXIT_DONE)
		printf("%s: %s\n", w.name, wave_state_name(t->to));
	return status;
}

static enum exit_status turn_to(const struct invocation *in, enum wave_state to)
{
	struct turn t = { .in = in, .name = in->argv[2], .to = to };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, turn, &t);
	office_close(&o);
	return status;
}

static enum exit_status give_name(struct office *o, void *arg)
{
	const struct invocation *in = arg;
	const char *name = in->argv[3], *why = wave_name_fault(name);
	char detail[2 * WAVE_NAME_MAX * 4 + 8];
	struct wave w;
	enum exit_status status = wave_look_up(o, in->argv[2], &w);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	if (why != NULL)
		return cli_misused(in, "%.40s: a wave's name is %s", name, why);
	rc = wave_rename(o->store, w.id, name);
	if (rc == RC_CONFLICT) {
		(void)fprintf(stderr, "lapak: there is a wave %s already\n", name);
		return EXIT_FAILED;
	}
	(void)snprintf(detail, sizeof(detail), "%s to %s", w.name, name);
	return rc == RC_OK ? record(o, in, "wave.rename", "wave", w.id, detail)
			   : office_outcome(rc);
}

static enum exit_status rename_wave(const struct invocation *in)
{
	struct invocation copy = *in;
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, give_name, &copy);
	if (status == EXIT_DONE)
		printf("%s: now %s\n", in->argv[2], in->argv[3]);
	office_close(&o);
	return status;
}

static enum exit_status open_wave(const struct invocation *in)
{
	return turn_to(in, WAVE_OPEN);
}

static enum exit_status close_wave(const struct invocation *in)
{
	return turn_to(in, WAVE_CLOSED);
}

enum exit_status cli_wave(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit", 0, 0, "" },
		{ "add", wave_add_command,
			"name market place sitting+ seats code open allow+ budget trainer follow-up by",
			0, 0, "" },
		{ "show", wave_show_command, "json", 1, 1, "WAVE" },
		{ "open", open_wave, "by", 1, 1, "WAVE" },
		{ "close", close_wave, "by", 1, 1, "WAVE" },
		{ "rename", rename_wave, "by", 2, 2, "WAVE and NAME" },
		{ "funnel", wave_funnel_command, "json", 1, 1, "WAVE" },
		{ "plan", wave_plan_command, "follow-up remind budget json by", 1, 1, "WAVE" },
		{ "allow", wave_allow_command, "market+ all by", 1, 1, "WAVE" },
		{ "trainer", wave_trainer_command, "by", 2, 2, "WAVE and LOGIN (or none)" },
		{ "roster", wave_roster_command, "csv xlsx json limit long telephone", 1, 2,
			"WAVE [FILE]" },
		{ "enrol", wave_enrol_command, "phone by", 1, 1, "WAVE" },
		{ "free", wave_free_command, "phone by", 1, 1, "WAVE" },
		{ "restore", wave_restore_command, "phone by", 1, 1, "WAVE" },
		{ "attend", wave_attend_command, "phone absent sitting by", 1, 2,
			"WAVE [FILE]" },
		{ "move", wave_move_command, "sitting to by", 1, 1, "WAVE" },
		{ "cancel", wave_cancel_command, "by", 1, 1, "WAVE" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
