/* tests/dialog/world.c - an office with a database of its own and a phone that texts it */
#include "world.h"

#include <inttypes.h>
#include <unistd.h>

#include "base/days.h"
#include "database.h"
#include "store/job.h"
#include "store/market.h"
#include "store/message.h"
#include "store/question.h"
#include "store/seat.h"
#include "store/staff.h"
#include "store/thread.h"
#include "store/tip.h"
#include "store/trainer.h"
#include "store/wave.h"
#include "t.h"

static void must(enum rc rc, const char *what)
{
	if (rc != RC_OK)
		fail_msg("%s: %s", what, rc_name(rc));
}

/* Every line of templates/tips/id.tsv: code, title, text. */
static void load_tips(struct world *w)
{
	FILE *f = fopen("templates/tips/id.tsv", "r");
	char line[1024];

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		struct tip t = { .language = "id" };
		char *title = strchr(line, '\t'), *text;

		if (line[0] == '#' || title == NULL)
			continue;
		*title++ = '\0';
		text = strchr(title, '\t');
		assert_non_null(text);
		*text++ = '\0';
		text[strcspn(text, "\t\n")] = '\0';
		(void)snprintf(t.code, sizeof(t.code), "%.7s", line);
		(void)snprintf(t.series, sizeof(t.series), "%.1s", line);
		(void)snprintf(t.title, sizeof(t.title), "%.39s", title);
		(void)snprintf(t.text, sizeof(t.text), "%.600s", text);
		must(tip_put(w->store, &t), "tip");
	}
	(void)fclose(f);
}

static uint32_t middle(uint32_t below)
{
	return below / 2;
}

void world_open(struct world *w)
{
	static const char *const markets[] = { "Pasar Turi Baru", "PGS", "Kapasan" };
	struct err err = { .msg = "" };
	struct buf report;
	char url[128];
	int32_t day = 0;

	*w = (struct world){ .phone = "+6281234567890" };
	(void)snprintf(w->path, sizeof(w->path), "/tmp/lapak-dialog-%ld.db", (long)getpid());
	(void)unlink(w->path);
	(void)test_database(url, "sqlite::memory:");
	buf_init(&report, 65536);
	must(store_open(&w->store, url, STORE_WRITE, &err), err.msg);
	must(store_migrate(w->store, "migrations", 1, &report, &err), "migrate");
	buf_reset(&report);
	if (wording_load(&w->wording, "templates/messages", &report) != RC_OK)
		fail_msg("%s", report.data);
	buf_release(&report);
	must(day_parse_iso(&day, "2026-11-24"), "date");
	w->now = day_instant(day, 10 * 3600);
	w->dialog = (struct dialog){ .store = w->store,
		.wording = w->wording,
		.office = "Dinkopdag Surabaya",
		.short_code = "2323",
		.language = "id",
		.ask_above = 100000000,
		.strict = true,
		.push_cap = 3,
		.price = 250,
		.working = { .from = 8 * 60, .until = 16 * 60, .days = 5 },
		.question_backlog_limit = 2,
		.random = middle };
	(void)snprintf(w->config.gateway[0].name, sizeof(w->config.gateway[0].name), "phone");
	(void)snprintf(
		w->config.gateway[0].type, sizeof(w->config.gateway[0].type), "simulator");
	(void)snprintf(w->config.gateway[0].allowed_prefixes,
		sizeof(w->config.gateway[0].allowed_prefixes), "+628");
	w->config.gateways = 1;
	w->config.office.quiet_hours = (struct quiet_hours){ 19 * 60, 8 * 60 };
	w->config.office.push_cap_per_day = 3;
	w->inbound = (struct inbound){
		.store = w->store, .dialog = &w->dialog, .config = &w->config
	};
	must(store_begin(w->store), "begin");
	for (size_t i = 0; i < 3; i++) {
		int64_t id;

		must(market_add(w->store, markets[i], w->now, &id), "market");
	}
	load_tips(w);
	must(store_commit(w->store), "commit");
}

void world_close(struct world *w)
{
	wording_free(w->wording);
	store_close(w->store);
	(void)unlink(w->path);
}

void world_wave(struct world *w, const char *name, const char *sitting_iso, int hour, int seats)
{
	struct wave wave = { .state = WAVE_OPEN, .seats = seats };
	struct sitting s = { .code = "4821" };
	struct market m;
	int32_t day = 0;

	must(day_parse_iso(&day, sitting_iso), sitting_iso);
	s.starts_at = day_instant(day, hour * 3600);
	(void)snprintf(wave.name, sizeof(wave.name), "%s", name);
	(void)snprintf(wave.place, sizeof(wave.place), "Lt 3");
	must(store_begin(w->store), "begin");
	must(market_by_name(w->store, "Pasar Turi Baru", &m), "market");
	wave.market_id = m.id;
	must(wave_add(w->store, &wave, &s, 1, w->now), "wave");
	must(store_commit(w->store), "commit");
}

