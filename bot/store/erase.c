/*
 * store/erase.c - removing a person everywhere
 *
 * Every table that names a trader or holds a phone number has its statement here; a test looks
 * through all tables for what is left. Messages stay, as counts: without text, phone and trader.
 */
#include <sodium.h>
#include <string.h>

#include "store/broadcast.h"
#include "store/db.h"
#include "store/rows.h"
#include "store/tally.h"
#include "store/trader.h"

enum {
	SALT_BYTES = 32,
	SALT_HEX = SALT_BYTES * 2 + 1,
	HASH_HEX = crypto_hash_sha256_BYTES * 2 + 1
};

static const char salt_name[] = "erase.salt";

static void hash_phone(const char *salt, const struct phone *p, char out[static HASH_HEX])
{
	unsigned char sum[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)salt, strlen(salt));
	crypto_hash_sha256_update(&state, (const unsigned char *)p->e164, strlen(p->e164));
	crypto_hash_sha256_final(&state, sum);
	sodium_bin2hex(out, HASH_HEX, sum, sizeof(sum));
}

/* Made once for each database: without it a hash of a phone number is soon guessed. */
static enum rc get_salt(struct store *st, char out[static 128])
{
	unsigned char random[SALT_BYTES];
	enum rc rc = setting_get(st, salt_name, out);

	if (rc != RC_ABSENT)
		return rc;
	if (sodium_init() < 0)
		return RC_BROKEN;
	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(out, SALT_HEX, random, sizeof(random));
	return setting_put(st, salt_name, out);
}

static const struct sql remember = { "erase.remember",
	"INSERT INTO opted_out (phone_hash, at) VALUES ($1, $2) "
	"ON CONFLICT (phone_hash) DO NOTHING" };

enum rc trader_remember_opted_out(struct store *st, const struct phone *p, int64_t now)
{
	char salt[128], hash[HASH_HEX];
	enum rc rc = get_salt(st, salt);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	hash_phone(salt, p, hash);
	s = db_prepare(st->db, &remember);
	db_text(s, 1, hash);
	db_int(s, 2, now);
	return db_run(s);
}

static const struct sql opted_out = { "erase.opted_out",
	"SELECT 1 FROM opted_out WHERE phone_hash = $1 LIMIT 1" };

enum rc trader_opted_out(struct store *st, const struct phone *p, bool *out)
{
	char salt[128], hash[HASH_HEX];
	enum rc rc = setting_get(st, salt_name, salt);
	struct stmt *s;

	*out = false;
	if (rc == RC_ABSENT) /* no number was ever remembered */
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	hash_phone(salt, p, hash);
	s = db_prepare(st->db, &opted_out);
	db_text(s, 1, hash);
	rc = db_step(s);
	if (rc == RC_OK) {
		*out = true;
		db_reset(s);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

#define BLANK "UPDATE message SET text = NULL, phone = '', trader_id = NULL, changed_at = $2"

static const struct sql chain_head = { "erase.chain_head",
	"SELECT last_message_id FROM conversation WHERE trader_id = $1 LIMIT 1" };
static const struct sql stop_message = { "erase.stop_message",
	"UPDATE message SET state = 'expired' WHERE id = $1 AND state IN ('queued', 'sending') "
	"RETURNING " MESSAGE_COUNTED };
static const struct sql blank_message = { "erase.blank_message",
	BLANK " WHERE id = $1 RETURNING previous_id" };

/* The next older message of the chain, 0 at its end. */
static enum rc blank_one(struct store *st, int64_t id, int64_t now, int64_t *previous)
{
	struct stmt *s = db_prepare(st->db, &stop_message);
	enum rc rc;

	*previous = 0;
	db_int(s, 1, id);
	rc = message_turned(st, s, MESSAGE_QUEUED, MESSAGE_EXPIRED, NULL);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &blank_message);
	db_int(s, 1, id);
	db_int(s, 2, now);
	rc = db_step(s);
	if (rc == RC_ABSENT) /* retention took it */
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	*previous = db_get_int(s, 0);
	return db_run(s);
}

/* Broadcasts of earlier versions, to who had no conversation yet, are in nobody's chain. Those on their way still come later. */
static const struct sql blank_broadcasts = { "erase.blank_broadcasts",
	BLANK " WHERE id IN (SELECT r.message_id FROM broadcast_recipient r "
	      "WHERE r.broadcast_id IN (SELECT id FROM broadcast) AND r.trader_id = $1) "
	      "AND state NOT IN ('queued', 'sending')" };

static enum rc blank_sent(struct store *st, int64_t trader_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &blank_broadcasts);

	db_int(s, 1, trader_id);
	db_int(s, 2, now);
	return db_run(s);
}

static enum rc blank_chain(struct store *st, int64_t trader_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &chain_head);
	int64_t id = 0, previous, lowest = INT64_MAX;
	enum rc rc;

	db_int(s, 1, trader_id);
	rc = db_step(s);
	if (rc == RC_OK) {
		id = db_get_int(s, 0);
		db_reset(s);
	}
	if (rc == RC_ABSENT)
		rc = RC_OK;
	while (rc == RC_OK && id > 0) {
		rc = blank_one(st, id, now, &previous);
		id = message_before(id, previous, &lowest);
	}
	return rc;
}

static const struct sql blank_open = { "erase.blank_open",
	BLANK ", state = 'expired' WHERE phone = $1 AND state IN ('queued', 'sending') "
	      "RETURNING " MESSAGE_COUNTED };

