/*
 * text/command.c - what a trader wants, from the first words of a text
 *
 * The order matters: the whole text as one phrase, a menu digit, the text behind a polite
 * word, a phrase with an argument, a keyword glued to its argument, a keyword with a slip,
 * and last a day before the command. A negation is a word like any other that no phrase
 * begins with, so it voids what follows unless the two together are a phrase ("tidak
 * hadir").
 */
#include "text/command.h"

#include <string.h>

#include "text/command_behind.h"
#include "text/command_words.h"
#include "text/date.h"

enum {
	LEADS_MAX = 10,
	SECOND_MAX = 6, /* a longer argument is a sentence, not two commands */
	SLIP_REST = 2,  /* after a slip, a longer sentence without a number is no command */
};

struct pair {
	enum command first, second;
};

/* What stands before the place that is looked at. */
struct before {
	unsigned leads;
	bool polite; /* nothing but words that may surround STOP */
	bool name;   /* a title just before */
	bool yes;    /* a yes among them */
};

/* clang-format off */
/* Commands whose argument is free text: another command's word in it means nothing. */
static const enum command free_text[] = {
	CMD_HELP, CMD_ASK, CMD_STAFF, CMD_BROADCAST, CMD_ANSWER, CMD_FOR, CMD_CORRECT,
	CMD_STATUS, CMD_NOT_COMING,
	CMD_THANKS, CMD_ERASE, CMD_STOP,
};

/* Second words that belong to the first: "jual kosong", "batal daftar". */
static const struct pair belongs[] = {
	{ CMD_SALE, CMD_ZERO }, { CMD_SALE, CMD_CLOSED }, { CMD_SALE, CMD_QUIET },
	{ CMD_SALE, CMD_FOR },
	{ CMD_SALE, CMD_ADD }, { CMD_TIPS, CMD_SALE }, { CMD_TIPS, CMD_ENROL },
	{ CMD_CANCEL, CMD_ENROL },
	{ CMD_CANCEL, CMD_SALE }, { CMD_CANCEL, CMD_PRESENT }, { CMD_CANCEL, CMD_CORRECT },
	{ CMD_CLOSED, CMD_SALE },
	{ CMD_CLOSED, CMD_QUIET }, { CMD_CLOSED, CMD_ZERO }, { CMD_ZERO, CMD_SALE },
	{ CMD_ZERO, CMD_QUIET },
	{ CMD_ZERO, CMD_CLOSED }, { CMD_QUIET, CMD_SALE }, { CMD_QUIET, CMD_ZERO },
	{ CMD_QUIET, CMD_CLOSED },
	{ CMD_ENROL, CMD_STATUS }, { CMD_PRESENT, CMD_STATUS }, { CMD_ADD, CMD_SALE },
};

/* Commands that a day may stand before: "hari ini tutup", "kemarin laku 300rb". */
static const enum command dated[] = {
	CMD_SALE, CMD_CLOSED, CMD_ZERO, CMD_QUIET, CMD_PRESENT, CMD_NOT_COMING, CMD_ADD,
	CMD_CORRECT,
};
/* clang-format on */

static bool read_at(
	struct command_read *out, struct spoken *s, size_t at, const struct before *before);

static bool is_among(const enum command *list, size_t n, enum command c)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i] == c)
			return true;
	}
	return false;
}

static bool clashes(enum command first, enum command second)
{
	if (first == second || second == CMD_YES || second == CMD_THANKS)
		return false;
	if (is_among(free_text, sizeof(free_text) / sizeof(free_text[0]), first))
		return false;
	for (size_t i = 0; i < sizeof(belongs) / sizeof(belongs[0]); i++) {
		if (belongs[i].first == first && belongs[i].second == second)
			return false;
	}
	return true;
}

/* Whether the words from there on are nothing but commands, one of them at odds with the
 * first. */
static bool has_second_command(const struct spoken *s, size_t at, enum command first)
{
	struct phrase p;
	bool clash = false;

	if (s->words.count - at > SECOND_MAX)
		return false;
	while (at < s->words.count) {
		if (filler_kind(s->say[at]) & FILLER_TAIL) {
			at++;
			continue;
		}
		if (!phrase_find(&p, s, at, PHRASE_LOOSE))
			return false;
		clash = clash || clashes(first, p.command);
		at += p.words;
	}
	return clash && !s->words.more;
}

static void settle(struct command_read *out, const struct spoken *s, enum command c,
	enum command_sureness sureness)
{
	*out = (struct command_read){
		.command = c, .sureness = sureness, .rest = s->n, .whole = true
	};
}

/* STOP at once only when nothing but politeness surrounds it, or it is said twice. */
static enum command_sureness stop_sureness(
	struct spoken *s, size_t end, const struct before *before)
{
	static const struct before nothing = { .polite = true };
	struct command_read again;

