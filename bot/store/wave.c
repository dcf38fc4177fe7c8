/* store/wave.c - waves and their sittings; that a wave is full is counted, never stored */
#include "store/wave.h"

#include <stdlib.h>
#include <string.h>

#include "store/job.h"
#include "store/rows.h"
#include "text/utf8.h"

static const char *const state_names[] = {
	[WAVE_DRAFT] = "draft",
	[WAVE_OPEN] = "open",
	[WAVE_FULL] = "full",
	[WAVE_CLOSED] = "closed",
	[WAVE_RUNNING] = "running",
	[WAVE_DONE] = "done",
	[WAVE_CANCELLED] = "cancelled",
};

const char *wave_state_name(enum wave_state s)
{
	return state_names[s];
}

static enum wave_state state_of(const char *name)
{
	for (size_t i = 0; i < sizeof(state_names) / sizeof(state_names[0]); i++)
		if (strcmp(state_names[i], name) == 0)
			return (enum wave_state)i;
	return WAVE_CANCELLED;
}

void wave_read(struct stmt *s, int column, struct wave *out)
{
	out->id = db_get_int(s, column);
	db_get_text(s, column + 1, out->name, sizeof(out->name));
	out->market_id = db_get_int(s, column + 2);
	db_get_text(s, column + 3, out->market, sizeof(out->market));
	db_get_text(s, column + 4, out->place, sizeof(out->place));
	out->state = state_of(db_view_text(s, column + 5));
	out->seats = db_get_int32(s, column + 6);
	out->taken = db_get_int32(s, column + 7);
	out->waiting = db_get_int32(s, column + 8);
	out->starts_at = db_get_int(s, column + 9);
	/* A freed seat belongs to whoever waits: a newcomer finds the wave full. */
	if (out->state == WAVE_OPEN && out->taken + out->waiting >= out->seats)
		out->state = WAVE_FULL;
}

void sitting_read(struct stmt *s, int column, struct sitting *out)
{
	out->id = db_get_int(s, column);
	out->wave_id = db_get_int(s, column + 1);
	out->starts_at = db_get_int(s, column + 2);
	db_get_text(s, column + 3, out->code, sizeof(out->code));
}

static const struct sql add_sitting = { "wave.add_sitting",
	"INSERT INTO sitting (id, wave_id, starts_at, code) VALUES ($1, $2, $3, $4) "
	"ON CONFLICT (wave_id, starts_at) DO NOTHING" };

static enum rc sitting_add(struct store *st, int64_t wave_id, const struct sitting *sitting)
{
	int64_t id = 0;
	enum rc rc = store_next_id(st, "sitting", &id);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add_sitting);
	db_int(s, 1, id);
	db_int(s, 2, wave_id);
	db_int(s, 3, sitting->starts_at);
	db_text(s, 4, sitting->code);
	rc = db_run_some(s);
	return rc == RC_ABSENT ? RC_INVALID : rc; /* two sittings at one time */
}

static bool acceptable(const struct wave *w, const struct sitting *sittings, size_t n)
{
	size_t name = utf8_length(w->name, strlen(w->name));
	size_t place = utf8_length(w->place, strlen(w->place));

	for (size_t i = 0; i < n; i++)
		if (strlen(sittings[i].code) != 4)
			return false;
	return name >= 1 && name <= WAVE_NAME_MAX && place <= WAVE_PLACE_MAX && w->seats >= 1 &&
	       w->seats <= WAVE_SEATS_MAX && n <= SITTINGS_MAX &&
	       (w->state == WAVE_DRAFT || w->state == WAVE_OPEN);
}

/* When it begins and when its roster closes, from its sittings as they are now. */
enum rc wave_put_jobs(struct store *st, int64_t wave_id)
{
	struct sitting list[SITTINGS_MAX];
	size_t n = 0;
	enum rc rc = wave_sittings(st, wave_id, list, SITTINGS_MAX, &n);

