/* store/db_postgres_script.c - migrations on PostgreSQL: one text for both engines, put into its words */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "store/db_postgres.h"

static const char kind_text[] = "SELECT count(*), count(CASE WHEN relname = 'migration' AND "
				"obj_description(oid, 'pg_class') = 'lapak' THEN 1 END) "
				"FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = "
				"current_schema()::regnamespace";
static const char mark_text[] = "COMMENT ON TABLE migration IS 'lapak'";

enum rc pg_kind(struct db *db, enum db_kind *out)
{
	PGresult *result = NULL;
	enum rc rc = pg_link(db);

	if (rc != RC_OK)
		return rc;
	pg_send(db->pg, kind_text);
	rc = pg_collect(db, "db.kind", &result);
	if (rc == RC_OK) {
		bool ours = strcmp(PQgetvalue(result, 0, 1), "0") != 0;
		bool none = strcmp(PQgetvalue(result, 0, 0), "0") == 0;

		*out = ours ? DB_OURS : none ? DB_EMPTY : DB_FOREIGN;
	}
	PQclear(result);
	return rc;
}

enum rc pg_mark(struct db *db)
{
	return pg_do(db, "db.mark", mark_text);
}

static size_t skip_blank(const char *text, size_t at)
{
	for (;;) {
		while (text[at] != '\0' && strchr(" \t\r\n", text[at]))
			at++;
		if (text[at] != '-' || text[at + 1] != '-')
			return at;
		while (text[at] && text[at] != '\n')
			at++;
	}
}

/* The end of the piece that begins at `at`: a word, a text in quotes, a comment, or one other character. */
static size_t piece_end(const char *text, size_t at, size_t size)
{
	size_t end = at + 1;

	if (text[at] == '\'' || text[at] == '"') {
		while (end < size && text[end] != text[at])
			end++;
		return end < size ? end + 1 : size;
	}
	if (text[at] == '-' && end < size && text[end] == '-') {
		while (end < size && text[end] != '\n')
			end++;
		return end;
	}
	if (!isalpha((unsigned char)text[at]) && text[at] != '_')
		return end;
	while (end < size && (isalnum((unsigned char)text[end]) || text[end] == '_'))
		end++;
	return end;
}

static bool is_word(const char *piece, size_t size, const char *word)
{
	return strlen(word) == size && strncmp(piece, word, size) == 0;
}

/* Whether the statement makes or changes a table: only there the names of types are put into other words. */
static bool is_table(const char *statement, size_t size)
{
	return (size > 12 && strncmp(statement, "CREATE TABLE", 12) == 0) ||
	       (size > 11 && strncmp(statement, "ALTER TABLE", 11) == 0);
}

void pg_translate(struct buf *out, const char *statement, size_t size)
{
	static const struct {
		const char *word, *is;
	} words[] = {
		{ "INTEGER", "BIGINT" },
		{ "BLOB", "BYTEA" },
		{ "TEXT", "TEXT COLLATE \"C\"" },
		{ "STRICT", "" },
		{ "WITHOUT", "" },
		{ "ROWID", "" },
	};
	bool table = is_table(statement, size);
	int depth = 0;

	for (size_t at = 0, end; at < size; at = end) {
		const char *piece = statement + at;
		bool done = false;

		end = piece_end(statement, at, size);
		depth += *piece == '(';
		depth -= *piece == ')';
		if (piece[0] == '-' && end - at > 1)
			continue; /* a comment */
		for (size_t i = 0; table && i < sizeof(words) / sizeof(words[0]); i++)
			if (is_word(piece, end - at, words[i].word)) {
				buf_puts(out, words[i].is);
				done = true;
			}
		/* The comma between STRICT and WITHOUT ROWID. */
		done = done || (table && depth == 0 && *piece == ',');
		if (!done)
			buf_add(out, piece, end - at);
	}
}

static int line_of(const char *text, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

/* The place behind the statement's semicolon, or the end of the text. */
static size_t statement_end(const char *text, size_t at, size_t size)
{
	while (at < size && text[at] != ';')
		at = piece_end(text, at, size);
	return at;
}

static bool ends_transaction(const char *statement, size_t size)
{
	static const char *const words[] = { "BEGIN", "START", "COMMIT", "END", "ROLLBACK",
		"ABORT", "PREPARE" };
	size_t n = piece_end(statement, 0, size);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is_word(statement, n, words[i]))
			return true;
	return false;
}

static enum rc script_step(
	struct db *db, const char *statement, size_t size, int line, struct err *err)
{
	struct buf text;
	enum rc rc;

	if (ends_transaction(statement, size))
		return err_set(err, RC_INVALID, "line %d: ends the transaction", line);
	buf_init(&text, 4 * size + 64);
	pg_translate(&text, statement, size);
	rc = text.full ? RC_FULL : pg_do(db, NULL, text.data);
	buf_release(&text);
	if (rc == RC_CONFLICT || rc == RC_BROKEN)
		rc = RC_INVALID;
	return rc == RC_OK ? RC_OK : err_set(err, rc, "line %d: %s", line, db->pg->words);
}

enum rc pg_script(struct db *db, const char *text, struct err *err)
{
	size_t size = strlen(text), at = skip_blank(text, 0), end;
	enum rc rc = pg_link(db);

	if (rc != RC_OK)
		return err_set(err, rc, "the database's server is away");
	for (; rc == RC_OK && at < size; at = skip_blank(text, end + (end < size))) {
		end = statement_end(text, at, size);
		if (end > at)
			rc = script_step(db, text + at, end - at, line_of(text, at), err);
	}
	return rc;
}

enum { TEXT_MOST = 1 << 16 };

void pg_send_prepare(
	struct pg *pg, const char *name, const char *text, int parameters, const Oid *types)
{
	const char *mark = strstr(text, "/*+");
	struct buf own;

	buf_init(&own, TEXT_MOST);
	buf_add(&own, text, mark ? (size_t)(mark - text) : strlen(text));
	if (mark)
		buf_add(&own, mark + 3, strcspn(mark + 3, "*"));
	/* A failure to send shows when the result is waited for. */
	(void)PQsendPrepare(pg->conn, name, own.data, parameters, types);
	buf_release(&own);
}
