/* store/rules.c - what must hold of a database after any history */
#include "store/rules.h"

#include "store/db.h"

#define HELD                                                                                   \
	"(e.status = 'enrolled' OR e.status = 'offered' OR e.status = 'attended' OR e.status = 'absent')"
/* With changed_at as the instant it left; of who was erased, that was written anew. */
#define SENT        "(m.state = 'sent' OR m.state = 'delivered') AND m.trader_id IS NOT NULL"
#define PUSHED      "m.direction = 'out' AND m.kind <> 'reply' AND m.kind <> 'receipt'"
#define WIB_HOUR    "(m.changed_at + 25200) % 86400 / 3600"
#define COUNT(rows) "SELECT count(*) FROM (" rows ") r LIMIT 1"

struct rule {
	const char *name;
	bool some;
	struct sql sql;
};

static const struct rule rules[] = {
	{ "reports of takings", true, { "rules.sales", COUNT("SELECT trader_id FROM sale") } },
	{ "people who had a seat", true,
		{ "rules.seats", COUNT("SELECT e.id FROM enrolment e WHERE " HELD) } },
	{ "people present at sittings", true,
		{ "rules.present", COUNT("SELECT trader_id FROM attendance") } },
	{ "people who sent STOP", true,
		{ "rules.stopped",
			COUNT("SELECT id FROM trader WHERE stopped_at IS NOT NULL") } },
	{ "reminders that went out", true,
		{ "rules.reminders",
			COUNT("SELECT m.id FROM message m WHERE m.kind = 'reminder' AND " SENT) } },
	{ "messages of broadcasts that went out", true,
		{ "rules.broadcasts",
			COUNT("SELECT m.id FROM message m WHERE m.kind = 'broadcast' AND " SENT) } },
	{ "tips and checks that went out", true,
		{ "rules.follow_ups",
			COUNT("SELECT m.id FROM message m WHERE m.kind = 'tip' AND " SENT) } },
	{ "tips that were tried", true,
		{ "rules.tried",
			COUNT("SELECT trader_id FROM tip_seen WHERE tried_at <> 0") } },
	{ "checks that were answered", true,
		{ "rules.checks",
			COUNT("SELECT trader_id FROM stick_check WHERE lives IS NOT NULL") } },
	{ "changes on record", true, { "rules.changes", COUNT("SELECT id FROM audit") } },
	{ "no wave over its seats", false,
		{ "rules.capacity",
			COUNT("SELECT w.id FROM wave w JOIN enrolment e ON e.wave_id = w.id AND " HELD
			      " GROUP BY w.id, w.seats HAVING count(*) > w.seats") } },
	{ "no seat taken twice: nobody is twice in a wave", false,
		{ "rules.once_a_wave",
			COUNT("SELECT e.wave_id FROM enrolment e "
			      "GROUP BY e.wave_id, e.trader_id HAVING count(*) > 1") } },
	{ "nobody holds live seats in two waves", false,
		{ "rules.one_seat",
			COUNT("SELECT e.trader_id FROM enrolment e JOIN wave w ON w.id = e.wave_id "
			      "WHERE (w.state = 'open' OR w.state = 'closed') AND "
			      "(e.status = 'enrolled' OR e.status = 'offered') "
			      "GROUP BY e.trader_id HAVING count(*) > 1") } },
	{ "nobody waits while a seat is free", false,
		{ "rules.waiting",
			COUNT("SELECT w.id FROM wave w WHERE w.state = 'open' AND w.seats > "
			      "(SELECT count(*) FROM enrolment e WHERE e.wave_id = w.id AND " HELD
			      ") AND EXISTS (SELECT 1 FROM enrolment e WHERE e.wave_id = w.id "
			      "AND e.status = 'waiting') AND NOT EXISTS (SELECT 1 FROM job j "
			      "WHERE j.kind = 'offer.next' AND j.subject = w.id)") } },
	{ "nobody present without a place", false,
		{ "rules.place",
			COUNT("SELECT a.trader_id FROM attendance a "
			      "JOIN sitting s ON s.id = a.sitting_id WHERE NOT EXISTS "
			      "(SELECT 1 FROM enrolment e WHERE e.wave_id = s.wave_id "
			      "AND e.trader_id = a.trader_id AND e.status = 'attended')") } },
	{ "nothing but replies in quiet hours", false,
		{ "rules.quiet", COUNT("SELECT m.id FROM message m WHERE " PUSHED " AND " SENT
				       " AND (" WIB_HOUR " < 8 OR " WIB_HOUR " >= 19)") } },
	{ "nothing but replies after STOP", false,
		{ "rules.stop", COUNT("SELECT m.id FROM message m JOIN trader t "
				      "ON t.id = m.trader_id WHERE " PUSHED " AND " SENT
				      " AND m.changed_at > t.stopped_at") } },
	{ "nothing after its expiry", false,
		{ "rules.expiry",
			COUNT("SELECT m.id FROM message m WHERE m.direction = 'out' AND " SENT
			      " AND m.expires_at > 0 AND m.changed_at > m.expires_at") } },
	{ "each broadcast at most once a person", false,
		{ "rules.broadcast_once",
			COUNT("SELECT b.broadcast_id FROM message m JOIN broadcast_message b "
			      "ON b.message_id = m.id WHERE m.direction = 'out' AND "
			      "m.trader_id IS NOT NULL AND (m.state = 'sent' OR "
			      "m.state = 'delivered' OR m.state = 'unknown') "
			      "GROUP BY b.broadcast_id, m.trader_id HAVING count(*) > 1") } },
	{ "nobody followed up who was not there", false,
		{ "rules.followed",
			COUNT("SELECT k.trader_id FROM stick_check k WHERE NOT EXISTS "
			      "(SELECT 1 FROM attendance a JOIN sitting s ON s.id = a.sitting_id "
			      "WHERE s.wave_id = k.wave_id AND a.trader_id = k.trader_id)") } },
	{ "checks on their days, or two later", false,
		{ "rules.check_days",
			COUNT("SELECT k.trader_id FROM stick_check k WHERE (k.day <> 3 AND k.day <> 10 "
			      "AND k.day <> 30 AND k.day <> 60 AND k.day <> 90) OR "
			      "(k.asked_at + 25200) / 86400 - k.day - (SELECT max(s.starts_at + 25200) "
			      "/ 86400 FROM sitting s WHERE s.wave_id = k.wave_id) NOT BETWEEN 0 AND 2") } },
	{ "who was not live is on the trainer's list", false,
		{ "rules.not_live",
			COUNT("SELECT k.trader_id FROM stick_check k WHERE k.lives = 0 AND NOT EXISTS "
			      "(SELECT 1 FROM work_item i WHERE i.trader_id = k.trader_id "
			      "AND i.kind = 'not-live')") } },
	{ "no tip again that was tried", false,
		{ "rules.tried_again",
			COUNT("SELECT trader_id FROM tip_seen WHERE tried_at <> 0 AND at > tried_at") } },
	{ "one tip or check a day a person", false,
		{ "rules.one_a_day",
			COUNT("SELECT m.trader_id FROM message m WHERE m.kind = 'tip' AND " SENT
			      " GROUP BY m.trader_id, (m.at + 25200) / 86400 HAVING count(*) > 1") } },
	{ "each inbound message once", false,
		{ "rules.inbound_once",
			COUNT("SELECT m.gateway FROM message m WHERE m.direction = 'in' "
			      "AND m.gateway_id IS NOT NULL "
			      "GROUP BY m.gateway, m.gateway_id HAVING count(*) > 1") } },
	{ "each reply once, at most two to a message", false,
		{ "rules.reply_once",
			COUNT("SELECT m.reply_to FROM message m WHERE m.reply_to > 0 "
			      "GROUP BY m.reply_to HAVING count(*) > 2 OR count(*) > "
			      "count(DISTINCT coalesce(m.text, CAST(m.id AS TEXT)))") } },
	{ "takings by day are their rows", false,
		{ "rules.sale_sums",
			COUNT("SELECT x.day FROM (SELECT s.day, 1 AS n, s.total FROM sale s "
			      "UNION ALL SELECT d.day, -d.reports, -d.total FROM sale_day d) x "
			      "GROUP BY x.day HAVING sum(x.n) <> 0 OR sum(x.total) <> 0") } },
	{ "messages by day and gateway are their rows", false,
		{ "rules.message_sums",
			COUNT("SELECT x.day FROM (SELECT (m.at + 25200) / 86400 AS day, "
			      "m.gateway, 1 AS n FROM message m UNION ALL "
			      "SELECT d.day, d.gateway, -d.messages FROM message_day d) x "
			      "GROUP BY x.day, x.gateway HAVING sum(x.n) <> 0") } },
};

enum { RULES = sizeof(rules) / sizeof(rules[0]) };

enum rc rules_each(struct store *st, rule_fn *fn, void *arg)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < RULES && rc == RC_OK; i++) {
		struct stmt *s = db_prepare(st->db, &rules[i].sql);
		struct rule_verdict v = { .name = rules[i].name, .some = rules[i].some };

		rc = db_step(s);
		if (rc != RC_OK)
			break;
		v.rows = db_get_int(s, 0);
		db_reset(s);
		fn(&v, arg);
	}
	return rc;
}

static const struct sql inbound = { "rules.inbound",
	"SELECT count(*), count(DISTINCT gateway_id) FROM message "
	"WHERE direction = 'in' AND channel = 'sms' LIMIT 1" };

enum rc rules_inbound(struct store *st, int64_t *rows, int64_t *distinct)
{
	struct stmt *s = db_prepare(st->db, &inbound);
	enum rc rc = db_step(s);

	if (rc != RC_OK)
		return rc;
	*rows = db_get_int(s, 0);
	*distinct = db_get_int(s, 1);
	db_reset(s);
	return RC_OK;
}
