/* store/person.c - everything that is kept about one person */
#include "store/person.h"

#include <string.h>

#include "store/rows.h"

/* Names of the columns, each with what it is behind a colon: n number, t text, d day, i instant. */
struct part {
	const char *name, *columns;
	const struct sql sql; /* $1: the trader's id */
};

/* clang-format off */
static const struct part parts[] = {
	{ "trader", "phone:t name:t market:t stall:t language:t stopped_at:i created_at:i", { "person.trader",
		"SELECT t.phone, t.name, m.name, t.stall, t.language, t.stopped_at, t.created_at FROM trader t "
		"LEFT JOIN market m ON m.id = t.market_id WHERE t.id = $1 LIMIT 1" } },
	{ "goods", "goods:t", { "person.goods",
		"SELECT goods FROM trader_goods WHERE trader_id = $1 ORDER BY goods" } },
	{ "consents", "version:t language:t source:t at:i", { "person.consents",
		"SELECT version, language, source, at FROM consent WHERE trader_id = $1 ORDER BY id" } },
	{ "conversation", "state:t answers:t last_in_at:i paid_messages:n", { "person.conversation",
		"SELECT state, data, last_in_at, paid_messages FROM conversation WHERE trader_id = $1 LIMIT 1" } },
	{ "sales", "day:d total:n live:n status:t approximate:n clarified:n review:n typed_by:t reported_at:i", { "person.sales",
		"SELECT day, total, live, status, approximate, clarified, review, typed_by, reported_at FROM sale "
		"WHERE trader_id = $1 ORDER BY day" } },
	{ "earlier_sales", "day:d version:n total:n live:n status:t typed_by:t reported_at:i replaced_at:i taken_back:n", { "person.history",
		"SELECT day, version, total, live, status, typed_by, reported_at, replaced_at, taken_back FROM sale_history "
		"WHERE trader_id = $1 ORDER BY day, version" } },
	{ "waiting_reports", "day:d typed_by:t total:n live:n status:t reported_at:i", { "person.waiting",
		"SELECT day, typed_by, total, live, status, reported_at FROM helper_report WHERE owner_id = $1 ORDER BY day, typed_by" } },
	{ "helpers", "phone:t state:t requested_at:i answered_at:i", { "person.helpers",
		"SELECT phone, state, requested_at, answered_at FROM helper WHERE owner_id = $1 ORDER BY phone" } },
	{ "waves", "wave:t status:t source:t created_at:i changed_at:i", { "person.waves",
		"SELECT w.name, e.status, e.source, e.created_at, e.changed_at FROM enrolment e "
		"JOIN wave w ON w.id = e.wave_id WHERE e.trader_id = $1 ORDER BY e.id" } },
	{ "attendance", "wave:t sitting:i noted_at:i", { "person.attendance",
		"SELECT w.name, s.starts_at, a.at FROM attendance a JOIN sitting s ON s.id = a.sitting_id "
		"JOIN wave w ON w.id = s.wave_id WHERE a.trader_id = $1 ORDER BY s.starts_at, s.id" } },
	{ "tips", "code:t at:i tried_at:i not_yet:n", { "person.tips",
		"SELECT code, at, tried_at, not_yet FROM tip_seen WHERE trader_id = $1 ORDER BY at, code" } },
	{ "questions", "kind:t text:t state:t asked_at:i answer:t answered_at:i", { "person.questions",
		"SELECT kind, text, state, asked_at, answer, answered_at FROM question WHERE trader_id = $1 ORDER BY id" } },
	{ "threads", "question:n person_until:i", { "person.threads",
		"SELECT question_id, person_until FROM thread WHERE trader_id = $1 LIMIT 1" } },
	{ "wrong_codes", "wave:t sitting:i wrong:n", { "person.wrong_codes",
		"SELECT w.name, s.starts_at, c.wrong FROM code_try c JOIN sitting s ON s.id = c.sitting_id "
		"JOIN wave w ON w.id = s.wave_id WHERE c.trader_id = $1 ORDER BY s.starts_at, s.id" } },
	{ "notes", "text:t at:i", { "person.notes",
		"SELECT text, at FROM note WHERE trader_id = $1 ORDER BY id" } },
	{ "live_checks", "wave:t day:n asked_at:i lives:n answered_at:i", { "person.live_checks",
		"SELECT w.name, k.day, k.asked_at, k.lives, k.answered_at FROM stick_check k JOIN wave w ON w.id = k.wave_id "
		"WHERE k.trader_id = $1 ORDER BY k.asked_at, k.wave_id, k.day" } },
	{ "looked_after", "kind:t state:t opened_at:i closed_at:i note:t", { "person.looked_after",
		"SELECT kind, state, opened_at, closed_at, note FROM work_item WHERE trader_id = $1 ORDER BY id" } },
	{ "complaints", "day:d state:t at:i", { "person.complaints",
		"SELECT day, state, at FROM complaint WHERE trader_id = $1 ORDER BY day" } },
};
static const struct part message_part = {
	"messages", "id:n direction:t channel:t kind:t text:t state:t at:i before:n", { "person.message",
		"SELECT id, direction, channel, kind, text, state, at, previous_id FROM message WHERE id = $1 LIMIT 1" }
};
/* clang-format on */