	if (rc != RC_OK || n == 0)
		return rc;
	rc = job_put(st, &(struct job){ .kind = "wave.begin",
				 .subject = wave_id,
				 .due_at = list[0].starts_at });
	for (size_t i = 0; rc == RC_OK && i < n; i++) /* its handler finds the day */
		rc = job_put(st, &(struct job){ .kind = "reminder", .subject = list[i].id });
	if (rc == RC_OK) /* whoever missed an earlier wave, once this one is open */
		rc = job_put(st, &(struct job){ .kind = "invite", .subject = wave_id });
	if (rc != RC_OK)
		return rc;
	return job_put(st, &(struct job){ .kind = "wave.end",
				   .subject = wave_id,
				   .due_at = list[n - 1].starts_at + SITTING_OPEN_AFTER });
}

static const struct sql add = { "wave.add",
	"INSERT INTO wave (id, name, market_id, place, state, seats, created_at, changed_at) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT DO NOTHING" };

enum rc wave_add(
	struct store *st, struct wave *w, const struct sitting *sittings, size_t n, int64_t now)
{
	int64_t id = 0;
	struct stmt *s;
	enum rc rc;

	if (!acceptable(w, sittings, n))
		return RC_INVALID;
	rc = store_next_id(st, "wave", &id);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &add);
	db_int(s, 1, id);
	db_text(s, 2, w->name);
	db_int(s, 3, w->market_id);
	db_text(s, 4, w->place);
	db_text(s, 5, wave_state_name(w->state));
	db_int(s, 6, w->seats);
	db_int(s, 7, now);
	rc = db_run_some(s);
	if (rc == RC_ABSENT)
		return RC_CONFLICT;
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = sitting_add(st, id, &sittings[i]);
	if (rc == RC_OK)
		rc = wave_put_jobs(st, id);
	if (rc == RC_OK)
		w->id = id;
	return rc;
}

