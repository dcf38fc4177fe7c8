/* cli/broadcast_read.c - audience, texts and time of a broadcast, from the command line */
#include <stdio.h>
#include <string.h>

#include "cli/broadcast_parts.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "store/wave.h"
#include "wording/broadcast_text.h"

struct reading {
	struct office *office;
	const struct invocation *in;
	struct broadcast_draft *draft;
	unsigned faults;
	enum exit_status outcome; /* of the store */
};

static size_t values(struct reading *r, const char *option, const char *out[AUDIENCE_VALUES])
{
	size_t n = option_values(r->in, option, out, AUDIENCE_VALUES);

	if (n <= AUDIENCE_VALUES)
		return n;
	(void)fprintf(stderr, "lapak broadcast: --%s: at most %d of them\n", option,
		(int)AUDIENCE_VALUES);
	r->faults++;
	return AUDIENCE_VALUES;
}

static void read_markets(struct reading *r)
{
	const char *name[AUDIENCE_VALUES];
	struct audience *a = &r->draft->b.audience;
	size_t n = values(r, "market", name);

	for (size_t i = 0; i < n; i++) {
		struct market m;

		if (look_up_market(r->office, name[i], &m) != EXIT_DONE)
			r->faults++;
		else
			a->market[a->markets++] = m.id;
	}
}

static void read_waves(struct reading *r)
{
	const char *name[AUDIENCE_VALUES];
	struct audience *a = &r->draft->b.audience;
	size_t n = values(r, "wave", name);

	for (size_t i = 0; i < n; i++) {
		struct wave w;
		enum rc rc = wave_find(r->office->store, name[i], &w);

		if (rc == RC_OK) {
			a->wave[a->waves++] = w.id;
			continue;
		}
		r->faults++;
		if (rc != RC_ABSENT)
			r->outcome = office_outcome(rc);
		else
			(void)fprintf(stderr,
				"lapak broadcast: --wave: there is no wave `%.60s`; look: lapak "
				"wave list\n",
				name[i]);
	}
}

static void read_statuses(struct reading *r)
{
	const char *name[AUDIENCE_VALUES];
	size_t n = values(r, "status", name);

	for (size_t i = 0; i < n; i++) {
		struct audience one;
		char text[40];

		(void)snprintf(text, sizeof(text), "status=%.30s", name[i]);
		if (strpbrk(name[i], " ,=") == NULL && audience_read(&one, text) == RC_OK) {
			r->draft->b.audience.statuses |= one.statuses;
			continue;
		}
		r->faults++;
		(void)fprintf(stderr,
			"lapak broadcast: --status: enrolled, waiting, offered, cancelled, attended "
			"or absent, not `%.60s`\n",
			name[i]);
	}
}

static bool is_language(struct reading *r, const char *option, const char *code)
{
	if (wording_has_language(r->office->wording, code) != 0 &&
		strlen(code) <= AUDIENCE_LANGUAGE_MAX)
		return true;
	r->faults++;
	(void)fprintf(stderr,
		"lapak broadcast: --%s: there is no wording in the language `%.20s`\n", option,
		code);
	return false;
}

static void read_languages(struct reading *r)
{
	const char *code[AUDIENCE_VALUES];
	struct audience *a = &r->draft->b.audience;
	size_t n = values(r, "lang", code);

	for (size_t i = 0; i < n; i++)
		if (is_language(r, "lang", code[i]))
			(void)snprintf(a->language[a->languages++], sizeof(a->language[0]),
				"%s", code[i]);
}

static void read_silence(struct reading *r)
{
	const char *days = option_value(r->in, "silent-days");

	if (days == NULL ||
		number_read(&r->draft->b.audience.silent_days, days, 1, SILENT_DAYS_MAX))
		return;
	r->faults++;
	(void)fprintf(stderr, "lapak broadcast: --silent-days: 1 to %d, not `%.20s`\n",
		(int)SILENT_DAYS_MAX, days);
}

