/*
 * store/rows.h - private to store/: columns that several statements select, and how they are read
 *
 * A statement puts the columns anywhere; the reader is told where they begin.
 */
#ifndef LAPAK_STORE_ROWS_H
#define LAPAK_STORE_ROWS_H
#include "store/db.h"
#include "store/message.h"
#include "store/question.h"
#include "store/sale.h"
#include "store/tip.h"
#include "store/trader.h"
#include "store/wave.h"

/* clang-format off */
enum { TRADER_WIDTH = 8 };
#define TRADER_COLUMNS \
	"t.id, t.phone, t.name, t.market_id, t.stall, t.language, t.stopped_at, t.created_at"
void trader_read(struct stmt *s, int column, struct trader *out);

#define SALE_COLUMNS \
	"s.trader_id, s.day, s.total, s.live, s.status, s.approximate, s.clarified, s.review, " \
	"s.version, s.message_id, s.typed_by, s.reported_at"
/* From column 0. */
void sale_read(struct stmt *s, struct sale *out);
/* $1 to $11: the columns in that order without the version. */
void sale_bind(struct stmt *s, const struct sale *sale);

enum { QUESTION_WIDTH = 10 };
#define QUESTION_COLUMNS \
	"q.id, q.trader_id, q.kind, q.state, q.text, q.dialog_state, q.asked_at, q.answer, " \
	"q.answered_by, q.answered_at"
void question_read(struct stmt *s, int column, struct question *out);

enum { WAVE_WIDTH = 10 };
#define WAVE_COLUMNS \
	"w.id, w.name, w.market_id, m.name, w.place, w.state, w.seats, " \
	"(SELECT count(*) FROM enrolment x WHERE x.wave_id = w.id " \
	"AND x.status IN ('enrolled', 'offered', 'attended')), " \
	"(SELECT count(*) FROM enrolment x WHERE x.wave_id = w.id AND x.status = 'waiting'), " \
	"(SELECT min(x.starts_at) FROM sitting x WHERE x.wave_id = w.id)"
#define WAVE_TABLES "wave w JOIN market m ON m.id = w.market_id"
void wave_read(struct stmt *s, int column, struct wave *out);

enum { WAVE_SEATS_MAX = 1000 };

/* A sitting's attendance code is taken from so many seconds before it begins to so many after. */
enum { SITTING_OPEN_BEFORE = 3600, SITTING_OPEN_AFTER = 3 * 3600 };
enum { SITTING_WIDTH = 4 };
#define SITTING_COLUMNS "s.id, s.wave_id, s.starts_at, s.code"
void sitting_read(struct stmt *s, int column, struct sitting *out);

enum { ENROLMENT_WIDTH = 6 };
#define ENROLMENT_COLUMNS \
	"e.id, e.wave_id, e.trader_id, e.status, e.changed_at, " \
	"CASE WHEN e.status = 'waiting' THEN (SELECT count(*) + 1 FROM enrolment x " \
	"WHERE x.wave_id = e.wave_id AND x.status = 'waiting' AND x.queue < e.queue) ELSE 0 END"
void enrolment_read(struct stmt *s, int column, struct enrolment *out);

enum { TIP_WIDTH = 6 };
#define TIP_COLUMNS "t.code, t.language, t.series, t.title, t.text, t.goods"
/* Whether tip t is for that trader: for all, or for who sells one of its goods. */
#define TIP_FITS(trader_id) \
	"(t.goods = '' OR EXISTS (SELECT 1 FROM tip_goods x JOIN trader_goods g ON g.goods = x.goods " \
	"AND g.trader_id = " trader_id " WHERE x.code = t.code AND x.language = t.language))"
/* The tips of series $1 in language $2 (else "id") for trader $3 that were not seen, in the order of their codes: A2 comes before
 * A10. seen: what more has to hold of a row s of tip_seen for it to count; limit: "1", or "2" to know whether another follows. */
#define TIP_NEXT(seen, limit) \
	"SELECT " TIP_COLUMNS " FROM tip t WHERE t.series = $1 AND " TIP_FITS("$3") \
	" AND (t.language = $2 OR (t.language = 'id' AND NOT EXISTS " \
	"(SELECT 1 FROM tip o WHERE o.code = t.code AND o.language = $2))) " \
	"AND NOT EXISTS (SELECT 1 FROM tip_seen s WHERE s.trader_id = $3 AND s.code = t.code" seen \
	") ORDER BY length(t.code), t.code LIMIT " limit
/* Runs such a statement; *more: it had a second row. RC_ABSENT: none. */
MUST_CHECK enum rc tip_find(struct store *st, const struct sql *next, const struct tip_ask *ask,
	struct tip *out, bool *more);
/* From column 0. */
void tip_read(struct stmt *s, struct tip *out);

enum { MESSAGE_WIDTH = 17 };
#define MESSAGE_COLUMNS \
	"m.id, m.previous_id, m.trader_id, m.channel, m.kind, m.state, m.gateway, m.gateway_id, " \
	"m.phone, m.text, m.at, m.due_at, m.expires_at, m.tries, m.segments, m.reply_to, m.error"
/* The state of that name; MESSAGE_UNKNOWN when there is none. */
/* From column 0; the strings are borrowed from the row. */
void message_view(struct stmt *s, struct message *out);
/* What the sums by day need of a message (see tally.h). */
#define MESSAGE_COUNTED "at, gateway, kind, segments"
/* Steps through s, an UPDATE of messages from one state to another that begins its RETURNING with MESSAGE_COUNTED,
 * and counts them there; *n, which may be NULL: how many. */
MUST_CHECK enum rc message_turned(struct store *st, struct stmt *s, enum message_state from,
	enum message_state to, int64_t *n);
/* The same for queued messages that go by another gateway than `from` now. */
MUST_CHECK enum rc message_moved(struct store *st, struct stmt *s, const char *from);
/* Steps through s and shows each row to fn; RC_OK at its end, else the first other outcome. */
MUST_CHECK enum rc message_show(struct stmt *s, message_fn *fn, void *arg);
/* clang-format on */

#endif