static enum rc one_wave(struct stmt *s, struct wave *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		wave_read(s, 0, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql by_id = { "wave.by_id",
	"SELECT " WAVE_COLUMNS " FROM " WAVE_TABLES " WHERE w.id = $1 LIMIT 1" };

enum rc wave_by_id(struct store *st, int64_t id, struct wave *out)
{
	struct stmt *s = db_prepare(st->db, &by_id);

	db_int(s, 1, id);
	return one_wave(s, out);
}

static const struct sql by_name = { "wave.by_name",
	"SELECT " WAVE_COLUMNS " FROM " WAVE_TABLES
	" WHERE lower(w.name) = lower($1) LIMIT 1" };

enum rc wave_find(struct store *st, const char *name_or_id, struct wave *out)
{
	struct stmt *s = db_prepare(st->db, &by_name);
	size_t digits = strspn(name_or_id, "0123456789");
	enum rc rc;

	db_text(s, 1, name_or_id);
	rc = one_wave(s, out);
	if (rc != RC_ABSENT || digits == 0 || digits > 18 || name_or_id[digits])
		return rc;
	return wave_by_id(st, strtoll(name_or_id, NULL, 10), out);
}

static const struct sql rename_to = { "wave.rename",
	"UPDATE wave SET name = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM wave x "
	"WHERE lower(x.name) = lower($2) AND x.id <> $1)" };

enum rc wave_rename(struct store *st, int64_t id, const char *name)
{
	size_t n = utf8_length(name, strlen(name));
	struct stmt *s;
	enum rc rc;

	if (n < 1 || n > WAVE_NAME_MAX)
		return RC_INVALID;
	s = db_prepare(st->db, &rename_to);
	db_int(s, 1, id);
	db_text(s, 2, name);
	rc = db_run_some(s);
	return rc == RC_ABSENT ? RC_CONFLICT : rc;
}

static const struct sql set_state = { "wave.set_state",
	"UPDATE wave SET state = $2, changed_at = $3 WHERE id = $1" };

enum rc wave_set_state(struct store *st, int64_t id, enum wave_state state, int64_t now)
{
	struct stmt *s;

	if (state == WAVE_FULL) /* follows from the seats */
		return RC_INVALID;
	s = db_prepare(st->db, &set_state);
	db_int(s, 1, id);
	db_text(s, 2, wave_state_name(state));
	db_int(s, 3, now);
	return db_run_some(s);
}

enum rc wave_open(struct store *st, const struct wave *w, int64_t now)
{
	enum rc rc = wave_set_state(st, w->id, WAVE_OPEN, now);

	return rc == RC_OK && w->state == WAVE_DRAFT ? wave_put_jobs(st, w->id) : rc;
}

static const struct sql sittings_of = { "wave.sittings",
	"SELECT " SITTING_COLUMNS " FROM sitting s WHERE s.wave_id = $1 "
	"ORDER BY s.starts_at LIMIT $2" };

enum rc wave_sittings(
	struct store *st, int64_t wave_id, struct sitting *out, size_t max, size_t *n)
{
	struct stmt *s;
	enum rc rc;

	*n = 0;
	if (max == 0)
		return RC_OK;
	s = db_prepare(st->db, &sittings_of);
	db_int(s, 1, wave_id);
	db_int(s, 2, (int64_t)max);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s))
		sitting_read(s, 0, &out[(*n)++]);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Ordered by column 10, the first sitting. */
static const struct sql open_list = { "wave.open_list",
	"SELECT " WAVE_COLUMNS " FROM " WAVE_TABLES " WHERE w.state = 'open' "
	"AND (SELECT min(y.starts_at) FROM sitting y WHERE y.wave_id = w.id) > $1 "
	"AND ($2 = 0 OR NOT EXISTS (SELECT 1 FROM wave_market a WHERE a.wave_id = w.id) "
	"OR EXISTS (SELECT 1 FROM wave_market b WHERE b.wave_id = w.id AND b.market_id = $2)) "
	"ORDER BY 10, w.id LIMIT $3 OFFSET $4" };

enum rc wave_open_list(
	struct store *st, const struct wave_page *page, struct wave *out, size_t *n, bool *more)
{
	struct stmt *s = db_prepare(st->db, &open_list);
	enum rc rc;

	*n = 0;
	*more = false;
	db_int(s, 1, page->now);
	db_int(s, 2, page->market_id);
	db_int(s, 3, (int64_t)page->max + 1);
	db_int(s, 4, (int64_t)page->skip);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		if (*n == page->max) {
			*more = true;
			db_reset(s);
			return RC_OK;
		}
		wave_read(s, 0, &out[(*n)++]);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static enum rc read_each(struct stmt *s, wave_fn *fn, void *arg)
{
	struct wave wave;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		wave_read(s, 0, &wave);
		rc = fn(&wave, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql each = { "wave.each",
	"SELECT " WAVE_COLUMNS " FROM " WAVE_TABLES " ORDER BY w.id LIMIT $1" };

enum rc wave_each(struct store *st, int64_t limit, wave_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);

	db_limit(s, 1, limit);
	return read_each(s, fn, arg);
}

static const struct sql newest = { "wave.newest",
	"SELECT " WAVE_COLUMNS " FROM " WAVE_TABLES " WHERE w.id < $2 "
	"AND ($3 = 0 OR w.state IN ('done', 'cancelled')) "
	"AND ($4 = 0 OR w.state NOT IN ('done', 'cancelled')) ORDER BY w.id DESC LIMIT $1" };

enum rc wave_newest(struct store *st, const struct wave_ask *ask, wave_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &newest);

	db_limit(s, 1, ask->limit);
	db_int(s, 2, ask->before != 0 ? ask->before : INT64_MAX);
	db_int(s, 3, ask->over ? 1 : 0);
	db_int(s, 4, ask->not_over ? 1 : 0);
	return read_each(s, fn, arg);
}

const struct sql *const wave_sql[] = { &add_sitting, &add, &by_id, &by_name, &rename_to,
	&set_state, &sittings_of, &open_list, &each, &newest, NULL };
