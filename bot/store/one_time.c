/* store/one_time.c - a code sent to a registered number proves that whoever writes from it has it */
#include "store/one_time.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "store/db.h"

static const char *const purpose_names[ONE_TIME_COUNT] = {
	[ONE_TIME_ANSWER] = "answer",
	[ONE_TIME_BROADCAST] = "broadcast",
};

struct row { /* of table one_time_code */
	struct one_time what;
	int64_t expires_at;
	int32_t wrong, day, asked, failed;
};

static const struct sql get = { "one_time.get",
	"SELECT c.purpose, c.subject, c.text, c.code, c.expires_at, c.wrong, c.day, c.asked, "
	"c.failed FROM one_time_code c WHERE c.staff_id = $1 LIMIT 1" };

/* Counts of another day are over. */
static enum rc load(struct store *st, int64_t staff_id, int64_t now, struct row *out)
{
	struct stmt *s = db_prepare(st->db, &get);
	enum rc rc;

	*out = (struct row){ .what.staff_id = staff_id, .day = day_of(now) };
	db_int(s, 1, staff_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->what.purpose = strcmp(db_view_text(s, 0), purpose_names[ONE_TIME_BROADCAST]) == 0
				    ? ONE_TIME_BROADCAST
				    : ONE_TIME_ANSWER;
	out->what.subject = db_get_int(s, 1);
	db_get_text(s, 2, out->what.text, sizeof(out->what.text));
	db_get_text(s, 3, out->what.code, sizeof(out->what.code));
	out->expires_at = db_get_int(s, 4);
	out->wrong = db_get_int32(s, 5);
	if (db_get_int32(s, 6) == out->day) {
		out->asked = db_get_int32(s, 7);
		out->failed = db_get_int32(s, 8);
	}
	db_reset(s);
	return RC_OK;
}

static const struct sql put = { "one_time.put",
	"INSERT INTO one_time_code (staff_id, purpose, subject, text, code, expires_at, wrong, "
	"day, asked, failed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
	"ON CONFLICT (staff_id) DO UPDATE SET purpose = excluded.purpose, "
	"subject = excluded.subject, text = excluded.text, code = excluded.code, "
	"expires_at = excluded.expires_at, wrong = excluded.wrong, day = excluded.day, "
	"asked = excluded.asked, failed = excluded.failed" };

static enum rc keep(struct store *st, const struct row *r)
{
	struct stmt *s = db_prepare(st->db, &put);

	db_int(s, 1, r->what.staff_id);
	db_text(s, 2, purpose_names[r->what.purpose]);
	db_int(s, 3, r->what.subject);
	db_text(s, 4, r->what.text);
	db_text(s, 5, r->what.code);
	db_int(s, 6, r->expires_at);
	db_int(s, 7, r->wrong);
	db_int(s, 8, r->day);
	db_int(s, 9, r->asked);
	db_int(s, 10, r->failed);
	return db_run(s);
}

enum rc one_time_put(struct store *st, const struct one_time *o, int64_t now)
{
	struct row r;
	enum rc rc = load(st, o->staff_id, now, &r);

	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	if (r.asked >= ONE_TIME_ASKED_A_DAY || r.failed >= ONE_TIME_FAILED_A_DAY)
		return RC_FULL;
	r.what = *o;
	r.expires_at = now + ONE_TIME_LIVES;
	r.wrong = 0;
	r.asked++;
	return keep(st, &r);
}

/* Nothing waits any more; the counts stay. */
static void forget(struct row *r)
{
	r->expires_at = 0;
	r->what.text[0] = '\0';
}

static bool is_code(const struct row *r, const char *code)
{
	return strlen(code) == sizeof(r->what.code) - 1 &&
	       sodium_memcmp(code, r->what.code, sizeof(r->what.code)) == 0;
}

enum rc one_time_take(struct store *st, int64_t staff_id, const char *code, int64_t now,
	struct one_time *out, int *left)
{
	struct row r;
	bool right;
	enum rc rc = load(st, staff_id, now, &r);

	*left = 0;
	if (rc != RC_OK)
		return rc;
	if (r.expires_at <= now)
		return RC_ABSENT;
	right = is_code(&r, code);
	*out = r.what;
	if (!right) {
		r.wrong++;
		r.failed++;
		*left = ONE_TIME_TRIES - r.wrong;
	}
	if (*left <= 0)
		forget(&r);
	rc = keep(st, &r);
	return rc != RC_OK || right ? rc : RC_DENIED;
}

const struct sql *const one_time_sql[] = { &get, &put, NULL };
