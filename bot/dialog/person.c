/* dialog/person.c - a name, a market, a stall, as answers to a question */
#include "dialog/person.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/distance.h"
#include "dialog/answers.h"
#include "text/utf8.h"

enum { DIGIT_MORE = 5, SLIPS_FROM = 5 };

/* What people put before a name; longest first. */
static const char *const name_leads[] = { "nama saya adalah ", "nama saya ", "nama kulo ",
	"jeneng kulo ", "asmane ", "namanya ", "nama: ", "nama ", "jenengku ", "my name is ",
	"saya " };

static const char *after_lead(const char *text)
{
	for (size_t i = 0; i < sizeof(name_leads) / sizeof(name_leads[0]); i++) {
		size_t n = strlen(name_leads[i]);

		if (strncasecmp(text, name_leads[i], n) == 0)
			return text + n;
		if (strlen(text) == n - 1 && strncasecmp(text, name_leads[i], n - 1) == 0)
			return ""; /* "nama saya", and the rest forgotten */
	}
	return text;
}

/* Copies text without the blanks and commas around it; RC_INVALID when longer than max characters. */
static enum rc copy_trimmed(const char *text, size_t max, char *out, size_t size)
{
	size_t n;

	text += strspn(text, " ,.\t\n");
	n = strlen(text);
	while (n > 0 && strchr(" ,.\t\n", text[n - 1]) != NULL)
		n--;
	if (n == 0 || n >= size || utf8_length(text, n) > max)
		return RC_INVALID;
	memcpy(out, text, n);
	out[n] = '\0';
	return RC_OK;
}

static size_t count_of(const char *s, int (*is)(int))
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += is((unsigned char)*s) != 0 || ((unsigned char)*s >= 0x80 && is == isalpha)
			     ? 1
			     : 0;
	return n;
}

enum rc person_name(const char *text, char out[static TRADER_NAME_MAX * 4 + 1])
{
	char name[TRADER_NAME_MAX * 4 + 1];

	if (copy_trimmed(after_lead(text), TRADER_NAME_MAX, name, sizeof(name)) != RC_OK)
		return RC_INVALID;
	if (count_of(name, isalpha) < 2 || count_of(name, isdigit) > 0)
		return RC_INVALID;
	memcpy(out, name, sizeof(name));
	return RC_OK;
}

bool person_is_name(const struct turn *t)
{
	bool command =
		t->command.sureness == COMMAND_EXACT &&
		(t->command.command != CMD_MENU || strcasestr(t->text, "sugeng") == NULL);

	return t->digit < 0 && !command && strchr(t->text, '?') == NULL;
}

enum rc person_stall(const char *text, char out[static TRADER_STALL_MAX * 4 + 1])
{
	char stall[TRADER_STALL_MAX * 4 + 1];

	if (copy_trimmed(text, TRADER_STALL_MAX, stall, sizeof(stall)) != RC_OK)
		return RC_INVALID;
	if (count_of(stall, isalnum) == 0)
		return RC_INVALID;
	memcpy(out, stall, sizeof(stall));
	return RC_OK;
}

/* How well text names the market: 3 exactly, 2 in part, 1 with slips, 0 not at all. */
static int likeness(const char *text, const char *name)
{
	static const char lead[] = "pasar ";
	size_t skip = sizeof(lead) - 1, length;
	const char *bare = strncasecmp(name, lead, skip) == 0 ? name + skip : name;

	if (strncasecmp(text, lead, skip) == 0)
		text += skip;
	if (strcasecmp(text, bare) == 0)
		return 3;
	length = strlen(text);
	if (length >= 3 && strcasestr(bare, text) != NULL)
		return 2;
	if (length >= SLIPS_FROM) {
		char a[64], b[64];
		size_t na = (size_t)snprintf(a, sizeof(a), "%s", text), nb;

		nb = (size_t)snprintf(b, sizeof(b), "%s", bare);
		for (size_t i = 0; a[i] != '\0'; i++)
			a[i] = (char)tolower((unsigned char)a[i]);
		for (size_t i = 0; b[i] != '\0'; i++)
			b[i] = (char)tolower((unsigned char)b[i]);
		if (na < sizeof(a) && nb < sizeof(b) && word_distance(a, na, b, nb, 2) <= 2)
			return 1;
	}
	return 0;
}

