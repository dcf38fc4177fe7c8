/* tests/dialog/world.h - an office with a database of its own and a phone that texts it */
#ifndef LAPAK_TESTS_DIALOG_WORLD_H
#define LAPAK_TESTS_DIALOG_WORLD_H
#include <stdbool.h>

#include "base/buf.h"
#include "dialog/dialog.h"
#include "office/scheduler.h"
#include "relay/inbound.h"
#include "store/store.h"
#include "wording/wording.h"

struct world {
	char path[64];
	struct config config;
	struct store *store;
	struct wording *wording;
	struct dialog dialog;
	struct inbound inbound;
	struct scheduler scheduler;
	int64_t now;
	int64_t messages; /* ids handed out so far */
	char phone[24];
	char session[32]; /* a live USSD session; "" none */
	char typed[512];  /* its whole input */
	bool probes;      /* world_probe() before each event */
	bool breaks;      /* world_break() before each event, and the like before each rule */
};

/* A fresh database with all migrations, the real templates and tips, the markets Pasar Turi Baru, PGS and Kapasan. now: Tuesday 24
 * November 2026, 10:00 WIB. */
void world_open(struct world *w);
void world_close(struct world *w);

/* An open wave. */
void world_wave(
	struct world *w, const char *name, const char *sitting_iso, int hour, int seats);
/* The first sitting of the wave is then; everyone with a place is to be told. */
void world_move(struct world *w, const char *wave, const char *sitting_iso, int hour);
/* The wave is called off; everyone with a place is to be told. */
void world_cancel(struct world *w, const char *wave);
/* A trader with a phone and a stall. */
void world_trader(struct world *w, const char *phone, const char *market, const char *stall);
/* The trader of that phone has a seat in the wave and attends its first sitting. */
void world_attends(struct world *w, const char *phone, const char *wave);
/* An account of a trainer with that number, who trains that wave. */
void world_trainer(struct world *w, const char *phone, const char *login, const char *wave);
/* The office answers question id; the SMS itself is not made. */
void world_answer(struct world *w, int64_t id, const char *text);
/* The bot has the trader of question id again. */
void world_return(struct world *w, int64_t id);
/* Moves the clock, doing what falls due on the way as the daemon would; what it pushes goes out at once. */
void world_until(struct world *w, int64_t until);
/* The oldest SMS pushed to the world's phone that waits to go out, "" when none; it goes out. */
void world_pushed(struct world *w, struct buf *text);
/* Sends text from the world's phone and gives the reply as the phone shows it; "" for silence. Everything is committed. */
void world_text(struct world *w, const char *text, struct buf *reply);
/* Applies the event with its first write failing, then its second and so on until none is left: each time the failure must be
 * told, and all is rolled back. */
void world_break(struct world *w, const struct gateway_event *event);
/* The same of what is due by the scheduler. */
void world_break_rules(struct world *w, struct work *work);
/* Whatever else is sent at this moment, by SMS or USSD, now, days later, or after whatever happened meanwhile: one short plain
 * answer, or silence. Nothing of it is kept. */
void world_probe(struct world *w);
/* Whether it is plain, of two SMS at most, with five options at most. */
bool world_form_is_good(const char *reply, size_t length);
/* One USSD hop: "" dials. reply begins with CON or END. */
void world_ussd(struct world *w, const char *input, struct buf *reply);

#endif
