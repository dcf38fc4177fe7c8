/* web/api_shapes_wording.c - shapes of the API: the bot's sentences */
#include "web/api_shapes.h"

/* clang-format off */
static const struct api_field message_text[] = {
	{ "language", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "text", API_TEXT, 0, 0, 0, NULL, NULL, "with its {fields}" },
	{ "longest", API_INT, 0, 0, 0, NULL, NULL, "septets with every field at its longest" },
	{ .kind = API_END },
};
static const struct api_shape shape_message_text = { "MessageText", message_text };

static const struct api_field message_source[] = {
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "budget", API_INT, 0, 0, 0, NULL, NULL, "septets it may have, without the brand" },
	{ "fields", API_LIST, 0, 0, 64, NULL, NULL, "names of what is filled in" },
	{ "texts", API_LIST, 0, 1, 8, &shape_message_text, NULL, "one a language" },
	{ .kind = API_END },
};
const struct api_shape shape_message_source = { "MessageSource", message_source };
/* clang-format on */
