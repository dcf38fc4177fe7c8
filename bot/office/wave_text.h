/* office/wave_text.h - what the office tells about a wave, in a trader's language (private to office/) */
#ifndef LAPAK_OFFICE_WAVE_TEXT_H
#define LAPAK_OFFICE_WAVE_TEXT_H
#include "office/push.h"
#include "store/wave.h"
#include "wording/wording.h"

struct wave_news {
	enum message_id
		message; /* one that tells of a wave: its fields are filled as it declares them */
	const struct wave *wave;
	int64_t at;    /* the sitting it is about */
	int64_t until; /* offers: answer before; 0 none */
};

/* Sends p with the sentence as its text. RC_OK: out says what became of it. RC_ABSENT: the trader is gone. */
MUST_CHECK enum rc wave_push(const struct work *w, const struct wave_news *news, struct push *p,
	struct push_result *out);

#endif
