/* web/api_shapes_wave.c - shapes of the API: waves, seats, attendance */
#include "store/wave.h"
#include "web/api_shapes.h"

/* clang-format off */
#define WAVE_FIELDS \
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL }, \
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "market_id", API_ID, 0, 0, 0, NULL, NULL, NULL }, \
	{ "market", API_TEXT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "place", API_TEXT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "state", API_WORD, 0, 0, 0, NULL, "draft|open|full|closed|running|done|cancelled", NULL }, \
	{ "seats", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "taken", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "waiting", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "starts_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL }

static const struct api_field wave[] = {
	WAVE_FIELDS,
	{ .kind = API_END },
};
const struct api_shape shape_wave = { "Wave", wave };

static const struct api_field ask_waves[] = {
	{ "over", API_BOOL, API_MAYBE, 0, 0, NULL, NULL, "true: those done or cancelled; false: the others" },
	{ .kind = API_END },
};
const struct api_shape shape_ask_waves = { "AskWaves", ask_waves };

static const struct api_field sitting[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "starts_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "code", API_TEXT, API_NULL, 0, 0, NULL, NULL, "null for a viewer" },
	{ .kind = API_END },
};
const struct api_shape shape_sitting = { "Sitting", sitting };

static const struct api_field wave_one[] = {
	WAVE_FIELDS,
	{ "sittings", API_LIST, 0, 0, 0, &shape_sitting, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_wave_one = { "WaveCard", wave_one };

static const struct api_field sitting_new[] = {
	{ "starts_at", API_TIME, 0, 1, INT64_C(7258118400), NULL, NULL, NULL },
	{ "code", API_TEXT, API_MAYBE, 4, 4, NULL, NULL, "made up when absent" },
	{ .kind = API_END },
};
const struct api_shape shape_sitting_new = { "SittingNew", sitting_new };

static const struct api_field wave_new[] = {
	{ "name", API_TEXT, 0, 1, 8, NULL, NULL, NULL },
	{ "market_id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "place", API_TEXT, 0, 0, 20, NULL, NULL, NULL },
	{ "seats", API_INT, 0, 1, 1000, NULL, NULL, NULL },
	{ "open", API_BOOL, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ "sittings", API_LIST, 0, 1, 16, &shape_sitting_new, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_wave_new = { "WaveNew", wave_new };

static const struct api_field wave_move[] = {
	{ "move", API_WORD, 0, 0, 0, NULL, "open|close|cancel", NULL },
	{ .kind = API_END },
};
const struct api_shape shape_wave_move = { "WaveMove", wave_move };

static const struct api_field place_row[] = {
	{ "trader", API_OBJECT, 0, 0, 0, &shape_trader, NULL, NULL },
	{ "status", API_WORD, 0, 0, 0, NULL, "enrolled|waiting|offered|cancelled|attended|absent", NULL },
	{ "position", API_INT, API_NULL, 0, 0, NULL, NULL, "in the waiting list" },
	{ "changed_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_place_row = { "Place", place_row };

static const struct api_field seat_new[] = {
	{ "trader_id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_seat_new = { "SeatNew", seat_new };

static const struct api_field seat[] = {
	{ "status", API_WORD, 0, 0, 0, NULL, "enrolled|waiting|offered|cancelled|attended|absent", NULL },
	{ "position", API_INT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_seat = { "Seat", seat };

static const struct api_field seat_move[] = {
	{ "wave_id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_seat_move = { "SeatMove", seat_move };

static const struct api_field who[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_who = { "Who", who };

static const struct api_field attend[] = {
	{ "sitting_id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "traders", API_LIST, 0, 1, 1000, &shape_who, NULL, NULL },
	{ "absent", API_BOOL, API_MAYBE, 0, 0, NULL, NULL, "they did not come: what was noted is taken back" },
	{ .kind = API_END },
};
const struct api_shape shape_attend = { "Attend", attend };

static const struct api_field attended[] = {
	{ "noted", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "traders", API_LIST, 0, 0, 0, &shape_who, NULL, "of whom it was not noted before: what an undo takes back" },
	{ .kind = API_END },
};
const struct api_shape shape_attended = { "Attended", attended };

#define PLAN_FIELDS \
	{ "reminder_days", API_TEXT, 0, 0, 23, NULL, NULL, "before a sitting: 3,1; empty: none" }, \
	{ "series", API_TEXT, 0, 1, 1, NULL, NULL, "of the tips" }, \
	{ "tip_days", API_TEXT, 0, 0, 63, NULL, NULL, "after the last sitting: 1,3,7; empty: none" }, \
	{ "budget", API_INT, API_NULL, 1, INT64_C(1000000000000), NULL, NULL, "rupiah" }

static const struct api_field plan_wave[] = {
	PLAN_FIELDS,
	{ "trainer_id", API_ID, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "trainer", API_TEXT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "markets", API_LIST, 0, 0, WAVE_MARKETS_MOST, &shape_market, NULL, "whose traders may enrol; none: all markets'" },
	{ .kind = API_END },
};
const struct api_shape shape_wave_plan = { "WavePlan", plan_wave };

static const struct api_field wave_markets[] = {
	{ "markets", API_LIST, 0, 0, WAVE_MARKETS_MOST, &shape_who, NULL, "none: all" },
	{ .kind = API_END },
};
const struct api_shape shape_wave_markets = { "WaveMarkets", wave_markets };

static const struct api_field plan_change[] = {
	PLAN_FIELDS,
	{ .kind = API_END },
};
const struct api_shape shape_wave_plan_change = { "WavePlanChange", plan_change };

static const struct api_field sitting_move[] = {
	{ "sitting_id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "starts_at", API_TIME, 0, 1, INT64_C(7258118400), NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_sitting_move = { "SittingMove", sitting_move };

static const struct api_field wave_name[] = {
	{ "name", API_TEXT, 0, 1, 8, NULL, NULL, "letters and digits, as traders type it" },
	{ .kind = API_END },
};
const struct api_shape shape_wave_name = { "WaveName", wave_name };

static const struct api_field calendar[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, "of the sitting" },
	{ "starts_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "number", API_INT, 0, 1, 16, NULL, NULL, "the second of three: 2" },
	{ "of", API_INT, 0, 1, 16, NULL, NULL, NULL },
	{ "wave_id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "wave", API_TEXT, 0, 0, 0, NULL, NULL, "its name" },
	{ "market", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "place", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "state", API_WORD, 0, 0, 0, NULL, "draft|open|full|closed|running|done|cancelled", NULL },
	{ "seats", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "taken", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "first_at", API_TIME, 0, 0, 0, NULL, NULL, "the wave's first sitting" },
	{ "last_at", API_TIME, 0, 0, 0, NULL, NULL, "and its last" },
	{ .kind = API_END },
};
const struct api_shape shape_calendar = { "CalendarSitting", calendar };

static const struct api_field funnel_step[] = {
	{ "step", API_WORD, 0, 0, 0, NULL, "invited|enrolled|confirmed|attended|first-live|live-30|live-60|live-90", NULL },
	{ "from", API_DAY, API_NULL, 0, 0, NULL, NULL, "the day from which there is a number; null: at once" },
	{ "n", API_INT, API_NULL, 0, 0, NULL, NULL, "people; null: its day has not come" },
	{ "of", API_INT, API_NULL, 0, 0, NULL, NULL, "of how many" },
	{ "known", API_INT, API_NULL, 0, 0, NULL, NULL, "of those, about whom it is known" },
	{ .kind = API_END },
};
static const struct api_shape shape_funnel_step = { "FunnelStep", funnel_step };

static const struct api_field funnel[] = {
	{ "steps", API_LIST, 0, 8, 8, &shape_funnel_step, NULL, "in order" },
	{ .kind = API_END },
};
const struct api_shape shape_funnel = { "Funnel", funnel };

/* clang-format on */
