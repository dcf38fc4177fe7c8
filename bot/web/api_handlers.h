/* web/api_handlers.h - private to web/: the handlers of the API's rows, and the pages of lists */
#ifndef LAPAK_WEB_API_HANDLERS_H
#define LAPAK_WEB_API_HANDLERS_H
#include "web/api.h"

/* api_openapi.c */
api_fn api_openapi;

/* api_session.c */
api_fn api_sign_in, api_sign_in_work, api_sign_in_after, api_me, api_sign_out;
api_fn api_sessions, api_session_end, api_token_new;
api_fn api_password, api_password_work, api_password_after;

/* api_factor.c */
api_fn api_factor_new, api_factor_confirm, api_factor_drop;

/* api_inbox.c */
api_fn api_inbox, api_inbox_one, api_inbox_read, api_inbox_assign, api_inbox_answer;
api_fn api_inbox_take_back, api_inbox_close, api_inbox_reopen, api_text_preview;
api_fn api_notes, api_note_new, api_canned, api_canned_new, api_canned_change, api_canned_drop;

/* api_trader.c */
api_fn api_traders, api_trader_card, api_trader_messages, api_trader_change, api_trader_stop;
api_fn api_trader_erase, api_markets, api_market_new;
/* api_trader_record.c */
api_fn api_trader_phone, api_trader_merge;

/* api_message.c */
api_fn api_message_resend, api_outbox, api_tips;

/* api_sale.c */
api_fn api_trader_sales, api_sale_history, api_reviews, api_sale_approve, api_sale_correct;

/* api_wave.c */
api_fn api_waves, api_wave_one, api_wave_new, api_wave_move, api_wave_roster;
api_fn api_figures_effect, api_seat_restore, api_seat_new, api_seat_drop, api_seat_move,
	api_attendance;

api_fn api_wave_rename;

/* api_calendar.c */
api_fn api_sittings, api_wave_funnel;

/* api_wave_plan.c */
api_fn api_wave_plan, api_wave_plan_change, api_wave_markets, api_wave_trainer,
	api_sitting_move;

/* api_staff.c */
api_fn api_staff, api_staff_new, api_staff_new_after, api_secret_work, api_staff_password;
api_fn api_staff_password_after, api_staff_enable, api_staff_phone, api_audit, api_audit_verify;

/* api_system.c */
api_fn api_flow_work, api_flow_try_work;
api_fn api_today, api_gateways, api_health, api_complaints, api_complaint_done;
/* api_wording.c */
api_fn api_wording, api_wording_one, api_wording_versions, api_wording_proof;
api_fn api_wording_change_work, api_wording_change, api_wording_reset;

/* api_work.c */
api_fn api_work_list, api_work_done, api_work_reopen, api_work_assign;

/* api_import.c */
api_fn api_import_work, api_import_after;
api_fn api_tips_import, api_tips_import_work, api_tips_import_after;
api_fn api_intake_new, api_intake_one, api_intake_rows, api_intake_rows_work,
	api_intake_rows_after, api_intake_keep, api_intake_drop;

/* api_export.c */
api_fn api_export_traders, api_export_sales, api_export_roster, api_export_trader;

/* api_export_lists.c */
api_fn api_export_questions, api_export_work, api_export_broadcasts, api_export_waves,
	api_export_tips, api_export_staff, api_export_audit, api_progress, api_progress_stop;

/* api_broadcast_draft.c */
api_fn api_broadcast_read, api_broadcast_plan, api_broadcast_recall, api_broadcast_new;

/* api_broadcast.c */
api_fn api_broadcasts, api_broadcast_one, api_broadcast_reasons, api_broadcast_find;
api_fn api_broadcast_approve, api_broadcast_pause, api_broadcast_resume, api_broadcast_cancel;

/* api_broadcast_result.c */
api_fn api_broadcast_test, api_broadcast_results, api_export_results, api_broadcast_lost;
api_fn api_broadcast_retry, api_broadcast_retry_undo;

/* api_figures.c */
api_fn api_figures_takings, api_figures_waves, api_figures_gateways, api_figures_complaints,
	api_figures_stick, api_figures_goods;

#endif
