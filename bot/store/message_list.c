/* store/message_list.c - messages for people: lists, and the simulator's outbox */
#include "store/message.h"
#include "store/rows.h"

static const struct sql each = { "message.each",
	"SELECT " MESSAGE_COLUMNS " FROM message m WHERE ($1 = '' OR m.phone = $1) "
	"AND ($2 = '' OR m.state = $2) ORDER BY m.id DESC LIMIT $3" };

enum rc message_each(
	struct store *st, const struct message_filter *filter, message_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);

	db_text(s, 1, filter->phone ? filter->phone : "");
	db_text(s, 2, filter->state ? filter->state : "");
	db_limit(s, 3, filter->limit);
	return message_show(s, fn, arg);
}

/* What has gone out; what waits for its time has not arrived on any phone yet. */
static const struct sql pushed = { "message.pushed",
	"SELECT " MESSAGE_COLUMNS " FROM message m WHERE m.id > $1 AND m.phone = $2 "
	"AND m.gateway = $3 AND m.channel = 'sms' AND m.direction = 'out' AND m.kind <> 'reply' "
	"AND m.state IN ('sent', 'delivered') ORDER BY m.id LIMIT 100" };

enum rc message_pushed(
	struct store *st, const struct pushed_ask *ask, message_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &pushed);

	db_int(s, 1, ask->after);
	db_text(s, 2, ask->phone);
	db_text(s, 3, ask->gateway);
	return message_show(s, fn, arg);
}

/* What a page shows; ids grow with time, so the walk over them has an end. */
static const struct sql of_state = { "outbox.each",
	"SELECT " MESSAGE_COLUMNS " FROM message m WHERE m.id < $1 "
	"AND m.id > (SELECT max(x.id) - 20000 FROM message x) AND m.state = $2 "
	"AND m.direction = 'out' ORDER BY m.id DESC LIMIT $3" };

enum rc outbox_each(struct store *st, const struct outbox_look *ask, message_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &of_state);

	db_int(s, 1, ask->before > 0 ? ask->before : INT64_MAX);
	db_text(s, 2, message_state_name(ask->state));
	db_int(s, 3, ask->limit);
	return message_show(s, fn, arg);
}

const struct sql *const message_list_sql[] = { &each, &pushed, &of_state, NULL };
