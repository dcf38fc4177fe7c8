/* web/api_work.c - the API: traders somebody is to look after */
#include "store/work_list.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

static enum rc add_item(const struct work_item *i, void *arg)
{
	struct api_call *c = arg;
	bool sees = false;
	enum rc rc = api_sees(c, i->who.trader.id, &sees);
	json_t *row;

	if (rc != RC_OK)
		return rc;
	if (!sees) {
		api_page_skip(c, i->id);
		return RC_OK;
	}
	row = json_object();
	api_put_id(row, "id", i->id);
	api_put_text(row, "kind", i->kind);
	api_put_text(row, "wave", i->wave);
	api_put_text(row, "person", i->person);
	api_put_day(row, "due_day", i->due_day);
	api_put_time(row, "at", i->opened_at);
	api_put(row, "trader", api_trader_row(c, &i->who));
	return api_page_row(c, row, i->id);
}

enum rc api_work_list(struct api_call *c)
{
	struct work_ask ask = { .wave_id = api_int(c->ask, "wave_id") };
	enum rc rc = api_page_begin(c, &ask.after, &ask.limit);

	if (rc == RC_OK)
		do
			rc = work_each(c->store, &ask, add_item, c);
		while (rc == RC_OK && api_page_goes_on(c, &ask.after));
	return rc == RC_OK ? api_page_end(c) : rc;
}

/* Of a trader the caller may see. */
static enum rc find_any(struct api_call *c, struct work_item *item)
{
	enum rc rc = work_by_id(c->store, api_id(c, "id"), item);

	api_subject(c, "work", api_id(c, "id"));
	return rc == RC_OK ? api_own_trader(c, item->who.trader.id) : rc;
}

/* And open. */
static enum rc find(struct api_call *c, struct work_item *item)
{
	enum rc rc = find_any(c, item);

	if (rc == RC_OK && !item->open)
		return api_refuse(
			c, RC_CONFLICT, "done", "", "somebody has seen to it already");
	return rc;
}

enum rc api_work_done(struct api_call *c)
{
	const char *note = api_text(c->in, "note");
	struct work_item item;
	enum rc rc = find(c, &item);

	if (rc != RC_OK)
		return rc;
	(void)snprintf(c->detail, sizeof(c->detail), "%s", item.kind);
	return work_done(c->store, &(struct work_done){ .id = item.id,
					   .by = c->who.login,
					   .note = note[0] != '\0' ? note : NULL,
					   .now = c->now });
}

enum rc api_work_reopen(struct api_call *c)
{
	struct work_item item;
	enum rc rc = find_any(c, &item);

	if (rc == RC_OK && item.open)
		return api_refuse(c, RC_CONFLICT, "open", "", "it is open already");
	if (rc == RC_OK)
		rc = work_reopen(c->store, item.id);
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "open", "",
			"there is another one of this trader about the same by now");
	if (rc == RC_OK)
		(void)snprintf(c->detail, sizeof(c->detail), "%s", item.kind);
	return rc;
}

enum rc api_work_assign(struct api_call *c)
{
	int64_t staff_id = 0;
	struct work_item item;
	enum rc rc = find(c, &item);

	if (rc == RC_OK)
		rc = api_assignee(c, item.who.trader.id, &staff_id);
	return rc == RC_OK ? work_assign(c->store, item.id, staff_id) : rc;
}
