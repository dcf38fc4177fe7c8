/* dialog/prove.c - what can be proved of the dialogue from its table alone, and its picture */
#include <inttypes.h>
#include <string.h>

#include "dialog/dialog.h"
#include "dialog/table.h"
#include "dialog/turn.h"

enum { DEPTH_MAX = 3, BACK_MAX = 6, NAME_MAX_LENGTH = 31, OPTIONS_MAX = 5 };

_Static_assert(OPTIONS_PAGE + 1 <= OPTIONS_MAX, "at most five options a message");

static bool leads(const struct state *row, size_t to)
{
	return (row->next >> to & 1U) != 0;
}

static bool is_menu(const struct state *row)
{
	return row->kind == KIND_CHOICE || row->kind == KIND_CONFIRM;
}

/* Whether going from a state of depth d to state `to` finds it nearer to the menu than known. */
static bool come_nearer(int depth[static ST_COUNT], int d, size_t to)
{
	d += is_menu(state_row((enum state_id)to)) ? 1 : 0;
	if (depth[to] >= 0 && depth[to] <= d)
		return false;
	depth[to] = d;
	return true;
}

/* depth[i]: the fewest menus one after another from the main menu to state i; -1: not reachable. A task
 * asks its questions one after another; only menus count. */
static void find_depths(int depth[static ST_COUNT])
{
	bool changed = true;

	for (size_t i = 0; i < ST_COUNT; i++)
		depth[i] = i == ST_IDLE ? 0 : -1;
	while (changed) {
		changed = false;
		for (size_t move = 0; move < (size_t)ST_COUNT * ST_COUNT; move++) {
			size_t from = move / ST_COUNT, to = move % ST_COUNT;

			if (depth[from] >= 0 && leads(state_row((enum state_id)from), to) &&
				come_nearer(depth, depth[from], to))
				changed = true;
		}
	}
}

static void prove_names(struct buf *report)
{
	for (size_t i = 0; i < ST_COUNT; i++) {
		const char *name = state_row((enum state_id)i)->name;

		if (strlen(name) > NAME_MAX_LENGTH)
			buf_printf(report, "state %s: the name is longer than %d\n", name,
				NAME_MAX_LENGTH);
		if (state_named(name) != (enum state_id)i)
			buf_printf(report, "state %s: the name stands twice\n", name);
	}
}

/* 0 must lead to the menu in a few steps wherever it means "back"; and a question must have a time to live. */
static void prove_way_out(struct buf *report)
{
	for (size_t i = 0; i < ST_COUNT; i++) {
		const struct state *row = state_row((enum state_id)i);
		enum state_id at = (enum state_id)i;
		int steps = 0;

		while (at != ST_IDLE && steps++ <= BACK_MAX)
			at = state_row(at)->back;
		if (at != ST_IDLE)
			buf_printf(report, "state %s: 0 does not lead back to the menu\n",
				row->name);
		if (i != ST_IDLE && row->lifetime <= 0)
			buf_printf(
				report, "state %s: the question has no lifetime\n", row->name);
	}
}

enum rc dialog_prove(struct buf *report)
{
	size_t before = report->len;
	int depth[ST_COUNT];

	find_depths(depth);
	for (size_t i = 0; i < ST_COUNT; i++) {
		const char *name = state_row((enum state_id)i)->name;

		if (depth[i] < 0)
			buf_printf(report, "state %s: cannot be reached from the menu\n", name);
		if (depth[i] > DEPTH_MAX)
			buf_printf(report, "state %s: %d menus deep, at most %d\n", name,
				depth[i], DEPTH_MAX);
	}
	prove_names(report);
	prove_way_out(report);
	return report->len == before ? RC_OK : RC_INVALID;
}

static const char *kind_name(enum state_kind k)
{
	static const char *const names[] = { [KIND_IDLE] = "menu",
		[KIND_CHOICE] = "choice",
		[KIND_CONFIRM] = "confirm",
		[KIND_ERASE] = "word",
		[KIND_TEXT] = "text",
		[KIND_AMOUNT] = "amount",
		[KIND_LIVE] = "live",
		[KIND_COUNT] = "count" };

	return names[k];
}

_Static_assert((int)ST_COUNT <= (int)DIALOG_STATES_MAX, "room for every state");

size_t dialog_states(void)
{
	return ST_COUNT;
}

void dialog_state_at(size_t i, struct dialog_state *out)
{
	const struct state *row = state_row((enum state_id)i);

	*out = (struct dialog_state){ .name = row->name,
		.kind = kind_name(row->kind),
		.back = i != ST_IDLE ? state_row(row->back)->name : NULL,
		.lifetime = row->lifetime,
		.task = row->task,
		.ask = row->ask,
		.again = row->again,
		.hint = row->hint };
	for (size_t to = 0; to < ST_COUNT; to++)
		if (leads(row, to))
			out->next[out->nexts++] = state_row((enum state_id)to)->name;
}

static void draw_list(struct buf *out)
{
	for (size_t i = 0; i < ST_COUNT; i++) {
		const struct state *row = state_row((enum state_id)i);

		buf_printf(out, "%s (%s, %" PRId64 " min)\n", row->name, kind_name(row->kind),
			row->lifetime / 60);
		for (size_t to = 0; to < ST_COUNT; to++)
			if (leads(row, to))
				buf_printf(
					out, "\t-> %s\n", state_row((enum state_id)to)->name);
		if (i != ST_IDLE)
			buf_printf(
				out, "\t-> %s (0, BATAL, MENU)\n", state_row(row->back)->name);
	}
}

static void draw_dot(struct buf *out)
{
	buf_puts(out,
		"digraph lapak {\n\trankdir=LR;\n\tnode [shape=box, fontname=\"sans\"];\n");
	for (size_t i = 0; i < ST_COUNT; i++) {
		const struct state *row = state_row((enum state_id)i);

		buf_printf(out, "\t\"%s\" [label=\"%s\\n%s\"];\n", row->name, row->name,
			kind_name(row->kind));
		for (size_t to = 0; to < ST_COUNT; to++)
			if (leads(row, to))
				buf_printf(out, "\t\"%s\" -> \"%s\";\n", row->name,
					state_row((enum state_id)to)->name);
		if (i != ST_IDLE)
			buf_printf(out, "\t\"%s\" -> \"%s\" [style=dotted, label=\"0\"];\n",
				row->name, state_row(row->back)->name);
	}
	buf_puts(out, "}\n");
}

void dialog_draw(struct buf *out, bool dot)
{
	if (dot)
		draw_dot(out);
	else
		draw_list(out);
}
