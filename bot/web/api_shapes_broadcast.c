/* web/api_shapes_broadcast.c - shapes of the API: broadcasts */
#include "web/api_shapes.h"

/* clang-format off */
static const struct api_field audience_id[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
static const struct api_shape shape_audience_id = { "AudienceId", audience_id };

static const struct api_field audience[] = {
	{ "all", API_BOOL, API_MAYBE, 0, 0, NULL, NULL, "everybody; excludes a choice" },
	{ "markets", API_LIST, API_MAYBE, 0, 8, &shape_audience_id, NULL, NULL },
	{ "waves", API_LIST, API_MAYBE, 0, 8, &shape_audience_id, NULL, NULL },
	{ "statuses", API_LIST, API_MAYBE, 0, 6, NULL, NULL, "enrolled, waiting, offered, cancelled, attended, absent" },
	{ "languages", API_LIST, API_MAYBE, 0, 8, NULL, NULL, NULL },
	{ "silent_days", API_INT, API_MAYBE, 0, 3650, NULL, NULL, "wrote nothing for so long" },
	{ .kind = API_END },
};
static const struct api_shape shape_audience = { "Audience", audience };

static const struct api_field language_text[] = {
	{ "language", API_TEXT, 0, 0, 7, NULL, NULL, "empty: for the rest" },
	{ "text", API_TEXT, 0, 1, 480, NULL, NULL, NULL },
	{ .kind = API_END },
};
static const struct api_shape shape_language_text = { "LanguageText", language_text };

static const struct api_field broadcast_new[] = {
	{ "audience", API_OBJECT, 0, 0, 0, &shape_audience, NULL, NULL },
	{ "texts", API_LIST, 0, 1, 9, &shape_language_text, NULL, NULL },
	{ "starts_at", API_TIME, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_broadcast_new = { "BroadcastNew", broadcast_new };

static const struct api_field plan_language[] = {
	{ "language", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "traders", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "segments", API_INT, 0, 0, 0, NULL, NULL, "of one person's SMS" },
	{ "text", API_BOOL, 0, 0, 0, NULL, NULL, "there is one for it" },
	{ .kind = API_END },
};
static const struct api_shape shape_plan_language = { "PlanLanguage", plan_language };

static const struct api_field plan_note[] = {
	{ "code", API_WORD, 0, 0, 0, NULL, "empty|no-text|no-gateway|over-cap|day-cap|quiet-hours|long", NULL },
	{ "detail", API_TEXT, 0, 0, 0, NULL, NULL, "the sentence" },
	{ "n", API_INT, 0, 0, 0, NULL, NULL, "people of no-text; rupiah of over-cap, and left of day-cap" },
	{ "most", API_INT, 0, 0, 0, NULL, NULL, "rupiah of over-cap" },
	{ "language", API_TEXT, API_NULL, 0, 0, NULL, NULL, "of no-text" },
	{ .kind = API_END },
};
static const struct api_shape shape_plan_note = { "PlanNote", plan_note };

static const struct api_field plan[] = {
	{ "recipients", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "segments", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "cost", API_INT, 0, 0, 0, NULL, NULL, "rupiah" },
	{ "begins_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "ends_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "needs_second_person", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ "languages", API_LIST, 0, 0, 0, &shape_plan_language, NULL, NULL },
	{ "samples", API_LIST, 0, 0, 0, NULL, NULL, NULL },
	{ "blockers", API_LIST, 0, 0, 0, &shape_plan_note, NULL, "it is not let go while there is one" },
	{ "notes", API_LIST, 0, 0, 0, &shape_plan_note, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_plan = { "BroadcastPlan", plan };

#define BROADCAST_FIELDS \
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL }, \
	{ "state", API_WORD, 0, 0, 0, NULL, "draft|waiting|scheduled|sending|paused|done|cancelled", NULL }, \
	{ "made_by", API_TEXT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "approved_by", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL }, \
	{ "created_at", API_TIME, 0, 0, 0, NULL, NULL, NULL }, \
	{ "approved_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL }, \
	{ "starts_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL }, \
	{ "recipients", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "sent", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "delivered", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "unknown", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "failed", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "left", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "segments", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "cost", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "tests", API_INT, 0, 0, 0, NULL, NULL, "times it was tried on one phone" }, \
	{ "retry_open", API_BOOL, 0, 0, 0, NULL, NULL, "whose SMS was lost will get it once more; can be taken back yet" }

static const struct api_field broadcast[] = {
	BROADCAST_FIELDS,
	{ .kind = API_END },
};
const struct api_shape shape_broadcast = { "Broadcast", broadcast };

static const struct api_field broadcast_one[] = {
	BROADCAST_FIELDS,
	{ "audience", API_TEXT, 0, 0, 0, NULL, NULL, "such as market=3 language=jv; empty: everybody" },
	{ "texts", API_LIST, 0, 0, 0, &shape_language_text, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_broadcast_one = { "BroadcastCard", broadcast_one };

static const struct api_field broadcast_test[] = {
	{ "phone", API_TEXT, API_MAYBE, 0, 24, NULL, NULL, "absent: the caller's own" },
	{ .kind = API_END },
};
const struct api_shape shape_broadcast_test = { "BroadcastTest", broadcast_test };

#define RESULT_STATES "left|dropped|queued|sending|sent|delivered|unknown|failed|expired|rejected"

static const struct api_field ask_results[] = {
	{ "state", API_WORD, API_MAYBE, 0, 0, NULL, RESULT_STATES, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_ask_results = { "AskResults", ask_results };

static const struct api_field result[] = {
	{ "trader_id", API_ID, API_NULL, 0, 0, NULL, NULL, "null: erased since" },
	{ "phone", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "state", API_WORD, 0, 0, 0, NULL, RESULT_STATES, "left: the turn has not come; dropped: no SMS was made" },
	{ "reason", API_TEXT, 0, 0, 0, NULL, NULL, "empty: none" },
	{ "at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_result = { "BroadcastResult", result };

static const struct api_field reason[] = {
	{ "state", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "reason", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "people", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_reason = { "BroadcastReason", reason };
/* clang-format on */
