/* web/api_shapes_sale.c - shapes of the API: reports of takings */
#include "web/api_shapes.h"

/* clang-format off */
#define SALE_FIELDS \
	{ "day", API_DAY, 0, 0, 0, NULL, NULL, NULL }, \
	{ "total", API_INT, 0, 0, 0, NULL, NULL, "rupiah" }, \
	{ "live", API_INT, API_NULL, 0, 0, NULL, NULL, "of it by live; null: unknown" }, \
	{ "status", API_WORD, 0, 0, 0, NULL, "sold|zero|closed", NULL }, \
	{ "approximate", API_BOOL, 0, 0, 0, NULL, NULL, NULL }, \
	{ "clarified", API_BOOL, 0, 0, 0, NULL, NULL, NULL }, \
	{ "review", API_BOOL, 0, 0, 0, NULL, NULL, NULL }, \
	{ "version", API_INT, 0, 0, 0, NULL, NULL, NULL }, \
	{ "typed_by", API_TEXT, 0, 0, 0, NULL, NULL, "trader, helper, or office:NAME" }, \
	{ "reported_at", API_TIME, 0, 0, 0, NULL, NULL, NULL }

static const struct api_field sale[] = {
	SALE_FIELDS,
	{ .kind = API_END },
};
const struct api_shape shape_sale = { "Sale", sale };

static const struct api_field sale_version[] = {
	SALE_FIELDS,
	{ "replaced_at", API_TIME, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "taken_back", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_sale_version = { "SaleVersion", sale_version };

static const struct api_field sale_review[] = {
	SALE_FIELDS,
	{ "trader", API_OBJECT, 0, 0, 0, &shape_trader, NULL, NULL },
	{ "median", API_INT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "median_low", API_INT, API_NULL, 0, 0, NULL, NULL, "of its 95 % interval, by ranks; null: fewer than 6 days" },
	{ "median_high", API_INT, API_NULL, 0, 0, NULL, NULL, NULL },
	{ "median_days", API_INT, 0, 0, 64, NULL, NULL, "of how many days" },
	{ .kind = API_END },
};
const struct api_shape shape_sale_review = { "SaleReview", sale_review };

static const struct api_field ask_days[] = {
	{ "from", API_DAY, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ "to", API_DAY, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_ask_days = { "AskDays", ask_days };

static const struct api_field sale_new[] = {
	{ "total", API_INT, 0, 0, INT64_C(1000000000000), NULL, NULL, NULL },
	{ "live", API_INT, API_MAYBE | API_NULL, 0, INT64_C(1000000000000), NULL, NULL, NULL },
	{ "status", API_WORD, 0, 0, 0, NULL, "sold|zero|closed", NULL },
	{ .kind = API_END },
};
const struct api_shape shape_sale_new = { "SaleNew", sale_new };

/* clang-format on */
