/* text/amount_tokens.c - plain text into words, digits and signs */
#include <ctype.h>
#include <string.h>

#include "text/amount_parts.h"

/* Characters that separate and say nothing else. */
static const char breaks[] = "!?()[]\".,:;=\n";

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_point(char c)
{
	return c == '.' || c == ',';
}

static size_t letters_at(const struct reading *r, size_t at)
{
	size_t n = 0;

	while (is_letter(r->plain[at + n]))
		n++;
	return n;
}

/* How many letters o at `at` were meant as zeros: the run of digits must go on or end after
 * them, or a unit must follow. */
static size_t zeros_at(const struct reading *r, size_t at)
{
	size_t n = 0, rest;

	while (r->plain[at + n] == 'o')
		n++;
	if (n == 0 || is_digit(r->plain[at + n]))
		return n;
	rest = letters_at(r, at + n);
	if (rest > 0) {
		const struct number_word *w = number_word_find(r->plain + at + n, rest);

		return w && w->class == NUMBER_UNIT ? n : 0;
	}
	return n;
}

/* Whether separators at `at` lead to more digits. */
static bool goes_on_at(const struct reading *r, size_t at)
{
	size_t end = at;

	while (is_point(r->plain[end]))
		end++;
	return end > at && (is_digit(r->plain[end]) || zeros_at(r, end) > 0);
}

/* Reads digits from `at`, turning o into 0; returns where they end. */
static size_t scan_digits(struct reading *r, size_t at)
{
	while (at < r->length) {
		size_t zeros = zeros_at(r, at);

		if (zeros > 0) {
			memset(r->plain + at, '0', zeros);
			at += zeros;
		} else if (is_digit(r->plain[at]) || goes_on_at(r, at)) {
			at++;
		} else {
			break;
		}
	}
	return at;
}

static struct token *add(struct reading *r, enum token_kind kind, size_t at, size_t end)
{
	struct token *t;

	if (r->count == TOKENS_MAX) {
		r->overflow = true;
		return NULL;
	}
	t = &r->token[r->count++];
	*t = (struct token){ .kind = kind, .text = r->plain + at, .length = end - at };
	t->joined = at > 0 && r->plain[at - 1] != ' ' && r->plain[at - 1] != '\n';
	t->sign = r->plain[at];
	return t;
}

/* "1/2" and its like, standing for themselves; a date has more behind it. */
static int fraction_at(const struct reading *r, size_t at)
{
	static const struct {
		char text[4];
		int hundredths;
	} known[] = { { "1/2", 50 }, { "1/4", 25 }, { "3/4", 75 } };
	char after, before = at > 0 ? r->plain[at - 1] : ' ';

	if (at + 3 > r->length)
		return 0;
	after = r->plain[at + 3];
	if (is_digit(after) || after == '/' || is_point(after) || before == '/' ||
		is_point(before))
		return 0;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (memcmp(r->plain + at, known[i].text, 3) == 0)
			return known[i].hundredths;
	}
	return 0;
}

/* Marks ",-" and ",--" after digits or a unit; returns where they end, or at. */
static size_t exact_at(struct reading *r, size_t at)
{
	size_t end = at;

	while (is_point(r->plain[end]))
		end++;
	if (end == at || r->plain[end] != '-' || r->count == 0)
		return at;
	while (r->plain[end] == '-')
		end++;
	if (is_digit(r->plain[end]))
		return at;
	r->exact = true;
	return end;
}

static size_t digits_token(struct reading *r, size_t at)
{
	bool astray = at > 0 && is_point(r->plain[at - 1]) &&
		      (at < 2 || !is_letter(r->plain[at - 2]));
	int hundredths = fraction_at(r, at);
	size_t end = hundredths ? at + 3 : scan_digits(r, at);
	struct token *t = add(r, hundredths ? TOKEN_FRACTION : TOKEN_DIGITS, at, end);

	if (t) {
		t->hundredths = hundredths;
		t->malformed = astray;
	}
	/* "250.rb": the point says nothing. */
	if (is_point(r->plain[end]) && is_letter(r->plain[end + 1]))
		end++;
	return end;
}