static const struct sql head = { "person.head",
	"SELECT last_message_id FROM conversation WHERE trader_id = $1 LIMIT 1" };

static void read_field(struct stmt *s, int column, char kind, struct person_field *out)
{
	out->number = kind == 't' ? 0 : db_get_int(s, column);
	out->text = kind == 't' ? db_view_text(s, column) : "";
	if (db_get_null(s, column))
		out->kind = PERSON_NOTHING;
	else if (kind == 't')
		out->kind = PERSON_TEXT;
	else
		out->kind = kind == 'd'   ? PERSON_DAY
			    : kind == 'i' ? PERSON_INSTANT
					  : PERSON_NUMBER;
}

static size_t read_fields(struct stmt *s, const char *columns, struct person_field *out)
{
	size_t n = 0;

	while (*columns != '\0' && n < PERSON_FIELDS_MAX) {
		size_t length = strcspn(columns, ":");

		if (length >= sizeof(out[n].name))
			BUG("a column's name of %zu bytes", length);
		memcpy(out[n].name, columns, length);
		out[n].name[length] = '\0';
		read_field(s, (int)n, columns[length + 1], &out[n]);
		n++;
		columns += length + 2;
		columns += strspn(columns, " ");
	}
	return n;
}

/* *last: the number in the last column of the last row; may be NULL. */
static enum rc show_part(struct store *st, const struct part *p, int64_t id, person_fn *row,
	void *arg, int64_t *last)
{
	struct stmt *s = db_prepare(st->db, &p->sql);
	struct person_field fields[PERSON_FIELDS_MAX];
	enum rc rc;

	db_int(s, 1, id);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		size_t n = read_fields(s, p->columns, fields);

		if (last != NULL)
			*last = fields[n - 1].number;
		rc = row(p->name, fields, n, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Newest first, along the chain: there is no index on who a message is about. */
static enum rc show_messages(struct store *st, int64_t trader_id, person_fn *row, void *arg)
{
	struct stmt *s = db_prepare(st->db, &head);
	int64_t id = 0, lowest = INT64_MAX;
	enum rc rc;

	db_int(s, 1, trader_id);
	rc = db_step(s);
	if (rc == RC_OK) {
		id = db_get_int(s, 0);
		db_reset(s);
	}
	rc = rc == RC_ABSENT ? RC_OK : rc;
	while (rc == RC_OK && id > 0) {
		int64_t before = 0;

		rc = show_part(st, &message_part, id, row, arg, &before);
		id = message_before(id, before, &lowest);
	}
	return rc;
}

enum rc person_each(struct store *st, const struct trader *t,
	enum rc (*begin)(const char *part, void *arg), person_fn *row, void *arg)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && rc == RC_OK; i++) {
		rc = begin(parts[i].name, arg);
		if (rc == RC_OK)
			rc = show_part(st, &parts[i], t->id, row, arg, NULL);
	}
	if (rc == RC_OK)
		rc = begin(message_part.name, arg);
	return rc == RC_OK ? show_messages(st, t->id, row, arg) : rc;
}

const struct sql *const person_sql[] = { &parts[0].sql, &parts[1].sql, &parts[2].sql,
	&parts[3].sql, &parts[4].sql, &parts[5].sql, &parts[6].sql, &parts[7].sql,
	&parts[8].sql, &parts[9].sql, &parts[10].sql, &parts[11].sql, &parts[12].sql,
	&parts[13].sql, &parts[14].sql, &message_part.sql, &head, NULL };
