/* cli/simulate_report.c - the rules after a simulation, and the effect that was
 * found beside the true one */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/listing.h"
#include "cli/open.h"
#include "cli/simulate_parts.h"
#include "store/audit.h"
#include "store/figures.h"
#include "store/rules.h"

enum { OUTPUT_MAX = 1 << 16, NAMED_MAX = 5, WINDOW = 30 };

struct report {
	json_t *rules, *effects; /* NULL: for people */
	bool broken;
};

static void tell(struct report *r, const struct rule_verdict *v)
{
	r->broken = r->broken || !rule_holds(v);
	if (r->rules != NULL) {
		json_t *one = json_pack("{s:s, s:b, s:I}", "rule", v->name, "holds",
			rule_holds(v), "rows", (json_int_t)v->rows);

		if (json_array_append_new(r->rules, one) != 0)
			BUG("a rule that is no JSON");
	} else if (v->some)
		printf("%-50s %" PRId64 "%s\n", v->name, v->rows,
			v->rows > 0 ? "" : "  BROKEN: there are none");
	else if (rule_holds(v))
		printf("%-50s holds\n", v->name);
	else
		printf("%-50s BROKEN: %" PRId64 "\n", v->name, v->rows);
}

static void tell_each(const struct rule_verdict *v, void *arg)
{
	tell(arg, v);
}

/* What the program has a look of its own for. */
static enum rc look(struct report *r, struct store *st, const struct simulation *s)
{
	struct audit_verdict audit = { .broken = 0 };
	struct figures_verdict sums;
	int64_t rows = 0, distinct = 0;
	enum rc rc = rules_each(st, tell_each, r);

	if (rc == RC_OK)
		rc = rules_inbound(st, &rows, &distinct);
	if (rc == RC_OK)
		rc = audit_verify(st, NULL, &audit);
	if (rc == RC_OK)
		rc = figures_check(st, &sums);
	if (rc != RC_OK)
		return rc;
	tell(r, &(struct rule_verdict){
			"the record of changes is whole", false, audit.broken == 0 ? 0 : 1 });
	tell(r, &(struct rule_verdict){ "all sums kept by day are right", false, sums.wrong });
	if (s == NULL)
		return RC_OK;
	rows = s->did.messages - rows;
	tell(r, &(struct rule_verdict){ "every acknowledged SMS is there once", false,
			rows < 0 ? -rows : rows });
	return RC_OK;
}

struct found { /* of the windows of all waves that say something; for people,
                  those of 30 days */
	int64_t windows, hold;
	int named;
};

static void take_window(const struct simulation *s, const char *wave, const json_t *w,
	struct report *r, struct found *f)
{
	const json_t *low = json_object_get(w, "low"), *high = json_object_get(w, "high");
	const char *verdict = json_string_value(json_object_get(w, "verdict"));
	int days = (int)json_integer_value(json_object_get(w, "days"));
	double truth = (double)s->effect / 100.0;
	bool inside;

	if (!json_is_number(low) || !json_is_number(high))
		return;
	inside = json_number_value(low) <= truth && truth <= json_number_value(high);
	if (r->effects == NULL && days != WINDOW)
		return;
	f->windows++;
	f->hold += inside ? 1 : 0;
	if (r->effects != NULL) {
		if (json_array_append_new(r->effects,
			    json_pack("{s:s, s:i, s:f, s:f, s:b, s:s}", "wave", wave, "days",
				    days, "low", json_number_value(low), "high",
				    json_number_value(high), "holds_truth", inside, "verdict",
				    verdict != NULL ? verdict : "")) != 0)
			BUG("an effect that is no JSON");
	} else if (f->named++ < NAMED_MAX)
		printf("  %s, %d days: %+.1f %% to %+.1f %%\n", wave, days,
			json_number_value(low) * 100.0, json_number_value(high) * 100.0);
}

static enum rc take_effect(struct simulation *s, int wave, struct report *r, struct found *f)
{
	const char *const words[] = { "sale", "effect", "--wave", s->wave[wave].name, "--json",
		NULL };
	const json_t *one;
	struct buf out;
	json_t *root;
	size_t i;
	enum rc rc;

