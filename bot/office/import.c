/* office/import.c - traders from a list the office has */
#include "office/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/goods.h"
#include "store/market.h"
#include "store/trader.h"
#include "text/csv.h"
#include "text/utf8.h"

static const char *const columns[] = { "phone", "name", "market", "stall", "consent", "goods" };
enum { PHONE, NAME, MARKET, STALL, CONSENT, GOODS, COLUMNS };

struct reading {
	const struct import *in;
	struct store *st;
	const struct import_sink *sink;
	struct import_result *out;
	struct csv csv;
	size_t at[COLUMNS]; /* which cell a column is */
};

/* Of the file, not of the part. */
static int64_t line_of(const struct reading *r)
{
	enum { FIRST_ROW = 2 }; /* behind the header */

	return r->in->first_line > 0 && r->csv.line >= FIRST_ROW
		       ? r->csv.line - FIRST_ROW + r->in->first_line
		       : r->csv.line;
}

static void tell_most(
	struct reading *r, const char *column, enum import_code code, int64_t most)
{
	struct import_fault f = {
		.line = line_of(r), .column = column, .code = code, .most = most
	};

	(void)snprintf(f.sentence, sizeof(f.sentence), "%s", import_code_sentence(code));
	if (r->out->faults++ < IMPORT_FAULTS_MOST)
		r->sink->fault(&f, r->sink->arg);
}

static void tell(struct reading *r, const char *column, enum import_code code)
{
	tell_most(r, column, code, 0);
}

static const char *cell(const struct reading *r, int column)
{
	return r->at[column] < r->csv.cells ? r->csv.cell[r->at[column]] : "";
}

/* The first line: the five names in any order, goods maybe, no others. */
static bool read_header(struct reading *r)
{
	bool known[COLUMNS] = { false };

	r->at[GOODS] = CSV_CELLS_MAX; /* where no cell is */
	if (csv_next(&r->csv) != RC_OK ||
		(r->csv.cells != COLUMNS && r->csv.cells != COLUMNS - 1)) {
		tell(r, "", IMPORT_HEADER);
		return false;
	}
	for (size_t i = 0; i < r->csv.cells; i++)
		for (size_t k = 0; k < COLUMNS; k++)
			if (strcasecmp(r->csv.cell[i], columns[k]) == 0) {
				r->at[k] = i;
				known[k] = true;
			}
	for (size_t k = 0; k < COLUMNS; k++)
		if (!known[k] && (k != GOODS || r->csv.cells == COLUMNS)) {
			tell(r, columns[k], IMPORT_COLUMN);
			return false;
		}
	return true;
}

static bool is_yes(const char *s)
{
	static const char *const words[] = { "ya", "y", "yes", "setuju", "1", "true" };
	size_t digits = strspn(s, "0123456789-");

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return digits == 10 && s[10] == '\0'; /* the day it was signed: 2026-11-24 */
}

static void check_length(struct reading *r, int column, int64_t most)
{
	const char *s = cell(r, column);

	if (!utf8_valid(s, strlen(s)))
		tell(r, columns[column], IMPORT_UTF8);
	else if ((int64_t)utf8_length(s, strlen(s)) > most)
		tell_most(r, columns[column], IMPORT_LONG, most);
}

static enum rc read_phone(struct reading *r, struct intake_row *row)
{
	const char *phone = cell(r, PHONE);
	bool stopped = false;
	enum rc rc;

	if (phone_parse(&row->phone, phone, strlen(phone)) != RC_OK) {
		row->phone.e164[0] = '\0';
		tell(r, columns[PHONE], IMPORT_PHONE);
		return RC_OK;
	}
	rc = trader_opted_out(r->st, &row->phone, &stopped);
	if (stopped)
		tell(r, columns[PHONE], IMPORT_STOPPED);
	return rc;
}

static enum rc read_market(struct reading *r, struct intake_row *row)
{
	struct market m;
	enum rc rc;

	if (*cell(r, MARKET) == '\0')
		return RC_OK;
	rc = market_by_name(r->st, cell(r, MARKET), &m);
	if (rc == RC_OK)
		row->market_id = m.id;
	else if (rc == RC_ABSENT)
		tell(r, columns[MARKET], IMPORT_MARKET);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Faults are told. A store's failure is returned. */
static enum rc read_row(struct reading *r, struct intake_row *row)
{
	enum rc rc;

	*row = (struct intake_row){ .line = line_of(r) };
	(void)snprintf(row->name, sizeof(row->name), "%s", cell(r, NAME));
	(void)snprintf(row->stall, sizeof(row->stall), "%s", cell(r, STALL));
	check_length(r, NAME, TRADER_NAME_MAX);
	check_length(r, STALL, TRADER_STALL_MAX);
	if (!goods_read(row->goods, cell(r, GOODS)))
		tell(r, columns[GOODS], IMPORT_GOODS);
	if (!is_yes(cell(r, CONSENT)))
		tell(r, columns[CONSENT], IMPORT_CONSENT);
	rc = read_phone(r, row);
	return rc == RC_OK ? read_market(r, row) : rc;
}

static enum rc look(struct reading *r)
{
	struct intake_row row;
	enum rc rc;