	if (!before->polite)
		return COMMAND_CONFIRM;
	if (spoken_only(s, end, FILLER_POLITE))
		return COMMAND_EXACT;
	if (s->words.count - end <= SECOND_MAX && read_at(&again, s, end, &nothing) &&
		again.command == CMD_STOP)
		return again.sureness;
	return COMMAND_CONFIRM;
}

static enum command_sureness sureness_of(
	struct spoken *s, const struct phrase *p, size_t at, const struct before *before)
{
	size_t end = at + p->words;
	bool whole = spoken_only(s, end, FILLER_TAIL);

	if ((p->how & HOW_ASK) || ((p->how & HOW_ASK_MORE) && !whole))
		return COMMAND_CONFIRM;
	if (p->command == CMD_STOP)
		return stop_sureness(s, end, before);
	if (p->command == CMD_ERASE && !whole)
		return COMMAND_CONFIRM;
	return COMMAND_EXACT;
}

/* "alhamdulillah, 350rb", "sepi, laku 50rb" and "tutup tapi live 200rb" are reports; a report to
 * the police is none. */
static bool gives_way(const struct spoken *s, enum command c, size_t end)
{
	if (c == CMD_THANKS || c == CMD_QUIET)
		return report_behind(s, end, false);
	if (c == CMD_ZERO || c == CMD_CLOSED)
		return report_behind(s, end, true);
	return c == CMD_SALE && report_to_others(s, end);
}

static void accept(struct command_read *out, struct spoken *s, const struct phrase *p,
	size_t at, const struct before *before)
{
	size_t end = at + p->words;

	if (has_second_command(s, end, p->command) || gives_way(s, p->command, end)) {
		settle(out, s, CMD_NONE, COMMAND_NONE);
		return;
	}
	settle(out, s, p->command, sureness_of(s, p, at, before));
	out->wrong = (p->how & HOW_WRONG) != 0;
	out->whole = spoken_only(s, end, FILLER_TAIL);
	if (!out->whole)
		out->rest = spoken_argument(s, s->words.word[end - 1].end);
}

static bool read_pick(struct command_read *out, const struct spoken *s, size_t at)
{
	int digit;

	while (at + 1 < s->words.count && command_announces_digit(s->say[at]))
		at++;
	digit = command_digit(s->words.word[at].text);
	if (digit < 0 || !spoken_only(s, at + 1, FILLER_TAIL))
		return false;
	settle(out, s, CMD_NONE, COMMAND_PICK);
	out->pick = digit;
	return true;
}

static bool is_yes(const struct spoken *s, size_t at)
{
	struct phrase p;

	return phrase_find(&p, s, at, PHRASE_LOOSE) && p.command == CMD_YES;
}

/* What stands behind a polite word, a greeting or the digit of the menu ("1 DAFTAR"). */
static bool read_behind(
	struct command_read *out, struct spoken *s, size_t at, const struct before *before)
{
	const char *say = s->say[at];
	unsigned kind = filler_kind(say);
	bool digit = say[0] >= '1' && say[0] <= '5' && !say[1];
	struct before next = { before->leads + 1, before->polite && (kind & FILLER_POLITE),
		kind & FILLER_NAME, before->yes };

	if ((!(kind & FILLER_LEAD) && !digit) || before->leads >= LEADS_MAX)
		return false;
	if (!read_at(out, s, at + 1, &next) || (digit && out->sureness == COMMAND_PICK))
		return false;
	if (out->command == CMD_NO && is_yes(s, at) && strcmp(say, "mau") != 0)
		settle(out, s, CMD_NONE, COMMAND_NONE);
	return true;
}

static bool read_glued(struct command_read *out, struct spoken *s, size_t at)
{
	size_t rest;
	enum command c = command_glued(s, at, &rest);

	if (c == CMD_NONE)
		return false;
	settle(out, s, c, COMMAND_EXACT);
	out->rest = rest;
	out->whole = false;
	return true;
}

/* A slip never does what cannot be taken back: it asks. */
static bool accept_slip(struct command_read *out, struct spoken *s, size_t at,
	const struct phrase *p, const struct before *before)
{
	size_t end = at + p->words;

	if (p->how & HOW_ASK)
		return false;
	if (!spoken_only(s, end, FILLER_TAIL) && !spoken_money(s, end) &&
		s->words.count - end > SLIP_REST)
		return false;
	accept(out, s, p, at, before);
	if (out->sureness == COMMAND_EXACT)
		out->sureness = COMMAND_FUZZY;
	if (out->command == CMD_STOP || out->command == CMD_ERASE)
		out->sureness = COMMAND_CONFIRM;
	return true;
}

