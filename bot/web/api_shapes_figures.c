/* web/api_shapes_figures.c - shapes of the API: figures */
#include "web/api_shapes.h"

/* clang-format off */
static const struct api_field ask_figures[] = {
	{ "from", API_DAY, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ "to", API_DAY, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ "market_id", API_ID, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_ask_figures = { "AskFigures", ask_figures };

#define SOLD_FIELDS \
	{ "reports", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "sold", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "zero", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "closed", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "total", API_INT, 0, 0, 0, NULL, NULL, "rupiah" }, \
	{ "median", API_INT, 0, 0, 0, NULL, NULL, "rupiah, of sold days" }, \
	{ "median_low", API_INT, API_NULL, 0, 0, NULL, NULL, "of its 95 % interval, by ranks; null: sold is less than 6" }, \
	{ "median_high", API_INT, API_NULL, 0, 0, NULL, NULL, NULL }

static const struct api_field takings_row[] = {
	{ "day", API_DAY, API_NULL, 0, 0, NULL, NULL, "null: the whole span" },
	{ "market_id", API_ID, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "market", API_TEXT, 0, 0, 0, NULL, NULL, "empty: not told yet, or all" },
	{ "all", API_BOOL, 0, 0, 0, NULL, NULL, "of all markets together" },
	{ "expected", API_INT, 0, 0, 0, NULL, NULL, "traders who might have reported" },
	SOLD_FIELDS,
	{ "mean", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "known", API_INT, 0, 0, 0, NULL, NULL, "reports whose live part is known" },
	{ "known_total", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "live", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "live_reports", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
static const struct api_shape shape_takings_row = { "TakingsRow", takings_row };

static const struct api_field takings[] = {
	{ "from", API_DAY, 0, 0, 0, NULL, NULL, NULL },
	{ "to", API_DAY, 0, 0, 0, NULL, NULL, NULL },
	{ "days", API_LIST, 0, 0, 0, &shape_takings_row, NULL, NULL },
	{ "whole", API_LIST, 0, 0, 0, &shape_takings_row, NULL, "a day over all markets" },
	{ "markets", API_LIST, 0, 0, 0, &shape_takings_row, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_takings = { "Takings", takings };

static const struct api_field goods_figures[] = {
	{ "goods", API_TEXT, 0, 0, 0, NULL, NULL, "a report counts for each of the goods its trader sells" },
	{ "traders", API_INT, 0, 0, 0, NULL, NULL, "who sell it now" },
	SOLD_FIELDS,
	{ "known_total", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "live", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_goods_figures = { "GoodsFigures", goods_figures };

static const struct api_field counts[] = {
	{ "enrolled", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "waiting", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "offered", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "cancelled", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "attended", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "absent", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
static const struct api_shape shape_counts = { "Places", counts };

static const struct api_field wave_figures[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "market", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "state", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "seats", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "starts_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "places", API_OBJECT, 0, 0, 0, &shape_counts, NULL, NULL },
	{ "sittings_held", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "present", API_INT, 0, 0, 0, NULL, NULL, "attendances noted" },
	{ "expected", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_wave_figures = { "WaveFigures", wave_figures };

static const struct api_field states[] = {
	{ "queued", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "sent", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "delivered", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "failed", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "expired", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "rejected", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "unknown", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
static const struct api_shape shape_states = { "MessageStates", states };

static const struct api_field gateway_figures[] = {
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "in", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "out", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "segments", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "cost", API_INT, 0, 0, 0, NULL, NULL, "rupiah" },
	{ "states", API_OBJECT, 0, 0, 0, &shape_states, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_gateway_figures = { "GatewayFigures", gateway_figures };

static const struct api_field complaint_figures[] = {
	{ "open", API_INT, 0, 0, 0, NULL, NULL, "said in the span" },
	{ "done", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "open_now", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "median_open_at", API_TIME, API_NULL, 0, 0, NULL, NULL, "of those open now" },
	{ "median_open_low_at", API_TIME, API_NULL, 0, 0, NULL, NULL, "of its 95 % interval; null: fewer than 6 are open" },
	{ "median_open_high_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_complaint_figures = { "ComplaintFigures", complaint_figures };

static const struct api_field stick_figures[] = {
	{ "day_after", API_INT, 0, 0, 0, NULL, NULL, "the last sitting" },
	{ "asked", API_INT, 0, 0, 0, NULL, NULL, "in the span" },
	{ "answered", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "live", API_INT, 0, 0, 0, NULL, NULL, "of those who answered, at least once that week" },
	{ .kind = API_END },
};
const struct api_shape shape_stick_figures = { "StickFigures", stick_figures };

static const struct api_field effect_group[] = {
	{ "n", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "left_out", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "median_before", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "median_before_low", API_INT, API_NULL, 0, 0, NULL, NULL, "of its 95 % interval, by ranks; null: n is less than 6" },
	{ "median_before_high", API_INT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "median_after", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "median_after_low", API_INT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "median_after_high", API_INT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "missing_before_percent", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "missing_after_percent", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "zero_before_percent", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "zero_after_percent", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
static const struct api_shape shape_effect_group = { "EffectGroup", effect_group };

static const struct api_field effect_window[] = {
	{ "days", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "passed", API_INT, 0, 0, 0, NULL, NULL, "of them; 0: none that the window before has not, and nothing is measured yet" },
	{ "trained", API_OBJECT, 0, 0, 0, &shape_effect_group, NULL, NULL },
	{ "not_yet_trained", API_OBJECT, 0, 0, 0, &shape_effect_group, NULL, NULL },
	{ "change_permille", API_INT, API_NULL, 0, 0, NULL, NULL, "more than the not yet trained" },
	{ "low_permille", API_INT, API_NULL, 0, 0, NULL, NULL, "of the 95 % interval" },
	{ "high_permille", API_INT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "enough", API_BOOL, 0, 0, 0, NULL, NULL, "traders in both groups to say anything" },
	{ .kind = API_END },
};
static const struct api_shape shape_effect_window = { "EffectWindow", effect_window };

static const struct api_field effect[] = {
	{ "first", API_DAY, 0, 0, 0, NULL, NULL, NULL },
	{ "last", API_DAY, 0, 0, 0, NULL, NULL, NULL },
	{ "windows", API_LIST, 0, 0, 0, &shape_effect_window, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_effect = { "Effect", effect };

/* clang-format on */
