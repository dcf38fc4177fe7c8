/* web/api_shapes_trader.c - shapes of the API: traders and markets */
#include "web/api_shapes.h"

/* clang-format off */
static const struct api_field trader[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "phone", API_TEXT, 0, 0, 0, NULL, NULL, "E.164; masked for a viewer" },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "market_id", API_ID, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "market", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "stall", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "language", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "stopped_at", API_TIME, API_NULL, 0, 0, NULL, NULL, "STOP was sent" },
	{ "created_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_trader = { "Trader", trader };

static const struct api_field ask_traders[] = {
	{ "text", API_TEXT, API_MAYBE, 1, 60, NULL, NULL, "part of a name, a stall or a number" },
	{ "market_id", API_ID, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ "language", API_TEXT, API_MAYBE, 2, 7, NULL, NULL, NULL },
	{ "stopped", API_BOOL, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_ask_traders = { "AskTraders", ask_traders };

static const struct api_field consent[] = {
	{ "version", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "language", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "source", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_consent = { "Consent", consent };

static const struct api_field trader_wave[] = {
	{ "wave_id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "status", API_WORD, 0, 0, 0, NULL, "enrolled|waiting|offered|cancelled|attended|absent", NULL },
	{ "starts_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "attended", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "sittings", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_trader_wave = { "TraderWave", trader_wave };

static const struct api_field card[] = {
	{ "trader", API_OBJECT, 0, 0, 0, &shape_trader, NULL, NULL },
	{ "goods", API_TEXT, 0, 0, 0, NULL, NULL, "what they sell: batik,kain" },
	{ "dialog_state", API_TEXT, 0, 0, 0, NULL, NULL, "where the conversation stands" },
	{ "last_in_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "silent_until", API_TIME, API_NULL, 0, 0, NULL, NULL, "the loop breaker's silence" },
	{ "paid_messages", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "median", API_INT, API_NULL, 0, 0, NULL, NULL, "rupiah, of sold days in 90" },
	{ "median_low", API_INT, API_NULL, 0, 0, NULL, NULL, "of its 95 % interval, by ranks; null: fewer than 6 days" },
	{ "median_high", API_INT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "median_days", API_INT, 0, 0, 64, NULL, NULL, "of how many days" },
	{ "consents", API_LIST, 0, 0, 0, &shape_consent, NULL, NULL },
	{ "waves", API_LIST, 0, 0, 0, &shape_trader_wave, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_card = { "TraderCard", card };

static const struct api_field message[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "direction", API_WORD, 0, 0, 0, NULL, "in|out", NULL },
	{ "channel", API_WORD, 0, 0, 0, NULL, "sms|ussd", NULL },
	{ "kind", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "state", API_WORD, 0, 0, 0, NULL, "received|queued|sending|sent|delivered|failed|expired|rejected|unknown", NULL },
	{ "text", API_TEXT, API_NULL, 0, 0, NULL, NULL, "null after retention" },
	{ "at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "due_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "segments", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "gateway", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "error", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_message = { "Message", message };

static const struct api_field tip[] = {
	{ "code", API_TEXT, 0, 0, 0, NULL, NULL, "A1" },
	{ "language", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "series", API_TEXT, 0, 0, 0, NULL, NULL, "A" },
	{ "title", API_TEXT, 0, 0, 0, NULL, NULL, "of the series" },
	{ "text", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "goods", API_TEXT, 0, 0, 0, NULL, NULL, "only for who sells one of them: batik,kain; empty for all" },
	{ "seen", API_INT, 0, 0, 0, NULL, NULL, "traders who have had it, in whatever language" },
	{ .kind = API_END },
};
const struct api_shape shape_tip = { "Tip", tip };

static const struct api_field trader_change[] = {
	{ "name", API_TEXT, 0, 0, 40, NULL, NULL, NULL },
	{ "market_id", API_ID, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "stall", API_TEXT, 0, 0, 20, NULL, NULL, NULL },
	{ "language", API_TEXT, 0, 2, 7, NULL, NULL, NULL },
	{ "goods", API_TEXT, API_MAYBE, 0, 200, NULL, NULL, "parted by commas; as it was when not given" },
	{ .kind = API_END },
};
const struct api_shape shape_trader_change = { "TraderChange", trader_change };

static const struct api_field erase[] = {
	{ "phone", API_TEXT, 0, 1, 20, NULL, NULL, "the number, to say that it is meant" },
	{ .kind = API_END },
};
const struct api_shape shape_erase = { "Erase", erase };

static const struct api_field trader_phone[] = {
	{ "phone", API_TEXT, 0, 1, 20, NULL, NULL, "in any spelling" },
	{ .kind = API_END },
};
const struct api_shape shape_trader_phone = { "TraderPhone", trader_phone };

static const struct api_field merge[] = {
	{ "into_id", API_ID, 0, 0, 0, NULL, NULL, "the record that stays" },
	{ "phone", API_TEXT, 0, 1, 20, NULL, NULL, "the number of the one that goes, to say that it is meant" },
	{ .kind = API_END },
};
const struct api_shape shape_merge = { "Merge", merge };

static const struct api_field note[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "by", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "text", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_note = { "Note", note };

static const struct api_field text[] = {
	{ "text", API_TEXT, 0, 1, 1000, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_text = { "Text", text };

static const struct api_field made[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_made = { "Made", made };

static const struct api_field market[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_market = { "Market", market };

static const struct api_field market_new[] = {
	{ "name", API_TEXT, 0, 1, 20, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_market_new = { "MarketNew", market_new };

/* clang-format on */
