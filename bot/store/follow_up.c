/* store/follow_up.c - what a trader got and answered after a training */
#include "store/follow_up.h"

#include "store/rows.h"

#define NEVER_LEFT(row)                                                                        \
	"EXISTS (SELECT 1 FROM message m WHERE m.id = " row ".message_id "                     \
	"AND (m.state = 'expired' OR m.state = 'rejected' OR m.state = 'failed'))"

/* One said "not yet" to comes again, once, before those that follow it. */
static const struct sql next = { "follow.tip_next",
	TIP_NEXT(" AND (s.tried_at <> 0 OR s.not_yet <> 1) AND NOT " NEVER_LEFT("s"), "1") };

enum rc follow_tip_next(struct store *st, const struct tip_ask *ask, struct tip *out)
{
	bool more;

	return tip_find(st, &next, ask, out, &more);
}

static enum rc is_there(struct stmt *s, bool *out)
{
	enum rc rc = db_step(s);

	*out = rc == RC_OK;
	if (rc == RC_OK)
		db_reset(s);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql since_sql = { "follow.tip_since",
	"SELECT 1 FROM tip_seen s WHERE s.trader_id = $1 AND s.at >= $2 AND s.message_id <> 0 "
	"AND NOT " NEVER_LEFT("s") " LIMIT 1" };

enum rc follow_tip_since(struct store *st, int64_t trader_id, int64_t since, bool *out)
{
	struct stmt *s = db_prepare(st->db, &since_sql);

	db_int(s, 1, trader_id);
	db_int(s, 2, since);
	return is_there(s, out);
}

static const struct sql sent = { "follow.tip_sent",
	"INSERT INTO tip_seen (trader_id, code, at, message_id) VALUES ($1, $2, $3, $4) "
	"ON CONFLICT (trader_id, code) DO UPDATE SET at = excluded.at, "
	"message_id = excluded.message_id" };

enum rc follow_tip_sent(
	struct store *st, int64_t trader_id, const char *code, int64_t message_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &sent);

	db_int(s, 1, trader_id);
	db_text(s, 2, code);
	db_int(s, 3, now);
	db_int(s, 4, message_id);
	return db_run(s);
}

static const struct sql last = { "follow.tip_last",
	"SELECT code, not_yet FROM tip_seen WHERE trader_id = $1 AND message_id <> 0 "
	"ORDER BY message_id DESC LIMIT 1" };
static const struct sql tip_tried = { "follow.tip_tried",
	"UPDATE tip_seen SET tried_at = $3 WHERE trader_id = $1 AND code = $2" };
static const struct sql tip_not_yet = { "follow.tip_not_yet",
	"UPDATE tip_seen SET not_yet = $3 WHERE trader_id = $1 AND code = $2" };

enum rc follow_tip_answer(
	struct store *st, int64_t trader_id, bool tried, int64_t now, int64_t *not_yet)
{
	struct stmt *s = db_prepare(st->db, &last);
	char code[8];
	enum rc rc;

	db_int(s, 1, trader_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	db_get_text(s, 0, code, sizeof(code));
	*not_yet = db_get_int(s, 1) + (tried ? 0 : 1);
	db_reset(s);
	s = db_prepare(st->db, tried ? &tip_tried : &tip_not_yet);
	db_int(s, 1, trader_id);
	db_text(s, 2, code);
	db_int(s, 3, tried ? now : *not_yet);
	return db_run_some(s);
}

static void bind_key(struct stmt *s, const struct stick_key *k)
{
	db_int(s, 1, k->wave_id);
	db_int(s, 2, k->trader_id);
	db_int(s, 3, k->day);
}

static const struct sql is_asked = { "stick.is_asked",
	"SELECT 1 FROM stick_check s WHERE s.wave_id = $1 AND s.trader_id = $2 AND s.day = $3 "
	"AND (s.answered_at IS NOT NULL OR NOT " NEVER_LEFT("s") ") LIMIT 1" };

enum rc stick_is_asked(struct store *st, const struct stick_key *k, bool *out)
{
	struct stmt *s = db_prepare(st->db, &is_asked);

	bind_key(s, k);
	return is_there(s, out);
}

static const struct sql asked = { "stick.asked",
	"INSERT INTO stick_check (wave_id, trader_id, day, message_id, asked_at) "
	"VALUES ($1, $2, $3, $4, $5) ON CONFLICT (wave_id, trader_id, day) DO UPDATE SET "
	"message_id = excluded.message_id, asked_at = excluded.asked_at" };

enum rc stick_asked(
	struct store *st, const struct stick_key *k, int64_t message_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &asked);

	bind_key(s, k);
	db_int(s, 4, message_id);
	db_int(s, 5, now);
	return db_run(s);
}

static const struct sql answer = { "stick.answer",
	"UPDATE stick_check SET lives = $4, answered_at = $5 WHERE wave_id = $1 "
	"AND trader_id = $2 AND day = $3" };

enum rc stick_answer(struct store *st, const struct stick_key *k, int lives, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &answer);

	bind_key(s, k);
	db_int(s, 4, lives);
	db_int(s, 5, now);
	return db_run_some(s);
}

const struct sql *const follow_up_sql[] = { &next, &since_sql, &sent, &last, &tip_tried,
	&tip_not_yet, &is_asked, &asked, &answer, NULL };