/* Everybody is meant only when somebody says so. */
static void look_at_audience(struct reading *r)
{
	const struct audience *a = &r->draft->b.audience;
	bool all = option_given(r->in, "all"),
	     some = a->markets + a->waves + a->languages > 0 || a->statuses != 0 ||
		    a->silent_days > 0;

	if (r->faults > 0 || all != some)
		return;
	r->faults++;
	(void)fputs(all ? "lapak broadcast: --all and a choice exclude each other\n"
			: "lapak broadcast: who is meant? --market, --wave, --status, --lang, "
			  "--silent-days, or --all\n",
		stderr);
}

/* "jv=Sugeng enjing" is for one language, when there is one of that code. */
static const char *split_language(const struct reading *r, const char *text, char *code)
{
	size_t n = strcspn(text, "=");

	code[0] = '\0';
	if (text[n] != '=' || n > AUDIENCE_LANGUAGE_MAX || n == 0)
		return text;
	memcpy(code, text, n);
	code[n] = '\0';
	if (wording_has_language(r->office->wording, code) != 0)
		return text + n + 1;
	code[0] = '\0';
	return text;
}

static void say_fault(struct reading *r, const char *code, const char *sentence)
{
	(void)fprintf(stderr, "lapak broadcast: --text%s%s: %s\n", code[0] != '\0' ? " " : "",
		code, sentence);
	r->faults++;
}

static void read_text(struct reading *r, const char *typed)
{
	struct broadcast_texts *t = &r->draft->texts;
	char code[AUDIENCE_LANGUAGE_MAX + 1];
	const char *text = split_language(r, typed, code);
	struct wording_faults faults = { .n = 0 };
	unsigned before = r->faults;
	struct buf sms;

	buf_init(&sms, BROADCAST_TEXT_MAX);
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->of[i].language, code) == 0)
			say_fault(r, code, "given twice for the same language");
	if (broadcast_compose(r->office->wording,
		    code[0] != '\0' ? code : r->office->config.office.language, text, &sms,
		    &faults) != RC_OK)
		for (size_t i = 0; i < faults.n; i++)
			say_fault(r, code, faults.fault[i].sentence);
	if (r->faults == before) {
		(void)snprintf(t->of[t->n].language, sizeof(t->of[0].language), "%s", code);
		(void)snprintf(t->of[t->n++].text, sizeof(t->of[0].text), "%s", sms.data);
	}
	buf_release(&sms);
}

static void read_texts(struct reading *r)
{
	const char *text[BROADCAST_LANGUAGES];
	size_t n = option_values(r->in, "text", text, BROADCAST_LANGUAGES);

	if (n == 0 || n > BROADCAST_LANGUAGES) {
		r->faults++;
		(void)fputs(
			"lapak broadcast: --text: what to write; \"jv=...\" for one language\n",
			stderr);
		return;
	}
	for (size_t i = 0; i < n; i++)
		read_text(r, text[i]);
}

static void read_time(struct reading *r)
{
	const char *at = option_value(r->in, "at");
	struct broadcast *b = &r->draft->b;

	if (at == NULL || (look_up_when(&b->starts_at, at) && b->starts_at > clock_now()))
		return;
	r->faults++;
	(void)fprintf(stderr,
		"lapak broadcast: --at: a time to come, as \"2026-12-05 09:00\", not `%.30s`\n",
		at);
}

enum exit_status broadcast_read(
	struct office *o, const struct invocation *in, struct broadcast_draft *out)
{
	struct reading r = { .office = o, .in = in, .draft = out };
	const char *by;

	memset(out, 0, sizeof(*out));
	if (look_up_by(in, &by) != EXIT_DONE)
		return EXIT_MISUSED;
	(void)snprintf(out->b.made_by, sizeof(out->b.made_by), "%s", by);
	out->b.created_at = clock_now();
	out->b.price = o->config.office.price_per_segment;
	read_markets(&r);
	read_waves(&r);
	read_statuses(&r);
	read_languages(&r);
	read_silence(&r);
	look_at_audience(&r);
	read_texts(&r);
	read_time(&r);
	if (r.outcome != EXIT_DONE)
		return r.outcome;
	return r.faults > 0 ? EXIT_MISUSED : EXIT_DONE;
}
