/*
 * store/db_postgres_cursor.c - long lists: by a cursor, some rows at a time, so that memory does not grow with the list
 *
 * A cursor lives in a transaction. Only where nothing is written there is one for it: it begins with the first cursor and ends with
 * the last, and other statements may run between its rows. Within a transaction of the caller's a list comes whole: what a
 * turn reads is bounded.
 */
#include <stdio.h>

#include "base/buf.h"
#include "store/db_postgres.h"

void pg_many(struct stmt *s)
{
	s->pg->many = true;
}

bool pg_cursor_wants(const struct stmt *s)
{
	return s->pg->many && !s->pg->result && s->db->pg->mode == STORE_READ &&
	       !s->db->began && !s->writes;
}

void pg_cursors_forget(struct pg *pg)
{
	pg->cursors = 0;
	pg->cursors_from = pg->serial + 1;
}

static void send_cursor(struct stmt *s)
{
	struct pg_stmt *p = s->pg;
	struct pg *pg = s->db->pg;
	struct buf text;

	p->cursor = ++pg->serial;
	if (pg->cursors++ == 0)
		pg_send(pg, "BEGIN");
	buf_init(&text, 1 << 16);
	buf_printf(&text, "DECLARE c%u NO SCROLL CURSOR FOR %s", p->cursor, s->sql->text);
	(void)PQsendQueryParams(pg->conn, text.data, p->parameters, p->type, p->value + 1,
		p->size + 1, p->binary + 1, 0);
	pg_sent(pg, NULL);
	buf_release(&text);
}

static enum rc fetch(struct stmt *s)
{
	struct pg *pg = s->db->pg;
	char text[64];
	enum rc rc;

	if (s->pg->cursor == 0)
		send_cursor(s);
	else if (s->pg->cursor < pg->cursors_from)
		return RC_BUSY;
	(void)snprintf(text, sizeof(text), "FETCH %d FROM c%u", DB_FEW, s->pg->cursor);
	pg_send(pg, text);
	rc = pg_collect(s->db, s->sql->name, &s->pg->result);
	if (rc == RC_OK)
		return RC_OK;
	/* The transaction is spoilt, and every cursor with it. */
	pg_cursors_forget(pg);
	if (!pg_lost(pg) && pg_do(s->db, "db.rollback", "ROLLBACK") != RC_OK)
		pg_give_up(pg);
	return rc;
}

static enum rc fetch_first(struct stmt *s)
{
	struct db *db = s->db;
	bool alone = db->pg->cursors == 0;
	enum rc rc = fetch(s);

	if (rc != RC_BUSY || !alone || !pg_lost(db->pg))
		return rc;
	/* The loss shows only now. */
	rc = pg_link(db);
	if (rc == RC_OK)
		rc = pg_prepare(s);
	return rc == RC_OK ? fetch(s) : rc;
}

enum rc pg_cursor_step(struct stmt *s)
{
	struct pg_stmt *p = s->pg;
	bool first = p->cursor == 0;
	enum rc rc;

	if (!first && p->result) {
		if (++p->row < PQntuples(p->result))
			return RC_OK;
		if (PQntuples(p->result) < DB_FEW)
			return RC_ABSENT;
	}
	PQclear(p->result);
	p->result = NULL;
	rc = first ? fetch_first(s) : fetch(s);
	p->row = 0;
	if (rc != RC_OK)
		return rc;
	return PQntuples(p->result) > 0 ? RC_OK : RC_ABSENT;
}

void pg_cursor_close(struct stmt *s)
{
	struct pg *pg = s->db->pg;
	unsigned cursor = s->pg->cursor;
	char text[32];

	s->pg->cursor = 0;
	if (cursor < pg->cursors_from || pg_lost(pg))
		return;
	(void)snprintf(text, sizeof(text), "CLOSE c%u", cursor);
	if (pg_do(s->db, "db.close", --pg->cursors == 0 ? "COMMIT" : text) != RC_OK)
		pg_give_up(pg);
}
