/* web/api_shapes_inbox.c - shapes of the API: questions, notes, texts used again */
#include "web/api_shapes.h"
#include "wording/edit.h"

/* clang-format off */
static const struct api_field question[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "kind", API_WORD, 0, 0, 0, NULL, "asked|not_understood|loop", NULL },
	{ "state", API_WORD, 0, 0, 0, NULL, "open|answered|closed", NULL },
	{ "text", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "asked_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "answer", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "answered_by", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "answered_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "unread", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ "assigned_id", API_ID, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "assigned", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "trader", API_OBJECT, 0, 0, 0, &shape_trader, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_question = { "Question", question };

static const struct api_field question_one[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "kind", API_WORD, 0, 0, 0, NULL, "asked|not_understood|loop", NULL },
	{ "state", API_WORD, 0, 0, 0, NULL, "open|answered|closed", NULL },
	{ "text", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "asked_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "answer", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "answered_by", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "answered_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "unread", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ "assigned_id", API_ID, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "assigned", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "trader", API_OBJECT, 0, 0, 0, &shape_trader, NULL, NULL },
	{ "answer_state", API_WORD, API_NULL, 0, 0, NULL, "received|queued|sending|sent|delivered|failed|expired|rejected|unknown", NULL },
	{ "answer_due_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "can_take_back", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_question_one = { "QuestionCard", question_one };

static const struct api_field ask_inbox[] = {
	{ "state", API_WORD, API_MAYBE, 0, 0, NULL, "open|all|mine|unassigned", "open by default" },
	{ "order", API_WORD, API_MAYBE, 0, 0, NULL, "newest|longest", "of open ones; longest: who has waited longest comes first" },
	{ "trader_id", API_ID, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_ask_inbox = { "AskInbox", ask_inbox };

static const struct api_field assign[] = {
	{ "staff_id", API_ID, API_NULL, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_assign = { "Assign", assign };

static const struct api_field answer[] = {
	{ "sms", API_TEXT, 0, 0, 0, NULL, NULL, "as it goes out" },
	{ "segments", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "cost", API_INT, 0, 0, 0, NULL, NULL, "rupiah" },
	{ "due_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_answer = { "Answer", answer };

static const struct api_field preview[] = {
	{ "sms", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "segments", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "cost", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "due_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "fault", API_TEXT, API_NULL, 0, 0, NULL, NULL, "why it may not go out" },
	{ "faults", API_LIST, 0, 0, WORDING_FAULTS_MAX, &shape_text_fault, NULL, "the same for programs" },
	{ .kind = API_END },
};
const struct api_shape shape_preview = { "Preview", preview };

static const struct api_field preview_text[] = {
	{ "text", API_TEXT, 0, 0, 1000, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_preview_text = { "PreviewText", preview_text };

static const struct api_field canned[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "text", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "changed_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_canned = { "Canned", canned };

static const struct api_field canned_new[] = {
	{ "name", API_TEXT, 0, 1, 40, NULL, NULL, NULL },
	{ "text", API_TEXT, 0, 1, 480, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_canned_new = { "CannedNew", canned_new };

/* clang-format on */