static enum rc blank_outbox(struct store *st, const struct phone *p, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &blank_open);

	db_text(s, 1, p->e164);
	db_int(s, 2, now);
	return message_turned(st, s, MESSAGE_QUEUED, MESSAGE_EXPIRED, NULL);
}

static const struct sql typed_sale = { "erase.typed_sale",
	"UPDATE sale SET typed_by = NULL WHERE typed_by = $1 AND typed_by IS NOT NULL" };
static const struct sql typed_history = {
	"erase.typed_history",
	"UPDATE sale_history SET typed_by = NULL WHERE typed_by = $1 AND typed_by IS NOT NULL"
};

static const struct sql typed_waiting = { "erase.typed_waiting",
	"DELETE FROM helper_report WHERE typed_by = $1" };
static const struct sql taken_in = { "erase.taken_in",
	"DELETE FROM intake_row WHERE phone = $1" };
static const struct sql helping = { "erase.helping", "DELETE FROM helper WHERE phone = $1" };

static const struct sql *const by_phone[] = { &typed_sale, &typed_history, &typed_waiting,
	&taken_in, &helping };

static const struct sql sales = { "erase.sales", "DELETE FROM sale WHERE trader_id = $1" };
static const struct sql history = { "erase.history",
	"DELETE FROM sale_history WHERE trader_id = $1" };
static const struct sql attendances = { "erase.attendances",
	"DELETE FROM attendance WHERE trader_id = $1" };
static const struct sql code_tried = { "erase.code_tried",
	"DELETE FROM code_try WHERE trader_id = $1" };
static const struct sql enrolments = { "erase.enrolments",
	"DELETE FROM enrolment WHERE trader_id = $1" };
static const struct sql care = {
	"erase.care",
	"DELETE FROM care WHERE question_id IN (SELECT id FROM question WHERE trader_id = $1)"
};
static const struct sql notes = { "erase.notes", "DELETE FROM note WHERE trader_id = $1" };
static const struct sql threads = { "erase.threads",
	"DELETE FROM thread WHERE trader_id = $1" };
static const struct sql questions = { "erase.questions",
	"DELETE FROM question WHERE trader_id = $1" };
static const struct sql consents = { "erase.consents",
	"DELETE FROM consent WHERE trader_id = $1" };
static const struct sql tips = { "erase.tips", "DELETE FROM tip_seen WHERE trader_id = $1" };
static const struct sql goods = { "erase.goods",
	"DELETE FROM trader_goods WHERE trader_id = $1" };
static const struct sql checks = { "erase.checks",
	"DELETE FROM stick_check WHERE trader_id = $1" };
static const struct sql work_items = { "erase.work_items",
	"DELETE FROM work_item WHERE trader_id = $1" };
static const struct sql complaints = { "erase.complaints",
	"DELETE FROM complaint WHERE trader_id = $1" };
static const struct sql conversations = { "erase.conversations",
	"DELETE FROM conversation WHERE trader_id = $1" };
static const struct sql waiting = { "erase.waiting",
	"DELETE FROM helper_report WHERE owner_id = $1" };
static const struct sql helpers = { "erase.helpers", "DELETE FROM helper WHERE owner_id = $1" };
static const struct sql words = { "erase.words",
	"DELETE FROM trader_word WHERE trader_id = $1" };
static const struct sql traders = { "erase.traders", "DELETE FROM trader WHERE id = $1" };

/* The trader last: the others refer to it. */
static const struct sql *const by_trader[] = { &sales, &history, &attendances, &code_tried,
	&enrolments, &care, &notes, &threads, &questions, &consents, &tips, &goods, &checks,
	&work_items, &complaints, &conversations, &waiting, &helpers, &words, &traders };

enum rc trader_erase(struct store *st, const struct trader *t, int64_t now)
{
	enum rc rc = t->stopped_at ? trader_remember_opted_out(st, &t->phone, now) : RC_OK;

	if (rc == RC_OK)
		rc = blank_sent(st, t->id, now);
	if (rc == RC_OK) /* counts what it takes away, so before the messages go blank */
		rc = broadcast_forget(st, t);
	if (rc == RC_OK)
		rc = sale_counted_elsewhere(st, t->id, t->market_id, -1);
	if (rc == RC_OK)
		rc = blank_chain(st, t->id, now);
	if (rc == RC_OK)
		rc = blank_outbox(st, &t->phone, now);
	for (size_t i = 0; rc == RC_OK && i < sizeof(by_phone) / sizeof(by_phone[0]); i++) {
		struct stmt *s = db_prepare(st->db, by_phone[i]);

		db_text(s, 1, t->phone.e164);
		rc = db_run(s);
	}
	for (size_t i = 0; rc == RC_OK && i < sizeof(by_trader) / sizeof(by_trader[0]); i++) {
		struct stmt *s = db_prepare(st->db, by_trader[i]);

		db_int(s, 1, t->id);
		rc = db_run(s);
	}
	return rc;
}

const struct sql *const erase_sql[] = { &remember, &opted_out, &chain_head, &stop_message,
	&blank_message, &blank_broadcasts, &blank_open, &typed_sale, &typed_history, &sales,
	&history, &attendances, &enrolments, &care, &notes, &threads, &questions, &consents,
	&tips, &checks, &work_items, &complaints, &conversations, &typed_waiting, &taken_in,
	&helping, &waiting, &helpers, &words, &traders, NULL };
