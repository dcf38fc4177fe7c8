/* web/api_shapes_import.c - shapes of the API: lists that are taken in */
#include "web/api_shapes.h"

/* clang-format off */
static const struct api_field import[] = {
	{ "csv", API_TEXT, 0, 1, 0, NULL, NULL, "phone,name,market,stall,consent; at most 2000 rows" },
	{ "name", API_TEXT, 0, 1, 60, NULL, NULL, "the file's, kept with the consents" },
	{ "dry_run", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_import = { "Import", import };

static const struct api_field import_fault[] = {
	{ "line", API_INT, 0, 0, 0, NULL, NULL, "of the file; 0: of the whole list" },
	{ "column", API_TEXT, 0, 0, 0, NULL, NULL, "or field; empty: of the whole row" },
	{ "code", API_WORD, 0, 0, 0, NULL, "header|column|rows|csv|row|nothing|utf8|binary|empty|long|character|outgoing|length|twice|phone|stopped|consent|market|goods|code|title|series", "for programs; stable" },
	{ "most", API_INT, API_NULL, 0, 0, NULL, NULL, "what fits, where it is about that" },
	{ "sentence", API_TEXT, 0, 0, 0, NULL, NULL, "nothing of the row stands in it" },
	{ .kind = API_END },
};
static const struct api_shape shape_import_fault = { "ImportFault", import_fault };

static const struct api_field imported[] = {
	{ "rows", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "added", API_INT, 0, 0, 0, NULL, NULL, "new traders" },
	{ "changed", API_INT, 0, 0, 0, NULL, NULL, "known ones" },
	{ "kept", API_BOOL, 0, 0, 0, NULL, NULL, "false: a dry run, or there were faults" },
	{ "fault_count", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "faults", API_LIST, 0, 0, 0, &shape_import_fault, NULL, "the first 200" },
	{ .kind = API_END },
};
const struct api_shape shape_imported = { "Imported", imported };

static const struct api_field tips_import[] = {
	{ "text", API_TEXT, 0, 1, INT64_C(256) * 1024, NULL, NULL, "a line a tip: code, title, text and maybe goods, parted by tabs" },
	{ "language", API_TEXT, 0, 2, 3, NULL, NULL, "id, jv, en" },
	{ "dry_run", API_BOOL, 0, 0, 0, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_tips_import = { "TipsImport", tips_import };

static const struct api_field tips_imported[] = {
	{ "rows", API_INT, 0, 0, 0, NULL, NULL, "tips without a fault" },
	{ "kept", API_BOOL, 0, 0, 0, NULL, NULL, "false: a dry run, or there were faults" },
	{ "fault_count", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "faults", API_LIST, 0, 0, 200, &shape_import_fault, NULL, "the first 200" },
	{ .kind = API_END },
};
const struct api_shape shape_tips_imported = { "TipsImported", tips_imported };

static const struct api_field intake_new[] = {
	{ "name", API_TEXT, 0, 1, 60, NULL, NULL, "the file's, kept with the consents" },
	{ .kind = API_END },
};
const struct api_shape shape_intake_new = { "ListNew", intake_new };

static const struct api_field intake[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "state", API_WORD, 0, 0, 0, NULL, "taking|keeping|done|dropped", NULL },
	{ "made_by", API_TEXT, 0, 0, 0, NULL, NULL, "login" },
	{ "created_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "parts", API_INT, 0, 0, 0, NULL, NULL, "taken so far; the next one's number" },
	{ "rows", API_INT, 0, 0, 0, NULL, NULL, "taken so far" },
	{ "fault_count", API_INT, 0, 0, 0, NULL, NULL, "with one it is never kept" },
	{ "fresh", API_INT, 0, 0, 0, NULL, NULL, "numbers nobody had when they were looked at" },
	{ "kept", API_INT, 0, 0, 0, NULL, NULL, "rows that went through since it is being kept" },
	{ "added", API_INT, 0, 0, 0, NULL, NULL, "of those, new traders" },
	{ "changed", API_INT, 0, 0, 0, NULL, NULL, "and known ones" },
	{ "skipped", API_INT, 0, 0, 0, NULL, NULL, "and who asked not to be written to meanwhile" },
	{ .kind = API_END },
};
const struct api_shape shape_intake = { "List", intake };

static const struct api_field intake_rows[] = {
	{ "part", API_INT, 0, 0, 100000, NULL, NULL, "0 first" },
	{ "line", API_INT, 0, 2, 10000000, NULL, NULL, "of the file, on which the part's first row stands" },
	{ "csv", API_TEXT, 0, 1, 0, NULL, NULL, "the file's first line, then at most 1000 rows" },
	{ .kind = API_END },
};
const struct api_shape shape_intake_rows = { "ListRows", intake_rows };

static const struct api_field intake_part[] = {
	{ "rows", API_INT, 0, 0, 0, NULL, NULL, "of this part" },
	{ "fault_count", API_INT, 0, 0, 0, NULL, NULL, NULL },
	{ "faults", API_LIST, 0, 0, 200, &shape_import_fault, NULL, "the first 200" },
	{ "list", API_OBJECT, 0, 0, 0, &shape_intake, NULL, "all parts so far" },
	{ .kind = API_END },
};
const struct api_shape shape_intake_part = { "ListPart", intake_part };
/* clang-format on */
