/* text/outgoing.c - what the office may write to traders */
#include "text/outgoing.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "text/words.h"

static const struct outgoing asks_secret = { "secret",
	"it asks for an OTP, a PIN or another secret, which the office never does" };
static const struct outgoing asks_transfer = { "transfer",
	"it asks for a transfer of money, which the office never does" };
static const struct outgoing promises_prize = { "prize",
	"it promises a prize, as swindlers do" };
static const struct outgoing carries_link = { "link", "it carries a link" };

enum { PLAIN_MAX = 8 * 1024, LINK_WORDS = 2 };

/* Lists of words end with NULL. */
static const char *const secrets[] = { "otp", "pin", "password", "sandi", "cvv", "kodeotp",
	"kodepin", NULL };
static const char *const secret_kinds[] = { "rahasia", "verifikasi", "keamanan", NULL };
static const char *const payments[] = { "transfer", "transper", "trf", "tf", "rekening",
	"norek", "topup", NULL };
/* What makes a sentence with such a word a demand. */
static const char *const hand_over[] = { "kirim", "kirimkan", "kirimno", "beri", "berikan",
	"beritahu", "beritahukan", "kasih", "balas", "bales", "wangsulan", "jawab", "sebut",
	"sebutkan", "masukkan", "ketik", "isi", "isikan", "tulis", "tuliskan", "minta", "mohon",
	"tolong", "berapa", "pinten", "piro", "send", "reply", "give", "tell", "enter", "type",
	NULL };
static const char *const pay[] = { "kirim", "kirimkan", "kirimno", "ke", "dulu", "dhisik",
	"riyin", "segera", "sekarang", "saiki", "bayar", "mbayar", "uang", "dana", "duit",
	"mohon", "tolong", "silakan", "silahkan", "harus", "wajib", "send", "to", "please",
	"pay", NULL };
static const char *const denials[] = { "jangan", "tidak", "tak", "bukan", "ojo", "aja", "ampun",
	"mboten", "ora", "gak", "nggak", "never", "not", "dont", NULL };
/* "Jangan lupa kirim PIN" asks for it. */
static const char *const undone[] = { "lupa", "ragu", "khawatir", "lali", "forget", "hesitate",
	NULL };
static const char *const prizes[] = { "hadiah", "berhadiah", "undian", "doorprize", "jackpot",
	"giveaway", "prize", "lottery", NULL };
/* What makes a sentence with such a word a promise; "beri hadiah kecil untuk pembeli" is advice. */
static const char *const promises[] = { "selamat", "menang", "memenangkan", "pemenang",
	"pemenangnya", "dapat", "mendapat", "mendapatkan", "entuk", "angsal", "klaim", "ambil",
	"terpilih", "terima", "menerima", "menunggu", "juta", "rupiah", "jutaan", "uang",
	"tunai", "gratis", "motor", "mobil", "umroh", "won", "win", "winner", "claim",
	"congratulations", "free", NULL };
static const char *const domains[] = { "com", "id", "net", "org", "info", "me", "ly", "co",
	"io", "app", "link", "xyz", "site", "online", "shop", "store", "top", "click", "biz",
	"gd", "cc", "to", "page", "ee", "gg", "gl", "tv", "us", "ru", "cn", "asia", "dev",
	"web", "xn", NULL };
/* Of these, the ones that are no word of a sentence: looked for across spaces too. */
static const char *const plain_domains[] = { "com", "net", "org", "ly", "xyz", "info", "biz",
	"io", "gd", "cc", "ee", "gl", "co", "id", NULL };

/* Whether two words are the same, a letter typed twice counting once. */
static bool alike(const char *a, const char *b)
{
	while (*a != '\0' && *a == *b) {
		char c = *a;

		while (*a == c)
			a++;
		while (*b == c)
			b++;
	}
	return *a == *b;
}

