/* tests/fault/checker.c - what must hold of a database after any fault */
#include "fault/checker.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(sqlite3 *db)
{
	(void)fprintf(stderr, "checker: %s\n", sqlite3_errmsg(db));
	abort();
}

static long number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	long n;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK ||
		sqlite3_step(s) != SQLITE_ROW)
		die(db);
	n = (long)sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	return n;
}

static bool is_sound(sqlite3 *db, const char *pragma)
{
	sqlite3_stmt *s = NULL;
	bool ok;

	if (sqlite3_prepare_v2(db, pragma, -1, &s, NULL) != SQLITE_OK)
		return false;
	ok = sqlite3_step(s) == SQLITE_ROW &&
	     strcmp((const char *)sqlite3_column_text(s, 0), "ok") == 0;
	(void)sqlite3_finalize(s);
	return ok;
}

static void count_kept(
	struct finding *out, sqlite3 *db, const bool *acknowledged, long messages)
{
	unsigned char *seen = calloc((size_t)messages + 1, 1);
	sqlite3_stmt *s = NULL;

	if (seen == NULL ||
		sqlite3_prepare_v2(db, "SELECT gateway_id FROM message WHERE direction = 'in'",
			-1, &s, NULL) != SQLITE_OK)
		die(db);
	while (sqlite3_step(s) == SQLITE_ROW) {
		long k = strtol((const char *)sqlite3_column_text(s, 0) + 1, NULL, 10);

		if (k < 0 || k >= messages)
			die(db);
		if (seen[k]++ > 0)
			out->twice++;
	}
	(void)sqlite3_finalize(s);
	for (long k = 0; k < messages; k++)
		if (acknowledged[k] && seen[k] == 0)
			out->lost++;
	free(seen);
}

/* IN and not EXISTS: nothing here is indexed, and SQLite makes an index of a list by itself. */
static const char *const partial[] = {
	/* a reply for each message, and no reply to nothing */
	"SELECT count(*) FROM message WHERE direction = 'in' "
	"AND id NOT IN (SELECT reply_to FROM message)",
	"SELECT count(*) FROM message WHERE reply_to <> 0 "
	"AND reply_to NOT IN (SELECT id FROM message WHERE direction = 'in')",
	/* the key that makes a repeat harmless */
	"SELECT count(*) FROM message i WHERE direction = 'in' AND NOT EXISTS "
	"(SELECT 1 FROM seen s WHERE s.gateway = i.gateway AND s.key = i.gateway_id "
	"AND s.message_id = i.id)",
	/* a trader's messages are one chain that ends in the conversation */
	"SELECT count(*) FROM message m WHERE previous_id <> 0 AND NOT EXISTS "
	"(SELECT 1 FROM message p WHERE p.id = m.previous_id AND p.phone = m.phone)",
	"SELECT count(*) FROM conversation c WHERE NOT EXISTS "
	"(SELECT 1 FROM message m WHERE m.id = c.last_message_id AND m.trader_id = c.trader_id)",
	"SELECT count(*) FROM message WHERE id NOT IN (SELECT previous_id FROM message) "
	"AND id NOT IN (SELECT last_message_id FROM conversation)",
	/* the sale of each message, of its trader */
	"SELECT count(*) FROM message WHERE direction = 'in' AND id NOT IN "
	"(SELECT message_id FROM sale WHERE total = 350000 AND live = 0)",
	"SELECT count(*) FROM sale WHERE message_id NOT IN "
	"(SELECT id FROM message WHERE direction = 'in')",
};

static const char *const twice[] = {
	"SELECT count(*) FROM sale WHERE version <> 1",
	"SELECT count(*) FROM sale_history",
	"SELECT count(*) - count(DISTINCT reply_to) FROM message WHERE reply_to <> 0",
};