static void announce(struct world *w, int64_t wave_id)
{
	must(job_put(w->store,
		     &(struct job){ .kind = "news", .subject = wave_id, .due_at = w->now }),
		"news");
	must(store_commit(w->store), "commit");
}

void world_move(struct world *w, const char *wave, const char *sitting_iso, int hour)
{
	struct sitting list[SITTINGS_MAX];
	struct wave found;
	size_t n = 0;
	int32_t day = 0;

	must(day_parse_iso(&day, sitting_iso), sitting_iso);
	must(store_begin(w->store), "begin");
	must(wave_find(w->store, wave, &found), wave);
	must(wave_sittings(w->store, found.id, list, SITTINGS_MAX, &n), wave);
	must(sitting_move(w->store, &list[0], day_instant(day, hour * 3600)), "move");
	announce(w, found.id);
}

void world_cancel(struct world *w, const char *wave)
{
	struct wave found;

	must(store_begin(w->store), "begin");
	must(wave_find(w->store, wave, &found), wave);
	must(wave_set_state(w->store, found.id, WAVE_CANCELLED, w->now), "cancel");
	announce(w, found.id);
}

void world_attends(struct world *w, const char *phone, const char *wave)
{
	struct enrolment_request ask = { .by = "trader", .now = w->now };
	struct sitting list[SITTINGS_MAX];
	struct enrolment e;
	struct trader who;
	struct wave found;
	struct phone p;
	size_t n = 0;

	must(phone_parse(&p, phone, strlen(phone)), phone);
	must(store_begin(w->store), "begin");
	must(trader_by_phone(w->store, &p, &who), phone);
	must(wave_find(w->store, wave, &found), wave);
	must(wave_sittings(w->store, found.id, list, SITTINGS_MAX, &n), wave);
	ask.wave_id = found.id;
	ask.trader_id = who.id;
	must(enrolment_take(w->store, &ask, &e), "seat");
	must(attendance_add(w->store, &list[0], who.id, "rina", w->now), "attendance");
	must(store_commit(w->store), "commit");
}

void world_trainer(struct world *w, const char *phone, const char *login, const char *wave)
{
	struct staff s = { .role = ROLE_TRAINER, .created_at = w->now };
	struct wave found;

	must(phone_parse(&s.phone, phone, strlen(phone)), phone);
	(void)snprintf(s.login, sizeof(s.login), "%s", login);
	(void)snprintf(s.name, sizeof(s.name), "%s", login);
	must(store_begin(w->store), "begin");
	must(staff_add(w->store, &s), login);
	must(wave_find(w->store, wave, &found), wave);
	must(trainer_set(w->store, found.id, s.id), wave);
	must(store_commit(w->store), "commit");
}

void world_answer(struct world *w, int64_t id, const char *text)
{
	must(store_begin(w->store), "begin");
	must(question_answer(w->store, id, text, "rina", w->now), "answer");
	must(store_commit(w->store), "commit");
}

void world_return(struct world *w, int64_t id)
{
	must(store_begin(w->store), "begin");
	must(thread_end(w->store, id), "return");
	must(store_commit(w->store), "commit");
}

void world_trader(struct world *w, const char *phone, const char *market, const char *stall)
{
	struct trader t = { .language = "id", .created_at = w->now };
	struct market m;

	must(phone_parse(&t.phone, phone, strlen(phone)), phone);
	must(store_begin(w->store), "begin");
	must(market_by_name(w->store, market, &m), market);
	t.market_id = m.id;
	(void)snprintf(t.stall, sizeof(t.stall), "%s", stall);
	must(trader_add(w->store, &t), "trader");
	must(store_commit(w->store), "commit");
}

struct waiting {
	int64_t id, now;
	bool office; /* asked by a rule of the office: it has gone out already */
	struct buf *text;
};

static bool is_rule(enum message_kind k)
{
	return k == KIND_REMINDER || k == KIND_TIP;
}

/* Newest first, so the last one kept is the oldest. */
static enum rc take_waiting(const struct message *m, void *arg)
{
	struct waiting *oldest = arg;

	if ((oldest->office ? is_rule(m->kind) : m->kind == KIND_NOTICE) &&
		m->due_at <= oldest->now) {
		oldest->id = m->id;
		buf_reset(oldest->text);
		buf_puts(oldest->text, m->text);
	}
	return RC_OK;
}

