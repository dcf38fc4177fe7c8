/* text/sale_words.c - the words around the live part of a report */
#include "text/sale_words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { ROW_WORDS = 48 };

/* clang-format off */
static const struct {
	unsigned roles;
	const char *word[ROW_WORDS];
} rows[] = {
	{ SALE_LIVE, { "live", "livenya", "livene", "liv", "laif", "laiv", "lif", "livestream",
		"livestreaming", "streaming", "life", "lve", "lvie", "laife", "ngelive", "nglive", "ngelif", "online", "onlinenya",
		"onlen", "onlain", "onlin", "onlne", "ol", "daring", "tiktok", "tiktokan", "tiktoknya",
		"shopee", "shope", "shopi", "sopi", "tokopedia", "toped", "lazada", "fb", "facebook",
		"wa", "whatsapp", "ig", "instagram" } },
	{ SALE_JOIN, { "yang", "yg", "sing", "seng", "ingkang", "se", "lewat", "lwt", "liwat", "lebat",
		"via", "di", "ndek", "nang", "ten", "pakai", "pake", "pk", "gawe", "ngangge", "dan", "lan",
		"ban", "dgn", "dengan", "karo", "kalih", "sama", "nya", "by", "with", "and", "the", "it" } },
	{ SALE_JOIN, { "termasuk", "ada", "onok", "ono", "wonten", "bade", "pas", "waktu", "saat",
		"sambil", "habis", "hbs", "hasil", "hasile", "jual", "jualan", "sekali", "tok", "thok",
		"aja", "saja", "sempat", "bisa", "iso", "saged", "ikut", "melok", "including", "incl", "was",
		"blas", "any", "tapi", "cuma", "cm", "mung" } },
	{ SALE_JOIN | SALE_OF, { "dari", "dr", "dri", "teko", "tekan", "saking", "of", "out", "from",
		"deri" } },
	{ SALE_TOTAL, { "total", "totalnya", "totale", "jumlah", "jumlahnya", "omzet", "omset",
		"keseluruhan", "gunggung" } },
	{ SALE_ALL | SALE_TOTAL, { "semua", "semuanya", "smua", "kabeh", "kabehe", "sedaya", "sedanten",
		"seluruhnya", "all", "kabbhi" } },
	{ SALE_ALL, { "full", "ful", "murni" } },
	{ SALE_NOT, { "tanpa", "tnp", "tidak", "tdk", "gak", "ga", "gk", "ngga", "nggak", "enggak",
		"engga", "ndak", "nda", "tak", "ora", "ra", "mboten", "boten", "belum", "blm", "durung",
		"dereng", "enten", "bukan", "enja", "tade", "tadek", "gaonok", "gaono", "no", "not", "none",
		"nothing", "without" } },
	{ SALE_PLUS, { "plus", "tambah", "ditambah", "tmbh" } },
	{ SALE_OFFLINE, { "offline", "ofline", "oflen", "offlen", "luring" } },
	{ SALE_SHOP, { "toko", "pasar", "stan", "stand", "kios", "bedak", "warung", "shop", "stall" } },
	{ SALE_AT, { "di", "ndek", "nang", "neng", "ning", "teng", "ten", "ing", "at", "in", "e" } },
	{ SALE_TIMES, { "x", "kali", "ping", "jam", "menit", "mnt", "sesi", "hours", "hour", "times" } },
};
/* clang-format on */

unsigned sale_role(struct piece word)
{
	unsigned roles = 0;

	if (word.n == 0)
		return 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (const char *const *w = rows[i].word; *w != NULL; w++)
			if (**w == *word.s && strlen(*w) == word.n &&
				memcmp(*w, word.s, word.n) == 0)
				roles |= rows[i].roles;
	return roles;
}

static bool is_letter(char c)
{
	return isalpha((unsigned char)c) != 0;
}

struct piece sale_last_word(struct piece p)
{
	size_t n = 0;

	while (n < p.n && is_letter(p.s[p.n - 1 - n]))
		n++;
	return (struct piece){ p.s + p.n - n, n };
}

struct piece sale_first_word(struct piece p)
{
	size_t n = 0;

	while (n < p.n && is_letter(p.s[n]))
		n++;
	return (struct piece){ p.s, n };
}

struct piece sale_find_word(struct piece p, unsigned roles)
{
	for (size_t i = 0; i < p.n; i++) {
		struct piece w = sale_first_word((struct piece){ p.s + i, p.n - i });

		if (w.n == 0)
			continue;
		if ((sale_role(w) & roles) != 0)
			return w;
		i += w.n;
	}
	return (struct piece){ p.s, 0 };
}

static bool separates(char c)
{
	return c != '\0' && strchr(" ,.:;=+-()/&\t\r\n", c) != NULL;
}

/* Says whether a new clause began there. */
static bool trim_tail(struct side *side)
{
	struct piece *p = &side->p;
	bool clause = false;

	while (p->n > 0 && separates(p->s[p->n - 1])) {
		if (p->s[p->n - 1] == '+')
			side->seen |= SALE_PLUS;
		clause = clause || strchr(",.;(\n", p->s[p->n - 1]) != NULL;
		p->n--;
	}
	return clause;
}

static void trim_head(struct side *side)
{
	struct piece *p = &side->p;

	while (p->n > 0 && separates(p->s[0])) {
		if (p->s[0] == '+')
			side->seen |= SALE_PLUS;
		p->s++;
		p->n--;
	}
}

/* Drops "2" of "2 kali", which itself is dropped already. */
static void drop_count(struct piece *p)
{
	while (p->n > 0 && p->s[p->n - 1] == ' ')
		p->n--;
	while (p->n > 0 && isdigit((unsigned char)p->s[p->n - 1]))
		p->n--;
}

void sale_drop_tail(struct side *side, unsigned roles)
{
	for (;;) {
		struct piece w;
		unsigned role;

		if (trim_tail(side))
			roles &= SALE_ALL | SALE_TOTAL;
		w = sale_last_word(side->p);
		role = sale_role(w);
		if (w.n == 0 || (role & (roles | SALE_TIMES)) == 0)
			return;
		side->p.n -= w.n;
		side->seen |= role;
		if ((role & SALE_TIMES) != 0)
			drop_count(&side->p);
	}
}

/* The length of "2 kali" or "2x" at the beginning; 0: no such thing. */
static size_t count_length(struct piece p)
{
	size_t n = 0;
	struct piece w;

	while (n < p.n && isdigit((unsigned char)p.s[n]))
		n++;
	if (n == 0)
		return 0;
	while (n < p.n && p.s[n] == ' ')
		n++;
	w = sale_first_word((struct piece){ p.s + n, p.n - n });
	return (sale_role(w) & SALE_TIMES) != 0 ? n + w.n : 0;
}

void sale_drop_head(struct side *side, unsigned roles)
{
	for (;;) {
		size_t n;
		unsigned role = 0;

		trim_head(side);
		n = count_length(side->p);
		if (n == 0) {
			struct piece w = sale_first_word(side->p);

			role = sale_role(w);
			n = (role & roles) != 0 ? w.n : 0;
		}
		if (n == 0)
			return;
		/* "live dari tiktok 200rb": what stood before another live word is about that. */
		side->seen = (role & SALE_LIVE) != 0 ? 0 : side->seen | role;
		side->p.s += n;
		side->p.n -= n;
	}
}
