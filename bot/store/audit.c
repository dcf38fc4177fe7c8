/* store/audit.c - who changed what: rows that are only ever added, each chained to the one before */
#include "store/audit.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"

enum { HASH_BYTES = 32, SETTING_MAX = 128 };
static const char head_name[] = "audit.head";

static void add_number(crypto_generichash_state *h, int64_t value)
{
	unsigned char bytes[8];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)((uint64_t)value >> (56 - 8 * i));
	(void)crypto_generichash_update(h, bytes, sizeof(bytes));
}

static void add_text(crypto_generichash_state *h, const char *text)
{
	size_t n = strlen(text);

	add_number(h, (int64_t)n);
	(void)crypto_generichash_update(h, (const unsigned char *)text, n);
}

/* Fills row->hash; previous "" before the first row. A previous that is no hash counts as zeros: the
 * chain is broken there already. */
static void chain(struct audit_row *row, const char *previous)
{
	unsigned char before[HASH_BYTES] = { 0 }, after[HASH_BYTES];
	crypto_generichash_state h;

	if (sodium_hex2bin(
		    before, sizeof(before), previous, strlen(previous), NULL, NULL, NULL) != 0)
		memset(before, 0, sizeof(before));
	(void)crypto_generichash_init(&h, NULL, 0, HASH_BYTES);
	(void)crypto_generichash_update(&h, before, sizeof(before));
	add_number(&h, row->id);
	add_number(&h, row->at);
	add_text(&h, row->actor);
	add_text(&h, row->action);
	add_text(&h, row->subject);
	add_text(&h, row->detail);
	(void)crypto_generichash_final(&h, after, sizeof(after));
	sodium_bin2hex(row->hash, sizeof(row->hash), after, sizeof(after));
}

/* Copies at most max bytes, cut at a character. */
static void copy(char *out, size_t max, const char *text)
{
	size_t n = text != NULL ? strlen(text) : 0;

	if (n > max)
		for (n = max; n > 0 && ((unsigned char)text[n] & 0xC0U) == 0x80U;)
			n--;
	if (n > 0)
		memcpy(out, text, n);
	out[n] = '\0';
}

#define AUDIT_COLUMNS "a.id, a.at, a.actor, a.action, a.subject, a.detail, a.hash"

static void read_row(struct stmt *s, struct audit_row *out)
{
	out->id = db_get_int(s, 0);
	out->at = db_get_int(s, 1);
	db_get_text(s, 2, out->actor, sizeof(out->actor));
	db_get_text(s, 3, out->action, sizeof(out->action));
	db_get_text(s, 4, out->subject, sizeof(out->subject));
	db_get_text(s, 5, out->detail, sizeof(out->detail));
	db_get_text(s, 6, out->hash, sizeof(out->hash));
}

static const struct sql newest = { "audit.newest",
	"SELECT a.id, a.hash FROM audit a ORDER BY a.id DESC LIMIT 1" };

static enum rc read_newest(struct store *st, struct audit_head *out)
{
	struct stmt *s = db_prepare(st->db, &newest);
	enum rc rc = db_step(s);

	*out = (struct audit_head){ .id = 0 };
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	out->id = db_get_int(s, 0);
	db_get_text(s, 1, out->hash, sizeof(out->hash));
	db_reset(s);
	return RC_OK;
}

static const struct sql add = { "audit.add",
	"INSERT INTO audit (id, at, actor, action, subject, detail, hash) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7)" };

static enum rc insert(struct store *st, const struct audit_row *row)
{
	struct stmt *s = db_prepare(st->db, &add);

	db_int(s, 1, row->id);
	db_int(s, 2, row->at);
	db_text(s, 3, row->actor);
	db_text(s, 4, row->action);
	db_text(s, 5, row->subject);
	db_text(s, 6, row->detail);
	db_text(s, 7, row->hash);
	return db_run(s);
}

enum rc audit_add(struct store *st, const struct audit_entry *e)
{
	struct audit_row row = { .at = e->at };
	struct audit_head head;
	char setting[SETTING_MAX];
	enum rc rc = read_newest(st, &head);