/* What holds of any office, whatever was done to it (I5 to I8 of the invariants: sums, STOP, once each, expiry). */
static const char *const rules[] = {
	/* the sums by day are those of the rows */
	"SELECT (SELECT count(*) FROM (SELECT day, sum(reports), sum(total), sum(known), sum(live) FROM sale_day "
	"GROUP BY day HAVING sum(reports) <> 0 EXCEPT SELECT day, count(*), sum(total), count(live), "
	"coalesce(sum(live), 0) FROM sale GROUP BY day)) + "
	"(SELECT count(*) FROM (SELECT day, count(*), sum(total), count(live), coalesce(sum(live), 0) FROM sale "
	"GROUP BY day EXCEPT SELECT day, sum(reports), sum(total), sum(known), sum(live) FROM sale_day GROUP BY day))",
	"SELECT count(*) FROM (SELECT state, sum(messages) FROM message_day GROUP BY state HAVING sum(messages) <> 0 "
	"EXCEPT SELECT CASE WHEN state = 'sending' THEN 'queued' ELSE state END AS s, count(*) FROM message GROUP BY s)",
	/* nothing that nobody asked for is written after STOP */
	"SELECT count(*) FROM message m, trader t WHERE t.phone = m.phone AND m.direction = 'out' AND m.reply_to = 0 "
	"AND m.at > t.stopped_at AND (m.state = 'queued' OR m.state = 'sending' OR m.state = 'sent' OR m.state = 'delivered')",
	/* one message of a broadcast to a recipient, and to nobody else; who was erased is no recipient any more */
	"SELECT count(message_id) - count(DISTINCT message_id) FROM broadcast_recipient",
	"SELECT count(*) - count(DISTINCT b.broadcast_id || ' ' || m.phone) FROM broadcast_message b, message m "
	"WHERE m.id = b.message_id AND (m.state = 'sent' OR m.state = 'delivered')",
	"SELECT count(*) FROM broadcast_message b, message m WHERE m.id = b.message_id AND m.trader_id IS NOT NULL AND NOT EXISTS "
	"(SELECT 1 FROM broadcast_recipient r WHERE r.broadcast_id = b.broadcast_id AND r.trader_id = m.trader_id)",
	/* nothing old goes out; what was on the wire then may come back within half a minute */
	"SELECT count(*) FROM message WHERE direction = 'out' AND state = 'sent' AND changed_at > expires_at + 30",
};

/* In the default quiet hours, 19:00-08:00 WIB, there are replies alone; what was on the wire at seven has a minute. */
static const char quiet[] =
	"SELECT count(*) FROM message WHERE (kind = 'reminder' OR kind = 'tip' OR kind = 'broadcast') "
	"AND (state = 'sent' OR state = 'delivered') "
	"AND ((changed_at + 25200) % 86400 >= 68460 OR (changed_at + 25200) % 86400 < 28800)";

long checker_rules(const char *path, bool with_quiet)
{
	sqlite3 *db = NULL;
	long broken = 0;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		die(db);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		long n = number(db, rules[i]);

		if (n != 0)
			printf("rule %zu is broken %ld times: %s\n", i, n, rules[i]);
		broken += n;
	}
	if (with_quiet)
		broken += number(db, quiet);
	if (sqlite3_close(db) != SQLITE_OK)
		die(db);
	return broken;
}

void checker_look(struct finding *out, const char *path, const bool *acknowledged,
	long messages, bool whole)
{
	sqlite3 *db = NULL;

	*out = (struct finding){ 0 };
	if (sqlite3_open(path, &db) != SQLITE_OK)
		die(db);
	out->sound = is_sound(db, whole ? "PRAGMA integrity_check" : "PRAGMA quick_check");
	if (out->sound && acknowledged != NULL) {
		count_kept(out, db, acknowledged, messages);
		for (size_t i = 0; i < sizeof(partial) / sizeof(partial[0]); i++)
			out->partial += number(db, partial[i]);
		for (size_t i = 0; i < sizeof(twice) / sizeof(twice[0]); i++)
			out->twice += number(db, twice[i]);
	}
	if (sqlite3_close(db) != SQLITE_OK)
		die(db);
}
