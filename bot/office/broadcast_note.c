/* office/broadcast_note.c - what stands in the way of a broadcast, in words */
#include <inttypes.h>

#include "office/broadcast.h"

static const struct {
	const char *code;
	bool blocks;
} kinds[] = {
	[NOTE_EMPTY] = { "empty", true },
	[NOTE_NO_TEXT] = { "no-text", true },
	[NOTE_NO_GATEWAY] = { "no-gateway", true },
	[NOTE_OVER_CAP] = { "over-cap", true },
	[NOTE_DAY_CAP] = { "day-cap", false },
	[NOTE_QUIET_HOURS] = { "quiet-hours", false },
	[NOTE_LONG] = { "long", false },
};

const char *broadcast_note_code(const struct broadcast_note *n)
{
	return kinds[n->kind].code;
}

bool broadcast_note_blocks(const struct broadcast_note *n)
{
	return kinds[n->kind].blocks;
}

void broadcast_note_print(const struct broadcast_note *n, struct buf *out)
{
	switch (n->kind) {
	case NOTE_EMPTY:
		buf_puts(out, "the audience is empty: nobody is meant");
		break;
	case NOTE_NO_TEXT:
		buf_printf(out,
			"%" PRId64
			" of them speak `%s`, and there is no text for them; give one "
			"without a language for the rest",
			n->n, n->language);
		break;
	case NOTE_NO_GATEWAY:
		buf_puts(out, "no [gateway.NAME] is configured to send by");
		break;
	case NOTE_OVER_CAP:
		buf_printf(out,
			"it costs Rp%" PRId64 ", more than broadcast_cap allows: Rp%" PRId64,
			n->n, n->most);
		break;
	case NOTE_DAY_CAP:
		buf_printf(out,
			"broadcast_cap_per_day leaves Rp%" PRId64
			" today; the rest goes on other days",
			n->n);
		break;
	case NOTE_QUIET_HOURS:
		buf_puts(out, "quiet hours: nothing goes before they end");
		break;
	case NOTE_LONG:
		buf_puts(out, "it takes more than a week at the gateway's pace");
		break;
	}
}

const struct broadcast_note *broadcast_plan_blocker(const struct broadcast_plan *p)
{
	for (size_t i = 0; i < p->notes; i++)
		if (broadcast_note_blocks(&p->note[i]))
			return &p->note[i];
	return NULL;
}
