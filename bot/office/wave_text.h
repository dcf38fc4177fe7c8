/* office/wave_text.h - what the office tells about a wave, in a trader's language (private to office/) */
#ifndef LAPAK_OFFICE_WAVE_TEXT_H
#define LAPAK_OFFICE_WAVE_TEXT_H
#include "base/buf.h"
#include "office/work.h"
#include "store/wave.h"
#include "wording/wording.h"

enum { WAVE_TEXT_MAX = 400 };

struct wave_news {
	enum message_id
		message; /* one that tells of a wave: its fields are filled as it declares them */
	const struct wave *wave;
	int64_t at;    /* the sitting it is about */
	int64_t until; /* offers: answer before; 0 none */
};

/* Appends the sentence to out, without the brand. RC_OK, or RC_ABSENT: the trader is gone. */
MUST_CHECK enum rc wave_text(
	const struct work *w, int64_t trader_id, const struct wave_news *news, struct buf *out);

#endif