enum rc person_market(struct turn *t, const char *text, struct market *out)
{
	struct market all[MARKETS_MAX];
	size_t n = 0, best_at = 0;
	int best = 0, same = 0;
	enum rc rc = market_list(t->d->store, all, MARKETS_MAX, &n);

	text += strspn(text, " ,.");
	if (rc != RC_OK)
		return rc;
	if (text[0] >= '1' && text[0] <= '4' && text[1] == '\0' &&
		(size_t)(text[0] - '1') < n) {
		*out = all[text[0] - '1']; /* the digit of the first page */
		return RC_OK;
	}
	for (size_t i = 0; i < n; i++) {
		int like = likeness(text, all[i].name);

		if (like > best) {
			best = like;
			best_at = i;
			same = 1;
		} else if (like == best && like > 0) {
			same++;
		}
	}
	if (best == 0 || same > 1)
		return RC_ABSENT;
	*out = all[best_at];
	return RC_OK;
}

/* The market questions (enrolling, changing one's data, a helper's stall) page alike; each keeps its own place. */
static const char *page_key(const struct turn *t)
{
	if (t->next == ST_HELPER_MARKET)
		return "helper.skip";
	return t->next == ST_ME_MARKET ? "me.skip" : "enrol.mskip";
}

enum rc fill_markets(struct turn *t, struct fields *f)
{
	struct market all[MARKETS_MAX];
	size_t n = 0, skip = (size_t)notes_number(&t->notes, page_key(t), 0);
	struct options o;
	const char *more = turn_word(t, MSG_WORD_MORE);
	enum rc rc = market_list(t->d->store, all, MARKETS_MAX, &n);

	options_init(&o);
	if (skip >= n)
		skip = 0;
	for (size_t i = skip; rc == RC_OK && i < n && o.shown < OPTIONS_PAGE; i++)
		if (!options_add(&o, o.shown + 1, all[i].name, strlen(more) + 3))
			break;
	if (n > OPTIONS_PAGE || skip + (size_t)o.shown < n) {
		o.full = false;
		(void)options_add(&o, DIGIT_MORE, more, 0);
	}
	fields_add(f, FIELD_OPTIONS, turn_options(t, &o));
	return rc;
}

enum rc person_market_answer(struct turn *t, struct market *out)
{
	struct market all[MARKETS_MAX];
	size_t n = 0, skip = (size_t)notes_number(&t->notes, page_key(t), 0), at;
	enum rc rc;

	if (t->digit < 0)
		return person_market(t, t->text, out);
	rc = market_list(t->d->store, all, MARKETS_MAX, &n);
	if (rc != RC_OK)
		return rc;
	if (t->digit == DIGIT_MORE && n > OPTIONS_PAGE) {
		skip += OPTIONS_PAGE;
		notes_put_number(&t->notes, page_key(t), skip < n ? (int64_t)skip : 0);
		return RC_BUSY;
	}
	at = skip + (size_t)t->digit - 1;
	if (t->digit < 1 || t->digit > OPTIONS_PAGE || at >= n)
		return RC_ABSENT;
	*out = all[at];
	return RC_OK;
}

enum rc person_take_market(struct turn *t, enum state_id state, struct market *out, bool *taken)
{
	enum rc rc = person_market_answer(t, out);

	*taken = rc == RC_OK;
	if (rc == RC_BUSY)
		turn_go(t, state);
	else if (rc == RC_ABSENT)
		turn_miss(t);
	else
		return rc;
	return RC_OK;
}
