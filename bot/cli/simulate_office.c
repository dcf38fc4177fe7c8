/* cli/simulate_office.c - the office of a simulation: what it does, it does by
 * this program's own commands */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/days.h"
#include "cli/simulate_parts.h"

enum {
	SEATS = 30,
	SEATS_LEAST = 5,
	WANTING_MORE = 6, /* than there are seats */
	ANSWERS_A_DAY = 4,
	OUTPUT_MAX = 1 << 18,
};

#define RUN(s, out, ...)                                                                       \
	stage_run(&(s)->stage, (const char *const[]){ __VA_ARGS__, NULL }, out, &(s)->err)

void simulate_day_iso(const struct simulation *s, int day, char out[static 11])
{
	day_iso(s->first_day + day, out);
}

/* Fewer seats than there are people who want one. */
static int64_t seats_of(const struct simulation *s)
{
	int64_t few = s->traders * 15 / 100;

	if (s->waves * (SEATS + WANTING_MORE) <= s->traders)
		return SEATS;
	return few < SEATS_LEAST ? SEATS_LEAST : few > SEATS ? SEATS : few;
}

static enum rc add_wave(struct simulation *s, int i)
{
	struct simulated_wave *w = &s->wave[i];
	char sitting[24], day[11], seats[12], market[12];
	enum rc rc;

	*w = (struct simulated_wave){ .market = i % SIMULATE_MARKETS,
		.day = (int)(s->days * 3 / 10 + i * s->days * 45 / 100 / s->waves) };
	(void)snprintf(w->name, sizeof(w->name), "W%d", i + 1);
	(void)snprintf(w->code, sizeof(w->code), "%d", 1000 + i);
	simulate_day_iso(s, w->day, day);
	(void)snprintf(sitting, sizeof(sitting), "%s 09:00", day);
	(void)snprintf(seats, sizeof(seats), "%" PRId64, seats_of(s));
	(void)snprintf(market, sizeof(market), "Pasar %c", 'A' + w->market);
	rc = RUN(s, NULL, "wave", "add", "--name", w->name, "--market", market, "--place",
		"Lt 3", "--sitting", sitting, "--seats", seats, "--code", w->code, "--by",
		"rina");
	return rc == RC_OK ? RUN(s, NULL, "wave", "trainer", w->name, "yanti", "--by", "rina")
			   : rc;
}

enum rc office_prepare(struct simulation *s)
{
	char list[STAGE_PATH + 32], market[12];
	enum rc rc = RUN(s, NULL, "migrate");

	(void)snprintf(list, sizeof(list), "%s/traders.csv", s->stage.folder);
	s->trainer = (struct person){ .phone = "+6281190000001",
		.name = "Yanti",
		.random = { s->seed ^ UINT64_C(0x5EED) },
		.wave = NEVER,
		.trained = NEVER,
		.stopped_on = NEVER };
	for (int i = 0; i < SIMULATE_MARKETS && rc == RC_OK; i++) {
		(void)snprintf(market, sizeof(market), "Pasar %c", 'A' + i);
		rc = RUN(s, NULL, "market", "add", "--name", market);
	}
	if (rc == RC_OK)
		rc = people_make(s);
	if (rc == RC_OK)
		rc = RUN(s, NULL, "trader", "import", list, "--by", "rina");
	if (rc == RC_OK && access(s->stage.tips, R_OK) == 0)
		rc = RUN(s, NULL, "tip", "import", s->stage.tips, "--by", "rina");
	if (rc == RC_OK)
		rc = RUN(s, NULL, "staff", "add", "yanti", "--name", "Yanti", "--role",
			"trainer", "--phone", s->trainer.phone, "--no-password");
	s->wave = calloc((size_t)s->waves, sizeof(*s->wave));
	if (s->wave == NULL)
		memory_gone("waves");
	for (int i = 0; i < s->waves && rc == RC_OK; i++)
		rc = add_wave(s, i);
	return rc;
}

enum rc office_open_wave(struct simulation *s, int wave)
{
	int64_t wanting = seats_of(s) + WANTING_MORE;
	enum rc rc = RUN(s, NULL, "wave", "open", s->wave[wave].name, "--by", "rina");

	for (int64_t i = 0; i < s->traders && wanting > 0 && rc == RC_OK; i++) {
		struct person *p = &s->people[i];
		struct talk *t;

		if (p->market_number != s->wave[wave].market || p->stopped || p->erased ||
			p->wave != NEVER || p->trained != NEVER)
			continue;
		wanting--;
		t = random_below(&p->random, 4) == 0
			    ? talk_add(s, p, "DAFTAR")
			    : talk_add(s, p, "DAFTAR %s", s->wave[wave].name);
		t->wave = wave;
	}
	return rc;
}

enum rc office_broadcast(struct simulation *s)
{
	char text[64];
	struct buf id;
	enum rc rc;

	buf_init(&id, OUTPUT_MAX);
	(void)snprintf(
		text, sizeof(text), "Halo {name}, besok pasar buka jam %d.00", 5 + s->day % 4);
	rc = RUN(s, &id, "broadcast", "new", "--all", "--text", text, "--by", "rina");
	if (rc == RC_OK)
		rc = RUN(s, NULL, "broadcast", "approve", id.data, "--by", "budi");
	if (rc == RC_OK)
		s->did.broadcasts++;
	buf_release(&id);
	return rc;
}

static enum rc answer_each(struct simulation *s, const json_t *list)
{
	const json_t *one;
	enum rc rc = RC_OK;
	size_t i;

	json_array_foreach(list, i, one)
	{
		const char *id = json_string_value(json_object_get(one, "id"));

		/* The checker does not see that this is a loop. */
		/* cppcheck-suppress knownConditionTrueFalse */
		if (i == ANSWERS_A_DAY || id == NULL || rc != RC_OK)
			break;
		rc = RUN(
			s, NULL, "question", "answer", id, "Boleh, ajak saja.", "--by", "budi");
		s->did.answered += rc == RC_OK ? 1 : 0;
	}
	return rc;
}

enum rc office_answer(struct simulation *s)
{
	struct buf out;
	json_t *list;
	enum rc rc;

	buf_init(&out, OUTPUT_MAX);
	rc = RUN(s, &out, "question", "list", "--open", "--limit", "4", "--json");
	list = rc == RC_OK ? json_loads(out.data, 0, NULL) : NULL;
	if (rc == RC_OK)
		rc = answer_each(s, list);
	json_decref(list);
	buf_release(&out);
	return rc;
}