static bool among(const char *word, const char *const *list)
{
	while (*list != NULL && !alike(*list, word))
		list++;
	return *list != NULL;
}

static bool any(const struct words *w, const char *const *list)
{
	for (size_t i = 0; i < w->count; i++)
		if (among(w->word[i].text, list))
			return true;
	return false;
}

/* "shopee.co.id": a dot between words without a space, the last one a domain. "Rp1.500" and
 * "jam 09.00" are none, nor is the end of a sentence. */
static bool is_domain(const struct words *w, size_t i, const char *text)
{
	const struct word *a = &w->word[i], *b = &w->word[i + 1];

	return b->start == a->end + 1 && text[a->end] == '.' && among(b->text, domains);
}

/* "toko . com", "toko (dot) com", "toko titik com": written so that no eye takes it for a link but a person's. */
static bool is_hidden_domain(const struct words *w, size_t i, const char *text)
{
	const struct word *a = &w->word[i], *b = &w->word[i + 1];
	size_t dots = 0;

	if (strcmp(b->text, "dot") == 0 || strcmp(b->text, "titik") == 0)
		return i + 2 < w->count && among(w->word[i + 2].text, plain_domains);
	for (size_t at = a->end; at < b->start; at++) {
		if (strchr(" .()[]{}", text[at]) == NULL)
			return false;
		dots += text[at] == '.' ? 1 : 0;
	}
	/* The end of a sentence has no space before its dot. */
	return dots == 1 && text[a->end] != '.' && among(b->text, plain_domains);
}

static bool is_link(const struct words *w, size_t i, const char *text)
{
	static const char *const schemes[] = { "www", "http", "https", "hxxp", "hxxps", NULL };
	const char *word = w->word[i].text;

	for (const char *const *s = schemes; *s != NULL; s++)
		if (strcmp(word, *s) == 0)
			return true;
	return i + 1 < w->count && (is_domain(w, i, text) || is_hidden_domain(w, i, text));
}

static bool has_link(const char *text, size_t n)
{
	size_t at = 0;

	if (memmem(text, n, "://", 3) != NULL)
		return true;
	while (at < n) {
		struct words w;

		words_split(&w, text + at, n - at);
		for (size_t i = 0; i < w.count; i++)
			if (is_link(&w, i, text + at))
				return true;
		/* The last words are looked at again, since a domain may go on after them. */
		at = w.more ? at + w.word[w.count - LINK_WORDS].start : n;
	}
	return false;
}

/* "kode rahasia" is a secret, "rahasia laris" is not. */
static bool names_secret(const struct words *w)
{
	for (size_t i = 0; i + 1 < w->count; i++)
		if (strcmp(w->word[i].text, "kode") == 0 &&
			among(w->word[i + 1].text, secret_kinds))
			return true;
	return any(w, secrets);
}

/* What a sentence holds. */
struct content {
	bool secret, hand_over, payment, pay, prize, promise, denial, undone;
};

static void look(struct content *c, const struct words *w)
{
	c->secret = c->secret || names_secret(w);
	c->hand_over = c->hand_over || any(w, hand_over);
	c->payment = c->payment || any(w, payments);
	c->pay = c->pay || any(w, pay);
	c->prize = c->prize || any(w, prizes);
	c->promise = c->promise || any(w, promises);
	c->denial = c->denial || any(w, denials);
	c->undone = c->undone || any(w, undone);
}

static const struct outgoing *sentence_fault(const char *text, size_t n)
{
	struct content c = { .secret = false };
	struct words w;

	for (size_t at = 0; at < n;) {
		words_split(&w, text + at, n - at);
		look(&c, &w);
		at = w.more ? at + w.word[w.count - 1].start : n;
	}
	if (c.denial && !c.undone)
		return NULL;
	if (c.secret && (c.hand_over || memchr(text, '?', n) != NULL))
		return &asks_secret;
	if (c.payment && c.pay)
		return &asks_transfer;
	if (c.prize && c.promise)
		return &promises_prize;
	return NULL;
}

