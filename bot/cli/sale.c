/* cli/sale.c - lapak sale: reported takings, newest day first; sale_review.c changes them */
#include <stdio.h>

#include "base/days.h"
#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/rows.h"
#include "cli/sale_parts.h"
#include "store/sale.h"

const struct column sale_columns[] = {
	{ "phone", false },
	{ "day", false },
	{ "total", true },
	{ "live", true },
	{ "status", false },
	{ "flags", false },
	{ NULL, false },
};

void sale_add_flags(struct listing *l, const struct sale *s)
{
	char typed[sizeof(s->typed_by) + 8];
	const struct {
		bool set;
		const char *name;
	} flags[] = {
		{ s->approximate, "approximate" },
		{ s->clarified, "clarified" },
		{ s->review, "review" },
		{ s->typed_by[0] != '\0', typed },
	};
	json_t *array = json_array();
	struct buf plain;

	(void)snprintf(typed, sizeof(typed), "typed:%s", s->typed_by);
	buf_init(&plain, 64 + sizeof(typed));
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (!flags[i].set)
			continue;
		if (json_array_append_new(array, json_string(flags[i].name)) != 0)
			BUG("a flag that is no JSON");
		buf_printf(&plain, "%s%s", plain.len > 0 ? "," : "", flags[i].name);
	}
	listing_cell(l, array, plain.data);
	buf_release(&plain);
}

enum rc sale_add_row(const struct sale_row *row, void *listing)
{
	struct listing *l = listing;
	char day[11];

	if (!listing_row(l))
		return RC_OK;
	day_iso(row->sale.day, day);
	listing_text(l, row->phone.e164);
	listing_text(l, day);
	listing_number(l, row->sale.total);
	if (row->sale.live == SALE_LIVE_UNKNOWN)
		listing_null(l);
	else
		listing_number(l, row->sale.live);
	listing_text(l, sale_status_name(row->sale.status));
	sale_add_flags(l, &row->sale);
	return RC_OK;
}

static enum exit_status list(const struct invocation *in)
{
	struct listing l;
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = list_begin(&l, in, sale_columns, in->argc > 2 ? in->argv[2] : NULL);
	if (status == EXIT_DONE)
		status = list_end(
			&l, office_outcome(sale_each(o.store,
				    &(struct sale_filter){ .limit = listing_ask(&l),
					    .review_only = option_given(in, "review") },
				    sale_add_row, &l)));
	office_close(&o);
	return status;
}

enum exit_status cli_sale(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit review csv xlsx", 0, 1, "[FILE]" },
		{ "approve", sale_approve_command, "by", 2, 2, "PHONE and DAY" },
		{ "correct", sale_correct_command, "by live", 3, 3, "PHONE, DAY and AMOUNT" },
		{ "effect", sale_effect_command, "json wave", 0, 0, "" },
		{ "export", sale_export_command, "csv xlsx bom from to market", 1, 1, "FILE" },
		{ "history", sale_history_command, "json", 2, 2, "PHONE and DAY" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
