/* store/db_postgres_value.c - the values of statements over libpq: parameters, columns */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/db_postgres.h"
#include "text/utf8.h"

enum { TYPE_BOOL = 16 };

void pg_bind_int(struct stmt *s, int n, int64_t value)
{
	snprintf(s->pg->number[n], sizeof(s->pg->number[n]), "%" PRId64, value);
	s->pg->value[n] = s->pg->number[n];
	s->pg->binary[n] = 0;
}

/* The server takes nothing but UTF-8. What else got this far is cleaned, and not a reason to refuse the rest. */
static const char *cleaned(struct buf *clean, const char *value)
{
	size_t n = strlen(value);

	buf_release(clean);
	buf_init(clean, 3 * n + 1);
	(void)utf8_clean(clean, value, n, 3 * n);
	return clean->data;
}

void pg_bind_text(struct stmt *s, int n, const char *value)
{
	if (value && !utf8_valid(value, strlen(value)))
		value = cleaned(&s->pg->clean[n], value);
	s->pg->value[n] = value;
	s->pg->binary[n] = 0;
}

void pg_bind_blob(struct stmt *s, int n, const void *value, size_t size)
{
	if (size > INT32_MAX)
		BUG("%s: a value of %zu bytes", s->sql->name, size);
	s->pg->value[n] = value;
	s->pg->size[n] = (int)size;
	s->pg->binary[n] = 1;
}

int64_t pg_get_int(struct stmt *s, int column)
{
	const struct pg_stmt *p = s->pg;
	const char *value = PQgetvalue(p->result, p->row, column);

	if (PQftype(p->result, column) == TYPE_BOOL)
		return value[0] == 't';
	return strtoll(value, NULL, 10);
}

bool pg_get_null(struct stmt *s, int column)
{
	return PQgetisnull(s->pg->result, s->pg->row, column) == 1;
}

const char *pg_view_text(struct stmt *s, int column)
{
	return PQgetvalue(s->pg->result, s->pg->row, column);
}