static void settle(struct world *w, int64_t id, enum message_state state)
{
	must(message_settle(
		     w->store, &(struct settlement){ .id = id, .state = state, .now = w->now }),
		"settle");
}

void world_pushed(struct world *w, struct buf *text)
{
	struct waiting oldest = { .now = w->now, .text = text };
	struct phone p;

	buf_reset(text);
	must(phone_parse(&p, w->phone, strlen(w->phone)), w->phone);
	for (int office = 0; office <= 1 && oldest.id == 0; office++) {
		oldest.office = office;
		must(message_each(w->store,
			     &(struct message_filter){
				     .phone = p.e164, .state = office ? "sent" : "queued" },
			     take_waiting, &oldest),
			"waiting");
	}
	if (oldest.id == 0)
		return;
	must(store_begin(w->store), "begin");
	settle(w, oldest.id, oldest.office ? MESSAGE_DELIVERED : MESSAGE_SENT);
	must(store_commit(w->store), "commit");
}

struct leaving {
	int64_t id[64];
	size_t count;
};

static enum rc take_leaving(const struct message *m, void *arg)
{
	struct leaving *l = arg;

	if (is_rule(m->kind) && l->count < 64)
		l->id[l->count++] = m->id;
	return RC_OK;
}

/* What the rules queued goes out. */
static void send_out(struct world *w)
{
	struct leaving l = { .count = 0 };

	must(message_each(
		     w->store, &(struct message_filter){ .state = "queued" }, take_leaving, &l),
		"leaving");
	for (size_t i = 0; i < l.count; i++)
		settle(w, l.id[i], MESSAGE_SENT);
}

void world_until(struct world *w, int64_t until)
{
	struct work work = { .store = w->store, .wording = w->wording, .config = &w->config };
	int64_t due = 0;

	must(store_begin(w->store), "begin");
	for (;;) {
		must(job_next_due(w->store, &due), "next due");
		if (due > until)
			break;
		w->now = due > w->now ? due : w->now;
		work.now = w->now;
		scheduler_undone(&w->scheduler);
		if (w->breaks) {
			must(store_commit(w->store), "commit");
			world_break_rules(w, &work);
			must(store_begin(w->store), "begin");
		}
		if (!scheduler_wants(&w->scheduler, w->store, w->now, 1))
			fail_msg("a job is due and nobody does it");
		must(scheduler_run(&w->scheduler, &work, 1), "scheduler");
		send_out(w);
	}
	must(store_commit(w->store), "commit");
	w->now = until;
}

static void apply(struct world *w, struct gateway_event *e, struct inbound_result *r)
{
	e->sender = phone_sender(&e->from, w->phone, strlen(w->phone));
	if (w->breaks)
		world_break(w, e);
	if (w->probes)
		world_probe(w);
	must(store_begin(w->store), "begin");
	must(inbound_apply(&w->inbound, &w->config.gateway[0], e, w->now, r), e->text);
	must(store_commit(w->store), "commit");
}

void world_text(struct world *w, const char *text, struct buf *reply)
{
	struct gateway_event *e = calloc(1, sizeof(*e));
	struct inbound_result r;

	assert_non_null(e);
	e->kind = EVENT_SMS;
	e->length = (size_t)snprintf(e->text, sizeof(e->text), "%s", text);
	inbound_result_init(&r);
	apply(w, e, &r);
	buf_reset(reply);
	assert_true(r.replies <= 1);
	if (r.replies > 0)
		buf_puts(reply, r.reply[0].data);
	inbound_result_release(&r);
	free(e);
}

void world_ussd(struct world *w, const char *input, struct buf *reply)
{
	struct gateway_event *e = calloc(1, sizeof(*e));
	struct inbound_result r;

	assert_non_null(e);
	if (*input == '\0') {
		(void)snprintf(w->session, sizeof(w->session), "S%" PRId64, ++w->messages);
		w->typed[0] = '\0';
	} else {
		size_t n = strlen(w->typed);

		(void)snprintf(
			w->typed + n, sizeof(w->typed) - n, "%s%s", n > 0 ? "*" : "", input);
	}
	e->kind = EVENT_USSD;
	e->length = (size_t)snprintf(e->text, sizeof(e->text), "%s", w->typed);
	(void)snprintf(e->session, sizeof(e->session), "%s", w->session);
	inbound_result_init(&r);
	apply(w, e, &r);
	buf_reset(reply);
	buf_puts(reply, r.ends ? "END " : "CON ");
	if (r.replies > 0)
		buf_puts(reply, r.reply[0].data);
	inbound_result_release(&r);
	free(e);
}
