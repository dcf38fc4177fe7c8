/* cli/outgoing.c - what the office may write to traders */
#include "cli/outgoing.h"

#include <stdbool.h>
#include <string.h>

#include "text/words.h"

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
static const char *const domains[] = { "com", "id", "net", "org", "info", "me", "ly", "co",
	"io", "app", "link", "xyz", "site", "online", "shop", "store", "top", "click", "biz",
	"gd", "cc", "to", "page", NULL };

static bool among(const char *word, const char *const *list)
{
	while (*list != NULL && strcmp(*list, word) != 0)
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

static bool has_link(const char *text, size_t n)
{
	size_t at = 0;

	if (memmem(text, n, "://", 3) != NULL)
		return true;
	while (at < n) {
		struct words w;

		words_split(&w, text + at, n - at);
		for (size_t i = 0; i < w.count; i++)
			if (strcmp(w.word[i].text, "www") == 0 ||
				strcmp(w.word[i].text, "http") == 0 ||
				strcmp(w.word[i].text, "https") == 0 ||
				(i + 1 < w.count && is_domain(&w, i, text + at)))
				return true;
		/* The last word is looked at again, since a domain may go on after it. */
		at = w.more ? at + w.word[w.count - 1].start : n;
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
	bool secret, hand_over, payment, pay, denial, undone;
};

static void look(struct content *c, const struct words *w)
{
	c->secret = c->secret || names_secret(w);
	c->hand_over = c->hand_over || any(w, hand_over);
	c->payment = c->payment || any(w, payments);
	c->pay = c->pay || any(w, pay);
	c->denial = c->denial || any(w, denials);
	c->undone = c->undone || any(w, undone);
}

static const char *sentence_fault(const char *text, size_t n)
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
		return "it asks for an OTP, a PIN or another secret, which the office never does";
	if (c.payment && c.pay)
		return "it asks for a transfer of money, which the office never does";
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

const char *outgoing_fault(const char *text, size_t n)
{
	const char *fault = has_link(text, n) ? "it carries a link" : NULL;

	for (size_t at = 0; at < n && fault == NULL;) {
		size_t length = sentence_length(text + at, n - at);

		fault = sentence_fault(text + at, length);
		at += length;
	}
	return fault;
}