	if (!read_header(r))
		return RC_INVALID;
	for (rc = csv_next(&r->csv); rc == RC_OK; rc = csv_next(&r->csv)) {
		int64_t before = r->out->faults;

		if (++r->out->rows > r->in->rows_most) {
			tell_most(r, "", IMPORT_ROWS, r->in->rows_most);
			return RC_INVALID;
		}
		rc = read_row(r, &row);
		if (r->out->faults > before) /* it is never kept, but its number counts */
			row.name[0] = row.stall[0] = row.goods[0] = '\0';
		if (rc == RC_OK && row.phone.e164[0] != '\0')
			rc = r->sink->row(&row, r->sink->arg);
		if (rc == RC_CONFLICT) {
			tell(r, columns[PHONE], IMPORT_TWICE);
			rc = RC_OK;
		}
		if (rc != RC_OK)
			return rc;
	}
	if (rc == RC_INVALID)
		tell(r, "", IMPORT_CSV);
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc import_rows(struct store *st, const struct import *in, const struct import_sink *sink,
	struct import_result *out)
{
	struct reading r = { .in = in, .st = st, .sink = sink, .out = out };
	enum rc rc;

	*out = (struct import_result){ .rows = 0 };
	csv_open(&r.csv, in->text, in->length);
	rc = look(&r);
	csv_close(&r.csv);
	return rc;
}

static struct trader trader_of(const struct import *in, const struct intake_row *row)
{
	struct trader t = {
		.phone = row->phone, .market_id = row->market_id, .created_at = in->now
	};

	(void)snprintf(t.language, sizeof(t.language), "%s", in->language);
	memcpy(t.name, row->name, sizeof(t.name));
	memcpy(t.stall, row->stall, sizeof(t.stall));
	return t;
}

static enum rc keep_new(struct store *st, const struct import *in, const struct intake_row *row,
	struct trader *t)
{
	enum rc rc;

	*t = trader_of(in, row);
	rc = trader_add(st, t);
	return rc == RC_OK ? consent_add(st, t->id, "import", t->language, in->source, in->now)
			   : rc;
}

static enum rc keep_known(struct store *st, const struct intake_row *row, struct trader *t)
{
	if (row->name[0] != '\0')
		memcpy(t->name, row->name, sizeof(t->name));
	if (row->stall[0] != '\0')
		memcpy(t->stall, row->stall, sizeof(t->stall));
	if (row->market_id != 0)
		t->market_id = row->market_id;
	return trader_update(st, t);
}

enum rc import_is_new(struct store *st, const struct intake_row *row, bool *out)
{
	struct trader t;
	enum rc rc = trader_by_phone(st, &row->phone, &t);

	*out = rc == RC_ABSENT;
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc import_keep(
	struct store *st, const struct import *in, const struct intake_row *row, bool *added)
{
	bool stopped = false;
	struct trader t;
	enum rc rc = trader_opted_out(st, &row->phone, &stopped);

	if (rc != RC_OK || stopped)
		return rc == RC_OK ? RC_DENIED : rc;
	rc = trader_by_phone(st, &row->phone, &t);
	*added = rc == RC_ABSENT;
	if (rc == RC_ABSENT)
		rc = keep_new(st, in, row, &t);
	else if (rc == RC_OK)
		rc = keep_known(st, row, &t);
	return rc == RC_OK && row->goods[0] != '\0' ? goods_set(st, t.id, row->goods) : rc;
}

/* ---- a whole list at once ---- */

struct whole {
	struct store *st;
	const struct import *in;
	struct import_result *out;
	import_fault_fn *fault;
	void *arg;
	struct seen {
		struct phone phone;
		int64_t line;
	} * seen;
	size_t seen_count, seen_room;
	int64_t added, changed;
};

static void pass_on(const struct import_fault *f, void *arg)
{
	struct whole *w = arg;

	w->fault(f, w->arg);
}

static enum rc remember(const struct intake_row *row, void *arg)
{
	struct whole *w = arg;

	if (w->seen_count == w->seen_room) {
		size_t room = w->seen_room > 0 ? 2 * w->seen_room : 256;
		struct seen *more = realloc(w->seen, room * sizeof(*more));

		if (more == NULL)
			return RC_BUSY;
		w->seen = more;
		w->seen_room = room;
	}
	w->seen[w->seen_count++] = (struct seen){ row->phone, row->line };
	return RC_OK;
}

static int by_number(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;
	int order = strcmp(x->phone.e164, y->phone.e164);

	return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* Each after the first of a number. */
static void tell_twice(struct whole *w)
{
	struct import_fault f = { .column = columns[PHONE], .code = IMPORT_TWICE };

	(void)snprintf(
		f.sentence, sizeof(f.sentence), "%s", import_code_sentence(IMPORT_TWICE));
	if (w->seen_count > 0)
		qsort(w->seen, w->seen_count, sizeof(*w->seen), by_number);
	for (size_t i = 1; i < w->seen_count; i++) {
		if (strcmp(w->seen[i - 1].phone.e164, w->seen[i].phone.e164) != 0)
			continue;
		f.line = w->seen[i].line;
		if (w->out->faults++ < IMPORT_FAULTS_MOST)
			w->fault(&f, w->arg);
	}
}

static enum rc keep(const struct intake_row *row, void *arg)
{
	struct whole *w = arg;
	bool added = false;
	enum rc rc = w->in->dry_run ? import_is_new(w->st, row, &added)
				    : import_keep(w->st, w->in, row, &added);

	w->added += added;
	w->changed += !added;
	return rc;
}

enum rc import_traders(struct store *st, const struct import *in, import_fault_fn *fault,
	void *arg, struct import_result *out)
{
	struct whole w = { .st = st, .in = in, .out = out, .fault = fault, .arg = arg };
	struct import_sink sink = { .row = remember, .fault = pass_on, .arg = &w };
	enum rc rc = import_rows(st, in, &sink, out);

	if (rc == RC_OK)
		tell_twice(&w);
	free(w.seen);
	if (rc == RC_OK && out->faults > 0)
		rc = RC_INVALID;
	if (rc != RC_OK)
		return rc;
	sink.row = keep;
	rc = import_rows(st, in, &sink, out);
	out->added = w.added;
	out->changed = w.changed;
	return rc;
}
