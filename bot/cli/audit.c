/* cli/audit.c - lapak audit: who changed what, and whether that record is whole */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/open.h"
#include "cli/options.h"
#include "store/audit.h"

static enum rc add_row(const struct audit_row *row, void *listing)
{
	struct listing *l = listing;

	if (!listing_row(l))
		return RC_OK;
	listing_id(l, row->id);
	listing_instant(l, row->at);
	listing_text(l, row->actor);
	listing_text(l, row->action);
	listing_text(l, row->subject);
	listing_text(l, row->detail);
	return RC_OK;
}

static enum exit_status list(const struct invocation *in)
{
	static const struct column columns[] = { { "id", true }, { "at", false },
		{ "actor", false }, { "action", false }, { "subject", false },
		{ "detail", false }, { NULL, false } };
	struct audit_filter filter = { .actor = option_value(in, "actor"),
		.subject = option_value(in, "subject") };
	struct listing l;
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE) {
		listing_begin(&l, in->json, columns, limit);
		filter.limit = listing_ask(&l);
		status = office_outcome(audit_each(o.store, &filter, add_row, &l));
		listing_end(&l);
	}
	office_close(&o);
	return status;
}

/* "12:9f86d0...": what an earlier verify printed. */
static bool read_head(struct audit_head *out, const char *text)
{
	const char *colon = strchr(text, ':');
	char number[24] = "";

	if (colon == NULL || (size_t)(colon - text) >= sizeof(number) ||
		strlen(colon + 1) != AUDIT_HASH_HEX - 1 ||
		strspn(colon + 1, "0123456789abcdef") != AUDIT_HASH_HEX - 1)
		return false;
	memcpy(number, text, (size_t)(colon - text));
	memcpy(out->hash, colon + 1, AUDIT_HASH_HEX);
	return number_read(&out->id, number, 1, INT64_MAX - 1);
}

static void print_verdict(const struct audit_verdict *v, bool json)
{
	if (json)
		json_print(json_pack("{s:b, s:I, s:o, s:o, s:o, s:o}", "whole", v->broken == 0,
			"rows", (json_int_t)v->rows, "head",
			v->head.id > 0 ? json_of_id(v->head.id) : json_null(), "hash",
			json_of_text(v->head.id > 0 ? v->head.hash : NULL), "broken",
			v->broken != 0 ? json_of_id(v->broken) : json_null(), "why",
			json_of_text(v->broken != 0 ? v->why : NULL)));
	else if (v->head.id > 0)
		printf("%" PRId64 " rows are whole\nhead %" PRId64 ":%s\n", v->rows, v->head.id,
			v->head.hash);
	else
		printf("0 rows are whole\n");
	if (v->broken != 0)
		(void)fprintf(stderr, "lapak: row %" PRId64 " of the record: %s\n", v->broken,
			v->why);
}

static enum exit_status verify(const struct invocation *in)
{
	const char *text = option_value(in, "head");
	struct audit_verdict verdict;
	struct audit_head noted;
	struct office o;
	enum exit_status status;

	if (text != NULL && !read_head(&noted, text))
		return cli_misused(in,
			"--head: what an earlier `lapak audit verify` printed, NUMBER:HASH");
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = office_outcome(
			audit_verify(o.store, text != NULL ? &noted : NULL, &verdict));
	if (status == EXIT_DONE) {
		print_verdict(&verdict, in->json);
		status = verdict.broken == 0 ? EXIT_DONE : EXIT_FAILED;
	}
	office_close(&o);
	return status;
}

enum exit_status cli_audit(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit actor subject", 0, 0, "" },
		{ "verify", verify, "json head", 0, 0, "" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