	if (rc != RC_OK)
		return rc;
	row.id = head.id + 1;
	copy(row.actor, AUDIT_ACTOR_MAX, e->actor);
	copy(row.action, AUDIT_ACTION_MAX, e->action);
	copy(row.subject, AUDIT_SUBJECT_MAX, e->subject);
	copy(row.detail, AUDIT_DETAIL_MAX, e->detail);
	chain(&row, head.hash);
	rc = insert(st, &row);
	if (rc != RC_OK)
		return rc;
	(void)snprintf(setting, sizeof(setting), "%" PRId64 " %s", row.id, row.hash);
	return setting_put(st, head_name, setting);
}

static const struct sql each = { "audit.each",
	"SELECT " AUDIT_COLUMNS " FROM audit a WHERE (a.actor = $1 OR $1 IS NULL) "
	"AND (a.subject = $2 OR $2 IS NULL) AND (a.id < $3 OR $3 = 0) "
	"ORDER BY a.id DESC LIMIT $4" };

enum rc audit_each(struct store *st, const struct audit_filter *filter, audit_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	struct audit_row row;
	enum rc rc;

	db_text(s, 1, filter->actor);
	db_text(s, 2, filter->subject);
	db_int(s, 3, filter->before);
	db_limit(s, 4, filter->limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		read_row(s, &row);
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static void broken(struct audit_verdict *out, int64_t id, const char *why)
{
	out->broken = id;
	out->why = why;
}

/* Whether row follows what was whole so far. */
static void look(
	struct audit_verdict *out, struct audit_row *row, const struct audit_head *noted)
{
	char kept[AUDIT_HASH_HEX];

	memcpy(kept, row->hash, sizeof(kept));
	chain(row, out->head.hash);
	if (row->id != out->head.id + 1)
		broken(out, out->head.id + 1, "it is missing");
	else if (strcmp(kept, row->hash) != 0)
		broken(out, row->id,
			"it is not what was written, or one before it was exchanged");
	else if (noted != NULL && noted->id == row->id && strcmp(noted->hash, kept) != 0)
		broken(out, row->id, "its hash is not the one that was noted");
	if (out->broken != 0)
		return;
	out->rows++;
	out->head.id = row->id;
	memcpy(out->head.hash, kept, sizeof(out->head.hash));
}

static const struct sql walk = { "audit.walk",
	"SELECT " AUDIT_COLUMNS " FROM audit a ORDER BY a.id LIMIT $1" };

static enum rc walk_rows(
	struct store *st, const struct audit_head *noted, struct audit_verdict *out)
{
	struct stmt *s = db_prepare(st->db, &walk);
	struct audit_row row;
	enum rc rc;

	db_limit(s, 1, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		read_row(s, &row);
		look(out, &row, noted);
		if (out->broken != 0) {
			db_reset(s);
			return RC_OK;
		}
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* The end of the chain against what was kept of it elsewhere. */
static enum rc look_at_end(
	struct store *st, const struct audit_head *noted, struct audit_verdict *out)
{
	char setting[SETTING_MAX] = "", wanted[SETTING_MAX] = "";
	enum rc rc = setting_get(st, head_name, setting);

	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	if (out->head.id > 0)
		(void)snprintf(
			wanted, sizeof(wanted), "%" PRId64 " %s", out->head.id, out->head.hash);
	if (strcmp(setting, wanted) != 0)
		broken(out, out->head.id + 1, "the end of the record was cut off or exchanged");
	else if (noted != NULL && noted->id > out->head.id)
		broken(out, out->head.id + 1, "rows up to the one that was noted are missing");
	return RC_OK;
}

enum rc audit_verify(
	struct store *st, const struct audit_head *noted, struct audit_verdict *out)
{
	enum rc rc;

	*out = (struct audit_verdict){ .rows = 0 };
	rc = walk_rows(st, noted, out);
	if (rc == RC_OK && out->broken == 0)
		rc = look_at_end(st, noted, out);
	return rc;
}

const struct sql *const audit_sql[] = { &newest, &add, &each, &walk, NULL };