/* A sentence ends with a sign and a space, so that Rp1.500 does not end one. */
static size_t sentence_length(const char *text, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (strchr(".!?;\n", text[i]) != NULL &&
			(text[i] == '\n' || text[i + 1] == ' '))
			return i + 1;
	return n;
}

static const struct outgoing *sentences_fault(const char *text, size_t n)
{
	const struct outgoing *fault = NULL;

	for (size_t at = 0; at < n && fault == NULL;) {
		size_t length = sentence_length(text + at, n - at);

		fault = sentence_fault(text + at, length);
		at += length;
	}
	return fault;
}

/* The letter a sign stands for in "p1n", "0TP", "tr4n$fer"; itself when for none. */
static char as_letter(char c)
{
	static const char signs[] = "01345789@$!|", letters[] = "oieastbgasii";
	const char *at = c != '\0' ? strchr(signs, c) : NULL;

	return at != NULL ? letters[at - signs] : c;
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool in_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* Whether the sign at i lies within a word that holds a letter: a number keeps its digits. */
static bool beside_letter(const char *s, size_t n, size_t i)
{
	size_t from = i, to = i;

	while (from > 0 && (in_word(s[from - 1]) || strchr("@$!|", s[from - 1]) != NULL))
		from--;
	while (to + 1 < n && (in_word(s[to + 1]) || strchr("@$!|", s[to + 1]) != NULL))
		to++;
	if (strchr("@$!|", s[i]) != NULL && (to == i || !in_word(s[i + 1])))
		return false; /* "kirim!" ends a sentence */
	for (; from <= to; from++)
		if (is_letter(s[from]))
			return true;
	return false;
}

/* Whether position i of s stands between two letters that are each a word of their own: "o t p". */
static bool between_singles(const char *s, size_t n, size_t i)
{
	return i > 0 && i + 1 < n && in_word(s[i - 1]) && in_word(s[i + 1]) &&
	       (i < 2 || !in_word(s[i - 2])) && (i + 2 >= n || !in_word(s[i + 2]));
}

/* Lower case without accents, with letters for the signs that stand for them. */
static void add_letters(struct buf *out, const char *text, size_t n)
{
	struct buf lower;

	buf_init(&lower, PLAIN_MAX);
	for (size_t at = 0; at < n;) {
		char c = words_fold(text, n, &at);

		if (c != '\0')
			buf_putc(&lower, c);
	}
	for (size_t i = 0; i < lower.len; i++) {
		char c = lower.data[i];

		buf_putc(out, beside_letter(lower.data, lower.len, i) ? as_letter(c) : c);
	}
	buf_release(&lower);
}

/* What the text looks like to a person: signs read as letters, letters apart read as a word. */
static void add_plain(struct buf *out, const char *text, size_t n)
{
	struct buf letters;

	buf_init(&letters, PLAIN_MAX);
	add_letters(&letters, text, n);
	for (size_t i = 0; i < letters.len; i++) {
		const char *s = letters.data;
		bool inside =
			i > 0 && i + 1 < letters.len && in_word(s[i - 1]) && in_word(s[i + 1]);

		if (s[i] == ' ' && between_singles(s, letters.len, i))
			continue;
		if (inside && strchr("-_*./", s[i]) != NULL)
			continue;
		buf_putc(out, s[i]);
	}
	buf_release(&letters);
}

const struct outgoing *outgoing_fault(const char *text, size_t n)
{
	const struct outgoing *fault =
		has_link(text, n) ? &carries_link : sentences_fault(text, n);
	struct buf plain;

	if (fault != NULL)
		return fault;
	buf_init(&plain, PLAIN_MAX);
	add_plain(&plain, text, n);
	fault = sentences_fault(plain.data, plain.len);
	buf_release(&plain);
	return fault;
}
