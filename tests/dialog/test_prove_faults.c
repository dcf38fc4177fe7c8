/* tests/dialog/test_prove_faults.c - a table with a fault is found out, and a fault of ours is not passed over */
#include "dialog/dialog.h"
#include "dialog/notes.h"
#include "dialog/push.h"
#include "dialog/pushed.h"
#include "dialog/turn.h"
#include "t.h"

static struct state changed[ST_COUNT];
static bool is_changed[ST_COUNT];

const struct state *__real_state_row(enum state_id id);
const struct state *__wrap_state_row(enum state_id id);
_Noreturn void __wrap_bug_at(const char *file, int line, const char *fmt, ...);

const struct state *__wrap_state_row(enum state_id id)
{
	return is_changed[id] ? &changed[id] : __real_state_row(id);
}

static jmp_buf caught;

_Noreturn void __wrap_bug_at(const char *file, int line, const char *fmt, ...)
{
	(void)file;
	(void)line;
	(void)fmt;
	longjmp(caught, 1);
}

#define assert_bug(call)                                                                       \
	do {                                                                                   \
		if (setjmp(caught) == 0) {                                                     \
			call;                                                                  \
			fail_msg("%s is no bug", #call);                                       \
		}                                                                              \
	} while (0)

static struct state *change(enum state_id id)
{
	changed[id] = *__real_state_row(id);
	is_changed[id] = true;
	return &changed[id];
}

static void finds(const char *fault)
{
	struct buf report;

	buf_init(&report, 65536);
	assert_int_equal(dialog_prove(&report), RC_INVALID);
	if (strstr(report.data, fault) == NULL)
		fail_msg("\"%s\" is not in: %s", fault, report.data);
	buf_release(&report);
	memset(is_changed, 0, sizeof(is_changed));
}

static void every_fault_is_found(void **state)
{
	(void)state;
	change(ST_ME)->name = "a.name.of.more.than.thirty-one.bytes";
	finds("longer than 31");
	change(ST_ME)->name = "idle";
	finds("the name stands twice");
	change(ST_ME)->lifetime = 0;
	finds("state me.menu: the question has no lifetime");
	change(ST_ME)->back = ST_ME;
	finds("state me.menu: 0 does not lead back");
	change(ST_IDLE)->next = 0;
	finds("cannot be reached");
}

/* ME, ME_CHANGE, ME_NAME, ME_STALL, were each of them a menu and led to the next alone. */
static void a_fourth_menu_is_too_deep(void **state)
{
	(void)state;
	change(ST_ME_CHANGE)->next = UINT64_C(1) << ST_ME_NAME | UINT64_C(1) << ST_ME_MARKET;
	change(ST_ME_NAME)->next = UINT64_C(1) << ST_ME_STALL;
	changed[ST_ME_NAME].kind = KIND_CHOICE;
	change(ST_ME_STALL)->kind = KIND_CHOICE;
	finds("state me.stall: 4 menus deep, at most 3");
}

static struct turn a_turn(const struct dialog *d, struct dialog_output *out)
{
	return (struct turn){ .d = d, .out = out, .trader = { .language = "id" } };
}

static void what_only_a_mistake_of_ours_can_do_is_a_bug(void **state)
{
	static struct dialog_output out;
	static struct turn t;
	static struct notes n;
	struct fields f = { .count = 0 };
	struct conversation c = { .trader_id = 1, .state = "idle" };
	const struct dialog d = { .office = "x" };

	(void)state;
	t = a_turn(&d, &out);
	t.said = true;
	assert_bug(turn_say(&t, MSG_MENU, NULL, 0));
	for (int i = 0; i < TURN_SLOTS; i++)
		(void)turn_number(&t, i);
	assert_bug((void)turn_number(&t, 1));
	for (int i = 0; i < FIELDS_MAX; i++)
		fields_add(&f, FIELD_NAME, "x");
	assert_bug(fields_add(&f, FIELD_NAME, "x"));
	assert_bug(notes_put(&n, "", "x"));
	assert_bug(notes_put(&n, "a key that is too long", "x"));
	assert_bug(notes_put(&n, "a=b", "x"));
	out.push.id = 7;
	assert_bug(push_text(&t, &t.trader, &c, "x", 1));
	assert_bug(pushed_open(&c, &(struct pushed_question){ .state = "me.menu" }, 1, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_is_found),
		cmocka_unit_test(a_fourth_menu_is_too_deep),
		cmocka_unit_test(what_only_a_mistake_of_ours_can_do_is_a_bug),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
