/* web/api_shapes_wording.c - shapes of the API: the bot's sentences */
#include "web/api_shapes.h"
#include "wording/edit.h"

/* clang-format off */
static const struct api_field text_fault[] = {
	{ "code", API_TEXT, 0, 0, 0, NULL, NULL, "a word a program can tell apart" },
	{ "about", API_TEXT, 0, 0, 0, NULL, NULL, "the field, word or signs; \"\" none" },
	{ "advice", API_TEXT, 0, 0, 0, NULL, NULL, "what to write for it; \"\" none" },
	{ "n", API_INT, 0, 0, 0, NULL, NULL, "septets, words or letters it has; 0 none" },
	{ "most", API_INT, 0, 0, 0, NULL, NULL, "and may have" },
	{ "sentence", API_TEXT, 0, 0, 0, NULL, NULL, "for whoever reads the answer" },
	{ .kind = API_END },
};
const struct api_shape shape_text_fault = { "TextFault", text_fault };

static const struct api_field message_text[] = {
	{ "language", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "text", API_TEXT, 0, 0, 0, NULL, NULL, "in force, with its {fields}; \"\": there is no such message" },
	{ "longest", API_INT, 0, 0, 0, NULL, NULL, "septets with every field at its longest" },
	{ "own", API_TEXT, API_MAYBE, 0, 0, NULL, NULL, "the office's own; absent, as the next three: the shipped one is in force" },
	{ "shipped", API_TEXT, API_MAYBE, 0, 0, NULL, NULL, "as it comes with the program" },
	{ "fits", API_BOOL, API_MAYBE, 0, 0, NULL, NULL, "false: the own text does not fit any more, and the shipped one is in force" },
	{ "faults", API_LIST, API_MAYBE, 0, WORDING_FAULTS_MAX, &shape_text_fault, NULL, "why it does not fit" },
	{ "version", API_INT, 0, 0, 0, NULL, NULL, "times it was edited" },
	{ "etag", API_TEXT, 0, 0, 0, NULL, NULL, "for If-Match" },
	{ "changed_by", API_TEXT, API_MAYBE, 0, 0, NULL, NULL, "staff:LOGIN or cli:NAME" },
	{ "changed_at", API_TIME, API_MAYBE, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_message_text = { "MessageText", message_text };

static const struct api_field message_source[] = {
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "gone", API_BOOL, 0, 0, 0, NULL, NULL, "a text of the office's own that has no place any more" },
	{ "budget", API_INT, 0, 0, 0, NULL, NULL, "septets it may have, without the brand" },
	{ "fields", API_LIST, 0, 0, 64, NULL, NULL, "names of what is filled in" },
	{ "texts", API_LIST, 0, 1, 8, &shape_message_text, NULL, "one a language" },
	{ .kind = API_END },
};
const struct api_shape shape_message_source = { "MessageSource", message_source };

static const struct api_field wording_new[] = {
	{ "text", API_TEXT, 0, 0, WORDING_TEXT_MAX, NULL, NULL, "with its {fields}; lines are joined by a space" },
	{ .kind = API_END },
};
const struct api_shape shape_wording_new = { "WordingNew", wording_new };

static const struct api_field text_proof[] = {
	{ "text", API_TEXT, 0, 0, 0, NULL, NULL, "as it would be kept" },
	{ "longest", API_INT, 0, 0, 0, NULL, NULL, "septets with every field at its longest; 0: its braces must be right first" },
	{ "budget", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "fits", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ "faults", API_LIST, 0, 0, WORDING_FAULTS_MAX, &shape_text_fault, NULL, NULL },
	{ "lost", API_LIST, 0, 0, 100, NULL, NULL, "what the shipped text has and this one lacks: {fields}, digits, words in capitals" },
	{ .kind = API_END },
};
const struct api_shape shape_text_proof = { "TextProof", text_proof };

static const struct api_field text_version[] = {
	{ "version", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "text", API_TEXT, API_NULL, 0, 0, NULL, NULL, "null: the shipped text from then on" },
	{ "by", API_TEXT, 0, 0, 0, NULL, NULL, "staff:LOGIN or cli:NAME" },
	{ "at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_text_version = { "TextVersion", text_version };
/* clang-format on */