/* "kira-kira" and "kira2" are said once; returns where the repetition ends. */
static size_t skip_repeat(const struct reading *r, size_t at, size_t end)
{
	size_t n = end - at;

	if (r->plain[end] == '-' && letters_at(r, end + 1) == n &&
		memcmp(r->plain + at, r->plain + end + 1, n) == 0)
		return end + 1 + n;
	if (r->plain[end] == '2' && !isalnum((unsigned char)r->plain[end + 1]) &&
		!is_point(r->plain[end + 1]) &&
		(amount_roles(r->plain + at, n) & (APPROX | PHRASE)))
		return end + 1;
	return end;
}

/* Numerals written together become tokens of their own: "limapuluhribu", "sejutaan". */
static void add_pieces(struct reading *r, size_t at, size_t end)
{
	const struct number_word *piece[TOKENS_MAX];
	size_t ends[TOKENS_MAX], n = 0, start = 0, stem = end;

	if (number_word_find(r->plain + at, end - at) ||
		amount_roles(r->plain + at, end - at)) {
		(void)add(r, TOKEN_WORD, at, end);
		return;
	}
	n = number_word_split(piece, ends, TOKENS_MAX, r->plain + at, end - at);
	if (n == 0 && end - at > 2 && memcmp(r->plain + end - 2, "an", 2) == 0) {
		stem = end - 2;
		n = number_word_split(piece, ends, TOKENS_MAX, r->plain + at, stem - at);
	}
	if (n < 2) {
		(void)add(r, TOKEN_WORD, at, end);
		return;
	}
	for (size_t i = 0; i < n; start = ends[i++])
		(void)add(r, TOKEN_WORD, at + start, at + ends[i]);
	if (stem < end)
		(void)add(r, TOKEN_WORD, stem, end);
}

/* "s/d", "/hari" and the rest. */
static size_t word_token(struct reading *r, size_t at)
{
	size_t end = at + letters_at(r, at);
	unsigned roles;

	if (end - at == 1 && memcmp(r->plain + at, "s/d", 3) == 0 &&
		!is_letter(r->plain[at + 3])) {
		struct token *t = add(r, TOKEN_SIGN, at, at + 3);

		if (t)
			t->sign = '~';
		return at + 3;
	}
	roles = amount_roles(r->plain + at, end - at);
	if (roles & (RUPIAH | EXACT)) {
		r->rupiah = r->rupiah || (roles & RUPIAH);
		r->exact = r->exact || (roles & EXACT);
		(void)add(r, TOKEN_BREAK, at, end);
		return end;
	}
	add_pieces(r, at, end);
	return skip_repeat(r, at, end);
}

static size_t sign_token(struct reading *r, size_t at)
{
	size_t end = exact_at(r, at);
	char c = r->plain[at];

	if (end > at) {
		(void)add(r, TOKEN_BREAK, at, end);
		return end;
	}
	if (strncmp(r->plain + at, "+-", 2) == 0 || strncmp(r->plain + at, "+/-", 3) == 0) {
		struct token *t = add(r, TOKEN_SIGN, at, at + 2);

		if (t)
			t->sign = '~';
		return at + (r->plain[at + 1] == '/' ? 3 : 2);
	}
	(void)add(r, strchr(breaks, c) ? TOKEN_BREAK : TOKEN_SIGN, at, at + 1);
	return at + 1;
}

void amount_tokens(struct reading *r)
{
	size_t at = 0;

	r->count = 0;
	while (at < r->length && !r->overflow) {
		char c = r->plain[at];

		if (c == ' ')
			at++;
		else if (is_digit(c))
			at = digits_token(r, at);
		else if (is_letter(c))
			at = word_token(r, at);
		else
			at = sign_token(r, at);
	}
}
