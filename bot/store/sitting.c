/* store/sitting.c - a wave's sittings after they were planned: moved, reminded of, and their codes */
#include <stdlib.h>
#include <string.h>

#include "store/job.h"
#include "store/rows.h"
#include "store/seat.h"

static const struct sql by_id = { "sitting.by_id",
	"SELECT " SITTING_COLUMNS " FROM sitting s WHERE s.id = $1 LIMIT 1" };

enum rc sitting_by_id(struct store *st, int64_t id, struct sitting *out)
{
	struct stmt *s = db_prepare(st->db, &by_id);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_step(s);
	if (rc == RC_OK) {
		sitting_read(s, 0, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql move = { "sitting.move",
	"UPDATE sitting SET starts_at = $2 WHERE id = $1" };
static const struct sql forget_answers = { "sitting.forget_answers",
	"UPDATE enrolment SET rsvp_at = 0 WHERE wave_id = $1" };

enum rc sitting_move(struct store *st, const struct sitting *sitting, int64_t starts_at)
{
	struct stmt *s = db_prepare(st->db, &move);
	enum rc rc;

	db_int(s, 1, sitting->id);
	db_int(s, 2, starts_at);
	rc = db_run_some(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &forget_answers);
	db_int(s, 1, sitting->wave_id);
	rc = db_run(s);
	return rc == RC_OK ? wave_put_jobs(st, sitting->wave_id) : rc;
}

static const struct sql wrong = { "sitting.wrong",
	"INSERT INTO code_try (sitting_id, trader_id, wrong) VALUES ($1, $2, 1) "
	"ON CONFLICT (sitting_id, trader_id) DO UPDATE SET wrong = code_try.wrong + 1" };

enum rc code_wrong(struct store *st, int64_t sitting_id, int64_t trader_id)
{
	struct stmt *s = db_prepare(st->db, &wrong);

	db_int(s, 1, sitting_id);
	db_int(s, 2, trader_id);
	return db_run(s);
}

static const struct sql tries = { "sitting.tries",
	"SELECT coalesce(sum(CASE WHEN c.trader_id = $2 THEN c.wrong ELSE 0 END), 0), "
	"coalesce(sum(c.wrong), 0) FROM code_try c WHERE c.sitting_id = $1 LIMIT 1" };

enum rc code_tries(
	struct store *st, int64_t sitting_id, int64_t trader_id, struct code_tries *out)
{
	struct stmt *s = db_prepare(st->db, &tries);
	enum rc rc;

	db_int(s, 1, sitting_id);
	db_int(s, 2, trader_id);
	rc = db_step(s);
	if (rc == RC_OK) {
		out->mine = db_get_int(s, 0);
		out->all = db_get_int(s, 1);
		db_reset(s);
	}
	return rc;
}

static const struct sql plan_get = { "plan.get",
	"SELECT reminder_days, series, tip_days, budget FROM wave_plan WHERE wave_id = $1 "
	"LIMIT 1" };
static const struct sql plan_set = { "plan.set",
	"INSERT INTO wave_plan (wave_id, reminder_days, series, tip_days, budget) "
	"VALUES ($1, $2, $3, $4, $5) ON CONFLICT (wave_id) DO UPDATE SET "
	"reminder_days = excluded.reminder_days, series = excluded.series, "
	"tip_days = excluded.tip_days, budget = excluded.budget" };

enum rc wave_plan_get(struct store *st, int64_t wave_id, struct wave_plan *out)
{
	struct stmt *s = db_prepare(st->db, &plan_get);
	enum rc rc;

	*out = WAVE_PLAN_USUAL;
	db_int(s, 1, wave_id);
	rc = db_step(s);
	if (rc == RC_OK) {
		db_get_text(s, 0, out->reminder_days, sizeof(out->reminder_days));
		db_get_text(s, 1, out->series, sizeof(out->series));
		db_get_text(s, 2, out->tip_days, sizeof(out->tip_days));
		out->budget = db_get_int(s, 3);
		db_reset(s);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc wave_plan_set(struct store *st, int64_t wave_id, const struct wave_plan *p)
{
	struct stmt *s = db_prepare(st->db, &plan_set);

	db_int(s, 1, wave_id);
	db_text(s, 2, p->reminder_days);
	db_text(s, 3, p->series);
	db_text(s, 4, p->tip_days);
	db_int(s, 5, p->budget);
	return db_run(s);
}

/* The next number of a list, -1 at its end or where it is no list; *text moves behind it. */
static int next_day(const char **text)
{
	size_t digits = strspn(*text, "0123456789");
	long day = digits >= 1 && digits <= 3 ? strtol(*text, NULL, 10) : -1;

	if (day < 1 || day > 365)
		return -1;
	*text += digits;
	if (**text == ',' && (*text)[1] != '\0')
		(*text)++;
	else if (**text != '\0')
		return -1;
	return (int)day;
}

bool plan_has_day(const char *days, int day)
{
	for (int d = next_day(&days); d > 0; d = next_day(&days))
		if (d == day)
			return true;
	return false;
}

int plan_days(const char *days)
{
	int n = 0, last = 0, way = 0;

	for (; *days != '\0'; n++) {
		int day = next_day(&days);

		if (day < 0 || (n > 0 && day == last) ||
			(n > 1 && (day > last ? 1 : -1) != way))
			return 0;
		way = day > last ? 1 : -1;
		last = day;
	}
	return n;
}

const char *wave_plan_series(const struct wave_plan *p)
{
	return p->series[0] != '\0' ? p->series : "A";
}

const struct sql *const sitting_sql[] = { &by_id, &move, &forget_answers, &wrong, &tries,
	&plan_get, &plan_set, NULL };
