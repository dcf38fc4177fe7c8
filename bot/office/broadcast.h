/*
 * office/broadcast.h - what a broadcast will cost and need, and the decisions about it
 *
 * Who wrote a broadcast to more than BROADCAST_ALONE people does not let it go alone. What is refused says why in
 * err, and nothing was changed.
 */
#ifndef LAPAK_OFFICE_BROADCAST_H
#define LAPAK_OFFICE_BROADCAST_H
#include "base/config.h"
#include "base/rc.h"
#include "store/broadcast.h"
#include "wording/wording.h"

enum {
	BROADCAST_ALONE = 100,
	BROADCAST_SAMPLES = 3,
	BROADCAST_TESTS_MOST = 10, /* a broadcast */
	BROADCAST_RETRY_DAYS = 7,  /* since it was approved; what is older is written anew */
	BROADCAST_NOTES_MOST = AUDIENCE_LANGUAGES_COUNTED + 6,
};

/* What stands in the way of a broadcast, and what is worth knowing of it. */
enum broadcast_note_kind {
	NOTE_EMPTY,       /* nobody is meant */
	NOTE_NO_TEXT,     /* n of them speak a language without a text */
	NOTE_NO_GATEWAY,  /* nothing to send by */
	NOTE_OVER_CAP,    /* it costs n rupiah, the cap is most */
	NOTE_DAY_CAP,     /* n rupiah are left today; the rest goes on other days */
	NOTE_QUIET_HOURS, /* nothing goes before they end */
	NOTE_LONG,        /* over a week at the gateway's pace */
};
struct broadcast_note { /* a plain value */
	enum broadcast_note_kind kind;
	int64_t n, most;
	char language[AUDIENCE_LANGUAGE_MAX + 1]; /* "" none */
};
/* A stable word for programs: "over-cap". */
const char *broadcast_note_code(const struct broadcast_note *n);
/* Whether it is not let go while this stands. */
bool broadcast_note_blocks(const struct broadcast_note *n);
/* As a sentence for whoever reads programs. */
void broadcast_note_print(const struct broadcast_note *n, struct buf *out);

struct broadcast_plan { /* a plain value; all zero to begin with */
	struct audience_count count;
	struct {
		unsigned segments; /* of one person's SMS, with the longest name */
		bool text;         /* there is one for that language */
	} of[AUDIENCE_LANGUAGES_COUNTED];
	int64_t segments, cost; /* in all; rupiah */
	int64_t begins_at,
		ends_at; /* at the gateway's pace, outside of quiet hours; 0 no gateway */
	size_t samples;
	char sample[BROADCAST_SAMPLES][BROADCAST_SMS_MAX + 1]; /* as they arrive */
	struct broadcast_note note[BROADCAST_NOTES_MOST];
	size_t notes;
};
/* The first thing that stands in the way, or NULL. */
const struct broadcast_note *broadcast_plan_blocker(const struct broadcast_plan *p);

struct broadcast_facts { /* borrowed for the call */
	struct store *store;
	const struct config *config;
	const struct wording *wording;
	int64_t now;
};
/* Counts the audience of b as it is now. Needs no transaction. */
MUST_CHECK enum rc broadcast_plan_make(const struct broadcast_facts *f,
	const struct broadcast *b, const struct broadcast_texts *texts,
	struct broadcast_plan *out);

/* The same without counting anew, from what b has kept: for an approval of many, in no time. No samples. */
MUST_CHECK enum rc broadcast_plan_recall(
	const struct broadcast_facts *f, const struct broadcast *b, struct broadcast_plan *out);

/* Each changes b and the database, inside the caller's transaction, b having been read in it. RC_CONFLICT: its state
 * does not allow that; RC_DENIED: another person has to; RC_INVALID: something stands in the way. */
MUST_CHECK enum rc broadcast_approve(const struct broadcast_facts *f, struct broadcast *b,
	const char *by, const struct broadcast_plan *plan, struct err *err);
MUST_CHECK enum rc broadcast_pause(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err);
MUST_CHECK enum rc broadcast_resume(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err);
MUST_CHECK enum rc broadcast_cancel(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err);
/* On one phone first, as often as BROADCAST_TESTS_MOST, in each language it has a text for; not counted as a recipient, but
 * as the day's spending; a trader's phone has quiet hours. RC_DENIED: whose number it is has stopped; RC_INVALID: no gateway
 * carries to it; RC_FULL: often enough, or the day's cap is reached. */
MUST_CHECK enum rc broadcast_try(const struct broadcast_facts *f, struct broadcast *b,
	const struct phone *to, struct err *err);
/* Those whose message was lost (broadcast_lost() of them) get it once more, from b->starts_at on, within the caps.
 * RC_ABSENT: nobody's was; RC_INVALID: it is too old; RC_FULL: it would cost more than broadcast_cap allows. */
MUST_CHECK enum rc broadcast_retry(
	const struct broadcast_facts *f, struct broadcast *b, int64_t lost, struct err *err);
/* Takes that back before it has begun. */
MUST_CHECK enum rc broadcast_retry_undo(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err);

#endif