	buf_init(&out, OUTPUT_MAX);
	rc = stage_run(&s->stage, words, &out, &s->err);
	root = rc == RC_OK ? json_loads(out.data, 0, NULL) : NULL;
	json_array_foreach(json_object_get(root, "windows"), i, one)
	{
		take_window(s, s->wave[wave].name, one, r, f);
	}
	json_decref(root);
	buf_release(&out);
	return rc;
}

static enum rc find_effect(struct simulation *s, struct report *r)
{
	struct found f = { .windows = 0 };
	enum rc rc = RC_OK;

	if (r->effects == NULL)
		printf("\nwho was trained takes %+" PRId64
		       " %% more from the next day on; found:\n",
			s->effect);
	for (int w = 0; w < s->waves && rc == RC_OK; w++)
		rc = take_effect(s, w, r, &f);
	if (r->effects == NULL && rc == RC_OK)
		printf("%" PRId64 " of %" PRId64 " intervals of 95 %% hold the truth\n", f.hold,
			f.windows);
	return rc;
}

static json_t *json_of_did(const struct did *d)
{
	return json_pack(
		"{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, "
		"s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
		"messages", (json_int_t)d->messages, "ussd", (json_int_t)d->ussd, "pushed",
		(json_int_t)d->pushed, "enrolled", (json_int_t)d->enrolled, "waited",
		(json_int_t)d->waited, "cancelled", (json_int_t)d->cancelled, "present",
		(json_int_t)d->present, "no_shows", (json_int_t)d->no_shows, "stops",
		(json_int_t)d->stops, "starts", (json_int_t)d->starts, "erased",
		(json_int_t)d->erased, "sales", (json_int_t)d->sales, "typos",
		(json_int_t)d->typos, "questions", (json_int_t)d->questions, "answered",
		(json_int_t)d->answered, "broadcasts", (json_int_t)d->broadcasts, "kills",
		(json_int_t)d->kills, "outages", (json_int_t)d->outages, "tips_tried",
		(json_int_t)d->tips_tried, "tips_not_yet", (json_int_t)d->tips_not_yet,
		"checks", (json_int_t)d->checks);
}

static void print_did(const struct simulation *s)
{
	json_t *did = json_of_did(&s->did);
	int at = 0;

	for (void *it = json_object_iter(did); it != NULL;
		it = json_object_iter_next(did, it)) {
		const char *before = at % 6 == 0 ? "\n" : ", ";

		printf("%s%s %" PRId64, at > 0 ? before : "", json_object_iter_key(it),
			(int64_t)json_integer_value(json_object_iter_value(it)));
		at++;
	}
	printf("\n%" PRId64 " answers, %" PRId64 " calls made again, %" PRId64 " s\n\n",
		s->client.answers, s->client.retries,
		(clock_monotonic_ms() - s->began_ms) / 1000);
	json_decref(did);
}

static void print_json(struct report *r, const struct simulation *s)
{
	json_t *root = json_pack("{s:b, s:o}", "holds", !r->broken, "rules", r->rules);

	if (s != NULL && (json_object_set_new(root, "did", json_of_did(&s->did)) != 0 ||
				 json_object_set_new(root, "effect_percent",
					 json_integer((json_int_t)s->effect)) != 0 ||
				 json_object_set(root, "effects", r->effects) != 0 ||
				 json_object_set_new(root, "ms",
					 json_integer((json_int_t)(clock_monotonic_ms() -
								   s->began_ms))) != 0))
		BUG("a report that is no JSON");
	json_decref(r->effects);
	json_print(root);
}

enum exit_status simulate_report(
	const struct invocation *in, const char *ini, struct simulation *s)
{
	struct invocation of = { .argv = in->argv, .argc = in->argc, .config = ini };
	struct report r = { .rules = in->json ? json_array() : NULL,
		.effects = in->json ? json_array() : NULL };
	struct office o;
	enum exit_status status = office_open(&o, &of, NEED_READ);

	if (status == EXIT_DONE && s != NULL && !in->json)
		print_did(s);
	if (status == EXIT_DONE)
		status = office_outcome(look(&r, o.store, s));
	if (status == EXIT_DONE && s != NULL && find_effect(s, &r) != RC_OK)
		status = cli_failed(&s->err);
	if (status == EXIT_DONE && in->json)
		print_json(&r, s);
	else {
		json_decref(r.rules);
		json_decref(r.effects);
	}
	office_close(&o);
	return status == EXIT_DONE && r.broken ? EXIT_FAILED : status;
}
