/*
 * tests/dialog/script.c - replays scripts/ *.txt: whole conversations, word for word
 *
 *	@ 2026-11-24 10:00      the clock, WIB
 *	+ 90m                   later: m, h or d; what falls due meanwhile is done
 *	outage 2026-11-24 10:00 the same clock, but the server was down until then
 *	phone 0812...           another phone
 *	wave G4 2026-12-05 9 30 an open wave: name, day, hour, seats
 *	moves G4 2026-12-06 9   its first sitting is on another day, and everyone is told
 *	cancels G4              it is called off, and everyone is told
 *	trader 0812... Kapasan B2-15   a trader at a stall
 *	market Pabean           one more market
 *	crowd 101 G4            so many traders who had a seat in it and came
 *	attends 0812... G4      a trader who is there has a seat in it and comes
 *	trainer 0812... rina G4 a trainer with that number, who trains that wave
 *	answer 1 text           the office answers question 1
 *	return 1                the office hands its trader back to the bot
 *	> text                  sent by SMS
 *	* text                  entered by USSD; "*" alone dials
 *	< reply                 exactly this; "<" alone: silence; "< ...": whatever
 *	! text                  the next SMS pushed to this phone, which goes out now; "!" alone: none waits
 */
#include <dirent.h>
#include <inttypes.h>

#include "base/days.h"
#include "script.h"
#include "store/market.h"
#include "store/store.h"
#include "store/wave.h"
#include "t.h"
#include "text/gsm7.h"
#include "world.h"

enum { LINE_MAX_BYTES = 1024, SCRIPTS_MAX = 300 };

struct script {
	struct world world;
	struct buf reply;
	const char *name;
	int line, turns;
	const char *language; /* NULL: as written, word for word */
};

static void set_clock(struct script *s, const char *text, bool outage)
{
	char day[11];
	int32_t d = 0;
	int hour, minute;

	if (sscanf(text, "%10s %d:%d", day, &hour, &minute) != 3 ||
		day_parse_iso(&d, day) != RC_OK)
		fail_msg("%s:%d: bad clock %s", s->name, s->line, text);
	if (day_instant(d, hour * 3600 + minute * 60) > s->world.now && !outage)
		world_until(&s->world, day_instant(d, hour * 3600 + minute * 60));
	s->world.now = day_instant(d, hour * 3600 + minute * 60);
	world_until(&s->world, s->world.now);
}

static void advance(struct script *s, const char *text)
{
	long n;
	char unit;

	if (sscanf(text, "%ld%c", &n, &unit) != 2)
		fail_msg("%s:%d: bad time %s", s->name, s->line, text);
	world_until(&s->world, s->world.now + n * (unit == 'd'          ? 86400
							  : unit == 'h' ? 3600
									: 60));
}

static void add_wave(struct script *s, const char *text)
{
	char name[16], day[11];
	int hour, seats;

	if (sscanf(text, "%15s %10s %d %d", name, day, &hour, &seats) != 4)
		fail_msg("%s:%d: bad wave %s", s->name, s->line, text);
	world_wave(&s->world, name, day, hour, seats);
}

/* "G4 2026-12-06 9", or "G4" alone to call it off. */
static void change_wave(struct script *s, const char *text, bool cancels)
{
	char name[16], day[11] = "";
	int hour = 0;

	if (sscanf(text, "%15s %10s %d", name, day, &hour) != (cancels ? 1 : 3))
		fail_msg("%s:%d: bad change of a wave %s", s->name, s->line, text);
	if (cancels)
		world_cancel(&s->world, name);
	else
		world_move(&s->world, name, day, hour);
}

static void rename_wave(struct script *s, const char *text)
{
	char from[16], to[16];
	struct wave w;

	if (sscanf(text, "%15s %15s", from, to) != 2)
		fail_msg("%s:%d: bad names of a wave %s", s->name, s->line, text);
	assert_int_equal(store_begin(s->world.store), RC_OK);
	assert_int_equal(wave_find(s->world.store, from, &w), RC_OK);
	assert_int_equal(wave_rename(s->world.store, w.id, to), RC_OK);
	assert_int_equal(store_commit(s->world.store), RC_OK);
}

static void check_reply(struct script *s, const char *expected)
{
	if (s->language != NULL || strcmp(expected, "...") == 0)
		return;
	if (strcmp(expected, s->reply.data) != 0)
		fail_msg("%s:%d\n expected: %s\n      got: %s", s->name, s->line, expected,
			s->reply.data);
}

static void add_trader(struct script *s, const char *text)
{
	char phone[24], market[24], stall[24];

	if (sscanf(text, "%23s %23s %23s", phone, market, stall) != 3)
		fail_msg("%s:%d: bad trader %s", s->name, s->line, text);
	world_trader(&s->world, phone, market, stall);
}

static void add_trainer(struct script *s, const char *text)
{
	char phone[24], login[24], wave[24];

	if (sscanf(text, "%23s %23s %23s", phone, login, wave) != 3)
		fail_msg("%s:%d: bad trainer %s", s->name, s->line, text);
	world_trainer(&s->world, phone, login, wave);
}

static void add_attendance(struct script *s, const char *text)
{
	char phone[24], wave[24];

	if (sscanf(text, "%23s %23s", phone, wave) != 2)
		fail_msg("%s:%d: bad attendance %s", s->name, s->line, text);
	world_attends(&s->world, phone, wave);
}

