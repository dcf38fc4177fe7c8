/* web/api_shapes_office.c - shapes of the API: accounts, record, gateways, first page */
#include "web/api_shapes.h"

/* clang-format off */
static const struct api_field staff[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "login", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "role", API_WORD, 0, 0, 0, NULL, "chief|clerk|trainer|viewer|admin", NULL },
	{ "phone", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "password", API_BOOL, 0, 0, 0, NULL, NULL, "there is one" },
	{ "enabled", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ "created_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_staff = { "Staff", staff };

static const struct api_field staff_new[] = {
	{ "login", API_TEXT, 0, 2, 20, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 1, 40, NULL, NULL, NULL },
	{ "role", API_WORD, 0, 0, 0, NULL, "chief|clerk|trainer|viewer|admin", NULL },
	{ "phone", API_TEXT, API_MAYBE, 1, 20, NULL, NULL, NULL },
	{ "password", API_TEXT, 0, 1, 1024, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_staff_new = { "StaffNew", staff_new };

static const struct api_field new_password[] = {
	{ "password", API_TEXT, 0, 1, 1024, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_new_password = { "NewPassword", new_password };

static const struct api_field enabled[] = {
	{ "enabled", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_enabled = { "Enabled", enabled };

static const struct api_field phone[] = {
	{ "phone", API_TEXT, API_NULL, 0, 20, NULL, NULL, "null or empty: none" },
	{ .kind = API_END },
};
const struct api_shape shape_phone = { "Phone", phone };

static const struct api_field ask_audit[] = {
	{ "actor", API_TEXT, API_MAYBE, 1, 64, NULL, NULL, NULL },
	{ "subject", API_TEXT, API_MAYBE, 1, 60, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_ask_audit = { "AskAudit", ask_audit };

static const struct api_field audit[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "actor", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "action", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "subject", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "detail", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "hash", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_audit = { "AuditEntry", audit };

static const struct api_field verdict[] = {
	{ "rows", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "whole", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ "broken", API_ID, API_NULL, 0, 0, NULL, NULL, "the first row that was touched" },
	{ "why", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "head", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_verdict = { "AuditVerdict", verdict };

static const struct api_field gateway[] = {
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "type", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "resting", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ "sent", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "failed", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "retried", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "unknown", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "last_success", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "last_error", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "rate_per_second", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_gateway = { "Gateway", gateway };

static const struct api_field health[] = {
	{ "ready", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ "reasons", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "version", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "migration", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "queued", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "sending", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "oldest_queued_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "disk_free", API_INT, 0, 0, 0, NULL, NULL, "bytes; -1 unknown" },
	{ .kind = API_END },
};
const struct api_shape shape_health = { "Health", health };

static const struct api_field wave_short[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "market", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "starts_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "seats", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "taken", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "waiting", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_wave_short = { "WaveShort", wave_short };

static const struct api_field today[] = {
	{ "day", API_DAY, 0, 0, 0, NULL, NULL, NULL },
	{ "traders", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "new_traders", API_INT, 0, 0, 0, NULL, NULL, "at most 1000 are counted, as in the queues" },
	{ "questions", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "oldest_question_at", API_TIME, API_NULL, 0, 0, NULL, NULL, "since when the longest waits" },
	{ "answer_seconds", API_INT, API_NULL, 0, 0, NULL, NULL, "until the first answer: the median of the last 20" },
	{ "reviews", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "complaints", API_INT, 0, 0, 0, NULL, NULL, "of few buyers, open" },
	{ "work", API_INT, 0, 0, 0, NULL, NULL, "open entries of the work list, the complaints' too" },
	{ "messages_in", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "messages_out", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "messages_failed", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "segments", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "cost", API_INT, 0, 0, 0, NULL, NULL, "rupiah" },
	{ "queued", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "oldest_queued_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "waves", API_LIST, 0, 0, 0, &shape_wave_short, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_today = { "Today", today };

static const struct api_field complaint[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "day", API_DAY, 0, 0, 0, NULL, NULL, NULL },
	{ "at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "trader", API_OBJECT, 0, 0, 0, &shape_trader, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_complaint = { "Complaint", complaint };

static const struct api_field ask_work[] = {
	{ "wave_id", API_ID, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_ask_work = { "AskWork", ask_work };

static const struct api_field work[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "kind", API_WORD, 0, 0, 0, NULL, "not-live|few-buyers|tip-not-tried", NULL },
	{ "wave", API_TEXT, 0, 0, 0, NULL, NULL, "the last training; empty: none" },
	{ "person", API_TEXT, 0, 0, 0, NULL, NULL, "login of who sees to it; empty: nobody yet" },
	{ "due_day", API_DAY, 0, 0, 0, NULL, NULL, NULL },
	{ "at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "trader", API_OBJECT, 0, 0, 0, &shape_trader, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_work = { "Work", work };

static const struct api_field flow_text[] = {
	{ "language", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "ask", API_TEXT, 0, 0, 0, NULL, NULL, "the question, with {fields}" },
	{ "again", API_TEXT, 0, 0, 0, NULL, NULL, "after the first text not understood" },
	{ "hint", API_TEXT, 0, 0, 0, NULL, NULL, "after the second" },
	{ .kind = API_END },
};
static const struct api_shape shape_flow_text = { "FlowText", flow_text };

static const struct api_field flow_state[] = {
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "kind", API_WORD, 0, 0, 0, NULL, "menu|choice|confirm|word|text|amount|live|count", "what a text means here" },
	{ "back", API_TEXT, API_NULL, 0, 0, NULL, NULL, "where BATAL leads" },
	{ "lifetime", API_INT, 0, 0, 0, NULL, NULL, "seconds the question lives; 0: for ever" },
	{ "task", API_BOOL, 0, 0, 0, NULL, NULL, "half-done answers are kept" },
	{ "people", API_INT, 0, 0, 0, NULL, NULL, "who stand here now" },
	{ "next", API_LIST, 0, 0, 0, NULL, NULL, "names of the states an answer may lead to" },
	{ "texts", API_LIST, 0, 0, 0, &shape_flow_text, NULL, NULL },
	{ .kind = API_END },
};
static const struct api_shape shape_flow_state = { "FlowState", flow_state };

static const struct api_field work_done[] = {
	{ "note", API_TEXT, API_MAYBE, 1, 50, NULL, NULL, "what was agreed" },
	{ .kind = API_END },
};
const struct api_shape shape_work_done = { "WorkDone", work_done };

static const struct api_field ask_outbox[] = {
	{ "state", API_WORD, 0, 0, 0, NULL, "queued|sending|failed|expired|rejected|unknown", NULL },
	{ .kind = API_END },
};
const struct api_shape shape_ask_outbox = { "AskOutbox", ask_outbox };

static const struct api_field waiting[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "trader_id", API_ID, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "phone", API_TEXT, 0, 0, 0, NULL, NULL, "masked for a viewer" },
	{ "kind", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "state", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "text", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "gateway", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "error", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "tries", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "due_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "expires_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_waiting = { "Waiting", waiting };

static const struct api_field flow[] = {
	{ "states", API_LIST, 0, 0, 0, &shape_flow_state, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_flow = { "Flow", flow };

static const struct api_field try_step[] = {
	{ "text", API_TEXT, 0, 0, 500, NULL, NULL, "empty on USSD: dials" },
	{ "channel", API_WORD, 0, 0, 0, NULL, "sms|ussd", NULL },
	{ .kind = API_END },
};
static const struct api_shape shape_try_step = { "TryStep", try_step };

static const struct api_field try_in[] = {
	{ "language", API_TEXT, 0, 2, 7, NULL, NULL, NULL },
	{ "steps", API_LIST, 0, 1, 60, &shape_try_step, NULL, "every text from the beginning" },
	{ .kind = API_END },
};
const struct api_shape shape_flow_try = { "FlowTry", try_in };

static const struct api_field try_answer[] = {
	{ "replies", API_LIST, 0, 0, 0, NULL, NULL, NULL },
	{ "ends", API_BOOL, 0, 0, 0, NULL, NULL, "USSD: this screen is the last" },
	{ "state", API_TEXT, 0, 0, 0, NULL, NULL, "where the person stands then" },
	{ .kind = API_END },
};
static const struct api_shape shape_try_answer = { "TryAnswer", try_answer };

static const struct api_field try_out[] = {
	{ "steps", API_LIST, 0, 0, 0, &shape_try_answer, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_flow_tried = { "FlowTried", try_out };

static const struct api_field progress[] = {
	{ "rows", API_INT, 0, 0, 0, NULL, NULL, "written so far" },
	{ .kind = API_END },
};
const struct api_shape shape_progress = { "Progress", progress };
/* clang-format on */
