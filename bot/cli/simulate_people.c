/* cli/simulate_people.c - the people of a simulation, and how they write what
 * they took */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/simulate_parts.h"

enum { KNOWN_OF_TEN = 9, STEP = 5000 };

#define MIDDLE_TAKINGS 400000.0
#define BETWEEN_PEOPLE 0.6 /* deviations of the logarithm */
#define BETWEEN_DAYS   0.3

static void make_person(struct simulation *s, int64_t i, struct person *p)
{
	static const char *const names[] = { "Siti", "Budi", "Rina", "Slamet", "Sri", "Agus",
		"Wati", "Joko", "Tutik", "Rahmat" };

	*p = (struct person){ .random = { s->seed * UINT64_C(1000003) + (uint64_t)i },
		.market_number = (int)(i % SIMULATE_MARKETS),
		.wave = NEVER,
		.trained = NEVER,
		.stopped_on = NEVER };
	(void)snprintf(p->phone, sizeof(p->phone), "+62812%08" PRId64, 30000000 + i);
	(void)snprintf(
		p->name, sizeof(p->name), "%s %s", i % 2 == 0 ? "Bu" : "Pak", names[i % 10]);
	(void)snprintf(p->market, sizeof(p->market), "Pasar %c", 'A' + p->market_number);
	(void)snprintf(p->stall, sizeof(p->stall), "B%" PRId64, i + 1);
	p->level = log(MIDDLE_TAKINGS) + BETWEEN_PEOPLE * random_normal(&p->random);
}

enum rc people_make(struct simulation *s)
{
	char path[STAGE_PATH + 32];
	FILE *to;

	(void)snprintf(path, sizeof(path), "%s/traders.csv", s->stage.folder);
	to = fopen(path, "we");
	s->people = calloc((size_t)s->traders, sizeof(*s->people));
	if (s->people == NULL)
		memory_gone("people");
	if (to == NULL)
		return err_set(&s->err, RC_BROKEN, "%s: %s", path, strerror(errno));
	(void)fputs("phone,name,market,stall,consent\n", to);
	for (int64_t i = 0; i < s->traders; i++) {
		struct person *p = &s->people[i];

		make_person(s, i, p);
		if (random_below(&p->random, 10) < KNOWN_OF_TEN)
			(void)fprintf(
				to, "%s,%s,%s,%s,ya\n", p->phone, p->name, p->market, p->stall);
	}
	return fclose(to) == 0 ? RC_OK
			       : err_set(&s->err, RC_BROKEN, "%s: %s", path, strerror(errno));
}

/* 350rb, 350.000, 350000, 350 ribu, 1,25jt */
static void spell(struct random *r, int64_t amount, char out[static 24])
{
	int64_t thousands = amount / 1000;

	switch (random_below(r, 5)) {
	case 0:
		(void)snprintf(out, 24, "%" PRId64, amount);
		break;
	case 1:
		(void)snprintf(out, 24, "%" PRId64 " ribu", thousands);
		break;
	case 2:
		if (thousands >= 1000)
			(void)snprintf(out, 24, "%" PRId64 ".%03" PRId64 ".000",
				thousands / 1000, thousands % 1000);
		else
			(void)snprintf(out, 24, "%" PRId64 ".000", thousands);
		break;
	default:
		(void)snprintf(out, 24, "%" PRId64 "rb", thousands);
	}
}

void people_report(struct simulation *s, struct talk *t, double shock)
{
	static const char *const words[] = { "JUAL", "jual", "Jual", "lapor", "hasil", "laku" };
	static const char *const slips[] = { "JUALL", "jul", "lapr", "lpr" };
	static const char *const closed[] = { "LIBUR", "libur", "tutup", "prei" };
	static const char *const nothing[] = { "0", "nihil", "JUAL 0" };
	struct person *p = t->who;
	struct random *r = &p->random;
	uint64_t dice = random_below(r, 100);
	double grown = p->trained != NEVER && s->day > p->trained
			       ? 1.0 + (double)s->effect / 100.0
			       : 1.0;
	double took = exp(p->level + shock + BETWEEN_DAYS * random_normal(r)) * grown;
	int64_t amount = ((int64_t)took + STEP / 2) / STEP * STEP;
	bool slip = random_below(r, 100) < 3;

	s->did.sales++;
	spell(r, amount < STEP ? STEP : amount, t->amount);
	if (dice < 5)
		talk_line(t, "%s", closed[random_below(r, 4)]);
	else if (dice < 8)
		talk_line(t, "%s", nothing[random_below(r, 3)]);
	else if (dice < 12) /* asked for, step by step */
		talk_line(t, "%s", "JUAL");
	else
		talk_line(t, "%s %s%s",
			slip ? slips[random_below(r, 4)] : words[random_below(r, 6)], t->amount,
			random_below(r, 2) == 0 ? " live 0" : "");
	s->did.typos += dice >= 12 && slip ? 1 : 0;
}