/* "1 text", or "1" to hand it back. */
static void office(struct script *s, const char *text, bool answers)
{
	char *end;
	long id = strtol(text, &end, 10);

	if (id < 1 || (answers && *end != ' '))
		fail_msg("%s:%d: bad question %s", s->name, s->line, text);
	if (answers)
		world_answer(&s->world, id, end + 1);
	else
		world_return(&s->world, id);
}

static void check_push(struct script *s, const char *expected)
{
	world_pushed(&s->world, &s->reply);
	if (getenv("SCRIPTS_SHOW") != NULL)
		printf("! %s\n", s->reply.data);
	check_reply(s, expected);
}

static void check_form(struct script *s)
{
	bool gsm7;

	s->turns++;
	s->world.now += 20; /* a person types */
	if (!gsm7_plain(s->reply.data, s->reply.len))
		fail_msg("%s:%d: not plain: %s", s->name, s->line, s->reply.data);
	if (s->reply.len > 0 && sms_segments(s->reply.data, s->reply.len, &gsm7) > 2)
		fail_msg("%s:%d: more than two segments", s->name, s->line);
}

static void add_market(struct script *s, const char *name)
{
	int64_t id;

	assert_int_equal(store_begin(s->world.store), RC_OK);
	assert_int_equal(market_add(s->world.store, name, s->world.now, &id), RC_OK);
	assert_int_equal(store_commit(s->world.store), RC_OK);
}

static void add_crowd(struct script *s, const char *text)
{
	char wave[24], phone[24];
	int n;

	if (sscanf(text, "%d %23s", &n, wave) != 2)
		fail_msg("%s:%d: bad crowd %s", s->name, s->line, text);
	for (int i = 0; i < n; i++) {
		(void)snprintf(phone, sizeof(phone), "0813%08d", i);
		world_trader(&s->world, phone, "Kapasan", "C1");
		world_attends(&s->world, phone, wave);
	}
}

static void play_line(struct script *s, const char *line)
{
	const char *rest = line[0] != '\0' && line[1] == ' ' ? line + 2 : line + 1;

	if (line[0] == '\0' || line[0] == '#')
		return;
	if (strncmp(line, "phone ", 6) == 0)
		(void)snprintf(s->world.phone, sizeof(s->world.phone), "%.20s", line + 6);
	else if (strncmp(line, "wave ", 5) == 0)
		add_wave(s, line + 5);
	else if (strncmp(line, "moves ", 6) == 0)
		change_wave(s, line + 6, false);
	else if (strncmp(line, "cancels ", 8) == 0)
		change_wave(s, line + 8, true);
	else if (strncmp(line, "renames ", 8) == 0)
		rename_wave(s, line + 8);
	else if (line[0] == '@')
		set_clock(s, rest, false);
	else if (strncmp(line, "outage ", 7) == 0)
		set_clock(s, line + 7, true);
	else if (line[0] == '+')
		advance(s, rest);
	else if (strncmp(line, "market ", 7) == 0)
		add_market(s, line + 7);
	else if (strncmp(line, "crowd ", 6) == 0)
		add_crowd(s, line + 6);
	else if (strncmp(line, "trader ", 7) == 0)
		add_trader(s, line + 7);
	else if (strncmp(line, "attends ", 8) == 0)
		add_attendance(s, line + 8);
	else if (strncmp(line, "trainer ", 8) == 0)
		add_trainer(s, line + 8);
	else if (strncmp(line, "answer ", 7) == 0 || strncmp(line, "return ", 7) == 0)
		office(s, line + 7, line[0] == 'a');
	else if (line[0] == '<')
		check_reply(s, rest);
	else if (line[0] == '!')
		check_push(s, rest);
	else if (line[0] == '>' || line[0] == '*') {
		if (line[0] == '>')
			world_text(&s->world, rest, &s->reply);
		else
			world_ussd(&s->world, rest, &s->reply);
		check_form(s);
		if (getenv("SCRIPTS_SHOW") != NULL)
			printf("%s\n< %s\n", line, s->reply.data);
	} else {
		fail_msg("%s:%d: not understood: %s", s->name, s->line, line);
	}
}

static int play(const char *path, const char *language, enum script_way way)
{
	static struct script s;
	char line[LINE_MAX_BYTES];
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	s = (struct script){ .name = path, .language = language };
	world_open(&s.world);
	if (language != NULL)
		s.world.dialog.language = language;
	s.world.breaks = way == SCRIPT_BREAKING;
	s.world.probes = way == SCRIPT_PROBING;
	buf_init(&s.reply, 2000);
	while (fgets(line, sizeof(line), f) != NULL) {
		s.line++;
		line[strcspn(line, "\n")] = '\0';
		play_line(&s, line);
	}
	(void)fclose(f);
	buf_release(&s.reply);
	world_close(&s.world);
	return s.turns;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

int scripts_play(const char *language, enum script_way way)
{
	static char name[SCRIPTS_MAX][256];
	const char *only = getenv("SCRIPTS_ONLY");
	DIR *d = opendir("tests/dialog/scripts");
	size_t n = 0;
	int turns = 0;

	assert_non_null(d);
	for (struct dirent *e = readdir(d); e != NULL && n < SCRIPTS_MAX; e = readdir(d))
		if (strstr(e->d_name, ".txt") != NULL &&
			(only == NULL || strstr(e->d_name, only) != NULL))
			(void)snprintf(name[n++], sizeof(name[0]),
				"tests/dialog/scripts/%.200s", e->d_name);
	(void)closedir(d);
	qsort(name, n, sizeof(name[0]), by_name);
	for (size_t i = 0; i < n; i++)
		turns += play(name[i], language, way);
	printf("%zu conversations, %d turns\n", n, turns);
	assert_true(n >= 1);
	return turns;
}
