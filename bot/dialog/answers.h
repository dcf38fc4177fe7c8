/* dialog/answers.h - every handler, field filler and command of the dialogue (private to dialog/) */
#ifndef LAPAK_DIALOG_ANSWERS_H
#define LAPAK_DIALOG_ANSWERS_H
#include "dialog/state.h"
#include "dialog/turn.h"

/* menu.c */
answer_fn answer_idle, answer_resume, answer_doubt, answer_language;
answer_fn command_menu, command_help, command_check, command_thanks, command_language,
	command_resume;
fill_fn fill_nothing, fill_resume, fill_languages;
/* sale.c, sale_ask.c, sale_change.c */
answer_fn answer_sale_amount, answer_sale_live, answer_sale_which, answer_sale_sure,
	answer_sale_second;
answer_fn answer_sale_closed, answer_sale_zero, answer_sale_day, answer_correct;
answer_fn command_sale, command_add, command_correct, command_closed, command_zero,
	command_quiet;
fill_fn fill_live, fill_which, fill_sure, fill_second, fill_day_amount, fill_amount;
/* A whole text that is nothing but an amount (with a day, with a live part): taken as a report. RC_ABSENT: it is none. */
MUST_CHECK enum rc sale_from_idle(struct turn *t);
/* enrol.c, enrol_answer.c, leave.c */
answer_fn answer_enrol_wave, answer_enrol_full, answer_enrol_name, answer_enrol_market,
	answer_enrol_stall;
answer_fn answer_enrol_confirm, answer_enrol_change, answer_leave;
answer_fn command_enrol, command_status, command_not_coming, command_present;
fill_fn fill_waves, fill_full, fill_wave, fill_markets, fill_confirm, fill_leave;
/* BATAL with a wave's name behind it. */
answer_fn command_leave;
/* Exactly four digits while a sitting of the trader's is on. RC_ABSENT: not that. */
MUST_CHECK enum rc present_from_digits(struct turn *t);
/* helper.c, helper_report.c, owner.c */
answer_fn command_for, answer_helper_market, answer_helper_amount, answer_helper_second,
	answer_owner_ask;
fill_fn fill_helper_stall, fill_helper_market, fill_helper_second, fill_owner_ask;
/* seat.c */
answer_fn answer_reminder, answer_offer;
fill_fn fill_seat, fill_offer;
/* The answers to a reminder in words: HADIR, "tidak bisa datang". RC_ABSENT: no reminder is open. */
answer_fn reminder_yes, reminder_no;
/* follow_up.c */
answer_fn answer_tip_tried, answer_stick;
/* Whether the text answers the open question about a tip or about how often. */
bool follow_is_answer(const struct turn *t);
/* tips.c */
answer_fn answer_tips_series, answer_tips_next, answer_tips_seen, command_tips;
fill_fn fill_series, fill_seen;
/* me.c */
answer_fn answer_me, answer_me_change, answer_me_name, answer_me_market, answer_me_stall,
	command_me;
fill_fn fill_me;
/* ask.c */
answer_fn command_ask, answer_ask_text;
/* stop.c */
answer_fn answer_stop_ask, answer_erase, command_stop, command_start, command_erase;
/* cancel.c */
answer_fn command_cancel;

#endif
