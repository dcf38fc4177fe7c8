/* store/goods.c - what a trader sells */
#include "store/goods.h"

#include <string.h>

#include "store/rows.h"
#include "store/tally.h"

static const struct sql of = { "goods.of",
	"SELECT goods FROM trader_goods WHERE trader_id = $1 ORDER BY goods LIMIT $2" };

enum rc goods_of(struct store *st, int64_t trader_id, char out[static GOODS_LIST])
{
	struct stmt *s = db_prepare(st->db, &of);
	size_t used = 0;
	enum rc rc;

	out[0] = '\0';
	db_int(s, 1, trader_id);
	db_int(s, 2, GOODS_MOST);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		if (used > 0)
			out[used++] = ',';
		db_get_text(s, 0, out + used, GOODS_WORD_MAX + 1);
		used += strlen(out + used);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql forget = { "goods.forget",
	"DELETE FROM trader_goods WHERE trader_id = $1" };
static const struct sql sells = { "goods.sells", "UPDATE trader SET sells = $2 WHERE id = $1" };
static const struct sql add = { "goods.add",
	"INSERT INTO trader_goods (trader_id, goods) VALUES ($1, $2)" };

enum rc goods_set(struct store *st, int64_t trader_id, const char *list)
{
	char word[GOODS_WORD_MAX + 1], before[GOODS_LIST] = "";
	struct stmt *s;
	enum rc rc = goods_of(st, trader_id, before);

	if (rc != RC_OK || strcmp(before, list) == 0)
		return rc;
	rc = sale_counted_for(st, trader_id, before, list);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &sells);
	db_int(s, 1, trader_id);
	db_int(s, 2, list[0] != '\0');
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &forget);
	db_int(s, 1, trader_id);
	rc = db_run(s);
	while (rc == RC_OK && (list = goods_next(list, word)) != NULL) {
		s = db_prepare(st->db, &add);
		db_int(s, 1, trader_id);
		db_text(s, 2, word);
		rc = db_run(s);
	}
	return rc;
}

const struct sql *const goods_sql[] = { &of, &forget, &sells, &add, NULL };
