/* store/trader_word.c - names of traders by each of their words */
#include "store/trader_word.h"

#include "store/db.h"
#include "store/trader.h"

void trader_word_fold(char *out, size_t size, const char *text)
{
	size_t n = 0;

	for (; text[n] != '\0' && n + 1 < size; n++)
		out[n] = text[n] >= 'A' && text[n] <= 'Z' ? (char)(text[n] + ('a' - 'A'))
							  : text[n];
	out[n] = '\0';
}

static const struct sql drop = { "trader_word.drop",
	"DELETE FROM trader_word WHERE trader_id = $1" };
static const struct sql put = { "trader_word.put",
	"INSERT INTO trader_word (word, trader_id) VALUES ($1, $2) "
	"ON CONFLICT (word, trader_id) DO NOTHING" };

enum rc trader_words_put(struct store *st, int64_t trader_id, const char *name)
{
	char folded[TRADER_NAME_MAX * 4 + 1];
	struct stmt *s = db_prepare(st->db, &drop);
	enum rc rc;

	trader_word_fold(folded, sizeof(folded), name);
	db_int(s, 1, trader_id);
	rc = db_run(s);
	for (const char *at = folded; rc == RC_OK && *at != '\0'; at++) {
		if (*at == ' ' || (at != folded && at[-1] != ' '))
			continue;
		s = db_prepare(st->db, &put);
		db_text(s, 1, at);
		db_int(s, 2, trader_id);
		rc = db_run(s);
	}
	return rc;
}

const struct sql *const trader_word_sql[] = { &drop, &put, NULL };
