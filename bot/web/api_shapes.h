/* web/api_shapes.h - private to web/: what the API's rows take and give, by name of the component */
#ifndef LAPAK_WEB_API_SHAPES_H
#define LAPAK_WEB_API_SHAPES_H
#include "web/api_shape.h"

/* api_shapes_session.c */
extern const struct api_shape shape_sign_in, shape_me, shape_session, shape_token_new,
	shape_token, shape_password, shape_factor, shape_code, shape_ask_all;

/* api_shapes_trader.c */
extern const struct api_shape shape_trader, shape_ask_traders, shape_consent, shape_trader_wave,
	shape_card, shape_message, shape_trader_change, shape_erase, shape_note, shape_text,
	shape_made, shape_market, shape_market_new, shape_trader_phone, shape_merge,
	shape_wave_markets;

extern const struct api_shape shape_import, shape_imported, shape_tip;

/* api_shapes_import.c */
extern const struct api_shape shape_tips_import, shape_tips_imported, shape_intake_new,
	shape_intake, shape_intake_rows, shape_intake_part;

/* api_shapes_inbox.c */
extern const struct api_shape shape_question, shape_question_one, shape_ask_inbox, shape_assign,
	shape_answer, shape_preview, shape_preview_text, shape_canned, shape_canned_new;

/* api_shapes_sale.c */
extern const struct api_shape shape_sale, shape_sale_version, shape_sale_review, shape_ask_days,
	shape_sale_new;

/* api_shapes_wave.c */
extern const struct api_shape shape_wave, shape_ask_waves, shape_sitting, shape_wave_one,
	shape_sitting_new, shape_wave_new, shape_wave_move, shape_place_row, shape_seat_new,
	shape_seat, shape_seat_move, shape_who, shape_attend, shape_attended, shape_wave_plan,
	shape_wave_plan_change, shape_sitting_move, shape_wave_name, shape_calendar,
	shape_funnel;

/* api_shapes_office.c */
extern const struct api_shape shape_staff, shape_staff_new, shape_new_password, shape_enabled,
	shape_phone, shape_ask_audit, shape_audit, shape_verdict, shape_gateway, shape_health,
	shape_wave_short, shape_today, shape_complaint, shape_ask_work, shape_work,
	shape_work_done, shape_ask_outbox, shape_waiting;

/* api_shapes_broadcast.c */
extern const struct api_shape shape_broadcast_new, shape_plan, shape_broadcast,
	shape_broadcast_one, shape_broadcast_test, shape_ask_results, shape_result,
	shape_reason;

extern const struct api_shape shape_progress;
extern const struct api_shape shape_flow, shape_flow_try, shape_flow_tried, shape_effect;

/* api_shapes_wording.c */
extern const struct api_shape shape_message_source, shape_message_text, shape_wording_new,
	shape_text_fault, shape_text_proof, shape_text_version;

/* api_shapes_figures.c */
extern const struct api_shape shape_ask_figures, shape_takings, shape_wave_figures,
	shape_gateway_figures, shape_complaint_figures, shape_stick_figures,
	shape_goods_figures;

#endif
