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
	import_fault_fn *fault;
	void *arg;
	struct import_result *out;
	struct csv csv;
	size_t at[COLUMNS]; /* which cell a column is */
	struct phone *seen;
	size_t seen_count, seen_room;
};

static void tell(struct reading *r, const char *column, const char *sentence)
{
	struct import_fault f = { .line = r->csv.line, .column = column };

	(void)snprintf(f.sentence, sizeof(f.sentence), "%s", sentence);
	if (r->out->faults++ < IMPORT_FAULTS_MOST)
		r->fault(&f, r->arg);
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
		tell(r, "", "the first line must be phone,name,market,stall,consent");
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
			tell(r, columns[k], "this column is missing in the first line");
			return false;
		}
	return true;
}

static bool remember(struct reading *r, const struct phone *p)
{
	if (r->seen_count == r->seen_room) {
		size_t room = r->seen_room > 0 ? 2 * r->seen_room : 256;
		struct phone *more = realloc(r->seen, room * sizeof(*more));

		if (more == NULL)
			return false;
		r->seen = more;
		r->seen_room = room;
	}
	r->seen[r->seen_count++] = *p;
	return true;
}

static int by_number(const void *a, const void *b)
{
	return strcmp(((const struct phone *)a)->e164, ((const struct phone *)b)->e164);
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

static void check_length(struct reading *r, int column, size_t most)
{
	const char *s = cell(r, column);

	if (!utf8_valid(s, strlen(s)))
		tell(r, columns[column], "not UTF-8: save the list as CSV UTF-8");
	else if (utf8_length(s, strlen(s)) > most)
		tell(r, columns[column], "too long");
}

static void read_goods(struct reading *r, char goods[static GOODS_LIST])
{
	if (!goods_read(goods, cell(r, GOODS)))
		tell(r, columns[GOODS],
			"at most 8 words of letters, parted by commas: batik, kain");
}

/* The row as a trader; faults are told. A store's failure is returned. */
static enum rc read_trader(struct reading *r, struct trader *t)
{
	const char *phone = cell(r, PHONE), *market = cell(r, MARKET);
	char goods[GOODS_LIST];
	struct market m;
	bool stopped = false;
	enum rc rc = RC_OK;

	*t = (struct trader){ .created_at = r->in->now };
	(void)snprintf(t->language, sizeof(t->language), "%s", r->in->language);
	(void)snprintf(t->name, sizeof(t->name), "%s", cell(r, NAME));
	(void)snprintf(t->stall, sizeof(t->stall), "%s", cell(r, STALL));
	check_length(r, NAME, TRADER_NAME_MAX);
	check_length(r, STALL, TRADER_STALL_MAX);
	read_goods(r, goods);
	if (!is_yes(cell(r, CONSENT)))
		tell(r, columns[CONSENT], "must be ya, or the day it was given: 2026-11-24");
	if (phone_parse(&t->phone, phone, strlen(phone)) != RC_OK)
		tell(r, columns[PHONE], "not an Indonesian mobile number");
	else if (!remember(r, &t->phone))
		return RC_BUSY;
	else
		rc = trader_opted_out(r->st, &t->phone, &stopped);
	if (stopped)
		tell(r, columns[PHONE], "has asked not to be written to");
	if (rc != RC_OK || *market == '\0')
		return rc;
	rc = market_by_name(r->st, market, &m);
	if (rc == RC_OK)
		t->market_id = m.id;
	else if (rc == RC_ABSENT)
		tell(r, columns[MARKET], "there is no market of that name");
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* Adds, or gives what is known the row's name, market and stall; *out is then the trader, but for a dry run. */
static enum rc keep_trader(struct reading *r, const struct trader *row, struct trader *out)
{
	enum rc rc = trader_by_phone(r->st, &row->phone, out);

	if (rc == RC_ABSENT) {
		*out = *row;
		r->out->added++;
		if (r->in->dry_run)
			return RC_OK;
		rc = trader_add(r->st, out);
		return rc == RC_OK ? consent_add(r->st, out->id, "import", out->language,
					     r->in->source, r->in->now)
				   : rc;
	}
	if (rc != RC_OK)
		return rc;
	r->out->changed++;
	if (r->in->dry_run)
		return RC_OK;
	if (row->name[0] != '\0')
		memcpy(out->name, row->name, sizeof(out->name));
	if (row->stall[0] != '\0')
		memcpy(out->stall, row->stall, sizeof(out->stall));
	if (row->market_id != 0)
		out->market_id = row->market_id;
	return trader_update(r->st, out);
}

static enum rc keep(struct reading *r, const struct trader *row)
{
	char goods[GOODS_LIST];
	struct trader t;
	enum rc rc = keep_trader(r, row, &t);

	read_goods(r, goods);
	return rc == RC_OK && goods[0] != '\0' && !r->in->dry_run
		       ? goods_set(r->st, t.id, goods)
		       : rc;
}

/* One way through the rows: looking (kept false), or keeping them. */
static enum rc pass(struct reading *r, bool kept)
{
	struct trader t;
	enum rc rc;

	csv_close(&r->csv);
	csv_open(&r->csv, r->in->text, r->in->length);
	if (!read_header(r))
		return RC_INVALID;
	r->out->rows = 0;
	for (rc = csv_next(&r->csv); rc == RC_OK; rc = csv_next(&r->csv)) {
		if (++r->out->rows > r->in->rows_most) {
			tell(r, "", "too many rows: import the list in parts");
			return RC_INVALID;
		}
		rc = read_trader(r, &t);
		if (rc == RC_OK && kept)
			rc = keep(r, &t);
		if (rc != RC_OK)
			return rc;
	}
	if (rc == RC_INVALID)
		tell(r, "", "a quote is open, or the row has too many cells");
	return rc == RC_ABSENT ? RC_OK : rc;
}

static void tell_twice(struct reading *r)
{
	if (r->seen_count > 0)
		qsort(r->seen, r->seen_count, sizeof(*r->seen), by_number);
	for (size_t i = 1; i < r->seen_count; i++)
		if (by_number(&r->seen[i - 1], &r->seen[i]) == 0) {
			r->csv.line = 0;
			tell(r, columns[PHONE], "a number is there twice");
		}
}

enum rc import_traders(struct store *st, const struct import *in, import_fault_fn *fault,
	void *arg, struct import_result *out)
{
	struct reading r = { .in = in, .st = st, .fault = fault, .arg = arg, .out = out };
	enum rc rc;

	*out = (struct import_result){ .rows = 0 };
	csv_open(&r.csv, in->text, in->length);
	rc = pass(&r, false);
	if (rc == RC_OK)
		tell_twice(&r);
	if (rc == RC_OK && out->faults > 0)
		rc = RC_INVALID;
	r.seen_count = 0;
	if (rc == RC_OK)
		rc = pass(&r, true);
	csv_close(&r.csv);
	free(r.seen);
	return rc;
}
