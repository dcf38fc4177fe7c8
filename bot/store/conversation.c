/* store/conversation.c - one row a trader, read and written whole once a turn */
#include "store/conversation.h"

#include "store/db.h"
#include "store/share.h"

static const struct sql get = { "conversation.get",
	"SELECT trader_id, state, data, lives_until, misses, last_message_id, last_in_at, "
	"ussd_session, ussd_length, repeat_hash, repeat_count, repeat_since, hour_count, "
	"hour_since, silent_until, thanked_day, paid_messages, "
	"live_zero_run, live_asked_again, steps_taken, last_sale_day "
	"FROM conversation WHERE trader_id = $1 LIMIT 1" };

void conversation_expect(struct store *st, int64_t trader_id)
{
	struct stmt *s = db_prepare(st->db, &get);

	db_int(s, 1, trader_id);
	db_expect(s);
}

enum rc conversation_get(struct store *st, int64_t trader_id, struct conversation *out)
{
	struct stmt *s = db_prepare(st->db, &get);
	enum rc rc;

	out->kept = false;
	db_int(s, 1, trader_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->trader_id = db_get_int(s, 0);
	db_get_text(s, 1, out->state, sizeof(out->state));
	db_get_text(s, 2, out->data, sizeof(out->data));
	out->lives_until = db_get_int(s, 3);
	out->misses = db_get_int32(s, 4);
	out->last_message_id = db_get_int(s, 5);
	out->last_in_at = db_get_int(s, 6);
	db_get_text(s, 7, out->ussd_session, sizeof(out->ussd_session));
	out->ussd_length = db_get_int32(s, 8);
	out->repeat_hash = db_get_int(s, 9);
	out->repeat_count = db_get_int32(s, 10);
	out->repeat_since = db_get_int(s, 11);
	out->hour_count = db_get_int32(s, 12);
	out->hour_since = db_get_int(s, 13);
	out->silent_until = db_get_int(s, 14);
	out->thanked_day = db_get_int32(s, 15);
	out->paid_messages = db_get_int(s, 16);
	out->live_zero_run = db_get_int32(s, 17);
	out->live_asked_again = db_get_int32(s, 18);
	out->steps_taken = db_get_int32(s, 19);
	out->last_sale_day = db_get_int32(s, 20);
	out->kept = true;
	db_reset(s);
	return RC_OK;
}

static const struct sql put = { "conversation.put",
	"INSERT INTO conversation (trader_id, state, data, lives_until, misses, last_message_id, "
	"last_in_at, ussd_session, ussd_length, repeat_hash, repeat_count, repeat_since, "
	"hour_count, hour_since, silent_until, thanked_day, paid_messages, live_zero_run, "
	"live_asked_again, steps_taken, last_sale_day) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
	"$19, $20, $21) "
	"ON CONFLICT (trader_id) DO UPDATE SET state = excluded.state, data = excluded.data, "
	"lives_until = excluded.lives_until, misses = excluded.misses, "
	"last_message_id = excluded.last_message_id, last_in_at = excluded.last_in_at, "
	"ussd_session = excluded.ussd_session, ussd_length = excluded.ussd_length, "
	"repeat_hash = excluded.repeat_hash, repeat_count = excluded.repeat_count, "
	"repeat_since = excluded.repeat_since, hour_count = excluded.hour_count, "
	"hour_since = excluded.hour_since, silent_until = excluded.silent_until, "
	"thanked_day = excluded.thanked_day, paid_messages = excluded.paid_messages, "
	"live_zero_run = excluded.live_zero_run, live_asked_again = excluded.live_asked_again, "
	"steps_taken = excluded.steps_taken, last_sale_day = excluded.last_sale_day" };

/* Of a row that is known to be there: half the work of an upsert. */
static const struct sql put_again = { "conversation.put_again",
	"UPDATE conversation SET state = $2, data = $3, lives_until = $4, misses = $5, "
	"last_message_id = $6, last_in_at = $7, ussd_session = $8, ussd_length = $9, "
	"repeat_hash = $10, repeat_count = $11, repeat_since = $12, hour_count = $13, "
	"hour_since = $14, silent_until = $15, thanked_day = $16, paid_messages = $17, "
	"live_zero_run = $18, live_asked_again = $19, steps_taken = $20, last_sale_day = $21 "
	"WHERE trader_id = $1" };

enum rc conversation_put(struct store *st, const struct conversation *c)
{
	struct stmt *s;

	if (!share_owns(st, c->trader_id))
		return db_want_alone(st->db);
	s = db_prepare(st->db, c->kept ? &put_again : &put);
	db_int(s, 1, c->trader_id);
	db_text(s, 2, c->state);
	db_text(s, 3, c->data);
	db_int(s, 4, c->lives_until);
	db_int(s, 5, c->misses);
	db_int(s, 6, c->last_message_id);
	db_int(s, 7, c->last_in_at);
	db_text_or_null(s, 8, c->ussd_session);
	db_int(s, 9, c->ussd_length);
	db_int(s, 10, c->repeat_hash);
	db_int(s, 11, c->repeat_count);
	db_int(s, 12, c->repeat_since);
	db_int(s, 13, c->hour_count);
	db_int(s, 14, c->hour_since);
	db_int(s, 15, c->silent_until);
	db_int(s, 16, c->thanked_day);
	db_int(s, 17, c->paid_messages);
	db_int(s, 18, c->live_zero_run);
	db_int(s, 19, c->live_asked_again);
	db_int(s, 20, c->steps_taken);
	db_int_or_null(s, 21, c->last_sale_day);
	return db_run_later(s);
}

static const struct sql states = { "conversation.states",
	"SELECT c.state, count(*) FROM conversation c WHERE c.lives_until > $1 OR c.state = 'idle' "
	"GROUP BY c.state ORDER BY c.state LIMIT $2" };

enum rc conversation_states(struct store *st, int64_t now, conversation_state_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &states);
	char state[32];
	enum rc rc;

	db_int(s, 1, now);
	db_limit(s, 2, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		db_get_text(s, 0, state, sizeof(state));
		rc = fn(state, db_get_int(s, 1), arg);
		if (rc != RC_OK) {
			db_reset(s);
			return rc;
		}
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const conversation_sql[] = { &get, &put, &put_again, &states, NULL };
