/* store/audience.c - who a broadcast is meant for: its stored form, and counting */
#include "store/audience.h"

#include <inttypes.h>
#include <string.h>

#include "store/audience_sql.h"
#include "store/rows.h"

enum { MARKETS_AT = 4, WAVES_AT = 12, STATUSES_AT = 20, LANGUAGES_AT = 26 };

/* Without a word about statuses, a wave is those who have or had a seat in it. */
static const unsigned seated =
	1U << ENROLMENT_ENROLLED | 1U << ENROLMENT_OFFERED | 1U << ENROLMENT_ATTENDED;

static void write_ids(struct buf *out, const char *kind, const int64_t *id, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i == 0)
			buf_printf(out, "%s%s=", out->len > 0 ? " " : "", kind);
		buf_printf(out, "%s%" PRId64, i > 0 ? "," : "", id[i]);
	}
}

void audience_write(const struct audience *a, struct buf *out)
{
	const char *comma = "";

	write_ids(out, "market", a->market, a->markets);
	write_ids(out, "wave", a->wave, a->waves);
	if (a->statuses != 0)
		buf_printf(out, "%sstatus=", out->len > 0 ? " " : "");
	for (unsigned i = 0; i < AUDIENCE_STATUSES; i++)
		if ((a->statuses & 1U << i) != 0) {
			buf_printf(out, "%s%s", comma,
				enrolment_status_name((enum enrolment_status)i));
			comma = ",";
		}
	for (size_t i = 0; i < a->languages; i++)
		buf_printf(out, "%s%s",
			i > 0          ? ","
			: out->len > 0 ? " language="
				       : "language=",
			a->language[i]);
	if (a->silent_days > 0)
		write_ids(out, "silent", &a->silent_days, 1);
}

/* Decimal digits alone, at most 18. */
static bool read_number(int64_t *out, const char *s, size_t n)
{
	int64_t value = 0;

	if (n == 0 || n > 18)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		value = value * 10 + (s[i] - '0');
	}
	*out = value;
	return true;
}

static bool add_id(int64_t *list, size_t *n, const char *value, size_t length)
{
	return *n < AUDIENCE_VALUES && read_number(&list[(*n)++], value, length);
}

static bool add_status(struct audience *a, const char *value, size_t length)
{
	for (unsigned i = 0; i < AUDIENCE_STATUSES; i++) {
		const char *name = enrolment_status_name((enum enrolment_status)i);

		if (strlen(name) == length && memcmp(name, value, length) == 0) {
			a->statuses |= 1U << i;
			return true;
		}
	}
	return false;
}

static bool add_value(
	struct audience *a, const char *kind, size_t n, const char *value, size_t length)
{
	if (n == 6 && memcmp(kind, "market", n) == 0)
		return add_id(a->market, &a->markets, value, length);
	if (n == 4 && memcmp(kind, "wave", n) == 0)
		return add_id(a->wave, &a->waves, value, length);
	if (n == 6 && memcmp(kind, "status", n) == 0)
		return add_status(a, value, length);
	if (n == 6 && memcmp(kind, "silent", n) == 0)
		return read_number(&a->silent_days, value, length);
	if (n != 8 || memcmp(kind, "language", n) != 0 || length == 0 ||
		length > AUDIENCE_LANGUAGE_MAX || a->languages == AUDIENCE_VALUES)
		return false;
	memcpy(a->language[a->languages++], value, length);
	return true;
}

enum rc audience_read(struct audience *out, const char *text)
{
	*out = (struct audience){ .markets = 0 };
	while (*text != '\0') {
		const char *kind = text;
		size_t n = strcspn(text, "= ");

		if (text[n] != '=')
			return RC_INVALID;
		for (text += n + 1;; text++) {
			size_t length = strcspn(text, ", ");

			if (!add_value(out, kind, n, text, length))
				return RC_INVALID;
			text += length;
			if (*text != ',')
				break;
		}
		text += strspn(text, " ");
	}
	return RC_OK;
}

static void bind_ids(struct stmt *s, int at, const int64_t *id, size_t n)
{
	for (size_t i = 0; i < AUDIENCE_VALUES; i++)
		db_int(s, at + (int)i, i < n ? id[i] : 0);
}

void audience_bind(struct stmt *s, const struct audience_ask *ask)
{
	const struct audience *a = ask->audience;
	unsigned statuses = a->statuses;
	int at = STATUSES_AT;

	if (statuses == 0 && a->waves > 0)
		statuses = seated;
	db_int(s, 1, ask->after);
	db_int(s, 2, ask->until);
	db_int(s, 3, a->silent_days > 0 ? ask->silent_before : 0);
	bind_ids(s, MARKETS_AT, a->market, a->markets);
	bind_ids(s, WAVES_AT, a->wave, a->waves);
	for (unsigned i = 0; i < AUDIENCE_STATUSES; i++)
		if ((statuses & 1U << i) != 0)
			db_text(s, at++, enrolment_status_name((enum enrolment_status)i));
	while (at < LANGUAGES_AT)
		db_text(s, at++, "");
	for (size_t i = 0; i < AUDIENCE_VALUES; i++)
		db_text(s, LANGUAGES_AT + (int)i, i < a->languages ? a->language[i] : "");
}

static const struct sql count = { "audience.count",
	"SELECT t.language, count(*), min(t.id), max(t.id) " AUDIENCE_FROM
	"GROUP BY t.language ORDER BY t.language LIMIT 16" };

enum rc audience_count(
	struct store *st, const struct audience_ask *ask, struct audience_count *out)
{
	struct stmt *s = db_prepare(st->db, &count);
	enum rc rc;

	*out = (struct audience_count){ .total = 0 };
	audience_bind(s, ask);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		int64_t first = db_get_int(s, 2), last = db_get_int(s, 3);
		size_t i = out->languages++;

		db_get_text(s, 0, out->of[i].language, sizeof(out->of[i].language));
		out->of[i].traders = db_get_int(s, 1);
		out->total += out->of[i].traders;
		if (i == 0 || first < out->first_id)
			out->first_id = first;
		if (last > out->last_id)
			out->last_id = last;
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql sample = { "audience.sample",
	"SELECT " TRADER_COLUMNS " " AUDIENCE_FROM "ORDER BY t.id LIMIT $34" };

enum rc audience_sample(struct store *st, const struct audience_ask *ask, size_t max,
	struct trader *out, size_t *n)
{
	struct stmt *s = db_prepare(st->db, &sample);
	enum rc rc = RC_OK;

	audience_bind(s, ask);
	db_int(s, AUDIENCE_PARAMETERS + 1, (int64_t)max);
	for (*n = 0; *n < max && rc == RC_OK;) {
		rc = db_step(s);
		if (rc == RC_OK)
			trader_read(s, 0, &out[(*n)++]);
	}
	if (rc == RC_OK)
		db_reset(s);
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const audience_sql[] = { &count, &sample, NULL };