static bool read_slip(struct command_read *out, const struct spoken *s, size_t at,
	const struct before *before)
{
	for (enum repair way = 0; way < REPAIR_WAYS; way++) {
		struct spoken mended = *s;
		char memory[WORD_MAX];
		struct phrase p;

		if (!command_repair(&mended, at, way, memory))
			continue;
		if (phrase_find(&p, &mended, at, PHRASE_REST) &&
			accept_slip(out, &mended, at, &p, before))
			return true;
	}
	return false;
}

/* A day first; the argument then begins with it. */
static bool read_dated(
	struct command_read *out, struct spoken *s, size_t at, const struct before *before)
{
	size_t start = s->words.word[at].start;
	struct before next = { LEADS_MAX, false, false, false };
	struct date_read day;
	size_t to = at;

	if (before->leads >= LEADS_MAX || s->words.count - at < 2)
		return false;
	date_find(&day, s->text + start, s->n - start, 0);
	if (day.kind == DATE_NONE || day.start != 0)
		return false;
	while (to < s->words.count && s->words.word[to].start < start + day.length)
		to++;
	if (to >= s->words.count || !read_at(out, s, to, &next))
		return false;
	if (!is_among(dated, sizeof(dated) / sizeof(dated[0]), out->command))
		return false;
	out->rest = start;
	out->whole = false;
	return true;
}

static bool read_at(
	struct command_read *out, struct spoken *s, size_t at, const struct before *before)
{
	struct phrase p;

	if (at >= s->words.count)
		return false;
	if (phrase_find(&p, s, at, PHRASE_WHOLE)) {
		accept(out, s, &p, at, before);
		return true;
	}
	if (read_pick(out, s, at) || read_behind(out, s, at, before))
		return true;
	if (phrase_find(&p, s, at, PHRASE_REST)) {
		accept(out, s, &p, at, before);
		return true;
	}
	if (filler_kind(s->say[at]) & FILLER_LEAD)
		return false;
	if (read_glued(out, s, at))
		return true;
	if (!before->name && read_slip(out, s, at, before))
		return true;
	return read_dated(out, s, at, before);
}

/* "?" alone asks for help; "#" and "*" are the keypad's ways home. */
static enum command command_of_symbols(const char *text, size_t n)
{
	if (memchr(text, '?', n))
		return CMD_HELP;
	return memchr(text, '#', n) || memchr(text, '*', n) ? CMD_MENU : CMD_NONE;
}

/* "SAYA" is word 5 of the menu; "aku" and the like are only pronouns. */
static bool is_me(const struct spoken *s)
{
	return s->words.count > 0 && strcmp(s->words.word[0].text, "saya") == 0 &&
	       spoken_only(s, 1, FILLER_TAIL);
}

/* What a command that was read becomes by what stands behind it. */
static void settle_argument(struct command_read *out, const struct spoken *s)
{
	if (out->whole)
		return;
	if (out->command == CMD_CORRECT)
		out->rest = correction_argument(s, out->rest);
	else if (out->command == CMD_CODE && is_presence_code(s, out->rest))
		out->command = CMD_PRESENT;
}

/* Texts that no phrase of the table begins. */
static void read_otherwise(struct command_read *out, const struct spoken *s)
{
	size_t rest;

	if (asks_who_we_are(s)) {
		settle(out, s, CMD_CHECK, COMMAND_EXACT);
	} else if (denial_argument(&rest, s)) {
		settle(out, s, CMD_CORRECT, COMMAND_EXACT);
		out->rest = rest;
		out->whole = false;
	} else {
		settle(out, s, CMD_NONE, COMMAND_NONE);
		out->whole = false;
	}
}

void command_parse(struct command_read *out, const char *text, size_t n)
{
	static const struct before nothing = { .polite = true };
	struct spoken s;
	enum command c;

	spoken_read(&s, text, n);
	if (s.words.count == 0) {
		c = n > 0 ? command_of_symbols(text, n) : CMD_NONE;
		settle(out, &s, c, c == CMD_NONE ? COMMAND_NONE : COMMAND_EXACT);
		out->whole = c != CMD_NONE;
		return;
	}
	if (is_me(&s))
		settle(out, &s, CMD_ME, COMMAND_EXACT);
	else if (!read_at(out, &s, 0, &nothing))
		settle(out, &s, CMD_NONE, COMMAND_NONE);
	settle_argument(out, &s);
	if (out->command == CMD_NONE && out->sureness != COMMAND_PICK)
		read_otherwise(out, &s);
}

bool command_is_filler(const char *text, size_t n)
{
	struct spoken s;

	spoken_read(&s, text, n);
	return spoken_only(&s, 0, FILLER_TAIL);
}
